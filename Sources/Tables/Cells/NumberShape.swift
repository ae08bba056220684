/// How a number was written, in 16 bits, so that its text can be written again from the double.
///
/// A column becomes text when one cell of it is text, and then the cells before it must be told as they were written.
/// Their bytes are gone by then, and keeping them would more than double the memory of every column of numbers. A double
/// tells a decimal of 17 digits to within 22 units of its last digit, so the remainder of its digits by 64, the number
/// of decimals and the style tell the rest. What is written in another way is `raw`: its text is kept.
struct NumberShape: Equatable {
  enum Style: UInt16 {
    case plain, cExponent, bareExponent, k, upperK, m, b, t

    /// The power of ten of a suffix.
    var power: Int {
      switch self {
      case .plain, .cExponent, .bareExponent: 0
      case .k, .upperK: 3
      case .m: 6
      case .b: 9
      case .t: 12
      }
    }

    var letter: String {
      switch self {
      case .plain, .cExponent, .bareExponent: ""
      case .k: "k"
      case .upperK: "K"
      case .m: "M"
      case .b: "B"
      case .t: "T"
      }
    }
  }

  /// What the scan sees on its way.
  struct Parts {
    var style = Style.plain
    var wholeDigits = 0
    var decimals = 0
    /// Written in a way that the shape does not cover.
    var isUnusual = false

    mutating func suffix(_ suffix: Style) -> Int {
      style = suffix
      return suffix.power
    }

    /// `e-05` as C and Python write it, or `e21`: sign only if negative, no leading zero.
    mutating func exponent(digits: Int, leadingZero: Bool, sign: UInt8) {
      let isPaddedToTwo = digits == 2 || (digits == 3 && !leadingZero)
      if sign == 0 && !(leadingZero && digits > 1) || sign == UInt8(ascii: "-") && !leadingZero && digits == 1 {
        style = .bareExponent
      } else if sign != 0 && isPaddedToTwo {
        style = .cExponent
      } else {
        isUnusual = true
      }
    }
  }

  /// Bit 15: raw; bit 14: one space before; bits 11 to 13: style; bits 6 to 10: decimals; bits 0 to 5: digits mod 64.
  let bits: UInt16

  /// The text itself has to be kept.
  static let raw = NumberShape(bits: 0x8000)

  init(bits: UInt16) { self.bits = bits }

  @inline(__always)
  init(_ parts: Parts, mantissa: UInt64, digits: Int, value: Double) {
    let isExponent = parts.style == .cExponent || parts.style == .bareExponent
    // With 19 digits at most the mantissa is exact; those after its leading zeros are 17 at most.
    if digits > 19 || mantissa >= 100_000_000_000_000_000 || parts.decimals > 31 || parts.isUnusual
      || (isExponent && !Self.isRestorable(parts, mantissa: mantissa, digits: digits, value: value))
    {
      self = .raw
    } else {
      let remainder = UInt16(mantissa & 63)
      self.init(bits: parts.style.rawValue << 11 | UInt16(truncatingIfNeeded: parts.decimals) << 6 | remainder)
    }
  }

  /// Whether an exponent can be told from the value alone: one digit before the point, and not so near to a power of
  /// ten that the value's own leading digit may be another one.
  private static func isRestorable(_ parts: Parts, mantissa: UInt64, digits: Int, value: Double) -> Bool {
    guard parts.wholeDigits == 1, value.isNormal else { return false }
    let power = (1..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
    guard mantissa >= power else { return false }
    return digits < 16 || (mantissa - power > 100 && power * 10 - mantissa > 100)
  }

  var isRaw: Bool { bits & 0x8000 != 0 }

  /// Digits behind the point. Not for raw shapes.
  var decimals: Int { Int(bits >> 6 & 31) }

  /// Without exponent and suffix. Not for raw shapes.
  var isPlain: Bool { bits >> 11 & 7 == Style.plain.rawValue }

  /// Whether a letter stands for a power of a thousand.
  var hasSuffix: Bool { !isRaw && (Style(rawValue: bits >> 11 & 7)?.power ?? 0) > 0 }

  /// The same number with a space before it.
  var withSpace: NumberShape { NumberShape(bits: bits | 0x4000) }

  /// The text as it was written. Not for raw shapes.
  func text(of value: Double) -> String {
    let style = Style(rawValue: bits >> 11 & 7) ?? .plain
    let decimals = Int(bits >> 6 & 31)
    let shortest = ShortestDecimal(value.magnitude)
    let isExponent = style == .cExponent || style == .bareExponent
    let exponent = shortest.leadingExponent
    let unit = isExponent ? exponent - decimals : style.power - decimals
    var digits = String(nearest(to: shortest.multiple(ofTenTo: unit)))
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    var text = value.sign == .minus ? "-" : ""
    if bits & 0x4000 != 0 { text = " " + text }
    text += digits.dropLast(decimals)
    if decimals > 0 { text += "." + digits.suffix(decimals) }
    switch style {
    case .bareExponent: return text + "e\(exponent)"
    case .cExponent:
      return text + "e" + (exponent < 0 ? "-" : "+") + (abs(exponent) < 10 ? "0" : "") + String(abs(exponent))
    default: return text + style.letter
    }
  }

  /// The number nearest to `digits` with the remainder by 64 that was kept.
  private func nearest(to digits: UInt64) -> UInt64 {
    let up = (UInt64(bits & 63) &- digits) & 63
    return up < 32 || digits < 64 - up ? digits + up : digits - (64 - up)
  }
}

/// The shortest decimal that reads back as the same double: digits · 10^exponent.
private struct ShortestDecimal {
  var digits: UInt64 = 0
  var exponent = 0

  init(_ value: Double) {
    var isFraction = false
    let text = value.description.utf8
    for (index, byte) in zip(text.indices, text) {
      if byte == UInt8(ascii: "e") {
        exponent += Int(Substring(text[text.index(after: index)...])) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        digits = digits * 10 + UInt64(byte - 48)
        if isFraction { exponent -= 1 }
      }
    }
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      exponent += 1
    }
  }

  /// The power of ten of the first digit.
  var leadingExponent: Int { digits == 0 ? 0 : exponent + String(digits).utf8.count - 1 }

  /// How many times 10^unit it is.
  func multiple(ofTenTo unit: Int) -> UInt64 {
    (0..<max(0, exponent - unit)).reduce(digits) { number, _ in number &* 10 }
  }
}
