/// Exponential function in plain arithmetic: the same bits on every processor, which the C library does not promise.
///
///     exp x = 2ᵏ (1 + r + r²/2 + … + r¹⁴/14!),  r = x - k log 2,  |r| ≤ log 2 / 2
///
/// The rest of the series is below rounding. Relative error below 1e-15 for `|x| < 100`; it grows with the rounding of x.
///
/// - Valid when: `x` is not NaN. Beyond the doubles it is 0 or infinite.
func reproducibleExp(_ x: Double) -> Double {
  guard x > -745 else { return 0 }
  guard x < 710 else { return .infinity }
  let k = (x * 1.4426950408889634).rounded()
  // log 2 in two parts, as for the logarithm.
  let r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33
  var sum = 1.0
  for n in stride(from: 14.0, through: 1, by: -1) { sum = 1 + sum * r / n }
  // In two steps, so that a subnormal result is rounded once and the power itself does not overflow.
  let half = Int(k) / 2
  return Double(sign: .plus, exponent: Int(k) - half, significand: sum)
    * Double(sign: .plus, exponent: half, significand: 1)
}
