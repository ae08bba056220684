import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Ordinary and weighted least squares against R, statsmodels and mpmath at 50 digits.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct LinearReferenceTests {
  /// A case of the reference file as this library fits it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let formula: String
    let weights: String?
    let testDescription: String

    init(_ name: String, _ file: String, _ formula: String, weights: String? = nil) {
      self.name = name
      self.file = file
      self.formula = formula
      self.weights = weights
      testDescription = name
    }

    func fit(_ covariance: CovarianceMethod = .classical) throws -> Fit {
      let table = try ReferenceRecords.table(file)
      let weights = try weights.map { text throws(FitError) in try Weights(text) }
      return try Law(formula).fit(to: table, options: FitOptions(weights: weights, interval: .wald(covariance)))
    }
  }

  static let cases = [
    Case(
      "ols.longley", "longley.csv",
      "Employed = b0 + b1*GNP.deflator + b2*GNP + b3*Unemployed + b4*Armed.Forces + b5*Population + b6*Year"),
    Case("ols.cars", "cars.csv", "dist = b0 + b1*speed"),
    Case("wls.cars", "cars.csv", "dist = b0 + b1*speed", weights: "precision=1/speed"),
  ]

  @Test("every scored record of a linear fit agrees to its tolerance", arguments: cases)
  func recordsAgree(_ example: Case) throws {
    let fit = try example.fit()
    for record in try ReferenceRecords.scored(example.name) {
      guard let result = try value(of: record.field, fit, example) else {
        #expect(Self.isLeftToAnotherTest(record.field), "\(record.id) is not compared")
        continue
      }
      let error = largestRelativeError(result, record.values)
      #expect(error <= record.tolerance, "\(record.id): relative error \(error), \(result) for \(record.values)")
    }
  }

  @Test("clustered data agree with R: coefficients, HC1, and standard errors clustered one way")
  func petersen() throws {
    // R: lm(y ~ x, data = petersen); sandwich::vcovHC(type = "HC1"), vcovCL(cluster = ~firm, type = "HC1")
    let table = try ReferenceRecords.table("petersen.csv")
    let law = try Law("y = b0 + b1*x")
    let records = try ReferenceRecords.scored("cluster.petersen")
    for record in records {
      let options =
        switch record.field {
        case "coef", "se_HC1": FitOptions(interval: .hc1)
        case "se_cl_firm_HC1": FitOptions(interval: .cr1, cluster: "firm")
        case "se_cl_year_HC1": FitOptions(interval: .cr1, cluster: "year")
        default: FitOptions(interval: .classical)
        }
      guard options.interval != .classical else { continue }
      let result = try law.fit(to: table, options: options).coefficients.map {
        (record.field == "coef" ? $0.estimate.value : $0.estimate.standardError) ?? .nan
      }
      #expect(largestRelativeError(result, record.values) <= record.tolerance, "\(record.id): \(result)")
    }
  }

  @Test("rows of weight zero count neither as rows nor as degrees of freedom")
  func zeroWeights() throws {
    // R: lm(dist ~ speed, data = cars, weights = w), w = 1 except 0 in the 0-based rows 2, 16 and 48.
    let cars = try ReferenceRecords.table("cars.csv")
    let weights = (0..<cars.rowCount).map { [2, 16, 48].contains($0) ? 0.0 : 1 }
    let table = try cars.appending(column: Column(name: "w", storage: .numbers(weights)))
    let options = FitOptions(weights: try Weights("precision=w"), interval: .classical)
    let fit = try Law("dist = b0 + b1*speed").fit(to: table, options: options)
    let records = try ReferenceRecords.scored("wls.cars_zero_weights")
    #expect(records.count == 3)
    for record in records {
      let result = try #require(try value(of: record.field, fit, Self.cases[1]))
      #expect(largestRelativeError(result, record.values) <= record.tolerance, "\(record.id)")
    }
  }

  /// The p-value of Durbin and Watson needs the distribution of a quadratic form, which is not here; two one-sided tests are
  /// compared in `VerdictTests`.
  private static func isLeftToAnotherTest(_ field: String) -> Bool {
    field.hasPrefix("tost")
  }

  private func value(of field: String, _ fit: Fit, _ example: Case) throws -> [Double]? {
    let statistics = fit.statistics
    let estimates = fit.coefficients.map(\.estimate)
    let one = { (value: Double?) in value.map { [$0] } ?? [.nan] }
    switch field {
    case "coef": return estimates.map { $0.value ?? .nan }
    case "se": return estimates.map { $0.standardError ?? .nan }
    case "t": return fit.coefficients.map { $0.tStatistic ?? .nan }
    case "p": return fit.coefficients.map { $0.pValue ?? .nan }
    case "ci95_lo": return estimates.map { $0.interval?.low ?? .nan }
    case "ci95_hi": return estimates.map { $0.interval?.high ?? .nan }
    case "vcov": return fit.covariance.elements
    case "sigma": return one(statistics.sigma)
    case "df_resid": return [Double(statistics.residualDegreesOfFreedom)]
    case "r2": return one(statistics.rSquared)
    case "r2_adj": return one(statistics.adjustedRSquared)
    case "F": return one(statistics.fTest?.statistic)
    case "F_p": return one(statistics.fTest?.pValue)
    case "loglik": return one(statistics.logLikelihood)
    case "aic_k_plus_sigma": return one(statistics.aic)
    case "bic_k_plus_sigma": return one(statistics.bic)
    case "aicc_k_plus_sigma": return one(statistics.aicc)
    case "cond_X": return [statistics.conditionNumber]
    case "cond_X_belsley": return [statistics.scaledConditionNumber]
    case "vif": return fit.varianceInflation.map(\.factor)
    case "leverage": return fit.rows.leverages
    case "rstandard": return fit.rows.standardized
    case "rstudent": return fit.rows.studentized
    case "cooks": return fit.rows.cooksDistances
    case "dffits": return fit.rows.dffits
    case "loo_press": return [fit.rows.press]
    case "se_HC0", "se_HC1", "se_HC2", "se_HC3", "se_HC4":
      let method = try #require(CovarianceMethod(rawValue: field.dropFirst(3).lowercased()))
      return try example.fit(method).coefficients.map { $0.estimate.standardError ?? .nan }
    case "dw_p_greater": return [try #require(fit.residualTests).durbinWatsonPValue()]
    case "dw": return [try #require(fit.residualTests).durbinWatson]
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
      let covariance = try #require(fit.residualTests).neweyWest(lag: lag, isAdjusted: field.hasSuffix("adj"))
      return covariance.diagonal.map { $0.squareRoot() }
    case _ where field.hasPrefix("pred_"): return try prediction(field, fit, example)
    default: return nil
    }
  }

  /// R: predict(m, data.frame(speed = ...), interval = ...), the points as the reference file gives them.
  private func prediction(_ field: String, _ fit: Fit, _ example: Case) throws -> [Double]? {
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
}
