import CCrypto

/// SHA-256 of a stream of bytes, by OpenSSL. The only place that calls it.
final class SHA256 {
  private let context: OpaquePointer?

  init() {
    context = EVP_MD_CTX_new()
    check(EVP_DigestInit_ex(context, EVP_sha256(), nil))
  }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) {
    check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
  }

  /// The digest in hexadecimal. Nothing may be added afterwards.
  func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    check(EVP_DigestFinal_ex(context, &digest, &length))
    return digest.prefix(Int(length)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Hashing memory fails only where OpenSSL itself is broken or has no memory left: nothing that data can cause.
  private func check(_ status: Int32) { precondition(status == 1, "OpenSSL refused SHA-256") }
}
