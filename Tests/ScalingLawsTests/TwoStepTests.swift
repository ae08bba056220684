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

  static func steps(_ table: Table, _ other: Table? = nil) throws -> TwoStepFit {
    var options = FitOptions(scale: .log)
    options.domains = ["E": .positive, "A": .positive, "alpha": .positive]
    let loss = try Law(first).fit(to: table, options: options)
    return try TwoStepFit(loss, then: try Law(second).fit(to: other ?? table))
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

  @Test("resampled rows give nearly the interval of the delta method, the same for any number of threads")
  func resampling() throws {
    let steps = try Self.steps(try Self.table(seed: 4))
    let one = try #require(try steps.resampled(at: [["C": 1e23]], replicates: 1000, seed: 9).first)
    let two = try #require(try steps.resampled(at: [["C": 1e23]], replicates: 1000, seed: 9, threads: 2).first)
    #expect(one.draws == two.draws)
    #expect(one.draws.count { $0.isFinite } == 1000)
    let (resampled, delta) = (
      try #require(one.standardError), try #require(try steps.predict(["C": 1e23]).standardError)
    )
    // HC3 is a little wide and pairs a little narrow; 1,000 draws know a standard error to 2 %.
    #expect(resampled / delta > 0.75 && resampled / delta < 1.2, "\(resampled) against \(delta)")
    let interval = try #require(one.interval)
    let inside = one.draws.count { interval.contains($0) }
    #expect(inside == 950)
  }

  @Test("steps from two tables draw their rows apart, and steps from one table draw them together")
  func joint() throws {
    let table = try Self.table(seed: 5)
    let apart = try Self.steps(table, try Self.table(seed: 6))
    #expect(try apart.resampled(at: [["C": 1e23]], replicates: 50).first?.draws.count == 50)
    // One table whose second step is the first one again: the same rows give the same loss, so the score is certain.
    let loss = try Law(Self.first).fit(to: table, options: FitOptions(scale: .log, domains: ["A": .positive]))
    let again = try Law("loss2 = k*loss").fit(to: try table.deriving(try Formula("loss2 = 2*loss")))
    let steps = try TwoStepFit(loss, then: again)
    let draws = try #require(try steps.resampled(at: [["C": 1e20]], replicates: 100).first)
    #expect(draws.draws.count == 100)
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
