import Escaping

/// Text of others inside our messages: quoted, on one line, and not too long.
enum Message {
  private static let longest = 60

  /// The text between double quotes, unseen characters escaped, cut after 60 characters.
  static func quoted(_ text: String) -> String { text.quotedForLine(limit: longest) }

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
