import Foundation
import ScalingLaws
import Statistics
import Testing

/// What intervals cover, against what theory says that they cover.
@Suite struct CalibrationTests {
  /// Eight runs of five rows along a line; x is the same for all rows of a run.
  private func line(_ options: FitOptions = FitOptions(interval: .classical)) throws -> Fit {
    var random = RandomStream(seed: 12, stream: 0)
    let x = (0..<40).map { Double($0 / 5) }
    let y = x.map { 1 + 2 * $0 + 0.3 * random.normal() }
    return try Law("y = a + b*x").fit(
      to: ResamplerTests.table([("x", x), ("y", y), ("run", x)]), options: options)
  }

  @Test("classical intervals of a line with normal noise are exactly nominal: mean, slope, prediction and new run")
  func exact() throws {
    let fit = try line()
    let study = try Calibration(
      of: fit, noise: fit.normalNoise(), methods: [.classical], quantities: [try Quantity("double = 2*b")],
      points: [["x": 10]], tables: 1000)
    #expect(study.results.map(\.target) == ["a", "b", "double", "mean at x=10", "new run at x=10"])
    #expect(study.uncertified == 0 && study.tables == 1000)
    for result in study.results {
      // Binomial(1000, 0.95): three standard errors.
      #expect(
        abs(result.coverage - 0.95) < 3 * (0.95 * 0.05 / 1000).squareRoot(), "\(result.target): \(result.coverage)")
      #expect(result.covered + result.below + result.above == 1000 && result.undefined == 0 && result.open == 0)
      #expect(abs(result.monteCarloError - (result.coverage * (1 - result.coverage) / 1000).squareRoot()) < 1e-15)
    }
    // Both sides miss alike: of 50 misses 25 ± 7.
    let slope = study.results[1]
    #expect(abs(slope.below - slope.above) <= 3 * Int(Double(slope.below + slope.above).squareRoot().rounded(.up)))
    #expect(study.results[1].truth == fit.coefficients["b"]?.value)
  }

  @Test("where rows of a run share their noise, hc3 is too narrow and cr3 is not")
  func clustered() throws {
    let fit = try line(FitOptions(interval: .cr3, clusters: ["run"]))
    let noise = try fit.clusteredNoise(by: "run", share: 0.7)
    let study = try Calibration(of: fit, noise: noise, methods: [.hc3, .cr3], tables: 1000)
    let slopes = study.results.filter { $0.target == "b" }
    // With x the same in a run the variance is 1 + 4·0.7 times what rows alone would have: a 95 % interval of half the width
    // covers 2Φ(1.96/√3.8) - 1 = 0.69.
    #expect(abs(slopes[0].coverage - 0.69) < 0.06, "hc3: \(slopes[0].coverage)")
    // t(7) with CR3 of eight equal runs is a little wide; never narrow by more than three Monte Carlo errors.
    #expect(slopes[1].coverage > 0.95 - 3 * slopes[1].monteCarloError && slopes[1].coverage < 0.99)
    #expect(slopes[1].medianWidth > 1.5 * slopes[0].medianWidth)
  }

  @Test("noise has the moments that its name says")
  func moments() throws {
    let fit = try line()
    let sigma = try #require(fit.statistics.sigma)
    for (noise, name) in [
      (try fit.normalNoise(), "normal"), (try fit.studentNoise(degreesOfFreedom: 5), "t"),
      (try fit.resampledNoise(), "residuals"), (try fit.clusteredNoise(by: "run", share: 0.5), "clustered"),
    ] {
      // The width of a classical interval is that of sigma: so its median over tables tells the size of the noise.
      let width = try Calibration(of: fit, noise: noise, methods: [.classical], tables: 400).results[1].medianWidth
      let exact = try #require(fit.coefficients["b"]?.interval)
      let ratio = width / ((try #require(exact.high)) - (try #require(exact.low)))
      #expect(abs(ratio - 1) < 0.08, "\(name): \(ratio), sigma \(sigma)")
    }
  }

  @Test("a study is the same for any number of threads, and another for another seed")
  func threads() throws {
    func results(_ seed: UInt64, _ threads: Int) throws -> [Calibration.Result] {
      let fit = try line(FitOptions(interval: .classical, seed: seed, replicates: 50))
      return try Calibration(
        of: fit, noise: fit.normalNoise(), methods: [.classical, .bootstrap(Bootstrap())], points: [["x": 3]],
        tables: 30, threads: threads
      ).results
    }
    let one = try results(1, 1)
    #expect(try results(1, 2) == one && results(1, 4) == one)
    #expect(try results(2, 1) != one)
  }

  @Test("coefficients to simulate from may be given, and are then the truth")
  func truth() throws {
    let fit = try line()
    let study = try Calibration(of: fit, truth: ["b": 7], noise: fit.normalNoise(), methods: [.classical], tables: 50)
    #expect(study.results[1].truth == 7 && study.results[1].covered > 40)
  }

  @Test("open ends cover and are counted; a method that the norm lacks is an error")
  func openEnds() throws {
    let fit = try line(FitOptions(interval: .classical, replicates: 20))
    let study = try Calibration(
      of: fit, noise: fit.normalNoise(), methods: [.bootstrap(Bootstrap())], tables: 20)
    #expect(study.results.allSatisfy { $0.open == 20 && $0.covered == 20 && $0.medianWidth == .infinity })
    // All of 20 covered: the error is that of 19.5.
    #expect(abs(study.results[0].monteCarloError - (0.975 * 0.025 / 20).squareRoot()) < 1e-15)
    #expect(throws: FitError.intervalDoesNotApply(.nid, norm: .squared)) {
      try Calibration(of: fit, noise: fit.normalNoise(), methods: [.nid], tables: 20)
    }
    #expect(throws: FitError.clusterNeeded(.cr3)) {
      try Calibration(of: fit, noise: fit.normalNoise(), methods: [.cr3], tables: 20)
    }
  }

  @Test("a fit without residuals tells no noise")
  func noNoise() throws {
    let fit = try Law("y = a + b*x").fit(to: ResamplerTests.table([("x", [1, 2, 3]), ("y", [1, 2, 3])]))
    #expect(throws: FitError.noNoise) { try fit.normalNoise() }
  }

  /// Shares of 40 trials along a logistic curve.
  private func shares(_ weights: Weights?, rows: Int = 24, scatter: Double = 0) throws -> Fit {
    var random = RandomStream(seed: 8, stream: 0)
    let x = (0..<rows).map { 4 * Double($0) / Double(rows - 1) - 2 }
    let y = x.map { x in
      let odds = 0.3 + 1.1 * x + scatter * random.normal()
      return Double(random.binomial(trials: 40, probability: 1 / (1 + exp(-odds)))) / 40
    }
    return try Law("y = logistic(a + b*x)").fit(
      to: ResamplerTests.table([("x", x), ("y", y), ("items", x.map { _ in 40 })]),
      options: FitOptions(weights: weights, norm: .binomial))
  }

  @Test("simulated shares are counts of the trials, and the formula that trusts the trials covers them")
  func binomial() throws {
    let fit = try shares(Weights(.trials, .symbol("items")))
    let study = try Calibration(
      of: fit, noise: fit.binomialNoise(), methods: [.classical, .hc3], points: [["x": 3]], tables: 600)
    // The noise of a new share depends on its trials, so none is judged.
    #expect(study.results.prefix(3).map(\.target) == ["a", "b", "mean at x=3"] && study.uncertified == 0)
    for result in study.results {
      #expect(abs(result.coverage - 0.95) < 3 * result.monteCarloError + 0.01, "\(result.target): \(result.coverage)")
    }
  }

  @Test("shares that scatter more than their trials are simulated so, and then only the sandwich covers")
  func betaBinomial() throws {
    let fit = try shares(Weights(.trials, .symbol("items")), scatter: 1)
    #expect(try #require(fit.statistics.sigma) > 1.7)
    let study = try Calibration(of: fit, noise: fit.betaNoise(), methods: [.classical, .hc3], tables: 400)
    let slopes = study.results.filter { $0.target == "b" }
    // 2Φ(1.96/√φ) - 1, for a sigma above 1.7 at most 0.75.
    #expect(slopes[0].coverage < 0.8 && slopes[1].coverage > 0.91, "\(slopes.map(\.coverage))")
    // Without trials the same shares have the dispersion φ/40, and the formula estimates it.
    let plain = try shares(nil, scatter: 1)
    let fractional = try Calibration(of: plain, noise: plain.betaNoise(), methods: [.classical, .hc3], tables: 400)
    #expect(fractional.results.allSatisfy { $0.coverage > 0.91 }, "\(fractional.results.map(\.coverage))")
  }

  @Test("noise of shares is refused where there are none")
  func noShares() throws {
    #expect(throws: FitError.shareNoise("binomial", needsTrials: true)) { try shares(nil).binomialNoise() }
    #expect(throws: FitError.shareNoise("beta", needsTrials: false)) { try line().betaNoise() }
  }

  @Test("the methods that are usual all exist for the norm, the default first")
  func usualMethods() throws {
    let robust = IntervalMethod.bootstrap(Bootstrap())
    #expect(try line().usualIntervalMethods == [.hc3Effective, .hc3, .classical, robust])
    #expect(try line(FitOptions(clusters: ["run"])).usualIntervalMethods == [.cr3, .cr2, .cr1, .classical, robust])
    #expect(try shares(nil).usualIntervalMethods == [.hc3Effective, .hc3, .classical, robust])
    let quantile = try line(FitOptions(norm: .quantile(0.5), clusters: ["none"]))
    #expect(quantile.usualIntervalMethods.first == quantile.intervalMethod)
    #expect(quantile.usualIntervalMethods.contains(.nid) && !quantile.usualIntervalMethods.contains(.hc3))
  }
}
