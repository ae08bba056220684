import Foundation
import ScalingLaws
import TestSupport
import Testing

/// What binomial and fractional logit fits say; their numbers are compared in `ReferenceRecordTests`.
@Suite
struct BinomialReferenceTests {
  private func fit(trials: Bool, _ interval: IntervalMethod) throws -> Fit {
    try Law("Menarche/Total = logistic(a + b*Age)").fit(
      to: try ReferenceRecords.table("menarche.csv"),
      options: FitOptions(weights: trials ? try Weights("trials=Total") : nil, interval: interval, norm: .binomial))
  }

  @Test("a fraction without trials has no likelihood, and the scale is no parameter of the binomial")
  func likelihood() throws {
    let binomial = try fit(trials: true, .classical), quasi = try fit(trials: false, .classical)
    #expect(quasi.statistics.logLikelihood == nil && quasi.statistics.aic == nil)
    #expect(binomial.statistics.parametersCounted == 2)
    #expect(binomial.statistics.logLikelihood != nil)
  }

  @Test("a refit that holds a coefficient at an end of its profile loses the quantile of chi-squared")
  func profile() throws {
    let fit = try fit(trials: true, .classical)
    for profile in try fit.profileCoefficients() {
      for limit in [profile.low, profile.high] {
        let held = try Law("Menarche/Total = logistic(a + b*Age)").fit(
          to: try ReferenceRecords.table("menarche.csv"),
          options: FitOptions(
            weights: try Weights("trials=Total"), norm: .binomial, fixed: [profile.name: try #require(limit)]))
        // R: qchisq(0.95, 1).
        #expect(abs(held.objective - fit.objective - 3.841458820694124) < 1e-7, "\(profile.name)")
      }
    }
  }
}
