import Statistics
import Testing

@Suite struct StudentTTests {
  // mpmath, 60 digits: betainc(v/2, mpf(1)/2, 0, v/(v + t*t), regularized=True) / 2
  @Test(
    "upper tails keep their digits down to 1e-300",
    arguments: [
      (1e-8, 1, 0.49999999681690113816), (2, 5, 0.050969739414929178123), (10, 3, 0.0010641995292070750287),
      (1e60, 5, 9.4901672455623607797e-300), (1e200, 1.5, 3.7708524320162463515e-301),
      (37, 1000, 8.6503944049565306588e-190), (37, 94, 3.9612045280563377056e-58),
      (1e5, 29.75, 1.0681602067931205445e-128), (0.5, 0.3, 0.40035539631073878125),
      (5, 1e5, 2.8713508393208364266e-7),
    ])
  func tails(t: Double, degreesOfFreedom: Double, expected: Double) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    #expect(relativeError(distribution.upperTail(t), expected) < 1e-13)
    #expect(relativeError(distribution.cumulative(-t), expected) < 1e-13)
    #expect(relativeError(distribution.twoSided(-t), 2 * expected) < 1e-13)
    #expect(relativeError(distribution.cumulative(t), 1 - expected) < 1e-15)
  }

  // R 4.2.2; the call is beside the number.
  @Test("values of R")
  func witnessR() {
    let five = StudentT(degreesOfFreedom: 5)
    #expect(relativeError(five.cumulative(2), 0.9490302605850709) < 1e-14)  // pt(2, 5)
    #expect(relativeError(five.quantile(1e-10), -156.82559270889428) < 1e-13)  // qt(1e-10, 5)
    let residual = StudentT(degreesOfFreedom: 94)
    #expect(relativeError(residual.cumulative(-2.5), 0.0070760622723662217) < 1e-13)  // pt(-2.5, 94)
    #expect(relativeError(residual.quantile(0.975), 1.9855234418666039) < 1e-14)  // qt(0.975, 94)
    // 2*pt(-5.2085659393725994, 94)
    #expect(relativeError(residual.twoSided(5.2085659393725994), 1.1193383464193929e-06) < 1e-13)
    let four = StudentT(degreesOfFreedom: 4)
    #expect(relativeError(four.quantile(0.995), 4.6040948713499921) < 1e-14)  // qt(0.995, 4)
    let million = StudentT(degreesOfFreedom: 1e6)
    #expect(relativeError(million.quantile(0.975), 1.9599663568141066) < 1e-14)  // qt(0.975, 1e6)
  }

  // mpmath: findroot on the logarithm of the tail above
  @Test(
    "quantiles of probabilities near 1e-300, where Boost's own go wrong",
    arguments: [
      (1e-300, 5, 1.5683925590993378011e60), (1e-300, 1.5, 5.2194694273446363294e199),
      (1e-300, 94, 14564.645127052989727), (1e-300, 10, 2.5645257189481978216e30),
      (0.025, 2.5, 3.5746548420036831273),
    ])
  func quantiles(p: Double, degreesOfFreedom: Double, expected: Double) {
    #expect(relativeError(-StudentT(degreesOfFreedom: degreesOfFreedom).quantile(p), expected) < 1e-12)
  }

  @Test("a quantile undoes the cumulative probability", arguments: [0.3, 1, 2, 3, 4, 7.5, 94, 1e6])
  func roundTrip(degreesOfFreedom: Double) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    for p in [1e-80, 1e-9, 0.005, 0.3, 0.4999999, 0.5, 0.500001, 0.8, 0.999] {
      #expect(relativeError(distribution.cumulative(distribution.quantile(p)), p) < 2e-12)
    }
  }

  @Test("one degree of freedom is Cauchy's distribution: tail = atan(1/t)/π")
  func cauchy() {
    let cauchy = StudentT(degreesOfFreedom: 1)
    #expect(relativeError(cauchy.upperTail(1), 0.25) < 1e-15)
    #expect(relativeError(cauchy.upperTail(1e200), 1e-200 / Double.pi) < 1e-15)
    #expect(relativeError(cauchy.quantile(0.75), 1) < 1e-12)
  }

  @Test("infinite degrees of freedom mean the normal")
  func normalLimit() {
    let limit = StudentT(degreesOfFreedom: .infinity)
    #expect(limit.upperTail(3) == StandardNormal().upperTail(3))
    #expect(limit.quantile(0.975) == StandardNormal().quantile(0.975))
    #expect(relativeError(StudentT(degreesOfFreedom: 1e14).upperTail(3), limit.upperTail(3)) < 1e-12)
  }

  @Test("limits are reached, and what is outside the domain is NaN")
  func edges() {
    let distribution = StudentT(degreesOfFreedom: 3)
    #expect(distribution.cumulative(0) == 0.5)
    #expect(distribution.cumulative(.infinity) == 1)
    #expect(distribution.cumulative(-.infinity) == 0)
    #expect(distribution.twoSided(-.infinity) == 0)
    #expect(distribution.quantile(0) == -.infinity)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.cumulative(.nan).isNaN)
    #expect(distribution.quantile(1.5).isNaN)
    #expect(distribution.quantile(.nan).isNaN)
    for bad: Double in [0, -1, -.infinity, .nan] {
      #expect(StudentT(degreesOfFreedom: bad).cumulative(1).isNaN)
      #expect(StudentT(degreesOfFreedom: bad).quantile(0.5).isNaN)
    }
  }
}
