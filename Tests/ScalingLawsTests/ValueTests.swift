import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct ValueTests {
  private static let tables = 500

  private func analysis(
    _ c: [Double], _ logs: [Double], margin: Double = 1.5
  ) throws -> ValueAnalysis {
    let table = try Table(
      source: "simulated",
      columns: [
        Column(name: "date", storage: .numbers(c.indices.map { 2020 + Double($0) / 4 })),
        Column(name: "capability", storage: .numbers(c)),
        Column(name: "value", storage: .numbers(logs.map { exp($0) })),
      ])
    return try ValueAnalysis(table, columns: try ValueColumns(in: table), margin: margin)
  }

  private func curvature(_ c: [Double], _ logs: [Double]) throws -> ValueCurvature {
    let points = c.indices.map { "\(2020 + Double($0) / 4),\(c[$0]),\(exp(logs[$0]))" }
    let table = try Table(
      bytes: Array(("date,capability,value\n" + points.joined(separator: "\n") + "\n").utf8), source: "v")
    let series = try ValueSeries(table, columns: try ValueColumns(in: table))
    return try #require(try ValueCurvature(series, level: 0.95, margin: 1.5))
  }

  /// Verdicts over simulated tables of 20 rows: capability rises from 100 to 150, log value with it, noise of 0.3.
  private func verdicts(
    seed: UInt64, autocorrelation rho: Double, isOrdered: Bool = true, _ truth: (Double) -> Double
  ) throws -> [ValueVerdict: Int] {
    var counts: [ValueVerdict: Int] = [:]
    for index in 0..<Self.tables {
      var random = RandomStream(seed: seed, stream: UInt64(index))
      let drawn = (0..<20).map { _ in 100 + 50 * random.uniform() }
      let c = isOrdered ? drawn.sorted() : drawn
      var noise = random.normal()
      let logs = c.map { capability in
        noise = rho * noise + (1 - rho * rho).squareRoot() * random.normal()
        return truth(capability) + 0.3 * noise
      }
      counts[try curvature(c, logs).verdict, default: 0] += 1
    }
    return counts
  }

  // 8 and 20 of 500 when written.
  @Test("of 500 exponential truths at most 5 % are called super-exponential", arguments: [0.0, 0.3])
  func falseVerdicts(_ rho: Double) throws {
    let counts = try verdicts(seed: 21, autocorrelation: rho) { 0.06 * $0 }
    #expect(counts[.superExponential, default: 0] <= Self.tables / 20)
  }

  @Test("a trend in time alone is not called super-exponential in capability that follows it")
  func trendInTime() throws {
    // Capability slows down in time, value grows steadily in it: convex in capability, and no effect of it.
    var called = 0
    for index in 0..<Self.tables {
      var random = RandomStream(seed: 28, stream: UInt64(index))
      let t = (0..<20).map { Double($0) / 4 }
      let c = t.map { 100 + 40 * (1 - exp(-0.5 * $0)) + random.normal() }
      called += try curvature(c, t.map { 0.8 * $0 + 0.1 * random.normal() }).verdict == .superExponential ? 1 : 0
    }
    #expect(called <= Self.tables / 10)
  }

  @Test(
    "a clearly super-exponential truth is called so, a clearly sub-exponential one that, where the date tells nothing")
  func found() throws {
    // Slopes of 0.02 at the low and 0.22 at the high end.
    let rising = try verdicts(seed: 22, autocorrelation: 0, isOrdered: false) { 0.002 * ($0 - 95).squared }
    #expect(rising[.superExponential, default: 0] >= Self.tables * 95 / 100)
    let falling = try verdicts(seed: 23, autocorrelation: 0, isOrdered: false) { -0.002 * (155 - $0).squared }
    #expect(falling[.subExponential, default: 0] >= Self.tables * 95 / 100)
  }

  @Test("an exponential with little noise is shown to be one")
  func shown() throws {
    var random = RandomStream(seed: 24)
    let c = (0..<40).map { 100 + Double($0 * 17 % 40) }
    let found = try curvature(c, c.map { 0.1 * $0 + 0.05 * random.normal() })
    #expect(try found.verdict == .exponential && (try #require(found.equivalencePValue)) < 0.05)
  }

  @Test("for independent rows the profile is the t interval of the curvature")
  func profile() throws {
    var random = RandomStream(seed: 25)
    let c = (0..<12).map { Double($0) }
    let y = c.map { 0.3 * $0 + 0.2 * random.normal() }
    let found = try curvature(c, y)
    let fit = try SeriesRegression(y, on: [c, c.map(\.squared)], at: c, level: 0.95)
    let interval = try #require(fit.fit.coefficients["b2"]?.interval)
    // A law linear in its coefficients: the profile is a parabola.
    #expect(abs(try #require(found.profile.low) - (try #require(interval.low))) < 1e-6)
    #expect(abs(try #require(found.profile.high) - (try #require(interval.high))) < 1e-6)
  }

  @Test("each form finds its own shape, with the sum of squares of the law that says the same")
  func forms() throws {
    let c = (0..<30).map { 100 + Double($0) }
    let hyperbola = try #require(
      ValueFit(.hyperbolic, capabilities: c, logs: c.map { 2 - 3 * log(140 - $0) }))
    #expect(abs(try #require(hyperbola.shape) - 140) < 1e-3)
    #expect(hyperbola.residualSumOfSquares < 1e-10)
    let double = try #require(
      ValueFit(.doubleExponential, capabilities: c, logs: c.map { 1 + 0.01 * exp(0.05 * $0) }))
    #expect(abs(try #require(double.shape) - 0.05) < 1e-5)
    #expect(double.residualSumOfSquares < 1e-10)
    let slowing = try #require(
      ValueFit(.doubleExponential, capabilities: c, logs: c.map { 9 - 50 * exp(-0.04 * $0) }))
    #expect(abs(try #require(slowing.shape) + 0.04) < 1e-5)
    var random = RandomStream(seed: 26)
    let y = c.map { 0.1 * $0 + 0.3 * random.normal() }
    let quadratic = try #require(ValueFit(.quadratic, capabilities: c, logs: y))
    let law = try SeriesRegression(y, on: [c, c.map(\.squared)], at: c, level: 0.95)
    #expect(
      abs(quadratic.residualSumOfSquares / law.fit.statistics.residualSumOfSquares - 1) < 1e-9)
    #expect(
      abs(quadratic.value(at: 135) - (law.coefficient(0) + law.coefficient(1) * 135 + law.coefficient(2) * 18225))
        < 1e-6)
    let power = try #require(ValueFit(.power, capabilities: c, logs: c.map { 3 * log($0) }))
    #expect(power.residualSumOfSquares < 1e-20)
    #expect(ValueFit(.power, capabilities: [-1, 1, 2], logs: [0, 1, 2]) == nil)
  }

  @Test("where capability follows the date, the partial effects say that they are not told apart")
  func confounding() throws {
    var random = RandomStream(seed: 27)
    let c = (0..<30).map { 100 + Double($0) + 0.3 * random.normal() }
    let group = try #require(try analysis(c, c.map { 0.1 * $0 + 0.5 * random.normal() }).groups.first)
    #expect(group.confounding.correlation > 0.99)
    #expect(try #require(group.confounding.slopeGivenDate.interval).contains(0))
    #expect(!(try #require(group.slope.interval)).contains(0))
    #expect(try analysis(c, c.map { 0.1 * $0 }).warnings.map(\.code).contains(.collinear))
  }
}
