import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Every scored record of the reference file, each by its id: R, statsmodels, SciPy and mpmath at 50 digits.
@Suite
struct ReferenceRecordTests {
  @Test("the record agrees to its tolerance", arguments: ReferenceRecords.comparable)
  func agrees(_ record: ReferenceRecords.Record) throws {
    let result = try #require(try record.answer(), "nothing computes \(record.id)")
    let error = largestRelativeError(result, record.values)
    #expect(error <= record.tolerance, "\(record.id): relative error \(error), \(result) for \(record.values)")
  }

  @Test("the file holds 269 scored records, each once, and all of them are compared")
  func inventory() throws {
    #expect(ReferenceRecords.all.count == 325)
    #expect(ReferenceRecords.allScored.count == 269)
    #expect(Set(ReferenceRecords.allScored.map(\.id)).count == 269)
    // A record without a value, or without a tolerance, would compare as right.
    #expect(ReferenceRecords.allScored.allSatisfy { !$0.values.isEmpty && $0.tolerance > 0 && $0.tolerance < 1e-4 })
    let known = Set(ReferenceCase.all.map(\.name))
    for record in ReferenceRecords.allScored {
      #expect(known.contains(record.name), "\(record.id): no case")
    }
  }
}

extension ReferenceRecords.Record {
  /// What this library says; `nil` for a field that it does not know.
  func answer() throws -> [Double]? {
    let example = try ReferenceCase.named(name)
    switch name {
    case "robust.stackloss": return try robustAnswer(example)
    case "quantile.engel": return try quantileAnswer(example)
    case "boot.city_ratio": return try bootstrapAnswer(example)
    case "glm.menarche": return try binomialAnswer(example)
    case "select.cars": return try selectionAnswer(example)
    case "backtest.chinchilla_C1e20", "backtest.diskprice_2008":
      let test = try example.backtest()
      return try backtestAnswer(test) ?? nonlinearAnswer(test.fit, example)
    case "cluster.petersen": return try clusterAnswer(example)
    case _ where name.hasPrefix("ols") || name.hasPrefix("wls"):
      return try linearAnswer(try example.fit(), example)
    default: return try nonlinearAnswer(try example.fit(), example)
    }
  }

  /// Fields that every fit has.
  ///
  /// - Parameter order: of the coefficients in the record.
  func commonAnswer(_ fit: Fit, _ example: ReferenceCase, order: [Int]? = nil) throws -> [Double]? {
    let statistics = fit.statistics
    let order = order ?? Array(fit.coefficients.indices)
    let elements = order.map { fit.coefficients[$0] }
    switch field {
    case "coef": return elements.map { $0.estimate.value ?? .nan }
    case "se": return elements.map { $0.estimate.standardError ?? .nan }
    case "t": return elements.map { $0.tStatistic ?? .nan }
    case "p": return elements.map { $0.pValue ?? .nan }
    case "ci95_lo", "wald_t_lo": return elements.map { $0.estimate.interval?.low ?? .nan }
    case "ci95_hi", "wald_t_hi": return elements.map { $0.estimate.interval?.high ?? .nan }
    case "sigma": return one(statistics.sigma)
    case "df_resid": return [Double(statistics.residualDegreesOfFreedom)]
    case "rss": return [statistics.residualSumOfSquares]
    case "loglik": return one(statistics.logLikelihood)
    // R counts sigma among the parameters, as we do; the AIC of statsmodels is 2 lower.
    case "aic_k_plus_sigma": return one(statistics.aic)
    case "bic_k_plus_sigma": return one(statistics.bic)
    case "aicc_k_plus_sigma": return one(statistics.aicc)
    case "se_HC0", "se_HC1", "se_HC2", "se_HC3", "se_HC4":
      let other = try example.fit(try IntervalMethod(field.dropFirst(3).lowercased()))
      return order.map { other.standardErrors[$0] }
    case "se_full_hessian":
      let other = try example.fit(.hessian)
      return order.map { other.standardErrors[$0] }
    default: return nil
    }
  }

  func one(_ value: Double?) -> [Double] { [value ?? .nan] }
}
