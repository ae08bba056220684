extension JSONScanner {
  /// Passes over a string, and checks all that decoding it relies on.
  package mutating func string() throws(Stop) -> Text {
    let opening = index
    var hasEscapes = false
    var at = index + 1
    while at < end {
      let byte = base[at]
      if byte == UInt8(ascii: "\"") {
        index = at + 1
        return Text(start: opening + 1, end: at, hasEscapes: hasEscapes)
      }
      if byte < 0x20 { throw .fault(.controlCharacter(byte), at) }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        at = try endOfEscape(at)
      } else {
        at += 1
      }
    }
    throw isAtEnd ? .fault(.unterminatedString, opening) : .needsMore
  }

  private func endOfEscape(_ start: Int) throws(Stop) -> Int {
    guard start + 1 < end else { throw isAtEnd ? .fault(.badEscape, start) : .needsMore }
    switch base[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(start)
      switch unit {
      case 0xD800...0xDBFF:
        // The other half must follow; what follows instead is told as the fault of this one.
        for (offset, byte) in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
          guard start + 6 + offset < end else { throw isAtEnd ? .fault(.badEscape, start) : .needsMore }
          guard base[start + 6 + offset] == byte else { throw .fault(.badEscape, start) }
        }
        guard (0xDC00...0xDFFF).contains(try codeUnit(start + 6)) else { throw .fault(.badEscape, start) }
        return start + 12
      case 0xDC00...0xDFFF: throw .fault(.badEscape, start)
      default: return start + 6
      }
    default: throw .fault(.badEscape, start)
    }
  }

  /// The four hexadecimal digits after a backslash and `u`.
  private func codeUnit(_ start: Int) throws(Stop) -> UInt32 {
    var unit: UInt32 = 0
    for at in start + 2..<start + 6 {
      guard at < end else { throw isAtEnd ? .fault(.badEscape, start) : .needsMore }
      guard let digit = Self.hexadecimal(base[at]) else { throw .fault(.badEscape, start) }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 55)
    default: nil
    }
  }

  package func decodedString(_ text: Text) -> String {
    guard text.hasEscapes else { return String(Bytes(start: base + text.start, count: text.end - text.start)) }
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.end - text.start)
    defer { room.deallocate() }
    guard let target = room.baseAddress else { return "" }
    return String(Bytes(start: target, count: decode(text, into: target)))
  }

  /// Writes a string that was passed over without its escapes, and gives its length, which is never more than before.
  func decode(_ text: Text, into target: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 0
    var at = text.start
    while at < text.end {
      if base[at] != UInt8(ascii: "\\") {
        target[count] = base[at]
        count += 1
        at += 1
        continue
      }
      let (scalar, length) = escape(at)
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        target[count] = byte
        count += 1
      }
      at += length
    }
    return count
  }

  private func escape(_ at: Int) -> (Unicode.Scalar, length: Int) {
    switch base[at + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      let high = unit(at)
      if high & 0xFC00 != 0xD800 { return (Unicode.Scalar(high) ?? "\u{FFFD}", 6) }
      let scalar = 0x10000 + (high & 0x3FF) << 10 + (unit(at + 6) & 0x3FF)
      return (Unicode.Scalar(scalar) ?? "\u{FFFD}", 12)
    default: return (Unicode.Scalar(base[at + 1]), 2)
    }
  }

  private func unit(_ at: Int) -> UInt32 {
    (at + 2..<at + 6).reduce(0) { $0 << 4 | (Self.hexadecimal(base[$1]) ?? 0) }
  }
}
