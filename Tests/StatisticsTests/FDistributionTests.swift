import Statistics
import Testing

@Suite struct FDistributionTests {
  // mpmath, 60 digits: betainc(b/2, a/2, 0, b/(b + a*x), regularized=True)
  @Test(
    "upper tails keep their digits",
    arguments: [
      (4, 2, 94, 0.021517957548037425164, 1e-13), (1000, 5, 200, 2.3005210055381230064e-139, 1e-12),
      (0.3, 3, 10, 0.82474007966552932093, 1e-13), (2.5, 1.5, 7.25, 0.1538095379426136345, 1e-13),
      (700, 1, 2000, 1.6222490794083268248e-132, 1e-12),
      // Boost's incomplete beta function loses digits at very large degrees of freedom.
      (1.5, 10, 1e6, 0.13206377033516373711, 3e-11),
    ])
  func tails(x: Double, numerator: Double, denominator: Double, expected: Double, tolerance: Double) {
    let distribution = FDistribution(numerator: numerator, denominator: denominator)
    #expect(relativeError(distribution.upperTail(x), expected) < tolerance)
    #expect(relativeError(distribution.cumulative(x), 1 - expected) < tolerance)
    // 1/F has the same distribution with the degrees of freedom exchanged.
    let inverse = FDistribution(numerator: denominator, denominator: numerator)
    #expect(relativeError(inverse.cumulative(1 / x), expected) < tolerance)
  }

  // mpmath: betainc(50, 1000, 0, 100*x/(2000 + 100*x), regularized=True) at x = mpf(1e-6)
  @Test("a lower tail keeps its digits")
  func lowerTail() {
    let distribution = FDistribution(numerator: 100, denominator: 2000)
    #expect(relativeError(distribution.cumulative(1e-6), 9.7464519550207950493e-280) < 1e-12)
  }

  // R 4.2.2; the call is beside the number.
  @Test("values of R")
  func witnessR() {
    // pf(69.829920819389777, 2, 94, lower.tail=FALSE)
    let regression = FDistribution(numerator: 2, denominator: 94)
    #expect(relativeError(regression.upperTail(69.829920819389777), 2.5915372303682308e-19) < 1e-13)
    let three = FDistribution(numerator: 3, denominator: 20)
    #expect(relativeError(three.quantile(0.95), 3.0983912121407795) < 1e-12)  // qf(0.95, 3, 20)
    #expect(relativeError(three.quantile(0.05), 0.11547091032312699) < 1e-12)  // qf(0.05, 3, 20)
    // pf(3, 4, Inf, lower.tail=FALSE)
    let infinite = FDistribution(numerator: 4, denominator: .infinity)
    #expect(relativeError(infinite.upperTail(3), 0.017351265236664512) < 1e-13)
  }

  // mpmath: findroot on log(betainc(5, 47, 0, 10*x/(94 + 10*x), regularized=True)) - log(mpf(1e-100))
  @Test("a quantile far out, where Boost's own goes wrong")
  func farQuantile() {
    let distribution = FDistribution(numerator: 10, denominator: 94)
    #expect(relativeError(distribution.quantile(1e-100), 4.9997585489105662153e-21) < 1e-12)
  }

  @Test("t squared is F with one degree of freedom above the line")
  func squareOfT() {
    let t = StudentT(degreesOfFreedom: 7.5)
    let f = FDistribution(numerator: 1, denominator: 7.5)
    for value in [0.1, 1, 3, 40, 1e6] {
      #expect(relativeError(f.upperTail(value * value), t.twoSided(value)) < 1e-13)
    }
  }

  @Test("a quantile undoes the cumulative probability", arguments: [(1.0, 3.0), (3.7, 17.3), (10, 94), (4, .infinity)])
  func roundTrip(numerator: Double, denominator: Double) {
    for distribution in [
      FDistribution(numerator: numerator, denominator: denominator),
      FDistribution(numerator: denominator, denominator: numerator),
    ] {
      for p in [1e-100, 0.01, 0.5, 0.95, 0.999999] {
        #expect(relativeError(distribution.cumulative(distribution.quantile(p)), p) < 2e-12)
      }
    }
  }

  @Test("limits are reached, and what is outside the domain is NaN")
  func edges() {
    let distribution = FDistribution(numerator: 3, denominator: 4)
    #expect(distribution.cumulative(-1) == 0)
    #expect(distribution.upperTail(0) == 1)
    #expect(distribution.cumulative(.infinity) == 1)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.quantile(0) == 0)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.upperTail(.nan).isNaN)
    #expect(distribution.quantile(-0.1).isNaN)
    for bad in [(0.0, 4.0), (3, -1), (.nan, 4), (.infinity, .infinity)] {
      #expect(FDistribution(numerator: bad.0, denominator: bad.1).upperTail(1).isNaN)
      #expect(FDistribution(numerator: bad.0, denominator: bad.1).quantile(0.5).isNaN)
    }
  }
}
