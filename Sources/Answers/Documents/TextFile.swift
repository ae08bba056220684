import Glibc

/// A file that is read whole.
package enum TextFile {
  /// No fit file is larger, even with a million draws.
  private static let largest = 1 << 30

  /// - Parameter path: a path, or `-` for standard input.
  /// - Throws: `Problem` with status 66 where it cannot be read, 65 where it is no text.
  package static func read(_ path: String) throws -> String {
    let isInput = path == "-"
    let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { if !isInput { close(descriptor) } }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path, errno)
      }
      if count == 0 { break }
      bytes += piece[..<count]
      guard bytes.count <= largest else {
        throw Problem(message: "\(path) is larger than a gigabyte", hint: "is it a fit file?", status: 65)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(
        message: "\(path) is not UTF-8 text", hint: "scaling fit … -o fit.json writes a fit file", status: 65)
    }
    return text
  }

  private static func failure(_ path: String, _ problem: Int32) -> Problem {
    Problem(
      message: "cannot read \(path): \(String(cString: strerror(problem)))",
      hint: "scaling fit … -o fit.json writes a fit file", status: 66)
  }
}
