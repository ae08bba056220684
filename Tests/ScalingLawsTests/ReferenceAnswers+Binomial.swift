import Foundation
import ScalingLaws
import Testing

extension ReferenceRecords.Record {
  /// Shares out of so many girls by the binomial likelihood, and the same shares as such.
  func binomialAnswer(_ example: ReferenceCase) throws -> [Double]? {
    if field.hasPrefix("frac_logit_") { return try fractionalAnswer(example) }
    let fit = try example.fit()
    #expect(fit.convergence.isCertified)
    switch field {
    case "binom_logit_coef": return fit.values
    case "binom_logit_se": return fit.standardErrors
    case "binom_logit_deviance": return [fit.objective]
    case "binom_logit_pearson_disp": return one(fit.statistics.sigma.map { $0 * $0 })
    case "binom_logit_loglik": return one(fit.statistics.logLikelihood)
    case "binom_logit_ld50":
      let half = try fit.estimate("-a/b").estimate
      return [half.value ?? .nan, half.standardError ?? .nan]
    case "binom_logit_profile_lo": return try fit.profileCoefficients().map { $0.low ?? .nan }
    case "binom_logit_profile_hi": return try fit.profileCoefficients().map { $0.high ?? .nan }
    default: return nil
    }
  }

  private func fractionalAnswer(_ example: ReferenceCase) throws -> [Double]? {
    var shares = example
    shares.weights = nil
    let fit = try shares.fit()
    #expect(fit.convergence.isCertified)
    switch field {
    case "frac_logit_coef": return fit.values
    case "frac_logit_se_quasi": return fit.standardErrors
    case "frac_logit_se_HC0": return try shares.fit(.hc0).standardErrors
    case "frac_logit_se_HC1": return try shares.fit(.hc1).standardErrors
    case "frac_logit_ed50": return one(try fit.estimate("-a/b").estimate.value)
    // R: predict(m, data.frame(Age = c(8, 13, 19)), se.fit = TRUE), on the scale of the link.
    case "frac_logit_pred_link":
      return try ages(fit).map { log($0.value / (1 - $0.value)) }
    case "frac_logit_pred_link_se": return try ages(fit).map { $0.standardError ?? .nan }
    default: return nil
    }
  }

  private func ages(_ fit: Fit) throws -> [Prediction] { try [8.0, 13, 19].map { try fit.predict(["Age": $0]) } }
}
