import Foundation
import ScalingLaws
import Statistics
import Testing

/// What chosen runs are said to tell, against fits to them, and what cannot be designed.
@Suite struct RunDesignTests {
  /// Ten rows of a line with a fixed pattern in place of noise, twice at each of five places.
  private func line(_ options: FitOptions = FitOptions(interval: .classical)) throws -> Fit {
    let x = (0..<10).map { Double($0 / 2) }
    let y = x.enumerated().map { 1 + 2 * $1 + [0.3, -0.2, 0.1, -0.4, 0.2][$0 % 5] }
    return try Law("y = a + b*x").fit(to: ResamplerTests.table([("x", x), ("y", y)]), options: options)
  }

  private func candidates(_ x: [Double]) throws -> CandidateRuns {
    try CandidateRuns(table: ResamplerTests.table([("x", x)]), variables: [("x", "x")], needed: ["x"], cost: 1)
  }

  @Test("for a linear law the expected standard error is that of the fit to all rows, with the noise as it was")
  func exact() throws {
    let fit = try line()
    let options = DesignOptions(budget: 6, draws: 10)
    let design = try RunDesign(
      DesignBasis(fit.saved, options: options), candidates: candidates([0, 1, 7, 9]), targets: [.point(["x": 20])],
      options: options)
    let places = design.chosen.flatMap { [Double](repeating: [0, 1, 7, 9][$0.candidate], count: $0.runs) }
    #expect(places.count == 6)
    // Responses on the new rows do not matter for the standard error but through sigma, which is divided out.
    let x = (0..<10).map { Double($0 / 2) } + places
    let all = try Law("y = a + b*x").fit(
      to: ResamplerTests.table([("x", x), ("y", x.map { 1 + 2 * $0 + ($0 > 5 ? 0.2 : -0.1) })]),
      options: FitOptions(interval: .classical))
    let sigma = (try #require(fit.statistics.sigma), try #require(all.statistics.sigma))
    let exact = (try #require(all.predict(["x": 20]).standardError)) * sigma.0 / sigma.1
    let after = design.outcomes[0].after
    #expect(abs((try #require(after.standardError)) / exact - 1) < 1e-10)
    #expect(after.value == (try fit.predict(["x": 20]).value))
    #expect(design.outcomes[0].now.interval == (try fit.saved.predict(["x": 20]).mean))
    // t with the degrees of freedom of the fit to all rows.
    let half = (try #require(after.interval?.high)) - (try #require(after.value))
    #expect(abs(half / exact - StudentT(degreesOfFreedom: 14).quantile(0.975)) < 1e-9)
  }

  @Test("as many runs again as a robust fit has rows divide its variances by two")
  func efficiency() throws {
    let x = (0..<12).map { $0 < 6 ? -1.0 : 1 }
    let y = x.enumerated().map { 1 + $1 + [0.1, -0.3, 0.2, 2.5, -0.1, 0.1][$0 % 6] }
    let fit = try Law("y = a + b*x").fit(
      to: ResamplerTests.table([("x", x), ("y", y)]),
      options: FitOptions(interval: .mEstimation, norm: .huber(delta: 0.2)))
    let options = DesignOptions(budget: 12, draws: 0)
    let design = try RunDesign(
      DesignBasis(fit.saved, options: options), candidates: candidates([-1, 1]), targets: [], options: options)
    #expect(design.chosen.map(\.runs) == [6, 6])
    for outcome in design.outcomes {
      let share = (try #require(outcome.after.standardError)) / (try #require(outcome.now.standardError))
      #expect(abs(share - 0.5.squareRoot()) < 1e-9)
    }
    // A row tells more than its sigma says, because the norm looks past the outliers.
    #expect((try #require(fit.noise.efficiency)) > 2)
  }

  @Test("noise that grows makes runs where it is small worth more")
  func noise() throws {
    var options = FitOptions(interval: .classical)
    options.noise = try Expression(parsing: "1 + x")
    let grown = try line(options)
    let design = DesignOptions(budget: 4, draws: 0)
    let runs = try [line(), grown].map { fit in
      try RunDesign(
        DesignBasis(fit.saved, options: design), candidates: candidates([0, 9]), targets: [.quantity(Quantity("a"))],
        options: design
      ).chosen.first { $0.candidate == 0 }?.runs ?? 0
    }
    #expect(runs[1] >= runs[0] && runs[1] == 4)
  }

  @Test("draws of a bootstrap that the file keeps are those that the criterion is averaged over")
  func keptDraws() throws {
    let fit = try line(FitOptions(interval: .bootstrap(Bootstrap()), replicates: 40))
    let options = DesignOptions(budget: 4, draws: 50)
    let design = try RunDesign(
      DesignBasis(fit.saved, options: options), candidates: candidates([0, 9]), targets: [], options: options)
    #expect(design.drawsUsed == fit.draws?.replicates.count)
    #expect(design.warnings.contains { $0.code == .failedRefits })
  }

  @Test("a plain grid has no more runs than the design, costs as much, and is the largest that the money pays")
  func plainGrid() throws {
    let options = DesignOptions(budget: 1e22, runs: 30, sigma: 0.01)
    let ranges = ["E=1.5..2", "A=200..600", "alpha=0.3..0.4", "B=500..3000", "beta=0.3..0.45"]
    let basis = try DesignBasis(law: .chinchilla, ranges: ranges.map { try CoefficientRange($0) }, options: options)
    let axes = [try DesignAxis("N=1e8..1e10:9"), try DesignAxis("D=1e9..1e12:13")]
    let runs = try CandidateRuns(grid: axes, needed: ["N", "D"], cost: nil)
    let design = try RunDesign(basis, candidates: runs, targets: [.point(["N": 7e10, "D": 1.4e12])], options: options)
    let grid = design.plainGrid
    // 5 × 5 is the largest square of at most 30 runs.
    #expect(design.runs == 30 && grid.levels == [5, 5] && grid.candidates.count == 25)
    #expect(Set(grid.candidates.map { runs.columns[0][$0] }).count == 5)
    #expect(abs(grid.cost - grid.candidates.reduce(0) { $0 + runs.costs[$1] }) <= 1e-12 * grid.cost)
    #expect(grid.cost <= design.cost && abs(grid.rounds * grid.cost / design.cost - 1) < 1e-12)
    #expect(design.standardErrorShare < design.plainShare)
  }

  @Test("an axis has exactly its ends, and what is no axis says why")
  func axes() throws {
    let values = try DesignAxis("N=1e8..1e10:3").values
    #expect(values.first == 1e8 && values.last == 1e10 && values.count == 3 && abs(values[1] / 1e9 - 1) < 1e-14)
    #expect(try DesignAxis("D=1.4T").values == [1.4e12])
    for (text, reason) in [
      ("N", "names no variable"), ("N=1e8..1e10", "how many"), ("N=0..1e10:4", "positive"), ("N=5..1:4", "greater"),
      ("N=-1..1:4", "positive"), ("N=1..2:1", "two values"), ("N=a..2:3", "no number"), ("N=1..1e999:3", "no number"),
      ("N=x", "no number"), ("N=1..2:999999999", "more than"),
    ] {
      #expect { try DesignAxis(text) } throws: { error in
        "\(error)".contains(reason) && (error as? DesignError)?.hint != nil
      }
    }
  }

  @Test("what cannot be designed says why")
  func refusals() throws {
    let fit = try line()
    let good = DesignOptions(budget: 4)
    let basis = try DesignBasis(fit.saved, options: good)
    let runs = try candidates([0, 9])
    func failure(_ body: () throws -> Void) -> DesignError? {
      do { try body() } catch { return error as? DesignError }
      return nil
    }
    for budget in [0, -1, Double.nan, .infinity] {
      guard case .budget? = failure({ _ = try DesignBasis(fit.saved, options: DesignOptions(budget: budget)) }) else {
        Issue.record("budget \(budget)")
        continue
      }
    }
    #expect(
      failure { _ = try RunDesign(basis, candidates: runs, targets: [], options: DesignOptions(budget: 0.5)) }
        == .nothingAffordable(budget: 0.5, cheapest: 1, place: "memory:1 (x=0)"))
    #expect(
      failure {
        _ = try RunDesign(basis, candidates: runs, targets: [], options: DesignOptions(budget: 4, criterion: .c))
      } == .nothingAsked)
    #expect(
      failure {
        _ = try RunDesign(basis, candidates: runs, targets: [.quantity(Quantity("q = 3"))], options: good)
      } == .targetFixed("q"))
    for cost in ["x", "-1", "1/x", "1e308*(x + 1)*10"] {
      guard
        case .badCost(_, _, _, let isTable)? = failure({
          _ = try CandidateRuns(
            table: ResamplerTests.table([("x", [0, 9])]), variables: [("x", "x")], needed: ["x"],
            cost: Expression(parsing: cost))
        })
      else {
        Issue.record("cost \(cost)")
        continue
      }
      #expect(isTable)
    }
    // A perfect fit has no noise to judge runs by.
    let perfect = try Law("y = a + b*x").fit(
      to: ResamplerTests.table([("x", [0, 1, 2]), ("y", [1, 3, 5])]), options: FitOptions(interval: .classical))
    #expect(failure { _ = try DesignBasis(perfect.saved, options: good) } != nil)
  }
}
