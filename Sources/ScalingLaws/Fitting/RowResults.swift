/// What the fit says about each row, on the residual scale.
///
/// `standardized` and what follows it belong to least squares; for other norms see `RobustSummary.weights`.
///
/// With weight w, residual r, leverage h (of one observation, where a row stands for several), residual standard deviation
/// s, p coefficients and df degrees of freedom.
public struct RowResults: Sendable, Hashable {
  /// Line of the source on which the row begins.
  public let lines: [Int]
  public let fitted: [Double]
  public let residuals: [Double]
  /// Diagonal of the hat matrix. R: `hatvalues`. Of a row that stands for several observations, that of all together.
  public let leverages: [Double]
  /// `r √w / (s √(1-h))`; NaN where the row takes no part, or the fit must pass through it. R: `rstandard`.
  public let standardized: [Double]
  /// The same with s estimated without the row. R: `rstudent`.
  public let studentized: [Double]
  /// Cook's distance, `standardized² h / (p (1-h))`: how far the row moves all coefficients. R: `cooks.distance`.
  public let cooksDistances: [Double]

  init(_ fit: Linearization, statistics: FitStatistics, lines: [Int]) {
    let solution = fit.solution
    self.lines = lines
    fitted = fit.fitted
    residuals = fit.residuals
    leverages = solution.leverages
    let p = Double(statistics.rank)
    let df = Double(statistics.residualDegreesOfFreedom)
    let sigma = statistics.isPerfect ? .nan : statistics.sigma ?? .nan
    let leverage = solution.leverages.indices.map(fit.leveragePerObservation)
    let standardized = fit.residuals.indices.map { row in
      let weight = fit.weights.kind == .count ? min(fit.weights.value(row), 1) : fit.weights.value(row)
      let room = 1 - leverage[row]
      return weight > 0 && room > Linearization.leastRoom
        ? fit.residuals[row] * weight.squareRoot() / (sigma * room.squareRoot()) : .nan
    }
    self.standardized = standardized
    studentized = standardized.map { value in
      let rest = df - value * value
      // Where all the other rows lie on the curve, nothing is left but rounding.
      return rest <= 1e-10 * df ? (value < 0 ? -.infinity : .infinity) : value * ((df - 1) / rest).squareRoot()
    }
    cooksDistances = zip(standardized, leverage).map { $0 * $0 * $1 / (p * (1 - $1)) }
  }

  /// How far the row moves its own fitted value, in its standard errors. R: `dffits`.
  public var dffits: [Double] {
    zip(studentized, leverages).map { $0 * ($1 / (1 - $1)).squareRoot() }
  }

  /// Predicted residual sum of squares: each row predicted without itself, exactly, for unweighted fits.
  public var press: Double {
    zip(residuals, leverages).reduce(0) { $0 + ($1.0 / (1 - $1.1)).squared }
  }
}
