/// The text of others inside the languages that we write.
///
/// Each language has one function here, and nothing else in the package escapes. All of them go over Unicode scalars: a reader of a
/// language looks for the code point of its quote or bracket, while Swift's `Character` joins it with a mark before or after it
/// (U+0600, U+0301), and a comparison of characters would not see it.
///
/// `quotedFor…` brings its own quotes, `escapedFor…` stands between marks that are there already.
extension String {
  /// The text with some scalars replaced.
  ///
  /// - Parameter replacement: what stands for a scalar; `nil` leaves it as it is.
  func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// The text with each quote in it written twice: how formulas and CSV have a quote within quotes.
  package func doubling(_ quote: Unicode.Scalar) -> String {
    replacingScalars { $0 == quote ? String(quote) + String(quote) : nil }
  }
}

extension Unicode.Scalar {
  /// Whether it commands a terminal, or changes the order or the lines of what is read: control characters (C0, DEL, C1), marks and
  /// overrides of direction, separators of lines and paragraphs.
  var isUnseen: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether it ends a line for some reader.
  var endsLine: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// `U+001B` in so many hexadecimal digits at least.
  func hexadecimal(digits: Int, uppercase: Bool = false) -> String {
    let text = String(value, radix: 16, uppercase: uppercase)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
