import Escaping

/// How names are spelled in formulas, and what a mistyped one may have meant.
package enum Names {
  static let keywords: Set<String> = ["and", "or", "not", "pi"]

  /// The name as a formula writes it: plain where it can be, else in backticks.
  package static func quoted(_ name: String) -> String {
    isPlain(name) ? name : name.quotedForFormula
  }

  /// Whether the name needs no backticks.
  package static func isPlain(_ name: String) -> Bool {
    guard !keywords.contains(name), let first = name.unicodeScalars.first, startsName(first) else { return false }
    return name.unicodeScalars.dropFirst().allSatisfy(continuesName)
  }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" }
    return scalar.properties.isXIDStart
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return startsName(scalar) || ("0"..."9").contains(scalar) || scalar == "." }
    return scalar.properties.isXIDContinue
  }

  /// The known name nearest to `name`, if it is near: at most one edit for each three characters.
  package static func suggestion(for name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in known {
      let distance = editDistance(wanted, Array(candidate.prefix(64)))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, wanted.count / 3), best.distance < wanted.count else { return nil }
    return best.name
  }

  /// Insertions, deletions, replacements and exchanges of neighbours that turn `a` into `b`; a change of case counts
  /// nothing.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    let a = a.map { $0.lowercased() }
    let b = b.map { $0.lowercased() }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
