extension String {
  /// One word of a POSIX shell, between single quotes where it needs any.
  ///
  /// A word cannot hold NUL, which becomes U+FFFD.
  package var shellWord: String {
    isPlainShellWord ? self : "'" + replacingScalars { $0 == "'" ? "'\\''" : $0 == "\0" ? "\u{FFFD}" : nil } + "'"
  }

  /// The same word for a line that is shown on a terminal: what a terminal must not get raw is written in the quotes `$'…'` of POSIX.1-2024
  /// (bash, zsh, ksh), byte by byte.
  package var shownShellWord: String {
    guard unicodeScalars.contains(where: \.isUnseen) else { return shellWord }
    let inside = replacingScalars { scalar in
      switch scalar {
      case "\\", "'": "\\" + String(scalar)
      case "\0": "\u{FFFD}"
      case _ where scalar.isUnseen:
        String(scalar).utf8.map { "\\" + Unicode.Scalar($0).octal }.joined()
      default: nil
      }
    }
    return "$'" + inside + "'"
  }

  /// A long flag with its value, for a line that is shown: one that begins with a hyphen is joined to the flag, so that it is not taken for
  /// another.
  package static func flag(_ name: String, _ value: String) -> String {
    flagWords(name, value).map(\.shownShellWord).joined(separator: " ")
  }

  /// The one or two words of a flag and its value.
  package static func flagWords(_ name: String, _ value: String) -> [String] {
    value.utf8.first == UInt8(ascii: "-") && value.utf8.count > 1 ? [name + "=" + value] : [name, value]
  }

  /// The path so that no command takes it for a flag.
  package var pathAsArgument: String { utf8.first == UInt8(ascii: "-") && utf8.count > 1 ? "./" + self : self }

  private var isPlainShellWord: Bool {
    // zsh looks up what follows an equals sign at the beginning.
    guard let first = utf8.first, first != UInt8(ascii: "=") else { return false }
    return utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "@%+=:,./_-".utf8.contains(byte)
      }
    }
  }
}

extension Unicode.Scalar {
  /// Three octal digits.
  fileprivate var octal: String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: 3 - text.utf8.count) + text
  }
}
