/// Makes UTF-8 of UTF-16 with a byte order mark, as spreadsheets write it.
final class UTF16Decoder: ByteDecoder {
  private let isBigEndian: Bool
  private var isAfterMark = false

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  var sentence: String { "the text is UTF-16" }

  func decode(
    _ bytes: ArraySlice<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>, isLast: Bool
  ) throws(DecodingProblem) -> (taken: Int, made: Int) {
    var index = bytes.startIndex
    var made = 0
    if !isAfterMark, bytes.count >= 2 {
      isAfterMark = true
      index += 2
    }
    while index + 1 < bytes.endIndex, made + 4 <= target.count {
      let unit = unit(bytes, index)
      var scalar = UInt32(unit)
      var length = 2
      if unit & 0xFC00 == 0xD800 {
        guard index + 3 < bytes.endIndex else { break }
        let other = self.unit(bytes, index + 2)
        guard other & 0xFC00 == 0xDC00 else { throw .brokenUTF16 }
        scalar = 0x10000 + UInt32(unit & 0x3FF) << 10 + UInt32(other & 0x3FF)
        length = 4
      }
      guard let character = Unicode.Scalar(scalar) else { throw .brokenUTF16 }
      for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter {
        target[made] = byte
        made += 1
      }
      index += length
    }
    if isLast, made == 0, index < bytes.endIndex { throw .brokenUTF16 }
    return (index - bytes.startIndex, made)
  }

  private func unit(_ bytes: ArraySlice<UInt8>, _ index: Int) -> UInt16 {
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}
