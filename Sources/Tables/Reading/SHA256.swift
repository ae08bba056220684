import CCrypto

/// SHA-256 of a stream of bytes, by OpenSSL. The only place that calls it.
package final class SHA256 {
  private let context: OpaquePointer?

  package init() {
    context = EVP_MD_CTX_new()
    check(EVP_DigestInit_ex(context, EVP_sha256(), nil))
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The digest of a text in UTF-8.
  package static func digest(of text: String) -> [UInt8] {
    let digest = SHA256()
    Array(text.utf8).withUnsafeBytes { digest.update($0) }
    return digest.bytes()
  }

  /// The digest of a text in UTF-8, in hexadecimal.
  package static func hexadecimal(of text: String) -> String { hexadecimal(digest(of: text)) }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  func update(_ bytes: UnsafeRawBufferPointer) {
    check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
  }

  /// The digest in hexadecimal. Nothing may be added afterwards.
  func finish() -> String {
    Self.hexadecimal(bytes())
  }

  private func bytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    check(EVP_DigestFinal_ex(context, &digest, &length))
    return Array(digest.prefix(Int(length)))
  }

  /// Hashing memory fails only where OpenSSL itself is broken or has no memory left: nothing that data can cause.
  private func check(_ status: Int32) { precondition(status == 1, "OpenSSL refused SHA-256") }
}
