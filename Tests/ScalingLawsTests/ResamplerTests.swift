import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// How resamples are drawn, and that refits to them know what theory knows.
@Suite struct ResamplerTests {
  /// Forty numbers of no pattern.
  static let numbers: [Double] = {
    var random = RandomStream(seed: 3, stream: 1)
    return (0..<40).map { _ in 10 + 2 * random.normal() }
  }()

  static func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(source: "memory", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  static func mean(_ values: [Double], _ options: FitOptions, others: [(String, [Double])] = []) throws -> Fit {
    try Law("y = m").fit(to: try table([("y", values)] + others), options: options)
  }

  private func error(_ fit: Fit) throws -> Double {
    try #require(fit.coefficients.first?.estimate.standardError)
  }

  @Test("the standard error of a mean is that of theory, to the Monte Carlo error of 4,000 resamples")
  func mean() throws {
    let n = Double(Self.numbers.count)
    let deviation = Descriptive.standardDeviation(Self.numbers)
    // The variance of a mean over resamples of n values is Σ(y - ȳ)²/n²; of noise of size s it is s²/n. Residuals of a mean have
    // leverage 1/n, so r²/(1 - h) restores n - 1, and r²/(1 - h)² is HC3.
    let exact: [(Bootstrap.Scheme, Double)] = [
      (.pairs, deviation * ((n - 1) / n).squareRoot()), (.residual, deviation), (.parametric, deviation),
      (.wild, deviation * (n / (n - 1)).squareRoot()), (.wildMammen, deviation * (n / (n - 1)).squareRoot()),
      (.wildWebb, deviation * (n / (n - 1)).squareRoot()),
    ]
    for (scheme, deviation) in exact {
      let options = FitOptions(interval: .bootstrap(Bootstrap(scheme)), replicates: 4000, threads: 1)
      let ratio = try error(Self.mean(Self.numbers, options)) / (deviation / n.squareRoot())
      // A standard deviation of m normal draws has relative error 1/√(2m): four of them.
      #expect(abs(ratio - 1) < 4 / 8000.0.squareRoot(), "\(scheme.rawValue): \(ratio)")
    }
  }

  @Test("clusters are drawn whole: the error of a mean of equal clusters is that of their means")
  func clusters() throws {
    let labels = (0..<40).map { Double($0 / 4) }
    let values = Self.numbers.enumerated().map { $1 + 3 * sin(Double($0 / 4)) }
    let means = (0..<10).map { cluster in Descriptive.mean(Array(values[4 * cluster..<4 * cluster + 4])) }
    let between = Descriptive.standardDeviation(means)
    for (scheme, factor) in [(Bootstrap.Scheme.pairs, 0.9.squareRoot()), (.wild, nil), (.wildWebb, nil)] {
      let options = FitOptions(
        interval: .bootstrap(Bootstrap(scheme)), clusters: ["run"], replicates: 4000, threads: 1)
      let fit = try Self.mean(values, options, others: [("run", labels)])
      // One sign for a cluster, of residuals over 1 - h with h = 1/40: (Σ_g (Σ r)²)^½ / (39/40) / 40.
      let exact = (factor ?? 0.9.squareRoot() * 40 / 39) * between / 10.0.squareRoot()
      let ratio = try error(fit) / exact
      #expect(abs(ratio - 1) < 4 / 8000.0.squareRoot(), "\(scheme.rawValue): \(ratio)")
    }
  }

  private func resampler(_ scheme: Bootstrap.Scheme, seed: UInt64 = 0) throws -> (Resampler, Fit, [Double]) {
    let fit = try Self.mean([0, 1, 5], FitOptions(interval: .classical))
    let solved = try Law("y = m").solve(
      try Self.table([("y", [0, 1, 5])]), columns: [:], options: FitOptions(interval: .classical))
    let resampler = try Resampler(
      scheme, seed: seed, linear: solved.linear, robust: nil, sigma: fit.statistics.sigma ?? .nan)
    // Residuals -2, -1, 3 over 1 - 1/3.
    return (resampler, fit, [-3, -1.5, 4.5])
  }

  private func factors(_ scheme: Bootstrap.Scheme, draws: Int) throws -> [Double] {
    let (resampler, _, raised) = try resampler(scheme)
    return (0..<draws).flatMap { replicate in
      var resample = Resample(counts: [0, 0, 0], observed: [0, 1, 5])
      resampler.draw(replicate, into: &resample)
      #expect(resample.counts == [1, 1, 1])
      return zip(resample.observed, raised).map { ($0 - 2) / $1 }
    }
  }

  @Test("wild factors have mean 0 and variance 1; Mammen's third moment is 1, the others' 0")
  func wildMoments() throws {
    // Fourth and sixth moments, which the Monte Carlo error needs: ±1 has 1 and 1; Mammen's two points 2 and 5 (powers of the golden
    // ratio); Webb's six (1/4 + 1 + 9/4)/3 = 7/6 and (1/8 + 1 + 27/8)/3 = 3/2.
    let schemes: [(Bootstrap.Scheme, third: Double, fourth: Double, sixth: Double)] = [
      (.wild, 0, 1, 1), (.wildMammen, 1, 2, 5), (.wildWebb, 0, 7.0 / 6, 1.5),
    ]
    for (scheme, third, fourth, sixth) in schemes {
      let factors = try factors(scheme, draws: 20_000)
      let root = Double(factors.count).squareRoot()
      let moment = { (power: Int) in Descriptive.mean(factors.map { pow($0, Double(power)) }) }
      #expect(abs(moment(1)) < 4 / root, "\(scheme.rawValue)")
      #expect(abs(moment(2) - 1) <= 4 * (fourth - 1).squareRoot() / root + 1e-12, "\(scheme.rawValue)")
      #expect(abs(moment(3) - third) < 4 * (sixth - third * third).squareRoot() / root, "\(scheme.rawValue)")
    }
  }

  @Test("wild factors take their two or six values and no other")
  func wildPoints() throws {
    let golden = (1 + 5.0.squareRoot()) / 2
    let schemes: [(Bootstrap.Scheme, [Double])] = [
      (.wild, [-1, 1]), (.wildMammen, [1 - golden, golden]),
      (.wildWebb, [-1.5.squareRoot(), -1, -0.5.squareRoot(), 0.5.squareRoot(), 1, 1.5.squareRoot()]),
    ]
    for (scheme, points) in schemes {
      let found = Set(try factors(scheme, draws: 300).map { ($0 * 1e9).rounded() / 1e9 }).sorted()
      #expect(found.count == points.count && zip(found, points).allSatisfy { abs($0 - $1) < 1e-8 }, "\(found)")
    }
  }

  @Test("resampled residuals are the centred ones over √(1 - h), each as often as the others")
  func residualPool() throws {
    let (resampler, _, raised) = try resampler(.residual)
    let pool = raised.map { $0 * (2.0 / 3).squareRoot() }
    var counts = [0, 0, 0]
    for replicate in 0..<4000 {
      var resample = Resample(counts: [0, 0, 0], observed: [0, 1, 5])
      resampler.draw(replicate, into: &resample)
      for value in resample.observed {
        counts[try #require(pool.firstIndex { abs($0 + 2 - value) < 1e-12 })] += 1
      }
    }
    // Binomial(12000, 1/3): four standard deviations.
    #expect(counts.allSatisfy { abs(Double($0) - 4000) < 4 * (12000 * 2.0 / 9).squareRoot() }, "\(counts)")
  }

  @Test("another seed draws other resamples; the same seed the same")
  func seeds() throws {
    func draw(_ seed: UInt64) throws -> [Double] {
      var resample = Resample(counts: [0, 0, 0], observed: [0, 1, 5])
      try resampler(.parametric, seed: seed).0.draw(17, into: &resample)
      return resample.observed
    }
    #expect(try draw(1) == draw(1))
    #expect(try draw(1) != draw(2))
  }

  @Test("a row with a count is so many rows, for every scheme", arguments: Bootstrap.Scheme.allCases)
  func counts(_ scheme: Bootstrap.Scheme) throws {
    let counts = (0..<40).map { Double([1, 2, 5, 12][$0 % 4]) }
    let repeated = zip(Self.numbers, counts).flatMap { Array(repeating: $0, count: Int($1)) }
    let options = FitOptions(interval: .bootstrap(Bootstrap(scheme)), replicates: 4000, threads: 1)
    var weighted = options
    weighted.weights = try Weights("count=n")
    let ratio =
      try error(Self.mean(Self.numbers, weighted, others: [("n", counts)]))
      / error(Self.mean(repeated, options))
    // Two independent standard deviations of 4,000 draws.
    #expect(abs(ratio - 1) < 4 / 4000.0.squareRoot(), "\(ratio)")
  }

  @Test("the parametric bootstrap of known standard deviations draws noise of that size")
  func knownNoise() throws {
    let sizes = (0..<40).map { 0.5 + Double($0 % 3) }
    var options = FitOptions(weights: try Weights("sd=s"), interval: .classical)
    let exact = try error(Self.mean(Self.numbers, options, others: [("s", sizes)]))
    options.interval = .bootstrap(Bootstrap(.parametric))
    options.replicates = 4000
    let ratio = try error(Self.mean(Self.numbers, options, others: [("s", sizes)])) / exact
    #expect(abs(ratio - 1) < 4 / 8000.0.squareRoot(), "\(ratio)")
  }

  @Test("more copies than a bootstrap draws one by one are refused with their number")
  func tooMany() throws {
    let options = FitOptions(weights: try Weights("count=n"), interval: .bootstrap(Bootstrap()))
    let error = #expect(throws: FitError.self) {
      try Self.mean([1, 2, 4], options, others: [("n", [1, 1_000_000, 3])])
    }
    #expect(error == .tooManyCopies(1_000_004, limit: 1_000_000))
    #expect(error?.hint != nil)
  }
}
