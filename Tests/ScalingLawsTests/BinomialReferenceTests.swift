import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Binomial and fractional logit fits against mpmath at 50 digits, R's `glm` and statsmodels.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct BinomialReferenceTests {
  private func fit(trials: Bool, _ interval: IntervalMethod) throws -> Fit {
    let law = try Law("Menarche/Total = logistic(a + b*Age)", derived: [try Quantity("ld50 = -a/b")])
    return try law.fit(
      to: try ReferenceRecords.table("menarche.csv"),
      options: FitOptions(weights: trials ? try Weights("trials=Total") : nil, interval: interval, norm: .binomial))
  }

  private func errors(_ fit: Fit) -> [Double] { fit.coefficients.map { $0.estimate.standardError ?? .nan } }

  @Test("every scored record of a binomial and a fractional logit fit is met to its tolerance")
  func menarche() throws {
    let binomial = try fit(trials: true, .classical)
    let quasi = try fit(trials: false, .classical)
    let half = try #require(binomial.derived.first?.estimate)
    let ages = try [8.0, 13, 19].map { try quasi.predict(["Age": $0]) }
    let results: [String: [Double]] = [
      "binom_logit_coef": binomial.coefficients.map { $0.estimate.value ?? .nan },
      "binom_logit_se": errors(binomial), "binom_logit_deviance": [binomial.objective],
      "binom_logit_pearson_disp": [try #require(binomial.statistics.sigma).squareOf],
      "binom_logit_loglik": [try #require(binomial.statistics.logLikelihood)],
      "binom_logit_ld50": [half.value ?? .nan, half.standardError ?? .nan],
      "frac_logit_coef": quasi.coefficients.map { $0.estimate.value ?? .nan }, "frac_logit_se_quasi": errors(quasi),
      "frac_logit_se_HC0": errors(try fit(trials: false, .hc0)),
      "frac_logit_se_HC1": errors(try fit(trials: false, .hc1)),
      "frac_logit_pred_link": ages.map { log($0.value / (1 - $0.value)) },
      "frac_logit_pred_link_se": ages.map { $0.standardError ?? .nan },
      "frac_logit_ed50": [quasi.derived.first?.estimate.value ?? .nan],
    ]
    var compared: Set<String> = []
    for record in try ReferenceRecords.scored("glm.menarche") where !record.field.hasPrefix("binom_logit_profile") {
      let error = largestRelativeError(try #require(results[record.field], "\(record.id)"), record.values)
      #expect(error <= record.tolerance, "\(record.id): relative error \(error)")
      compared.insert(record.field)
    }
    #expect(compared.count == 13)
    // The log odds at which half have reached it are given straight, not through a share that is rounded near 1.
    #expect(binomial.convergence.isCertified && quasi.convergence.isCertified)
    #expect(quasi.statistics.logLikelihood == nil && quasi.statistics.aic == nil)
    #expect(binomial.statistics.parametersCounted == 2)
  }

  @Test("twice the fall of the log-likelihood at the profile limits of R is the quantile of chi-squared")
  func profile() throws {
    // The objective is a likelihood: held at a limit, the deviance exceeds its minimum by qchisq(0.95, 1).
    let free = try fit(trials: true, .classical).objective
    for field in ["binom_logit_profile_lo", "binom_logit_profile_hi"] {
      let record = try #require(try ReferenceRecords.scored("glm.menarche").first { $0.field == field })
      for (name, limit) in zip(["a", "b"], record.values) {
        let held = try Law("Menarche/Total = logistic(a + b*Age)").fit(
          to: try ReferenceRecords.table("menarche.csv"),
          options: FitOptions(weights: try Weights("trials=Total"), norm: .binomial, fixed: [name: limit]))
        // R interpolates: its limits are good to 2.5e-5 of themselves, here up to 6e-4 of a standard error.
        #expect(abs(held.objective - free - 3.841458820694124) < 1e-2, "\(name) at \(limit)")
      }
    }
  }
}

extension Double {
  fileprivate var squareOf: Double { self * self }
}
