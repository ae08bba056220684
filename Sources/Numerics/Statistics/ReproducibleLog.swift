/// Natural logarithm in plain arithmetic: the same bits on every processor, which the C library does not promise.
///
///     x = 2ᵏ m,  √½ ≤ m < √2;  log x = k log 2 + 2 (s + s³/3 + s⁵/5 + …),  s = (m - 1) / (m + 1)
///
/// As |s| < 0.172, the term s²³/23 is the last above rounding. Relative error below 5e-16 (measured against mpmath).
///
/// - Valid when: `x` is positive, finite and not subnormal. This is not checked.
func reproducibleLog(_ x: Double) -> Double {
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var series = 1.0 / 23
  for denominator in stride(from: 21.0, through: 3.0, by: -2.0) {
    series = series * square + 1 / denominator
  }
  // log 2 in two parts; the first has 21 trailing zero bits, so its product with an exponent is exact.
  let high = 0x1.62e42fee00000p-1
  let low = 0x1.a39ef35793c76p-33
  let small = 2 * s * square * series
  return exponent * high + (2 * s + (small + exponent * low))
}
