/// The natural logarithm to about 60 bits, as a pair of doubles.
public enum ExtendedLogarithm {
  /// `log(x)` as a pair, with a relative error of about 2^-60.
  ///
  ///     x = 2^k m,  z = (m - 1) / (m + 1),  log x = k log 2 + 2 (z + z^3/3 + z^5/5 + ...)
  ///
  /// `z` and the leading sum are carried as pairs; the terms from `z^3` on are below 1 % of `z` and fit in a double.
  ///
  /// - Valid when: `x` is positive and finite; anything else gives what `log` gives, with a low part of zero.
  public static func value(_ x: Double) -> DoubleDouble {
    guard x > 0, x.isFinite else { return DoubleDouble(VectorFunction.log(x)) }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    // Centre on 1, so that |z| stays below 0.172 and numbers just below 1 lose nothing.
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    let z = DoubleDouble(mantissa - 1) / DoubleDouble(sumOf: mantissa, and: 1)
    let square = z.high * z.high
    var series = 0.0
    for divisor in seriesDivisors { series = series * square + 1 / divisor }
    let tail = 2 * z.high * square * series
    let fraction = DoubleDouble(normalizing: 2 * z.high, 2 * z.low) + DoubleDouble(tail)
    return exponent == 0 ? fraction : DoubleDouble(exponent) * logarithmOfTwo + fraction
  }

  /// The divisors of `z^25` down to `z^3`; the next term is below 2^-70 of the first.
  private static let seriesDivisors = [25.0, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3]

  /// log 2 to 107 bits. mpmath: `mp.prec = 200; hi = float(log(2)); lo = float(log(2) - hi)`
  private static let logarithmOfTwo = DoubleDouble(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)
}
