import Optimization
import Statistics
import VectorMath

#if canImport(Glibc)
  import Glibc
#endif

extension FitStatistics {
  /// Residuals below this share of the response are rounding, not noise: a few units in the last place of the data.
  static let perfectFitTolerance = 1e-14

  /// - Parameter isLinear: whether the law is linear in its coefficients; R² of any other is about the mean always, and has no
  ///   F test.
  /// - Parameter robust: `nil` for least squares and quantile regression.
  init(_ fit: Linearization, isLinear: Bool, norm: Norm, robust: RobustSummary?) {
    let solution = fit.solution
    let weights = fit.weights
    let n = weights.observations
    let df = n - solution.rank
    let rss = fit.residualSumOfSquares
    let total = SumOfSquares(fit, isLinear: isLinear)
    let perfect = rss <= Double(n) * (Self.perfectFitTolerance * total.rootMeanSquare).squared
    let known = weights.kind == .standardDeviation
    let aboutMean = total.aboutMean
    let reference = aboutMean ?? total.aboutZero
    let constant = aboutMean == nil ? 0 : 1
    let modelDf = solution.rank - constant

    observations = n
    rank = solution.rank
    residualSumOfSquares = rss
    residualDegreesOfFreedom = df
    // Shares that are separated altogether determine nothing, and leave nothing that scatters.
    let isEmpty = norm.isBinomial && solution.rank == 0
    let sigma = df > 0 && !isEmpty ? (rss / Double(df)).squareRoot() : nil
    self.sigma = sigma
    robustScale = robust?.scale
    isPerfect = perfect
    isSigmaKnown = known
    let rSquared = total.isConstant || reference == 0 || norm != .squared ? nil : 1 - rss / reference
    self.rSquared = rSquared
    adjustedRSquared =
      df > 0 ? rSquared.map { 1 - (1 - $0) * Double(n - constant) / Double(df) } : nil
    if let sigma, !perfect, isLinear, rSquared != nil, modelDf > 0 {
      let statistic = (reference - rss) / Double(modelDf) / (sigma * sigma)
      let f = FDistribution(numerator: Double(modelDf), denominator: Double(df))
      fTest = FTest(
        statistic: statistic, numeratorDegreesOfFreedom: modelDf, denominatorDegreesOfFreedom: df,
        pValue: f.upperTail(statistic))
    } else {
      fTest = nil
    }
    logLikelihood =
      perfect || df < 1 || norm != .squared
      ? robust?.logLikelihood ?? fit.logLikelihood
      : Self.logLikelihood(weights, rows: solution.residuals.count, rss: rss)
    parametersCounted = solution.rank + (robust?.scalesEstimated ?? (known ? 0 : 1))
    conditionNumber = solution.conditionNumber
    scaledConditionNumber = solution.scaledConditionNumber
    let isTested = known && df > 0 && norm.isLeastSquares
    goodnessOfFitPValue = isTested ? ChiSquared(degreesOfFreedom: Double(df)).upperTail(rss) : nil
  }

  /// Normal log-likelihood at the least-squares solution, with the noise at its maximum-likelihood size unless known.
  private static func logLikelihood(_ weights: RowWeights, rows: Int, rss: Double) -> Double {
    let n = Double(weights.observations)
    let logOfWeights = (0..<rows).reduce(0.0) { sum, row in
      let weight = weights.value(row)
      return weights.kind == .count || weight == 0 ? sum : sum + log(weight)
    }
    if weights.kind == .standardDeviation {
      return 0.5 * (logOfWeights - n * log(2 * .pi) - rss)
    }
    return 0.5 * (logOfWeights - n * (log(2 * .pi) + 1 - log(n) + log(rss)))
  }
}

extension FitStatistics {
  /// The standard deviation that the rounding of coefficients is held against; `nil` where there is none.
  var rounding: Double? {
    guard let sigma, !isPerfect else { return isSigmaKnown ? 1 : nil }
    return min(sigma, robustScale ?? sigma, isSigmaKnown ? 1 : sigma)
  }
}

/// Weighted sums of squares of the response.
private struct SumOfSquares {
  let aboutZero: Double
  /// About the weighted mean; `nil` when the design does not hold a constant.
  let aboutMean: Double?
  let isConstant: Bool
  let rootMeanSquare: Double

  init(_ fit: Linearization, isLinear: Bool) {
    let taking = fit.response.indices.filter { fit.weights.value($0) > 0 }
    var sum = DoubleDouble(0)
    var total = 0.0
    var square = 0.0
    for row in taking {
      let weight = fit.weights.value(row)
      sum += DoubleDouble(productOf: weight, and: fit.response[row])
      total += weight
      square += weight * fit.response[row].squared
    }
    let mean = (sum / DoubleDouble(total)).rounded
    aboutZero = square
    let values = taking.map { fit.response[$0] }
    isConstant = values.allSatisfy { $0 == values.first }
    rootMeanSquare = (square / Double(fit.weights.observations)).squareRoot()
    aboutMean =
      !isLinear || fit.spansConstant
      ? taking.reduce(0.0) { $0 + fit.weights.value($1) * (fit.response[$1] - mean).squared } : nil
  }
}

extension Double {
  var squared: Double { self * self }

  /// The natural logarithm.
  static func logarithm(_ value: Double) -> Double { log(value) }

  static func exponential(_ value: Double) -> Double { exp(value) }

  /// The power of a positive number.
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
