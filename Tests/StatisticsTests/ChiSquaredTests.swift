import Glibc
import Statistics
import Testing

@Suite struct ChiSquaredTests {
  // mpmath, 60 digits: gammainc(mpf(k)/2, mpf(x)/2, inf, regularized=True)
  @Test(
    "upper tails keep their digits down to 1e-300",
    arguments: [
      (1379, 1, 7.6877329835284145333e-302, 1e-13), (3.84, 1, 0.050043521248705103189, 1e-13),
      (7, 2.5, 0.048333605272569005945, 1e-13),
      // Boost's incomplete gamma function loses digits far out at large degrees of freedom.
      (1e5, 9e4, 6.9557949235066712767e-115, 1e-11),
    ])
  func tails(x: Double, degreesOfFreedom: Double, expected: Double, tolerance: Double) {
    let distribution = ChiSquared(degreesOfFreedom: degreesOfFreedom)
    #expect(relativeError(distribution.upperTail(x), expected) < tolerance)
    #expect(relativeError(distribution.cumulative(x), 1 - expected) < 1e-14)
  }

  @Test("lower tails keep their digits")
  func lowerTails() {
    // mpmath: gammainc(mpf(7.5)/2, 0, mpf(1e-6)/2, regularized=True)
    #expect(relativeError(ChiSquared(degreesOfFreedom: 7.5).cumulative(1e-6), 1.4170666450102630543e-25) < 1e-13)
    // R: pchisq(1e-3, 4)
    #expect(relativeError(ChiSquared(degreesOfFreedom: 4).cumulative(1e-3), 1.2495834114479175e-07) < 1e-13)
  }

  @Test("two degrees of freedom are an exponential: upper tail = exp(-x/2)", arguments: [0.001, 1, 50, 1300])
  func exponential(x: Double) {
    #expect(relativeError(ChiSquared(degreesOfFreedom: 2).upperTail(x), exp(-x / 2)) < 1e-13)
  }

  @Test("quantiles")
  func quantiles() {
    // mpmath: 2 * erfinv(mpf(0.95))**2. R: qchisq(0.95, 1)
    #expect(relativeError(ChiSquared(degreesOfFreedom: 1).quantile(0.95), 3.8414588206941244691) < 1e-12)
    #expect(relativeError(ChiSquared(degreesOfFreedom: 10).quantile(0.025), 3.2469727802368413) < 1e-12)  // qchisq
    // mpmath: findroot on log(gammainc(mpf(3)/2, 0, x/2, regularized=True)) - log(mpf(1e-100))
    #expect(relativeError(ChiSquared(degreesOfFreedom: 3).quantile(1e-100), 5.2093970786780450618e-67) < 1e-12)
  }

  @Test("limits are reached, and what is outside the domain is NaN")
  func edges() {
    let distribution = ChiSquared(degreesOfFreedom: 3)
    #expect(distribution.cumulative(-1) == 0)
    #expect(distribution.upperTail(-1) == 1)
    #expect(distribution.cumulative(.infinity) == 1)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.quantile(0) == 0)
    #expect(distribution.quantile(1) == .infinity)
    // The exact answer is near 1e-600.
    #expect(ChiSquared(degreesOfFreedom: 1).quantile(1e-300) < .leastNormalMagnitude)
    #expect(distribution.cumulative(.nan).isNaN)
    #expect(distribution.quantile(2).isNaN)
    for bad: Double in [0, -2, .infinity, .nan] {
      #expect(ChiSquared(degreesOfFreedom: bad).upperTail(1).isNaN)
      #expect(ChiSquared(degreesOfFreedom: bad).quantile(0.5).isNaN)
    }
  }
}
