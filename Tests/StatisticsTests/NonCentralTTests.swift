import Statistics
import Testing

@Suite struct NonCentralTTests {
  // mpmath, 30 digits: quad over s of ncdf(t*s - d) times the density of s = sqrt(chi2(v)/v)
  @Test(
    "cumulative probabilities",
    arguments: [
      (2, 10, 1, 0.80761156253037526203), (1.98, 94, 2.8, 0.20701546565828923093),
      (-1, 10, 2, 0.0018164334104296490679), (5, 3.3, 2, 0.90048887266828846491),
    ])
  func cumulative(t: Double, degreesOfFreedom: Double, noncentrality: Double, expected: Double) {
    let distribution = NonCentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    #expect((distribution.cumulative(t) - expected).magnitude < 1e-14)
    #expect((distribution.upperTail(t) - (1 - expected)).magnitude < 1e-14)
    // -T has the opposite noncentrality.
    let mirrored = NonCentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality)
    #expect((mirrored.upperTail(-t) - expected).magnitude < 1e-14)
  }

  @Test("without noncentrality it is Student's t; with infinite degrees of freedom a shifted normal")
  func limits() {
    let central = NonCentralT(degreesOfFreedom: 20, noncentrality: 0)
    #expect((central.cumulative(2) - StudentT(degreesOfFreedom: 20).cumulative(2)).magnitude < 1e-15)
    let shifted = NonCentralT(degreesOfFreedom: .infinity, noncentrality: 2.8)
    #expect((shifted.cumulative(1.96) - StandardNormal().cumulative(1.96 - 2.8)).magnitude < 1e-15)
    #expect(shifted.cumulative(.infinity) == 1)
    #expect(shifted.upperTail(.infinity) == 0)
  }

  @Test("what is outside the domain is NaN")
  func domain() {
    #expect(NonCentralT(degreesOfFreedom: 0, noncentrality: 1).cumulative(1).isNaN)
    #expect(NonCentralT(degreesOfFreedom: 3, noncentrality: .infinity).cumulative(1).isNaN)
    #expect(NonCentralT(degreesOfFreedom: 3, noncentrality: 1).upperTail(.nan).isNaN)
  }
}
