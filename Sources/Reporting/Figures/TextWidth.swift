/// How much room a text takes, without asking any font.
///
/// Widths are those of DejaVu Sans in classes, which is wider than the other common sans-serif faces: what fits by these fits by
/// theirs.
enum TextWidth {
  /// In pixels.
  static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size * (isBold ? 1.14 : 1)
  }

  /// In units of the font size.
  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'", "|": 0.28
    case " ", ".", ",", ":", ";", "!", "I": 0.33
    case "(", ")", "[", "]", "f", "t", "r", "-", "/", "\"": 0.4
    case "⁻", "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹": 0.42
    case "s", "c", "z", "k", "v", "x", "y", "J": 0.58
    case "m", "w", "M", "W", "%", "@", "−", "+", "=", "×", "<", ">", "≥", "~": 0.96
    case "A"..."Z": 0.72
    case "a"..."z", "0"..."9", "$": 0.64
    default: scalar.value < 0x2E80 ? 0.72 : 1
    }
  }

  /// Lines of words, none wider than the limit unless a word is.
  static func wrapped(_ text: String, size: Double, width limit: Double, isBold: Bool = false) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, of(last + " " + word, size: size, isBold: isBold) <= limit {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
