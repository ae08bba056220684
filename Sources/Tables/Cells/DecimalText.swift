import Glibc

/// From a decimal number to the nearest double, ties to even.
enum DecimalText {
  /// Powers of ten that a double holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]

  /// Powers of five that 64 bits hold: 5^27 is below 2^63.
  private static let powersOfFive: [UInt64] = (0...27).map { exponent in
    (0..<exponent).reduce(UInt64(1)) { power, _ in power * 5 }
  }

  /// mantissa · 10^exponent, or `nil` where only the text can tell.
  @inline(__always)
  static func double(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      // Both are exact, so the one operation rounds once (Clinger 1990).
      let digits = Double(mantissa)
      return exponent < 0 ? digits / powersOfTen[-exponent] : digits * powersOfTen[exponent]
    }
    return wide(mantissa, exponent)
  }

  /// The same in 128 bits, for exponents up to ±27.
  ///
  /// With 10^k = 5^k · 2^k only the power of five needs care. The 64 leading bits of the product or quotient are exact,
  /// and their last bit stands for all that follow, so that the conversion to 53 bits rounds as the whole would.
  private static func wide(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard exponent >= -27, exponent <= 27, mantissa != 0 else { return mantissa == 0 ? 0 : nil }
    let five = powersOfFive[abs(exponent)]
    var leading: UInt64
    var power = exponent
    if exponent >= 0 {
      let product = mantissa.multipliedFullWidth(by: five)
      if product.high == 0 {
        leading = product.low
      } else {
        let shift = product.high.leadingZeroBitCount
        leading = product.high &<< shift | (product.low &>> 1) &>> (63 - shift)
        if product.low &<< shift != 0 { leading |= 1 }
        power += 64 - shift
      }
    } else {
      let up = mantissa.leadingZeroBitCount
      let divisorUp = five.leadingZeroBitCount
      // Half of the dividend is below the divisor, so the quotient fits in 64 bits and has at least 63.
      let dividend = mantissa &<< up
      let (quotient, remainder) = (five &<< divisorUp).dividingFullWidth((dividend &>> 1, dividend &<< 63))
      leading = remainder == 0 ? quotient : quotient | 1
      power += divisorUp - up - 63
    }
    // A normal double for every power that is possible here, and times a power of two nothing is lost.
    return Double(leading) * Double(bitPattern: UInt64(1023 + power) << 52)
  }

  /// The value of digits with at most one point, times 10^exponent; `nil` beyond the largest double.
  ///
  /// The slow path: `strtod` in the C locale, whatever locale the process has set.
  static func double(_ digits: Bytes, _ exponent: Int = 0) -> Double? {
    var text = digits.map { CChar(bitPattern: $0) }
    text += "e\(exponent)".utf8.map { CChar(bitPattern: $0) }
    text.append(0)
    let before = uselocale(CLocale.shared.handle)
    defer { uselocale(before) }
    let value = strtod(text, nil)
    return value.isFinite ? value : nil
  }
}

/// The locale with a point before decimals, which a thread takes up for one call. Never freed, never changed, so it may be shared.
private struct CLocale: @unchecked Sendable {
  static let shared = CLocale()

  let handle: locale_t?

  private init() { handle = newlocale(1 << LC_NUMERIC, "C", nil) }
}
