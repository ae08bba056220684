/// Bytes in a buffer that someone else keeps alive. Never stored beyond the call that they are passed to.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without spaces and tabs at either end.
  @inline(__always)
  var trimmed: Bytes {
    var low = 0
    var high = count
    while low < high, Self.isBlank(self[low]) { low += 1 }
    while high > low, Self.isBlank(self[high - 1]) { high -= 1 }
    return Bytes(rebasing: self[low..<high])
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}

extension String {
  /// The text of bytes that are known to be UTF-8.
  init(_ bytes: Bytes) { self.init(decoding: bytes, as: UTF8.self) }
}
