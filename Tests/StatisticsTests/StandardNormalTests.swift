import Statistics
import Testing

@Suite struct StandardNormalTests {
  let normal = StandardNormal()

  // mpmath, 60 digits: erfc(-mpf(x) / sqrt(2)) / 2
  @Test(
    "lower tails keep their digits down to 1e-300",
    arguments: [
      (-1.96, 0.024997895148220436213), (-5, 2.8665157187919391167e-7), (-20, 2.7536241186062336951e-89),
      (-37, 5.7255712225245768227e-300),
    ])
  func tails(x: Double, expected: Double) {
    #expect(relativeError(normal.cumulative(x), expected) < 1e-15)
    #expect(relativeError(normal.upperTail(-x), expected) < 1e-15)
    #expect(relativeError(normal.twoSided(x), 2 * expected) < 1e-15)
  }

  // mpmath: sqrt(2) * erfinv(2 * mpf(0.975) - 1); findroot on log(erfc(-z / sqrt(2)) / 2). R: qnorm(1e-300)
  @Test("quantiles", arguments: [(0.975, 1.9599639845400538556), (1e-300, -37.047096299361199237)])
  func quantiles(p: Double, expected: Double) {
    #expect(relativeError(normal.quantile(p), expected) < 1e-15)
  }

  @Test("limits are reached, and what is outside the domain is NaN")
  func edges() {
    #expect(normal.cumulative(0) == 0.5)
    #expect(normal.cumulative(-.infinity) == 0)
    #expect(normal.cumulative(.infinity) == 1)
    #expect(normal.cumulative(-40) == 0)
    #expect(normal.quantile(0) == -.infinity)
    #expect(normal.quantile(1) == .infinity)
    #expect(normal.quantile(0.5) == 0)
    #expect(normal.cumulative(.nan).isNaN)
    #expect(normal.quantile(-0.1).isNaN)
    #expect(normal.quantile(1.1).isNaN)
    #expect(normal.quantile(.nan).isNaN)
  }
}
