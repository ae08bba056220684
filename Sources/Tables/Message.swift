/// Text of others inside our messages: quoted, on one line, and not too long.
enum Message {
  private static let longest = 60

  /// The text between double quotes, control characters escaped, cut after 60 characters.
  static func quoted(_ text: String) -> String {
    var shown = "\""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == longest {
        shown += "…"
        break
      }
      shown += escaped(scalar)
    }
    return shown + "\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\"": "\\\""
    case "\\": "\\\\"
    case _ where scalar.properties.generalCategory == .control: "\\u{\(String(scalar.value, radix: 16))}"
    default: String(scalar)
    }
  }

  /// The text as one word of a POSIX shell, quoted only where it needs to be.
  static func shellWord(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    if plain && !text.isEmpty { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// `1 cell`, `2 cells`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Message {
  /// A name in a list: as it is, or quoted where commas, spaces or control characters would mislead.
  static func listed(_ name: String) -> String {
    let plain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.generalCategory != .control && scalar != " " && scalar != "," && scalar != "\""
    }
    return plain && !name.isEmpty ? name : quoted(name)
  }
}
