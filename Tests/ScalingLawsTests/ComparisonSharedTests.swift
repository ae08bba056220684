import ScalingLaws
import TestSupport
import Testing

/// Comparisons on the points of Hoffmann et al. 2022.
@Suite(.enabled(if: Shared.isAvailable)) struct ComparisonSharedTests {
  private func compare(_ options: FitOptions, _ judged: ComparisonOptions = ComparisonOptions()) throws -> Comparison {
    let laws = ["chinchilla", "coupled"]
    return try Comparison(
      laws.map { Candidate($0, try #require(Law.named($0)), options: options) },
      on: try ChinchillaPoints.table(isTrimmed: true), options: judged)
  }

  @Test(
    "trained below 1e20, 3e20 and 1e21 FLOP, the errors above are those of the reference, and bands hold fewer runs than they say"
  )
  func backtests() throws {
    let comparison = try compare(
      FitOptions(norm: .huber(delta: 1e-3), replicates: 100), ComparisonOptions(cutValues: [1e20, 3e20, 1e21]))
    let chinchilla = try #require(comparison.entries.first { $0.candidate.name == "chinchilla" })
    // Log-RMSE of the law with Huber's norm on the log loss, delta 0.001: the four digits that the project's requirements state.
    for (result, reference) in zip(chinchilla.backtests, [0.01144, 0.01253, 0.01249]) {
      #expect(abs(result.scores.rootMeanSquare - reference) < 5e-6 && result.fit.convergence.isCertified)
      #expect(try #require(result.scores.coverage) < 0.9)
    }
    #expect(comparison.cuts.map(\.heldOut.count) == [104, 63, 23])
    // The coupled law foretells better where it has seen runs of 3e20 FLOP, and worse where it has not.
    let coupled = try #require(comparison.entries.first { $0.candidate.name == "coupled" })
    let gains = zip(chinchilla.backtests, coupled.backtests).map {
      $0.scores.rootMeanSquare - $1.scores.rootMeanSquare
    }
    #expect(gains[0] < 0 && gains[1] > 0 && gains[2] > 0)
    #expect(comparison.measure == .aicc && comparison.average != nil)
    #expect(comparison.warnings.contains { $0.code == .bandUndercovers })
  }

  @Test("a coupled law beats the separable one by 35 in AIC, in which it is nested with g = 1")
  func coupled() throws {
    let comparison = try compare(FitOptions(scale: .identity), ComparisonOptions(measure: .aicc))
    let aic = comparison.entries.compactMap(\.criteria?.aic)
    #expect(comparison.entries[0].candidate.name == "coupled")
    #expect(abs(aic[0] - aic[1] + 35) < 0.5)
    let nested = try #require(comparison.nested.first)
    #expect(nested.small == "chinchilla" && nested.nesting.restrictions == ["g = 1"] && nested.test.pValue < 1e-8)
    // Cross-validation agrees, by more than two standard errors.
    let difference = try #require(comparison.entries[1].crossValidationDifference)
    #expect(difference.estimate < -2 * (difference.standardError ?? .infinity))
  }
}
