/// Makes text in UTF-8 of bytes that are something else.
protocol ByteDecoder: AnyObject {
  /// What was found, as a sentence without a stop.
  var sentence: String { get }

  /// Takes bytes and writes text.
  ///
  /// - Parameter isLast: whether no byte follows these.
  /// - Returns: how many bytes were taken and how many written; none written where more are needed.
  func decode(
    _ bytes: ArraySlice<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>, isLast: Bool
  ) throws(DecodingProblem) -> (taken: Int, made: Int)
}

/// Why bytes could not be turned into text.
public enum DecodingProblem: Error, Sendable, Hashable {
  /// Half of a pair of UTF-16, or an odd byte at the end.
  case brokenUTF16
  /// Not what gzip writes, or with a checksum that does not fit.
  case brokenGzip
  /// Compressed text that is cut off.
  case endsEarly
  /// The system gives no memory.
  case noMemory
}

extension DecodingProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .brokenUTF16: "it is UTF-16 text, and broken: half of a character"
    case .brokenGzip: "it is a gzip file, and broken"
    case .endsEarly: "it is a gzip file that ends too early"
    case .noMemory: "there is no memory to decompress it"
    }
  }

  var hint: String {
    switch self {
    case .brokenUTF16: "save it again, as UTF-8 if possible"
    case .brokenGzip, .endsEarly: "was it copied whole? gunzip -t tests it"
    case .noMemory: "give its text: gunzip -c FILE | scaling … -"
    }
  }
}

enum Decoders {
  /// What the first four bytes or more ask for; `nil` for text.
  static func named(by bytes: UnsafeBufferPointer<UInt8>) -> (any ByteDecoder)? {
    switch (bytes[0], bytes[1]) {
    case (0x1F, 0x8B): GzipDecoder()
    case (0xFF, 0xFE): UTF16Decoder(isBigEndian: false)
    case (0xFE, 0xFF): UTF16Decoder(isBigEndian: true)
    default: nil
    }
  }
}
