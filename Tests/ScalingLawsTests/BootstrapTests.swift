import Foundation
import ScalingLaws
import Statistics
import Testing

/// Intervals that are read off resamples.
@Suite struct BootstrapTests {
  private func ends(_ interval: Interval) -> [Double?] { [interval.low, interval.high] }

  @Test("ends are order statistics at (m + 1)p, and open beyond the smallest and the largest")
  func orderStatistics() {
    // 39 draws at 95 %: 40 × 0.025 = 1, the first and the last.
    let draws = (1...39).map(Double.init).reversed()
    #expect(ends(BootstrapDistribution(Array(draws), estimate: 20, level: 0.95).percentile) == [1, 39])
    #expect(ends(BootstrapDistribution(Array(draws), estimate: 25, level: 0.95).basic) == [11, 49])
    #expect(ends(BootstrapDistribution(Array(draws.dropLast()), estimate: 20, level: 0.95).percentile) == [nil, nil])
    #expect(ends(BootstrapDistribution([], estimate: 20, level: 0.95).percentile) == [nil, nil])
  }

  @Test("draws that do not exist, or are infinite, count as beyond both ends")
  func undefined() {
    let draws = (1...199).map(Double.init)
    // 200 × 0.05 = 10: with four that do not exist the sixth of the others, and the sixth from above.
    let some = BootstrapDistribution(Array(draws.dropLast(4)) + [.nan, .nan, .nan, .nan], estimate: 100, level: 0.9)
    #expect(ends(some.percentile) == [6, 190])
    #expect(ends(some.normal) == [nil, nil])
    let most = BootstrapDistribution(
      Array(draws.dropLast(10)) + [Double](repeating: .nan, count: 10), estimate: 100, level: 0.9)
    #expect(ends(most.percentile) == [nil, nil])
    let infinite = BootstrapDistribution(
      Array(draws.dropLast(12)) + [Double](repeating: .infinity, count: 12), estimate: 100, level: 0.9)
    #expect(ends(infinite.percentile) == [10, nil])
    #expect(ends(infinite.basic) == [nil, 190])
  }

  @Test("the middle of the draws is stretched from the estimate, each side by itself, as a t distribution is")
  func middle() {
    // 99 draws: the quartiles are the 25th and the 75th.
    let draws = (1...99).map(Double.init)
    // R: qnorm(0.975)/qnorm(0.75), qt(0.975, 20)/qnorm(0.75)
    let (normal, twenty) = (2.9058469517, 3.0926540346)
    func middle(_ estimate: Double, _ df: Double, isPositive: Bool = false) -> [Double] {
      ends(
        BootstrapDistribution(draws, estimate: estimate, level: 0.95).middle(
          degreesOfFreedom: df, isPositive: isPositive)
      ).map { $0 ?? .nan }
    }
    func expect(_ found: [Double], _ low: Double, _ high: Double) {
      #expect(abs(found[0] - low) < 1e-6 && abs(found[1] - high) < 1e-6, "\(found)")
    }
    expect(middle(50, .infinity), 50 - 25 * normal, 50 + 25 * normal)
    expect(middle(40, 20), 40 - 15 * twenty, 40 + 35 * twenty)
    // Outside the middle: the short side is a tenth of 50.
    expect(middle(10, .infinity), 10 - 5 * normal, 10 + 65 * normal)
    // What is positive, by logarithms.
    expect(middle(40, .infinity, isPositive: true), 40 * pow(25 / 40, normal), 40 * pow(75 / 40, normal))
    // With fewer than 20 degrees of freedom, percentiles: ranks 2.5 and 97.5.
    let percentile = BootstrapDistribution(draws, estimate: 40, level: 0.95).percentile
    #expect(middle(40, 19) == ends(percentile).map { $0 ?? .nan })
    // Without degrees of freedom, or with too few draws, nothing is known.
    #expect(ends(BootstrapDistribution(draws, estimate: 50, level: 0.95).middle(degreesOfFreedom: 0)) == [nil, nil])
    #expect(
      ends(BootstrapDistribution([1, 2, 3], estimate: 2, level: 0.95).middle(degreesOfFreedom: 9)) == [nil, nil])
    // A middle of equal draws has no width; the percentiles have.
    let tied = [1.0] + [Double](repeating: 5, count: 37) + [9.0]
    #expect(ends(BootstrapDistribution(tied, estimate: 5, level: 0.95).middle(degreesOfFreedom: 50)) == [1, 9])
    // Where a quarter of the draws is at zero, so is the end of what cannot be negative.
    let floor = [Double](repeating: 0, count: 30) + (1...69).map(Double.init)
    let low = BootstrapDistribution(floor, estimate: 20, level: 0.95).middle(degreesOfFreedom: 50, isPositive: true).low
    #expect(low == 0)
  }

  /// A power law with a floor over forty rows, with a pattern in place of noise.
  private func curve(_ options: FitOptions) throws -> Fit {
    let x = (0..<40).map { pow(10, 2 + Double($0) / 10) }
    let y = x.enumerated().map { (1.5 + 20 * pow($1, -0.4)) * exp(0.01 * sin(7 * Double($0 * $0))) }
    let rows = x.indices.map(Double.init)
    let table = try ResamplerTests.table([
      ("x", x), ("y", y), ("run", rows.map { ($0 / 5).rounded(.down) }),
      ("day", rows.map { $0.truncatingRemainder(dividingBy: 25) }),
    ])
    return try Law("y = E + A*x^-alpha", positive: ["E", "A", "alpha"], scale: .log).fit(to: table, options: options)
  }

  @Test(
    "robust norms read the middle of the draws of a law that is not linear, with the degrees of freedom of its rows or clusters"
  )
  func robustDefault() throws {
    let norm = try Norm("huber:0.001")
    let cases: [(clusters: [String], df: Double)] = [([], 37), (["day"], 24), (["run"], 7)]
    for (clusters, df) in cases {
      let fit = try curve(FitOptions(norm: norm, clusters: clusters.isEmpty ? ["none"] : clusters, replicates: 99))
      #expect(fit.intervalMethod == .bootstrap(Bootstrap(.pairs, .middle)))
      #expect(fit.reading == (df < 20 ? .percentile : .middle))
      let exponent = try #require(fit.coefficients["alpha"])
      let draws = BootstrapDistribution(
        try #require(fit.draws)["alpha"], estimate: try #require(exponent.value), level: 0.95)
      #expect(exponent.interval == (df < 20 ? draws.percentile : draws.middle(degreesOfFreedom: df, isPositive: true)))
      #expect(try fit.saved.predict(["x": 1e8]) == fit.predict(["x": 1e8]))
    }
    #expect(try line(rows: 40, FitOptions(norm: norm, replicates: 99)).intervalMethod == .bootstrap(Bootstrap()))
  }

  @Test("of a norm that bends within the noise the middle covers what it says, where percentiles are too wide")
  func coverage() throws {
    var random = RandomStream(seed: 3, stream: 0)
    let x = (0..<40).map { pow(10, Double($0) / 10) }
    let y = x.map { (1.5 + 20 * pow($0 * 100, -0.4)) * exp(0.01 * random.normal()) }
    let law = try Law("y = E + A*x^-alpha", positive: ["E", "A", "alpha"], scale: .log)
    let options = FitOptions(interval: .mEstimation, norm: try Norm("huber:0.001"), replicates: 199)
    let fit = try law.fit(to: ResamplerTests.table([("x", x), ("y", y)]), options: options)
    let study = try Calibration(
      of: fit, noise: fit.normalNoise(), methods: [.bootstrap(Bootstrap(.pairs, .middle)), .bootstrap(Bootstrap())],
      tables: 200)
    for target in ["E", "alpha"] {
      let both = study.results.filter { $0.target == target }
      // Three standard errors of 200 tables; the law is `power30` of docs/coverage.md with more rows.
      #expect(abs(both[0].coverage - 0.95) < 0.046, "\(target): \(both.map(\.coverage))")
      #expect(both[0].coverage <= both[1].coverage, "\(target): \(both.map(\.coverage))")
    }
  }

  @Test("BCa of symmetric draws and of equal pulls is the percentile interval; without its jackknife it is open")
  func bca() {
    let draws = (1...199).map(Double.init)
    let distribution = BootstrapDistribution(draws, estimate: 100.5, level: 0.9)
    // As many draws below 100.5 as 100 of 199: z₀ = Φ⁻¹(100/199), not quite zero. R: qnorm(100/199).
    #expect(abs(distribution.biasCorrection - 0.006298102628) < 1e-12)
    #expect(BootstrapDistribution.acceleration(leftOut: [1, 2, 3]) == 0)
    #expect(BootstrapDistribution.acceleration(leftOut: [2, 2, 2]) == 0)
    // Pulls 1, 1, -2: Σ L³ = -6, Σ L² = 6, so a = -6/(6·6^1.5).
    #expect(abs(BootstrapDistribution.acceleration(leftOut: [0, 0, 3]) + pow(6, -1.5)) < 1e-15)
    let levels = distribution.bcaLevels(leftOut: [1, 2, 3])
    // R: pnorm(2*qnorm(100/199) + qnorm(c(0.05, 0.95)))
    #expect(abs((levels.low ?? 0) - 0.05131263439) < 1e-10 && abs((levels.high ?? 0) - 0.95128571818) < 1e-10)
    #expect(ends(distribution.bca(leftOut: [1, .nan, 3])) == [nil, nil])
    // All draws on one side of the estimate tell no bias.
    #expect(ends(BootstrapDistribution(draws, estimate: 300, level: 0.9).bca(leftOut: [1, 2, 3])) == [nil, nil])
  }

  private func line(rows: Int, _ options: FitOptions) throws -> Fit {
    var random = RandomStream(seed: 8, stream: 2)
    let x = (0..<rows).map { Double($0) }
    let y = x.map { 1 + 2 * $0 + random.normal() }
    return try Law("y = a + b*x").fit(to: ResamplerTests.table([("x", x), ("y", y)]), options: options)
  }

  @Test("few resamples leave both ends open, and the fit says how many would do")
  func few() throws {
    let fit = try line(rows: 20, FitOptions(interval: .bootstrap(Bootstrap()), replicates: 30))
    #expect(fit.coefficients.allSatisfy { $0.estimate.standardError != nil })
    for element in fit.coefficients { #expect(element.estimate.interval.map(ends) == [nil, nil], "\(element.name)") }
    let warning = try #require(fit.warnings.first { $0.code == .fewReplicates })
    #expect(warning.message.contains("30 resamples") && warning.hint == "--replicates 1000")
    let enough = try line(rows: 20, FitOptions(interval: .bootstrap(Bootstrap()), replicates: 39))
    #expect(!enough.warnings.contains { $0.code == .fewReplicates })
    #expect(enough.coefficients.allSatisfy { $0.estimate.interval?.low != nil && $0.estimate.interval?.high != nil })
    #expect(throws: FitError.replicates(1)) {
      try line(rows: 20, FitOptions(interval: .bootstrap(Bootstrap()), replicates: 1))
    }
  }

  @Test("resamples that do not determine the law are counted, left out, and warned of")
  func failures() throws {
    // Four of five rows have the same x: the fifth is missing from (4/5)⁵ of the resamples, and alone in (1/5)⁵.
    let table = try ResamplerTests.table([("x", [0, 0, 0, 0, 1]), ("y", [1, 1.2, 0.7, 1.1, 3])])
    let fit = try Law("y = a + b*x").fit(
      to: table, options: FitOptions(interval: .bootstrap(Bootstrap()), replicates: 2000))
    let draws = try #require(fit.draws)
    let share = Double(draws.failures) / 2000
    let exact: Double = 0.32768 + 0.00032
    #expect(abs(share - exact) < 4 * (exact * (1 - exact) / 2000).squareRoot())
    #expect(draws.requested == 2000 && draws.replicates.count == 2000 - draws.failures)
    #expect(Set(draws.replicates).count == draws.replicates.count && draws.replicates == draws.replicates.sorted())
    #expect(draws.columns.allSatisfy { $0.count == draws.replicates.count && $0.allSatisfy(\.isFinite) })
    let warning = try #require(fit.warnings.first { $0.code == .failedRefits })
    #expect(warning.severity == .warning && warning.message.hasPrefix("\(draws.failures) of 2000"))
  }

  @Test("every reading of every scheme gives intervals about the truth's width for a line with normal noise")
  func readings() throws {
    let classical = try line(rows: 60, FitOptions(interval: .classical))
    let exact = try #require(classical.coefficients["b"]?.interval)
    let width = try #require(exact.high) - (try #require(exact.low))
    for scheme in Bootstrap.Scheme.allCases {
      for reading in Bootstrap.Reading.allCases {
        let fit = try line(
          rows: 60, FitOptions(interval: .bootstrap(Bootstrap(scheme, reading)), replicates: 999, threads: 1))
        let interval = try #require(fit.coefficients["b"]?.interval)
        let ratio = ((interval.high ?? .infinity) - (interval.low ?? -.infinity)) / width
        // Ends of 999 draws have errors of some 5 % of the width, schemes that take noise row by row differ as HC does.
        #expect(abs(ratio - 1) < 0.25, "\(scheme.rawValue):\(reading.rawValue): \(ratio)")
        #expect(interval.contains(try #require(fit.coefficients["b"]?.value)))
        #expect(fit.intervalMethod.description == "bootstrap:\(scheme.rawValue):\(reading.rawValue)")
      }
    }
  }

  @Test("the pivot of resampled rows is that of a table in which they stand one by one, clusters and counts alike")
  func pivot() throws {
    let x: [Double] = [0, 1, 2, 3, 4, 5, 6, 7], y: [Double] = [1, 3, 2, 6, 5, 9, 8, 10],
      n: [Double] = [1, 2, 1, 3, 1, 1, 2, 1]
    let columns = [("x", x), ("y", y), ("n", n)]
    let law = try Law("y = a + b*x")
    var options = FitOptions(interval: .bootstrap(Bootstrap(.pairs, .t)), replicates: 199)
    let plain = try law.fit(to: ResamplerTests.table(columns), options: options)
    let whole = columns.map { name, values in (name, zip(values, n).flatMap { Array(repeating: $0, count: Int($1)) }) }
    options.weights = try Weights("count=n")
    let counted = try law.fit(to: ResamplerTests.table(columns), options: options)
    options.weights = nil
    let repeated = try law.fit(to: ResamplerTests.table(whole), options: options)
    // Observations are drawn in the same order from the same streams.
    for (a, b) in zip(counted.coefficients, repeated.coefficients) {
      let (left, right) = (try #require(a.estimate.interval), try #require(b.estimate.interval))
      #expect(abs((left.low ?? .nan) - (right.low ?? 0)) < 1e-9 && abs((left.high ?? .nan) - (right.high ?? 0)) < 1e-9)
    }
    // By hand: (θ* - θ̂)/se*, with White's HC0 of the rows of each resample.
    var ratios: [Double] = []
    for replicate in 0..<199 {
      var random = RandomStream(seed: 0, stream: UInt64(replicate))
      let rows = (0..<8).map { _ in random.integer(below: 8) }
      let (slope, error) = Self.white(rows.map { x[$0] }, rows.map { y[$0] })
      ratios.append((slope - Self.white(x, y).slope) / error)
    }
    let (slope, error) = Self.white(x, y)
    let distribution = BootstrapDistribution(ratios, estimate: 0, level: 0.95).percentile
    let interval = try #require(plain.coefficients["b"]?.interval)
    #expect(abs((interval.low ?? .nan) - (slope - (distribution.high ?? .nan) * error)) < 1e-8)
    #expect(abs((interval.high ?? .nan) - (slope - (distribution.low ?? .nan) * error)) < 1e-8)
  }

  /// The slope of a line by least squares, and White's standard error: `√(Σ (x - x̄)² r²) / Σ (x - x̄)²`.
  private static func white(_ x: [Double], _ y: [Double]) -> (slope: Double, error: Double) {
    let (xMean, yMean) = (Descriptive.mean(x), Descriptive.mean(y))
    let square = x.reduce(0.0) { $0 + ($1 - xMean) * ($1 - xMean) }
    let slope = zip(x, y).reduce(0.0) { $0 + ($1.0 - xMean) * ($1.1 - yMean) } / square
    let meat = zip(x, y).reduce(0.0) { sum, point in
      let score = (point.0 - xMean) * (point.1 - yMean - slope * (point.0 - xMean))
      return sum + score * score
    }
    return (slope, meat.squareRoot() / square)
  }

  @Test("a derived quantity and a prediction have the interval of their values in every draw")
  func quantities() throws {
    let fit = try line(rows: 30, FitOptions(interval: .bootstrap(Bootstrap()), replicates: 199))
    let draws = try #require(fit.draws)
    let values = zip(draws["a"], draws["b"]).map { -$0 / $1 }
    let estimate = try fit.estimate("-a/b").estimate
    let expected = BootstrapDistribution(values, estimate: try #require(estimate.value), level: 0.95).percentile
    #expect(estimate.interval == expected)
    #expect(estimate.standardError == Descriptive.standardDeviation(values))
    let mean = try #require(try fit.predict(["x": 50]).mean)
    let at = zip(draws["a"], draws["b"]).map { $0 + $1 * 50 }
    #expect(ends(mean) == ends(BootstrapDistribution(at, estimate: 0, level: 0.95).percentile))
  }

  @Test("what does not exist for a norm is refused with what does; BCa of pairs exists for every norm")
  func refusals() throws {
    let huber = Norm.huber(delta: 0.5)
    for (scheme, reading) in [
      (Bootstrap.Scheme.pairs, Bootstrap.Reading.basic), (.pairs, .normal), (.pairs, .t), (.residual, .percentile),
      (.wild, .percentile), (.wildMammen, .bca), (.wildWebb, .percentile), (.parametric, .percentile),
    ] {
      let method = IntervalMethod.bootstrap(Bootstrap(scheme, reading))
      let error = #expect(throws: FitError.self) { try line(rows: 20, FitOptions(interval: method, norm: huber)) }
      #expect(error == .intervalDoesNotApply(method, norm: huber))
      #expect(error?.blame == .usage && error?.hint?.contains("bootstrap") == true, "\(error?.hint ?? "")")
    }
    let bca = try line(
      rows: 20, FitOptions(interval: .bootstrap(Bootstrap(.pairs, .bca)), norm: huber, replicates: 199))
    #expect(bca.coefficients.allSatisfy { $0.estimate.interval?.low != nil && $0.estimate.interval?.high != nil })
  }

  @Test(
    "clusters by two columns are no matter of one bootstrap", arguments: ["bootstrap", "bootstrap:wild", "jackknife"])
  func twoWays(_ text: String) throws {
    let method = try IntervalMethod(text)
    let options = FitOptions(interval: method, clusters: ["g", "h"])
    let error = #expect(throws: FitError.self) {
      try ResamplerTests.mean([1, 2, 4, 7], options, others: [("g", [1, 1, 2, 2]), ("h", [1, 2, 1, 2])])
    }
    #expect(error == .severalClusterColumns(method))
    #expect(error?.hint?.contains("cr3") == true)
  }

  @Test("a bootstrap is the same for a seed whatever the threads, and another for another seed")
  func threads() throws {
    func draws(_ seed: UInt64, _ threads: Int) throws -> Draws {
      try #require(
        try line(
          rows: 25,
          FitOptions(interval: .bootstrap(Bootstrap(.wildWebb)), seed: seed, replicates: 99, threads: threads)
        ).draws)
    }
    let one = try draws(1, 1)
    #expect(try draws(1, 2).columns == one.columns && draws(1, 4).columns == one.columns)
    #expect(try draws(2, 1).columns != one.columns)
  }
}
