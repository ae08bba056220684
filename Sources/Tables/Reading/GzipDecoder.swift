import CZlib

/// Makes text of gzip (RFC 1952), by zlib. The only place that calls it.
///
/// Members that follow one another, as `cat a.gz b.gz` makes them, are one text.
final class GzipDecoder: ByteDecoder {
  private var stream = z_stream()
  private let isReady: Bool
  /// Between two members, or after the last.
  private var isAtEnd = false

  init() {
    // 15 bits of window, and 16 more for the header of gzip.
    isReady = inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  }

  deinit { if isReady { inflateEnd(&stream) } }

  var sentence: String { "the text is compressed with gzip" }

  func decode(
    _ bytes: ArraySlice<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>, isLast: Bool
  ) throws(DecodingProblem) -> (taken: Int, made: Int) {
    guard isReady else { throw .noMemory }
    if isAtEnd {
      if bytes.isEmpty { return (0, 0) }
      // What follows the last member is another one, or padding of zeros.
      if bytes.allSatisfy({ $0 == 0 }) { return (bytes.count, 0) }
      guard inflateReset(&stream) == Z_OK else { throw .brokenGzip }
      isAtEnd = false
    }
    var status = Z_OK
    let (taken, made) = bytes.withUnsafeBufferPointer { source in
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      status = inflate(&stream, Z_NO_FLUSH)
      return (source.count - Int(stream.avail_in), target.count - Int(stream.avail_out))
    }
    switch status {
    case Z_STREAM_END: isAtEnd = true
    case Z_OK: break
    case Z_BUF_ERROR: if isLast, made == 0 { throw .endsEarly }
    default: throw .brokenGzip
    }
    if isLast, !isAtEnd, made == 0, taken == bytes.count { throw .endsEarly }
    return (taken, made)
  }
}
