/// Reads the tokens of JSON, strictly as RFC 8259 has it: the one reader of tables and of documents.
///
/// For a table it is made anew for each object: when the bytes end before the object does, it throws `needsMore`, and the
/// whole object is scanned again with more bytes behind it. It lives no longer than the bytes that it reads.
package struct JSONScanner {
  package enum Stop: Error {
    case needsMore
    case fault(JSONProblem, Int)
  }

  /// A string between its quotes.
  package struct Text {
    let start: Int
    let end: Int
    let hasEscapes: Bool
  }

  struct Member {
    enum Value {
      case null
      /// A number, `true` or `false`.
      case bare(Int, Int)
      case string(Text)
    }

    /// The keys of the objects around it, from outside.
    var parents: [Text] = []
    let key: Text
    let value: Value
  }

  /// Objects inside one another that are flattened.
  private static let deepest = 16

  let base: UnsafePointer<UInt8>
  package internal(set) var index: Int
  let end: Int
  let isAtEnd: Bool
  /// JSON Lines: a line break is no space.
  let isLines: Bool

  init(_ source: ByteSource, isLines: Bool) {
    base = UnsafePointer(source.base)
    index = source.position
    end = source.end
    isAtEnd = source.isAtEnd
    self.isLines = isLines
  }

  /// Of a whole document.
  package init(_ base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    index = 0
    end = count
    isAtEnd = true
    isLines = false
  }

  /// The next byte that is not space, or `nil` at the end of the text.
  package mutating func peek() throws(Stop) -> UInt8? {
    while index < end {
      let byte = base[index]
      let isSpace = byte == 32 || byte == 9 || byte == 13 || (byte == 10 && !isLines)
      if !isSpace { return byte }
      index += 1
    }
    if isAtEnd { return nil }
    throw .needsMore
  }

  package mutating func skip() { index += 1 }

  /// The next byte that is not space, which has to be there.
  package mutating func next(expecting what: String) throws(Stop) -> UInt8 {
    guard let byte = try peek() else { throw .fault(.unexpectedEnd(expected: what), index) }
    if byte == 10 { throw .fault(.lineBreakInObject, index) }
    return byte
  }

  /// The members of the object that begins here, into `members`; those of objects inside it with the keys around them.
  mutating func object(_ members: inout [Member]) throws(Stop) {
    members.removeAll(keepingCapacity: true)
    try object(&members, within: [])
  }

  private mutating func object(_ members: inout [Member], within parents: [Text]) throws(Stop) {
    var isFirst = true
    index += 1
    if try next(expecting: "a key or }") == UInt8(ascii: "}") {
      index += 1
      return
    }
    while true {
      guard try next(expecting: "a key") == UInt8(ascii: "\"") else {
        throw .fault(isFirst ? .expected("a key or }") : .expected("a key"), index)
      }
      isFirst = false
      let key = try string()
      if key.start == key.end { throw .fault(.emptyKey, key.start - 1) }
      try colon()
      if try next(expecting: "a value") == UInt8(ascii: "{") {
        guard parents.count < Self.deepest else { throw .fault(.tooDeep, index) }
        try object(&members, within: parents + [key])
      } else {
        members.append(Member(parents: parents, key: key, value: try value(of: key)))
      }
      guard try goesOn(closing: UInt8(ascii: "}"), before: "a key") else { return }
    }
  }

  package mutating func colon() throws(Stop) {
    guard try next(expecting: "a colon") == UInt8(ascii: ":") else { throw .fault(.expected("a colon"), index) }
    index += 1
  }

  /// Passes over a comma or the closing bracket; whether another element follows.
  package mutating func goesOn(closing: UInt8, before what: String) throws(Stop) -> Bool {
    let expected = closing == UInt8(ascii: "}") ? "a comma or }" : "a comma or ]"
    let byte = try next(expecting: expected)
    let place = index
    index += 1
    if byte == closing { return false }
    guard byte == UInt8(ascii: ",") else { throw .fault(.expected(expected), place) }
    if try next(expecting: what) == closing { throw .fault(.trailingComma, place) }
    return true
  }

  private mutating func value(of key: Text) throws(Stop) -> Member.Value {
    let byte = try next(expecting: "a value")
    let start = index
    switch byte {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "["): throw .fault(.nested(key: decodedString(key)), index)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try token()
      try checkNumber(start)
      return .bare(start, index)
    default:
      return try word() == nil ? .null : .bare(start, index)
    }
  }

  /// `true`, `false` or, as `nil`, `null`.
  package mutating func word() throws(Stop) -> Bool? {
    let start = index
    try token()
    switch String(Bytes(start: base + start, count: index - start)) {
    case "null": return nil
    case "true": return true
    case "false": return false
    case "NaN", "Infinity": throw .fault(.notFinite, start)
    default: throw .fault(.expected("a number, a string, true, false or null"), start)
    }
  }

  /// Passes over letters, digits, signs and points.
  mutating func token() throws(Stop) {
    while index < end {
      switch base[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        index += 1
      default: return
      }
    }
    if !isAtEnd { throw .needsMore }
  }

  /// Holds a token against `[-] (0 | 1-9 digits) [. digits] [e [+-] digits]`.
  func checkNumber(_ start: Int) throws(Stop) {
    var at = start
    func digits() -> Int {
      let first = at
      while at < index, base[at] &- 48 < 10 { at += 1 }
      return at - first
    }
    if base[at] == UInt8(ascii: "-") { at += 1 }
    if at < index, base[at] == UInt8(ascii: "I") { throw .fault(.notFinite, start) }
    let whole = at
    let count = digits()
    var isGood = count == 1 || (count > 1 && base[whole] != 48)
    if at < index, base[at] == UInt8(ascii: ".") {
      at += 1
      isGood = isGood && digits() > 0
    }
    if at < index, base[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < index, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
      isGood = isGood && digits() > 0
    }
    if !isGood || at != index { throw .fault(.badNumber, start) }
  }
}
