import Foundation
import ScalingLaws
import Statistics
import Testing

@Suite struct TwoStepTests {
  static let first = "loss = E + A*C^-alpha"
  static let second = "score = logistic(a - b*loss)"
  static let truth = ["E": 1.7, "A": 300, "alpha": 0.12, "a": 9, "b": 4]

  /// Runs with a loss from compute and a score from that loss, each with its noise.
  static func table(seed: UInt64, rows: Int = 40, noise: Double = 0.006) throws -> Table {
    var random = RandomStream(seed: seed, stream: 0)
    let compute = (0..<rows).map { _ in pow(10, 18 + 4 * random.uniform()) }
    let loss = compute.map { (1.7 + 300 * pow($0, -0.12)) * exp(noise * random.normal()) }
    let score = loss.map { 1 / (1 + exp(-(9 - 4 * $0))) + 0.01 * random.normal() }
    return try Table(
      source: "simulated",
      columns: [("C", compute), ("loss", loss), ("score", score)].map {
        Column(name: $0.0, storage: .numbers($0.1))
      })
  }

  static func steps(_ table: Table, _ other: Table? = nil, interval: IntervalMethod? = nil) throws -> TwoStepFit {
    var options = FitOptions(scale: .log, interval: interval)
    options.domains = ["E": .positive, "A": .positive, "alpha": .positive]
    let loss = try Law(first).fit(to: table, options: options)
    return try TwoStepFit(loss, then: try Law(second).fit(to: other ?? table, options: FitOptions(interval: interval)))
  }

  static func truth(at compute: Double) -> Double {
    1 / (1 + exp(-(9 - 4 * (1.7 + 300 * pow(compute, -0.12)))))
  }

  @Test("400 simulated tables: the interval of both steps holds the truth, that of the second alone does not")
  func coverage() throws {
    let target = Self.truth(at: 1e24)
    var (covered, alone, runs, share) = (0, 0, 0, 0.0)
    var noise = RandomStream(seed: 77, stream: 0)
    for seed in 0..<400 {
      let prediction = try Self.steps(try Self.table(seed: UInt64(seed))).predict(["C": 1e24])
      let (mean, given) = (try #require(prediction.mean), try #require(prediction.meanGivenFirst))
      if mean.contains(target) { covered += 1 }
      if given.contains(target) { alone += 1 }
      let loss = (1.7 + 300 * pow(1e24, -0.12)) * exp(0.006 * noise.normal())
      let run = 1 / (1 + exp(-(9 - 4 * loss))) + 0.01 * noise.normal()
      if try #require(prediction.newRun).contains(run) { runs += 1 }
      share += try #require(prediction.firstShare) / 400
    }
    // 95 % of 400 is 380, with a standard deviation of 4.4: four of these.
    #expect((362...397).contains(covered), "\(covered) of 400")
    #expect((362...400).contains(runs), "\(runs) of 400 new runs")
    #expect(alone < 340, "\(alone) of 400")
    #expect(share > 0.4, "\(share)")
  }

  @Test("the variance is that of the delta method through both laws, by finite differences")
  func deltaMethod() throws {
    let steps = try Self.steps(try Self.table(seed: 3))
    let prediction = try steps.predict(["C": 1e23])
    var point = ["C": 1e23]
    for fit in [steps.first, steps.second] {
      for element in fit.coefficients { point[element.name] = element.estimate.value }
    }
    #expect(abs(prediction.value - (try steps.formula.right.value(point))) < 1e-14)
    var variance = 0.0
    for fit in [steps.first, steps.second] {
      let names = fit.coefficients.map(\.name)
      let slopes = try names.map { name in
        let value = try #require(point[name])
        let step = 1e-5 * abs(value)
        var (up, down) = (point, point)
        up[name] = value + step
        down[name] = value - step
        return (try steps.formula.right.value(up) - (try steps.formula.right.value(down))) / (2 * step)
      }
      var own = 0.0
      for i in names.indices {
        for j in names.indices { own += slopes[i] * fit.covariance[i, j] * slopes[j] }
      }
      if fit.law.formula.response == "loss" {
        #expect(
          abs(
            own / (try #require(prediction.standardError) * (try #require(prediction.standardError)))
              - (try #require(prediction.firstShare))) < 1e-4)
      }
      variance += own
    }
    // The covariance of E, A and alpha cancels to about six digits here.
    #expect(abs(variance.squareRoot() / (try #require(prediction.standardError)) - 1) < 1e-4)
  }

  @Test("draws of both steps give nearly the interval of the delta method, joint for one table, apart for two")
  func resampling() throws {
    let (table, other) = (try Self.table(seed: 4), try Self.table(seed: 5))
    let delta = try #require(try Self.steps(table).predict(["C": 1e23]).standardError)
    let joint = try Self.steps(table, interval: .bootstrap(Bootstrap()))
    let prediction = try joint.predict(["C": 1e23])
    let draws = try #require(try joint.draws(at: ["C": 1e23]))
    #expect(draws.count > 990)
    let error = try #require(prediction.standardError)
    #expect(abs(error / Descriptive.standardDeviation(draws) - 1) < 1e-12)
    // HC3 is a little wide and pairs a little narrow; 1,000 draws know a standard error to 2 %.
    #expect(error / delta > 0.75 && error / delta < 1.2, "\(error) against \(delta)")
    let interval = try #require(prediction.mean)
    let inside = Double(draws.count { interval.contains($0) }) / Double(draws.count)
    #expect(abs(inside - 0.95) < 0.005)
    // Draw i is both laws at the coefficients of replicate i of both, which saw the same rows.
    let (loss, score) = (try #require(joint.first.draws), try #require(joint.second.draws))
    let place = try #require(score.replicates.firstIndex(of: loss.replicates[0]))
    var point = ["C": 1e23]
    for (index, name) in loss.names.enumerated() { point[name] = loss.columns[index][0] }
    for (index, name) in score.names.enumerated() { point[name] = score.columns[index][place] }
    #expect(abs(draws[0] - (try joint.formula.right.value(point))) < 1e-12)
    let apart = try Self.steps(table, other, interval: .bootstrap(Bootstrap()))
    let first = try #require(try apart.draws(at: ["C": 1e23])?.first)
    #expect(abs(first - (try apart.formula.right.value(point))) > 1e-9)
  }

  @Test("a step with a robust norm brings the error of its bootstrap into the delta method")
  func mixed() throws {
    let table = try Self.table(seed: 6)
    var options = FitOptions(scale: .log, norm: .adaptiveHuber)
    options.domains = ["A": .positive]
    let loss = try Law(Self.first).fit(to: table, options: options)
    let steps = try TwoStepFit(loss, then: try Law(Self.second).fit(to: table))
    let prediction = try steps.predict(["C": 1e23])
    #expect(try steps.draws(at: ["C": 1e23]) == nil)
    let law = loss.law.formula.right.substituting(["C": 1e23])
    let own = try #require(try loss.estimate(Quantity(name: "loss", expression: law)).estimate.standardError)
    let slope = try Expression(parsing: "4*s*(1-s)").value(["s": prediction.value])
    let share = try #require(prediction.firstShare)
    let error = try #require(prediction.standardError)
    let b = try #require(steps.second.coefficients["b"]?.value)
    #expect(abs(share * error * error / (own * own * slope * slope * b * b / 16) - 1) < 1e-6)
  }

  @Test("coefficients that both laws have are told apart, and a law without the link is refused")
  func names() throws {
    let table = try Self.table(seed: 8)
    let loss = try Law(Self.first).fit(to: table, options: FitOptions(scale: .log, domains: ["A": .positive]))
    let score = try Law("score = logistic(A - b*loss)").fit(to: table)
    let steps = try TwoStepFit(loss, then: score)
    #expect(steps.formula.description == "score = logistic(A_2 - b * (E + A * C^-alpha))")
    #expect(steps.variables == ["C"])
    let other = try Law("score = a + b*log10(C)").fit(to: table)
    let error = #expect(throws: FitError.self) { try TwoStepFit(loss, then: other) }
    #expect(error == .notLinked(response: "loss", variables: ["C"]))
    #expect(error?.hint?.contains("in terms of loss") ?? false)
  }

  @Test("shares out of items serve as a second step")
  func shares() throws {
    let table = try Self.table(seed: 9).deriving(try Formula("share = max(min(score, 1), 0)"))
    let loss = try Law(Self.first).fit(to: table, options: FitOptions(scale: .log, domains: ["A": .positive]))
    let score = try Law("share = logistic(a - b*loss)").fit(to: table, options: FitOptions(norm: .binomial))
    let prediction = try TwoStepFit(loss, then: score).predict(["C": 1e24])
    let mean = try #require(prediction.mean)
    #expect(mean.contains(Self.truth(at: 1e24)))
    #expect(try #require(mean.high) < 1)
    #expect(prediction.newRun == nil)
  }
}
