import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// What every law of the catalogue must pass.
@Suite struct LawSuiteTests {
  /// True coefficients of a law, and a design on which it can be identified.
  private static let truths: [String: (coefficients: [String: Double], ranges: [String: ClosedRange<Double>])] = [
    "log-linear": (["b0": -2.5, "b1": 0.21, "b2": 0.08, "b3": 0.03], ["C": 18...25, "D": 9...13, "T": 0...4]),
    "exponential-trend": (["p0": 42, "k": 1.7], ["t": 0...4]),
  ]

  /// Rows simulated from the law: variables drawn over their range (as powers of ten but for times), noise on its scale.
  private func simulated(_ law: Law, rows: Int, noise: Double, seed: UInt64) throws -> Table {
    let truth = try #require(Self.truths[law.id ?? ""], "\(law.id ?? "") has no simulated truth")
    var random = RandomStream(seed: seed, stream: 0)
    var columns: [String: [Double]] = [:]
    for (name, range) in truth.ranges.sorted(by: { $0.key < $1.key }) {
      var draws = (0..<rows).map { _ in range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform() }
      if name == "t" {
        draws[0] = 0
      } else {
        draws = draws.map { pow(10, $0) }
      }
      columns[name] = draws
    }
    let response = try (0..<rows).map { row in
      let point = columns.mapValues { $0[row] }.merging(truth.coefficients) { first, _ in first }
      let value = try law.formula.right.value(point)
      let error = noise * random.normal()
      return law.scale == .log ? value * exp(error) : value + error
    }
    columns[law.formula.left.description] = response
    let named = columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) }
    return try Table(source: "simulated", columns: named)
  }

  @Test("derivatives agree with finite differences", arguments: Law.catalogue.map { $0.id ?? "" })
  func derivatives(_ id: String) throws {
    let law = try #require(Law.named(id))
    let table = try simulated(law, rows: 3, noise: 0, seed: 1)
    let truth = try #require(Self.truths[id])
    for row in 0..<3 {
      var point = truth.coefficients
      for name in truth.ranges.keys { point[name] = try table.numbers(name)[row] }
      for (name, value) in truth.coefficients {
        let step = 1e-6 * max(abs(value), 1e-3)
        var (up, down) = (point, point)
        up[name] = value + step
        down[name] = value - step
        let difference = (try law.formula.right.value(up) - law.formula.right.value(down)) / (2 * step)
        let exact = try law.formula.right.derivative(by: name).value(point)
        // Central differences with this step keep about nine digits.
        #expect(abs(difference - exact) <= 1e-6 * max(abs(exact), 1e-3), "d \(id) / d \(name)")
      }
    }
  }

  @Test("noise-free data give the coefficients back to ten digits", arguments: Law.catalogue.map { $0.id ?? "" })
  func recoversExactly(_ id: String) throws {
    let law = try #require(Law.named(id))
    let fit = try law.fit(to: try simulated(law, rows: 40, noise: 0, seed: 2))
    for (name, value) in try #require(Self.truths[id]).coefficients {
      let estimate = try #require(fit.coefficients[name]?.value)
      #expect(abs(estimate / value - 1) < 1e-10, "\(name)")
    }
    #expect(fit.convergence.isCertified)
  }

  @Test("95 % intervals hold the truth in about 95 of 100 tables", arguments: Law.catalogue.map { $0.id ?? "" })
  func covers(_ id: String) throws {
    let law = try #require(Law.named(id))
    var covered = 0
    var intervals = 0
    for seed in 0..<300 {
      let fit = try law.fit(to: try simulated(law, rows: 40, noise: 0.05, seed: UInt64(100 + seed)))
      for (name, value) in try #require(Self.truths[id]).coefficients.sorted(by: { $0.key < $1.key }) {
        intervals += 1
        if try #require(fit.coefficients[name]?.interval).contains(value) { covered += 1 }
      }
    }
    // 300 tables: the share has a standard error below 1.3 points, coefficients of one table being correlated.
    #expect((0.91...0.985).contains(Double(covered) / Double(intervals)))
  }

  @Test("a change of units changes what it must and nothing else", arguments: Law.catalogue.map { $0.id ?? "" })
  func unitInvariance(_ id: String) throws {
    let law = try #require(Law.named(id))
    let table = try simulated(law, rows: 30, noise: 0.05, seed: 5)
    let response = law.formula.left.description
    let others = table.columns.filter { $0.name != response }
    let numbers = try table.numbers(response).map { 1000 * $0 }
    let scaled = try Table(source: "scaled", columns: others + [Column(name: response, storage: .numbers(numbers))])
    let (fit, other) = (try law.fit(to: table), try law.fit(to: scaled))
    #expect(abs(try #require(fit.statistics.rSquared) - (try #require(other.statistics.rSquared))) < 1e-12)
    if law.scale == .log {
      #expect(
        abs(try #require(fit.coefficients["k"]?.value) / (try #require(other.coefficients["k"]?.value)) - 1) < 1e-12)
      #expect(
        abs(try #require(other.coefficients["p0"]?.value) / (try #require(fit.coefficients["p0"]?.value)) - 1000) < 1e-8
      )
    } else {
      for (a, b) in zip(fit.coefficients, other.coefficients) {
        #expect(abs(try #require(b.estimate.value) / (try #require(a.estimate.value)) - 1000) < 1e-8)
      }
    }
  }

  @Test("an example of the catalogue runs as it is written", arguments: Law.catalogue.map { $0.id ?? "" })
  func exampleRuns(_ id: String) throws {
    let words = try #require(Law.named(id)?.example).split(separator: " ").map(String.init)
    #expect(words.first == "scaling")
    let command = try Command.run(Array(words.dropFirst()))
    #expect(command.status == 0, "\(command.errors)")
  }
}
