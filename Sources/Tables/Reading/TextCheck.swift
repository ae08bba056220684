/// What a byte is that no table may hold.
enum ByteDefect {
  case nul
  case notUTF8
}

/// Looks through bytes for NUL and for what is not UTF-8 (Unicode 16, table 3-7).
enum TextCheck {
  /// How far the bytes are good, and what stops them; a character that may go on after the end stops them too,
  /// without a defect unless the end `isFinal`.
  static func scan(_ bytes: UnsafeRawBufferPointer, isFinal: Bool) -> (good: Int, defect: ByteDefect?) {
    var index = 0
    while index < bytes.count {
      index = skipPlainBlocks(bytes, from: index)
      if index == bytes.count { break }
      let byte = bytes[index]
      if byte == 0 { return (index, .nul) }
      if byte < 0x80 {
        index += 1
        continue
      }
      switch sequence(bytes, index) {
      case .valid(let length): index += length
      case .cut: return (index, isFinal ? .notUTF8 : nil)
      case .invalid: return (index, .notUTF8)
      }
    }
    return (index, nil)
  }

  /// Passes over blocks of 64 bytes in which all are ASCII and none is NUL.
  @inline(__always)
  private static func skipPlainBlocks(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 64 <= bytes.count {
      var marks: UInt64 = 0
      for offset in stride(from: 0, to: 64, by: 8) {
        let word = bytes.loadUnaligned(fromByteOffset: index + offset, as: UInt64.self)
        // A zero byte borrows, which sets its high bit; without one, no byte of an ASCII word does.
        marks |= word | (word &- 0x0101_0101_0101_0101)
      }
      if marks & 0x8080_8080_8080_8080 != 0 { break }
      index += 64
    }
    return index
  }

  private enum Sequence { case valid(Int), cut, invalid }

  /// The character of more than one byte that begins at an index.
  private static func sequence(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Sequence {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .invalid
    }
    for offset in 1..<length {
      guard index + offset < bytes.count else { return .cut }
      let allowed = offset == 1 ? second : 0x80...0xBF
      if !allowed.contains(bytes[index + offset]) { return .invalid }
    }
    return .valid(length)
  }
}
