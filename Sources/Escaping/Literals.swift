extension String {
  /// As a string of JSON (RFC 8259, section 7), with control characters, marks of direction and separators of lines as escapes.
  package var quotedForJSON: String {
    "\"" + replacingScalars { $0.escapeOfJSON ?? ($0.isUnseen ? "\\u" + $0.hexadecimal(digits: 4) : nil) } + "\""
  }

  /// A document of JSON, or a string of JavaScript, inside the script of a page: no `<`, which could end the script. Outside strings
  /// JSON has none, so that each can be written as an escape.
  package var escapedForScript: String { replacingScalars { $0 == "<" ? "\\u003c" : nil } }

  /// As a string of Python.
  package var quotedForPython: String {
    "\"" + replacingScalars { $0.escapeOfJSON ?? $0.escapeOfPython } + "\""
  }

  /// As the inside of a string of Python between three double quotes; its line feeds stay.
  package var escapedForPythonBlock: String {
    replacingScalars { $0 == "\n" ? nil : $0.escapeOfJSON ?? $0.escapeOfPython }
  }

  /// As a string of Vega's expressions.
  package var quotedForVega: String {
    let inside = replacingScalars { scalar in
      switch scalar {
      case "'", "\\": "\\" + String(scalar)
      case _ where scalar.isUnseen: "\\u" + scalar.hexadecimal(digits: 4)
      default: nil
      }
    }
    return "'" + inside + "'"
  }

  /// As a string of gnuplot in single quotes, between which it evaluates nothing. It has to be on one line, and what neither gnuplot nor
  /// its SVG can hold becomes U+FFFD.
  package var quotedForGnuplot: String {
    // gnuplot takes a quote that is doubled at the beginning for an empty string.
    let quotes = String.UnicodeScalarView(unicodeScalars.prefix { $0 == "'" })
    guard quotes.isEmpty else {
      let rest = String(String.UnicodeScalarView(unicodeScalars.dropFirst(quotes.count)))
      return "\"\(String(quotes))\" . \(rest.quotedForGnuplot)"
    }
    let inside = replacingScalars { scalar in
      switch scalar {
      case "'": "''"
      case _ where scalar.endsLine || scalar == "\t": " "
      case _ where scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value: "\u{FFFD}"
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: nil
      }
    }
    return "'" + inside + "'"
  }

  /// As a label of gnuplot's ticks, which is a format: a per cent sign stands for itself when doubled.
  package var quotedForGnuplotTick: String { doubling("%").quotedForGnuplot }
}

extension Unicode.Scalar {
  /// The short escapes that JSON, JavaScript and Python have in common.
  fileprivate var escapeOfJSON: String? {
    switch self {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: nil
    }
  }

  fileprivate var escapeOfPython: String? {
    guard isUnseen else { return nil }
    return value < 0x100 ? "\\x" + hexadecimal(digits: 2) : "\\u" + hexadecimal(digits: 4)
  }
}
