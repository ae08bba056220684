#if canImport(Glibc)
  import Glibc
#endif

extension Double {
  /// With so many significant digits: `0.0123`, `110`, `1.2e+25`. C's `%g`, with whole numbers below ten million written out.
  package func formatted(significant digits: Int) -> String {
    let text = formatted("%.\(digits)g")
    guard abs(self) < 1e7, text.contains("e+"), let rounded = Double(text) else { return text }
    return rounded.formatted(decimals: 0)
  }

  /// With so many digits after the point. C's `%f`.
  package func formatted(decimals: Int) -> String {
    formatted("%.\(decimals)f")
  }

  /// Shortest text that reads back as the same number, without a needless `.0`.
  package var plain: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func formatted(_ format: String) -> String {
    withVaList([self]) { arguments in
      var buffer = [CChar](repeating: 0, count: 400)
      let length = Int(vsnprintf(&buffer, buffer.count, format, arguments))
      return String(decoding: buffer.prefix(min(length, buffer.count - 1)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
