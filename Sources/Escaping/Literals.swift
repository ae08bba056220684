extension String {
  /// As a string of JSON (RFC 8259, section 7), with control characters, marks of direction and separators of lines as escapes.
  package var quotedForJSON: String {
    // Most keys and texts have nothing to escape.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      return "\"" + self + "\""
    }
    return "\"" + replacingScalars { $0.escapeOfJSON ?? ($0.isUnseen ? "\\u" + $0.hexadecimal(digits: 4) : nil) } + "\""
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
