import Foundation
import ScalingLaws
import Testing

extension ReferenceRecords.Record {
  func linearAnswer(_ fit: Fit, _ example: ReferenceCase) throws -> [Double]? {
    if let common = try commonAnswer(fit, example) { return common }
    let statistics = fit.statistics
    switch field {
    case "vcov": return fit.covariance.elements
    case "r2": return one(statistics.rSquared)
    case "r2_adj": return one(statistics.adjustedRSquared)
    case "F": return one(statistics.fTest?.statistic)
    case "F_p": return one(statistics.fTest?.pValue)
    case "cond_X": return [statistics.conditionNumber]
    case "cond_X_belsley": return [statistics.scaledConditionNumber]
    case "vif": return fit.varianceInflation.map(\.factor)
    case "leverage": return fit.rows.leverages
    case "rstandard": return fit.rows.standardized
    case "rstudent": return fit.rows.studentized
    case "cooks": return fit.rows.cooksDistances
    case "dffits": return fit.rows.dffits
    case "loo_press": return [fit.rows.press]
    case "dw": return [try #require(fit.residualTests).durbinWatson]
    case "dw_p_greater": return one(try fit.test("durbin-watson").pValue(.durbinWatson))
    case "bp_koenker", "bp_original":
      let test = try #require(fit.residualTests).breuschPagan(isStudentized: field == "bp_koenker")
      return [test.statistic, test.degreesOfFreedom, test.pValue]
    case "bg2":
      let test = try #require(fit.residualTests).breuschGodfrey(order: 2)
      return [test.statistic, test.pValue]
    case "reset23":
      let test = try #require(fit.residualTests).reset()
      return [test.statistic, test.pValue]
    case "se_HAC_L2_raw", "se_HAC_L3_raw", "se_HAC_L2_adj", "se_HAC_L3_adj":
      let lag = field.contains("L2") ? 2 : 3
      return try example.fit(.hac(lag: lag, isAdjusted: field.hasSuffix("adj"))).standardErrors
    case "tost_speed_b0=4_delta=1", "tost_speed_b0=4_delta=0.5":
      return try equivalence(example.fit(level: 0.9), margin: field.hasSuffix("=1") ? 1 : 0.5)
    case _ where field.hasPrefix("pred_"): return try prediction(fit, example)
    default: return nil
    }
  }

  /// R: predict(m, data.frame(speed = ...), interval = ...), the points as the reference file gives them.
  private func prediction(_ fit: Fit, _ example: ReferenceCase) throws -> [Double]? {
    let points: [Double] = example.weights == nil ? [0, 5, 15.4, 25, 40] : [5, 15.4, 25]
    let predictions = try points.map { try fit.predict(["speed": $0]) }
    switch field {
    case "pred_fit": return predictions.map(\.value)
    case "pred_confidence_lo": return predictions.map { $0.mean?.low ?? .nan }
    case "pred_confidence_hi": return predictions.map { $0.mean?.high ?? .nan }
    case "pred_prediction_lo": return predictions.map { $0.newRun?.low ?? .nan }
    case "pred_prediction_hi": return predictions.map { $0.newRun?.high ?? .nan }
    default: return nil
    }
  }

  /// Two one-sided tests of the slope against 4, and the interval that goes with them at 5 %.
  private func equivalence(_ fit: Fit, margin: Double) throws -> [Double] {
    let speed = try #require(fit.coefficients["b1"])
    let test = EquivalenceTest(
      estimate: try #require(speed.value), standardError: try #require(speed.standardError),
      degreesOfFreedom: try #require(speed.degreesOfFreedom), target: 4, margin: margin)
    return [
      test.lowerStatistic, test.upperStatistic, test.lowerPValue, test.upperPValue, test.pValue,
      speed.interval?.low ?? .nan, speed.interval?.high ?? .nan,
    ]
  }

  func clusterAnswer(_ example: ReferenceCase) throws -> [Double]? {
    switch field {
    case "se_cl_firm_HC0": return try example.fit(.cr0, clusters: ["firm"]).standardErrors
    case "se_cl_firm_HC1": return try example.fit(.cr1, clusters: ["firm"]).standardErrors
    case "se_cl_year_HC0": return try example.fit(.cr0, clusters: ["year"]).standardErrors
    case "se_cl_year_HC1": return try example.fit(.cr1, clusters: ["year"]).standardErrors
    default: return try commonAnswer(try example.fit(), example)
    }
  }

  /// Polynomials of degree 1, 2 and 3.
  func selectionAnswer(_ example: ReferenceCase) throws -> [Double]? {
    let formulas = ["", " + b2*speed^2", " + b2*speed^2 + b3*speed^3"].map { example.formula + $0 }
    let fits = try formulas.map { formula in
      try Law(formula).fit(to: try example.table(), options: FitOptions(interval: .classical))
    }
    switch field {
    case "nested_F": return NestedTest.sequence(fits).map(\.statistic)
    case "nested_p": return NestedTest.sequence(fits).map(\.pValue)
    case "aic": return fits.map { $0.statistics.aic ?? .nan }
    case "bic": return fits.map { $0.statistics.bic ?? .nan }
    case "akaike_weights": return AkaikeWeights.weights(fits.compactMap(\.statistics.aic))
    default: return nil
    }
  }
}
