import Foundation
import ScalingLaws
import Statistics
import Testing

/// Corners at unknown places, in formulas that the catalogue does not have.
@Suite struct CornerTests {
  /// 3 + 0.13 (t - 2005) + 0.4 max(t - 2012.3, 0), with noise of 0.1, at 40 times of which the break is none.
  private func bent(_ seed: UInt64) throws -> Table {
    var random = RandomStream(seed: seed, stream: 0)
    let times = (0..<40).map { $0 == 0 ? 2005 : 2005 + 15 * random.uniform() }
    let values = times.map { 3 + 0.13 * ($0 - 2005) + 0.4 * max($0 - 2012.3, 0) + 0.1 * random.normal() }
    return try Table(
      source: "bent",
      columns: [Column(name: "t", storage: .numbers(times)), Column(name: "y", storage: .numbers(values))])
  }

  @Test(
    "a planted break is found and certified through max, min, abs and a ratio as through the law",
    arguments: [
      "y = level + slope*t + change*max(t - tau, 0)", "y = level + slope*t + change*min(t - tau, 0)",
      "y = level + slope*t + change*abs(tau - t)", "y = level + slope*t + change*max(t, tau)",
      "y = level + slope*t + change*max(t/tau - 1, 0)",
    ])
  func ownFormula(_ formula: String) throws {
    let segmented = try #require(Law.named("segmented-trend"))
    let own = try Law(formula)
    for seed in UInt64(0)..<12 {
      let table = try bent(seed)
      let (reference, fit) = (try segmented.fit(to: table), try own.fit(to: table))
      #expect(fit.convergence.isCertified, "seed \(seed)")
      #expect(fit.convergence.atBound.isEmpty, "seed \(seed)")
      // The same family of lines, so the same optimum; 1e-9 is what starts count as agreement.
      #expect(abs(fit.objective / reference.objective - 1) < 1e-9, "seed \(seed)")
      let (tau, other) = (
        try #require(fit.coefficients["tau"]?.value), try #require(reference.coefficients["tau"]?.value)
      )
      #expect(abs(tau - other) < 1e-6, "seed \(seed)")
      #expect(abs(tau - 2012.3) < 1, "seed \(seed)")
    }
  }

  @Test(
    "a corner in the logarithm of a variable is found, whatever the base",
    arguments: ["log10(N) - log10(knee)", "log2(N) - log2(knee)", "log(N/knee)"])
  func logarithms(_ inner: String) throws {
    var random = RandomStream(seed: 31, stream: 0)
    let sizes = (0..<60).map { _ in pow(10, 6 + 4 * random.uniform()) }
    let values = sizes.map { 2 + 0.3 * max(log10($0 / 3e7), 0) + 0.02 * random.normal() }
    let table = try Table(
      source: "knee",
      columns: [Column(name: "N", storage: .numbers(sizes)), Column(name: "y", storage: .numbers(values))])
    let law = try Law("y = a + c*max(\(inner), 0)", positive: ["knee"])
    let fit = try law.fit(to: table)
    #expect(fit.convergence.isCertified, "\(fit.convergence.method)")
    // The standard error of log10(knee) is about 0.02 / 0.3 * sqrt(1/22 + 1/38) = 0.018.
    #expect(abs(log10(try #require(fit.coefficients["knee"]?.value) / 3e7)) < 0.09)
    let bounded = try law.fit(to: table, options: FitOptions(domains: ["knee": .between(1e8, 1e9)]))
    #expect(bounded.coefficients["knee"]?.value == 1e8)
    #expect(bounded.objective > fit.objective)
  }

  @Test("a corner among a thousand rows is found by a grid that is refined")
  func manyRows() throws {
    let times = (0..<1000).map { Double($0) * 0.01 }
    var random = RandomStream(seed: 7, stream: 0)
    let values = times.map { 2 - 0.5 * min($0, 4.321) + 0.02 * random.normal() }
    let table = try Table(
      source: "plateau",
      columns: [Column(name: "x", storage: .numbers(times)), Column(name: "y", storage: .numbers(values))])
    let fit = try Law("y = a + b*min(x, knee)").fit(to: table)
    #expect(fit.convergence.isCertified)
    // The standard error of the knee is about 0.02 / 0.5 * sqrt(2 / 430) = 0.003.
    #expect(abs(try #require(fit.coefficients["knee"]?.value) - 4.321) < 0.015)
  }
}
