import Foundation
import Statistics
import TestSupport
import Testing

@testable import ScalingLaws

/// One interval for a quantity, however it is asked, within its range.
@Suite struct QuantityScaleTests {
  private static let scales: [QuantityScale] = [
    .identity, .above(0), .above(-3), .below(2), .between(0, 1), .between(-2, 5),
  ]

  @Test("a scale and its inverse undo one another, and its slope is the derivative", arguments: scales)
  func inverse(_ scale: QuantityScale) {
    for value in [0.001, 0.3, 0.5, 0.999] {
      #expect(abs(scale.inverse(scale.value(value)) - value) < 1e-14)
      let difference = (scale.value(value * (1 + 1e-6)) - scale.value(value * (1 - 1e-6))) / (2e-6 * value)
      #expect(abs(difference / scale.slope(at: value) - 1) < 1e-5)
    }
  }

  @Test("what mirrors one another has mirrored intervals, inside the range")
  func mirrored() {
    let interval = { (range: ValueRange, value: Double, half: Double) -> [Double?] in
      let found = QuantityScale(range, at: value).interval(about: value, half: half, level: 0.95)
      return [found.low, found.high]
    }
    func agree(_ one: [Double?], _ other: [Double?]) -> Bool {
      zip(one, other).allSatisfy { abs(($0 ?? .nan) - ($1 ?? .nan)) <= 1e-14 * max(1, abs($1 ?? 0)) }
    }
    // a and 1 - a, with a standard error larger than a.
    let (a, b) = (interval(.share, 0.1, 0.4), interval(.share, 0.9, 0.4))
    #expect(agree(a, b.reversed().map { $0.map { 1 - $0 } }))
    // Worked by hand: log(0.1/0.9) ± 0.4/(0.1·0.9) = -2.19722 ± 4.44444.
    let odds: [Double] = [2.197224577336219 + 4.444444444444445, 2.197224577336219 - 4.444444444444445]
    #expect(agree(a, odds.map { 1 / (1 + exp($0)) }))
    // x and 1/x, whose standard error is that of x over x².
    let (x, inverse) = (interval(.positive, 4, 3), interval(.positive, 0.25, 3 / 16.0))
    #expect(agree(x, inverse.reversed().map { $0.map { 1 / $0 } }))
    // q and -q
    let (q, minus) = (interval(ValueRange(1, .infinity), 4, 3), interval(ValueRange(-.infinity, -1), -4, 3))
    #expect(agree(q, minus.reversed().map { $0.map { -$0 } }))
    let e = exp(1.0)
    let byHand: [Double] = [1 + 3 / e, 1 + 3 * e]
    #expect(agree(q, byHand))
    // Without a range nothing changes, and an estimate at the end of its range has no scale.
    #expect(agree(interval(.all, 4, 5), [-1, 9]))
    #expect(QuantityScale(.positive, at: 0) == .identity)
  }

  /// Sixteen runs that tell the exponents of tokens and parameters poorly apart.
  private func fit(_ options: FitOptions = FitOptions()) throws -> Fit {
    var random = RandomStream(seed: 8, stream: 0)
    let sizes = [1.9e8, 3.7e8, 7.6e8, 1.28e9].flatMap { [Double](repeating: $0, count: 4) }
    let tokens = sizes.enumerated().map { $1 * [20, 40, 100, 200.0][$0 % 4] }
    let loss = zip(sizes, tokens).map {
      (1.5 + 54 * pow($0, -0.21) + 17 * pow($1, -0.12)) * exp(0.003 * random.normal())
    }
    let table = try Table(
      source: "simulated",
      columns: [("N", sizes), ("D", tokens), ("loss", loss)].map { Column(name: $0, storage: .numbers($1)) })
    return try Law.chinchilla.fit(to: table, options: options)
  }

  private static let methods = [
    "classical", "hc3", "profile", "jackknife", "bootstrap", "bootstrap:pairs:basic", "bootstrap:pairs:normal",
    "bootstrap:pairs:middle", "bootstrap:wild:t", "bootstrap:pairs:bca",
  ]

  @Test("exponents that add up to one have intervals that do, by every method", arguments: methods)
  func exponents(_ method: String) throws {
    let fit = try fit(FitOptions(interval: IntervalMethod(method), replicates: 199))
    let (a, b) = (try fit.estimate("beta/(alpha + beta)").estimate, try fit.estimate("alpha/(alpha + beta)").estimate)
    let one = try #require(a.interval), other = try #require(b.interval)
    for (low, high) in [(one.low, other.high), (other.low, one.high)] {
      guard let low, let high else {
        #expect(low == nil && high == nil)
        continue
      }
      #expect(abs(low + high - 1) < 1e-6, "\(method): \(one) \(other)")
      #expect(low >= 0 && high <= 1)
    }
    // An expression of the same value has the same interval.
    let same = try #require(fit.estimate("1 - alpha/(alpha + beta)").estimate.interval)
    #expect(abs((same.low ?? 0) - (one.low ?? 0)) < 1e-6 && abs((same.high ?? 1) - (one.high ?? 1)) < 1e-6)
  }

  @Test(
    "a plan has the intervals of the quantities that it is made of", arguments: ["classical", "bootstrap:pairs:basic"])
  func plan(_ method: String) throws {
    let fit = try fit(FitOptions(interval: IntervalMethod(method), replicates: 199))
    let budget = 1e22
    let plan = try Planner(fit.saved).plan(budget: budget)
    let size = "(alpha*A/(beta*B))^(1/(alpha + beta)) * (\(budget)/6)^(beta/(alpha + beta))"
    let pairs: [(Estimate, String)] = [
      (plan.parametersExponent, "beta/(alpha + beta)"), (plan.tokensExponent, "alpha/(alpha + beta)"),
      (plan.parameters, size), (plan.tokens, "\(budget)/6/(\(size))"),
      (plan.tokensPerParameter, "\(budget)/6/(\(size))^2"),
      (plan.loss, "E + A*(\(size))^-alpha + B*(\(budget)/6/(\(size)))^-beta"),
    ]
    for (planned, formula) in pairs {
      let found = try fit.estimate(formula).estimate
      let ends = { (estimate: Estimate) in [estimate.interval?.low ?? .nan, estimate.interval?.high ?? .nan] }
      for (one, other) in zip(ends(planned), ends(found)) {
        #expect(abs(one / other - 1) < 1e-4, "\(formula): \(one) \(other)")
      }
    }
  }

  @Test("a prediction is the quantity of the same formula")
  func prediction() throws {
    let fit = try fit(FitOptions(scale: .identity, interval: .classical))
    let found = try #require(fit.estimate("E + A*70e9^-alpha + B*1.4e12^-beta").estimate.interval)
    let mean = try #require(fit.predict(["N": 70e9, "D": 1.4e12]).mean)
    #expect(abs((mean.low ?? 0) - (found.low ?? 1)) < 1e-12 && abs((mean.high ?? 0) - (found.high ?? 1)) < 1e-12)
    #expect(try fit.saved.predict(["N": 70e9, "D": 1.4e12]).mean == mean)
  }

  @Test("coefficients without a domain keep symmetric intervals")
  func free() throws {
    let x = (0..<12).map { Double($0) / 3 }
    let y = x.enumerated().map { 0.2 + 3 * exp(-0.8 * $1) + 0.05 * sin(7 * Double($0)) }
    let table = try Table(
      source: "simulated", columns: [Column(name: "x", storage: .numbers(x)), Column(name: "y", storage: .numbers(y))])
    let law = try Law("y = E + A*exp(-k*x)")
    let fit = try law.fit(to: table, options: FitOptions(interval: .classical))
    for element in fit.coefficients {
      let interval = try #require(element.estimate.interval), value = try #require(element.estimate.value)
      #expect(abs((interval.low ?? .nan) + (interval.high ?? .nan) - 2 * value) < 1e-12)
    }
    // A positive one has its logarithm's.
    let positive = try law.fit(to: table, options: FitOptions(interval: .classical, domains: ["E": .positive]))
    let floor = try #require(positive.coefficients["E"])
    let product = (floor.interval?.low ?? .nan) * (floor.interval?.high ?? .nan)
    #expect(abs(product / pow(floor.value ?? .nan, 2) - 1) < 1e-12)
  }

  @Test("a new run of a share, or of what cannot be negative, stays where such runs lie")
  func newRuns() throws {
    let t = (0..<14).map { 2010 + Double($0) }
    let noise = t.indices.map { 0.03 * sin(11 * Double($0)) }
    let share = zip(t, noise).map { min(max(0.97 / (1 + exp(-1.1 * ($0 - 2016))) + $1, 0.001), 0.999) }
    let table = try Table(
      source: "simulated",
      columns: [Column(name: "t", storage: .numbers(t)), Column(name: "share", storage: .numbers(share))])
    for options in [FitOptions(), FitOptions(fixed: ["ceiling": 1])] {
      let fit = try Law.logisticAdoption.fit(to: table, options: options)
      for year in [2005.0, 2010, 2016, 2023, 2040] {
        let predicted = try fit.predict(["t": year])
        let run = try #require(predicted.newRun)
        #expect((run.low ?? -1) >= 0 && (run.high ?? 2) <= 1, "\(year): \(run)")
        // To rounding: a saved fit has the coefficients, not the centred ones.
        let saved = try fit.saved.predict(["t": year])
        for (own, other) in [
          (run, try #require(saved.newRun)), (try #require(predicted.mean), try #require(saved.mean)),
        ] {
          #expect(abs((own.low ?? -1) - (other.low ?? -1)) < 1e-9, "\(year): \(own), \(other)")
          #expect(abs((own.high ?? -1) - (other.high ?? -1)) < 1e-9, "\(year): \(own), \(other)")
        }
      }
    }
    // The same numbers under a name that is no share, of a law that may pass one: not below zero, and above one.
    let count = try Table(
      source: "simulated",
      columns: [Column(name: "t", storage: .numbers(t)), Column(name: "users", storage: .numbers(share))])
    let fit = try Law("users = ceiling*logistic(r*(t - t0))", positive: ["ceiling", "r"]).fit(
      to: count, options: FitOptions(start: ["ceiling": 1, "r": 1, "t0": 2016]))
    #expect(try fit.predict(["t": 2005]).newRun?.low == 0)
    #expect((try fit.predict(["t": 2040]).newRun?.high ?? 0) > 1)
  }
}
