/// A piece of a formula's text.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Double)
    case name(String)
    /// A name in backticks, which is never a function or a keyword.
    case quotedName(String)
    case text(String)
    case symbol(Symbol)
    case end
  }

  enum Symbol: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case power = "^"
    case open = "("
    case close = ")"
    case comma = ","
    case assign = "="
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and, or, not
  }

  let kind: Kind
  /// Bytes of UTF-8 before the token, and up to its end.
  let start: Int
  let end: Int
}

/// A text literal that has been read.
///
/// A class, because operands live in the frames of the recursive parser and have to be small.
final class TextLiteral {
  let text: String
  let token: Token

  init(_ text: String, _ token: Token) { (self.text, self.token) = (text, token) }
}

/// Cuts the text of a formula into tokens.
struct Lexer {
  let text: String
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  func place(_ byte: Int) -> FormulaPlace { FormulaPlace(text: text, byte: byte) }

  /// The text between two places, short enough for a message.
  func shown(_ token: Token) -> String {
    if token.kind == .end { return "the end" }
    return "\"\(FormulaError.shown(String(decoding: bytes[token.start..<token.end], as: UTF8.self)))\""
  }

  mutating func next() throws(FormulaError) -> Token {
    skipSpace()
    let start = position
    guard position < bytes.count else { return Token(kind: .end, start: start, end: start) }
    let byte = bytes[position]
    if (48...57).contains(byte) || byte == UInt8(ascii: ".") { return try number(from: start) }
    if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try quotation(byte, from: start)
    }
    if let symbol = symbol() { return Token(kind: .symbol(symbol), start: start, end: position) }
    return try name(from: start)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        position += 1
      } else if byte == 0xC2, position + 1 < bytes.count, bytes[position + 1] == 0xA0 {
        position += 2  // a no-break space, as word processors put it
      } else {
        return
      }
    }
  }

  private mutating func number(from start: Int) throws(FormulaError) -> Token {
    guard let (value, end) = NumberLiteral.scan(bytes, from: start) else {
      throw .unexpected(place(start), expected: "a number, a name or \"(\"", found: "\".\"", remedy: nil)
    }
    position = end
    let token = Token(kind: .number(value), start: start, end: end)
    if !value.isFinite {
      let expected = value.isNaN ? "zero or a number above 4.9e-324" : "a number below 1.8e308"
      throw .unexpected(place(start), expected: expected, found: shown(token), remedy: nil)
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      let remedy = "a number has one decimal point"
      throw .unexpected(place(end), expected: "an operator", found: "\".\"", remedy: remedy)
    }
    return token
  }

  private mutating func quotation(_ quote: UInt8, from start: Int) throws(FormulaError) -> Token {
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      if bytes[position] != quote {
        content.append(bytes[position])
      } else if position + 1 < bytes.count, bytes[position + 1] == quote {
        content.append(quote)
        position += 1
      } else {
        position += 1
        return try quotationToken(String(decoding: content, as: UTF8.self), quote, start)
      }
      position += 1
    }
    let mark = String(decoding: [quote], as: UTF8.self)
    let remedy = "a \(mark) opened at character \(place(start).offset + 1) is not closed"
    throw .unexpected(place(bytes.count), expected: mark, found: "the end", remedy: remedy)
  }

  private func quotationToken(_ content: String, _ quote: UInt8, _ start: Int) throws(FormulaError) -> Token {
    guard quote == UInt8(ascii: "`") else { return Token(kind: .text(content), start: start, end: position) }
    if content.isEmpty {
      throw .unexpected(place(start), expected: "a column name in backticks", found: "``", remedy: nil)
    }
    return Token(kind: .quotedName(content), start: start, end: position)
  }

  private mutating func name(from start: Int) throws(FormulaError) -> Token {
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard position == start ? Names.startsName(scalar) : Names.continuesName(scalar) else { break }
      position += length
    }
    guard position > start else {
      let (scalar, length) = scalar(at: start)
      let token = Token(kind: .end, start: start, end: start + length)
      let found = "\"\(String(decoding: bytes[token.start..<token.end], as: UTF8.self))\""
      throw .unexpected(
        place(start), expected: "a number, a name or an operator", found: found, remedy: Self.remedies[scalar])
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    let keyword: Token.Symbol? = name == "and" ? .and : name == "or" ? .or : name == "not" ? .not : nil
    return Token(kind: keyword.map { .symbol($0) } ?? .name(name), start: start, end: position)
  }

  private func scalar(at position: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[position]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let text = String(decoding: bytes[position..<min(position + length, bytes.count)], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{FFFD}", length)
  }

  /// The longest operator that starts here.
  private mutating func symbol() -> Token.Symbol? {
    if position + 1 < bytes.count, let pair = Self.pair(bytes[position], bytes[position + 1]) {
      position += 2
      return pair
    }
    guard let single = Self.single(bytes[position]) else { return nil }
    position += 1
    return single
  }

  // Switches, not dictionaries: those would have to be built at every cold start.
  private static func single(_ byte: UInt8) -> Token.Symbol? {
    switch byte {
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .times
    case UInt8(ascii: "/"): .divide
    case UInt8(ascii: "^"): .power
    case UInt8(ascii: "("): .open
    case UInt8(ascii: ")"): .close
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: "="): .assign
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "!"): .not
    default: nil
    }
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Token.Symbol? {
    switch (first, second) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): .power
    case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): .and
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): .or
    default: nil
    }
  }

  /// What to write instead of characters that people paste or bring from other languages.
  private static let remedies: [Unicode.Scalar: String] = [
    "\u{2212}": "write - for a minus", "\u{2013}": "write - for a minus", "\u{00D7}": "write * to multiply",
    "\u{00B7}": "write * to multiply", "\u{00F7}": "write / to divide", "\u{00B2}": "write ^2", "\u{00B3}": "write ^3",
    "\u{2264}": "write <=", "\u{2265}": "write >=", "\u{2260}": "write !=", "~": "write left = right",
    "&": "write and, or &&", "|": "write or, or ||", "%": "write 0.01 * for a percentage",
    "\u{201C}": "write straight quotes", "\u{201D}": "write straight quotes", "[": "write ( and )",
    "{": "write ( and )", "$": "write the column's name alone",
  ]
}
