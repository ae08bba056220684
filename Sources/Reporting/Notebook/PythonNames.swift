import ScalingLaws

/// What the symbols of a law are called in Python.
struct PythonNames {
  private var names: [String: String] = [:]

  private static let taken: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield", "np", "special", "bend", "magnitude", "softplus",
    "log1mexp",
  ]

  /// - Parameter symbols: in the order in which they get their names.
  init(_ symbols: [String]) {
    var used = Self.taken
    for symbol in symbols where names[symbol] == nil {
      let plain = Self.identifier(symbol)
      var name = plain
      var count = 1
      while used.contains(name) {
        count += 1
        name = Self.taken.contains(plain) && count == 2 ? plain + "_" : "\(plain)_\(count)"
      }
      used.insert(name)
      names[symbol] = name
    }
  }

  subscript(symbol: String) -> String { names[symbol] ?? Self.identifier(symbol) }

  /// Letters, digits and underscores of ASCII; nothing else has to be looked up on a keyboard.
  private static func identifier(_ symbol: String) -> String {
    var text = ""
    for scalar in symbol.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isPlain { text.unicodeScalars.append(scalar) } else if text.last != "_" { text += "_" }
    }
    while text.count > 1, text.last == "_" { text.removeLast() }
    let startsWell = text.unicodeScalars.first.map { !("0"..."9").contains($0) } ?? false
    return startsWell ? text : "_" + text
  }
}
