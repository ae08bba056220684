import VectorMath

/// The distribution function of the standard normal, and its logarithm, without cancellation in either tail.
///
///     Φ(z) = erfc(-z / √2) / 2
///
/// - Source: Cody 1969, rational Chebyshev approximations for erf, erfc and `exp(x²) erfc(x)`; the coefficients are those of his
///   `calerf`. SciPy: `special.ndtr`, `special.log_ndtr`. R: `pnorm(z)`, `pnorm(z, log.p = TRUE)`.
enum NormalIntegral {
  /// Φ(z): within a few ulp where it is not subnormal, that is above z = -37.5.
  static func value(_ z: Double) -> Double {
    guard z == z else { return z }
    guard z.magnitude >= middle else { return 0.5 * (1 + erfInside(z * 0.5.squareRoot())) }
    let tail = 0.5 * bell(z) * scaledTail(z.magnitude * 0.5.squareRoot())
    return z < 0 ? tail : 1 - tail
  }

  /// log Φ(z), for any z.
  static func logarithm(_ z: Double) -> Double {
    guard z == z else { return z }
    if z <= -middle {
      // -∞ for -∞, where the square has no product with zero.
      return z == -.infinity ? z : VectorFunction.log(0.5 * scaledTail(-z * 0.5.squareRoot())) - 0.5 * z * z
    }
    return z < 0 ? VectorFunction.log(value(z)) : VectorFunction.log1p(-value(-z))
  }

  /// Below this |z| the series of erf is used: Cody's 0.46875 for `z / √2`.
  private static let middle = 0.66291

  /// `exp(-z²/2)`, with the part of the square that a double does not hold.
  private static func bell(_ z: Double) -> Double {
    let size = Swift.min(z.magnitude, 60)
    let high = (size * 16).rounded(.down) / 16
    return VectorFunction.exp(-0.5 * high * high) * VectorFunction.exp(-0.5 * (size - high) * (size + high))
  }

  /// erf(x) for |x| <= 0.46875.
  private static func erfInside(_ x: Double) -> Double {
    let square = x * x
    var (above, below) = (inside.above[4] * square, square)
    for i in 0..<3 {
      above = (above + inside.above[i]) * square
      below = (below + inside.below[i]) * square
    }
    return x * (above + inside.above[3]) / (below + inside.below[3])
  }

  /// `exp(x²) erfc(x)` for x >= 0.46875.
  private static func scaledTail(_ x: Double) -> Double {
    if x <= 4 {
      var (above, below) = (near.above[8] * x, x)
      for i in 0..<7 {
        above = (above + near.above[i]) * x
        below = (below + near.below[i]) * x
      }
      return (above + near.above[7]) / (below + near.below[7])
    }
    let square = 1 / (x * x)
    var (above, below) = (far.above[5] * square, square)
    for i in 0..<4 {
      above = (above + far.above[i]) * square
      below = (below + far.below[i]) * square
    }
    let rest = square * (above + far.above[4]) / (below + far.below[4])
    return (1 / Double.pi.squareRoot() - rest) / x
  }

  private typealias Ratio = (above: [Double], below: [Double])

  private static let inside: Ratio = (
    [
      3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3,
      1.85777706184603153e-1,
    ],
    [2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3]
  )
  private static let near: Ratio = (
    [
      5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1, 2.98635138197400131e2,
      8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
      2.15311535474403846e-8,
    ],
    [
      1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
      3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ]
  )
  private static let far: Ratio = (
    [
      3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
      6.58749161529837803e-4, 1.63153871373020978e-2,
    ],
    [
      2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2,
      2.33520497626869185e-3,
    ]
  )
}

/// Logarithms of sums and differences with one.
enum LogarithmOfOne {
  /// `log(1 + exp(u))`, for any u.
  static func plusExp(_ u: Double) -> Double {
    max(u, 0) + VectorFunction.log1p(VectorFunction.exp(-u.magnitude))
  }

  /// `log(1 - exp(u))` for u <= 0; NaN above.
  ///
  /// - Source: Mächler 2012, "Accurately computing log(1 - exp(-|a|))", eq. 7.
  static func minusExp(_ u: Double) -> Double {
    // log 2
    u > -0.6931471805599453
      ? VectorFunction.log(-VectorFunction.expm1(u)) : VectorFunction.log1p(-VectorFunction.exp(u))
  }
}
