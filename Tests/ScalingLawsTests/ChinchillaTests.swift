import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// The law that the field fits most, on the points it is fitted to most.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct ChinchillaTests {
  @Test("the optimum is found and certified without start values", arguments: ChinchillaPoints.objectives)
  func withoutStarts(_ objective: ChinchillaPoints.Objective) throws {
    let fit = try Law(ChinchillaPoints.formula).fit(
      to: ChinchillaPoints.table(isTrimmed: objective.isTrimmed),
      options: FitOptions(scale: objective.scale, interval: objective.interval, norm: objective.norm))
    #expect(abs(objective.value(fit) / objective.reference - 1) < 1e-13)
    #expect(fit.convergence.isCertified)
    #expect(fit.convergence.agreeing >= 4)
    #expect(fit.convergence.otherMinima.isEmpty)
  }

  @Test("coefficients agree with the reference to twelve digits")
  func coefficients() throws {
    let fit = try Law(ChinchillaPoints.formula).fit(
      to: ChinchillaPoints.table(isTrimmed: true),
      options: FitOptions(scale: .log, interval: .mEstimation, norm: .huber(delta: 1e-3)))
    // The same source as the reference values of F.
    let reference = [
      1.81721809901007675, 477.825868233905484, 0.347310498881754573, 2143.41736336045842, 0.367172432627762205,
    ]
    #expect(agreeingDigits(ChinchillaPoints.names.map { fit.coefficients[$0]?.value ?? .nan }, reference) >= 12)
  }

  @Test("each of 300 random starts alone ends at the optimum, certified", arguments: ChinchillaPoints.objectives)
  func everyStart(_ objective: ChinchillaPoints.Objective) throws {
    // Without a sign for E, A and B the law has lower, degenerate fits: as alpha goes to 0, E + A/N^alpha is a line in
    // log N with E below zero.
    let law = try Law(ChinchillaPoints.formula, positive: ["E", "A", "B"])
    let table = try ChinchillaPoints.table(isTrimmed: objective.isTrimmed)
    var failures: [String] = []
    for draw in 0..<300 {
      var random = RandomStream(seed: 20_240_415, stream: UInt64(draw))
      func logUniform(_ low: Double, _ high: Double) -> Double { low * pow(high / low, random.uniform()) }
      let start = [
        "E": logUniform(0.1, 3), "A": logUniform(0.1, 1e6), "B": logUniform(0.1, 1e6),
        "alpha": logUniform(0.05, 1.5), "beta": logUniform(0.05, 1.5),
      ]
      let fit = try law.fit(
        to: table,
        options: FitOptions(
          scale: objective.scale, interval: objective.interval, norm: objective.norm, start: start, starts: 1))
      let excess = objective.value(fit) / objective.reference - 1
      if !(abs(excess) < 1e-13) || !fit.convergence.isCertified {
        failures.append("draw \(draw), excess \(excess), \(fit.convergence.method), \(start)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count) of 300: \(failures.prefix(3).joined(separator: "\n"))")
  }

  @Test(
    "a search that is cut short, or told to be content with less, is not certified and ends with status 1",
    arguments: [["--max-iterations", "3"], ["--max-iterations", "0"], ["--tolerance", "1e-6"]])
  func notCertified(_ flags: [String]) throws {
    let arguments = [
      "fit", "-", "--formula", ChinchillaPoints.formula, "--scale", "log", "--norm", "huber:0.001", "--json", "--quiet",
      "--interval", "m-estimation",
    ]
    let (full, cut) = (
      try Command.run(arguments, input: ChinchillaPoints.csv()),
      try Command.run(arguments + flags, input: ChinchillaPoints.csv())
    )
    #expect(full.status == 0)
    #expect(cut.status == 1)
    let convergence = try #require(try cut.json()["convergence"] as? [String: Any])
    #expect(convergence["certified"] as? Bool == false)
    // The best point is still printed.
    #expect((try cut.json()["coefficients"] as? [[String: Any]])?.count == 5)
  }

  @Test("a coefficient that is centred in the search keeps its bounds")
  func bounds() throws {
    let fit = try Law(ChinchillaPoints.formula).fit(
      to: ChinchillaPoints.table(isTrimmed: true),
      options: FitOptions(
        scale: .log, interval: .mEstimation, norm: .huber(delta: 1e-3), domains: ["A": .between(0, 300)]))
    #expect(fit.coefficients["A"]?.value == 300)
    #expect(fit.convergence.atBound == ["A"])
    #expect(fit.objective > ChinchillaPoints.objectives[0].reference)
  }
}
