extension String {
  /// As a terminal may show it: what would command it, or turn its text around, is shown as `\u{1B}`. Line feeds and tabs stay.
  package var escapedForTerminal: String {
    guard unicodeScalars.contains(where: { $0.isUnseen && $0 != "\n" && $0 != "\t" }) else { return self }
    return replacingScalars { $0 == "\n" || $0 == "\t" ? nil : $0.shown }
  }

  /// The same on one line: line feeds, returns and tabs are shown as `\n`, `\r` and `\t`.
  package var escapedForLine: String { unicodeScalars.contains(where: \.isUnseen) ? replacingScalars(\.shown) : self }

  /// The same between double quotes, with a backslash before a quote and a backslash.
  ///
  /// - Parameter limit: scalars after which the text is cut.
  package func quotedForLine(limit: Int) -> String {
    let isLong = unicodeScalars.count > limit
    let text = isLong ? String(String.UnicodeScalarView(unicodeScalars.prefix(limit))) : self
    return "\"" + text.replacingScalars { $0 == "\"" || $0 == "\\" ? "\\" + String($0) : $0.shown }
      + (isLong ? "…\"" : "\"")
  }
}

extension Unicode.Scalar {
  /// How an unseen scalar is shown; `nil` for any other.
  var shown: String? {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case _ where isUnseen: "\\u{\(hexadecimal(digits: 1, uppercase: true))}"
    default: nil
    }
  }
}
