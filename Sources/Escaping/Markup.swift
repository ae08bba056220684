extension String {
  /// As text of HTML, or as an attribute between quotes of either kind.
  ///
  /// HTML cannot hold NUL, which becomes U+FFFD as in any browser.
  package var escapedForHTML: String {
    replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\r": "&#13;"
      case "\0": "\u{FFFD}"
      default: nil
      }
    }
  }

  /// As text of XML 1.0 (SVG), or as an attribute between quotes of either kind.
  ///
  /// XML holds neither control characters other than tab, line feed and return nor U+FFFE and U+FFFF (section 2.2), which become U+FFFD.
  package var escapedForXML: String {
    replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\t", "\n", "\r": "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: "\u{FFFD}"
      default: nil
      }
    }
  }
}
