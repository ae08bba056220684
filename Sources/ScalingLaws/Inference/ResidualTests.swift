import Statistics
import VectorMath

/// Tests of what an unweighted fit leaves over: is it noise, of one size, without a pattern?
///
/// With residuals e in the order of the rows, design X, n rows and p coefficients. For a nonlinear law X holds its
/// derivatives at the optimum.
public struct ResidualTests: Sendable {
  let solution: LeastSquaresSolution
  let design: [ExtendedColumn]
  let fitted: [Double]
  private let residuals: [Double]
  private let residualSumOfSquares: Double

  /// `nil` for a weighted fit: these tests take rows for equally precise.
  init?(_ fit: Linearization) {
    guard fit.weights.values == nil, fit.solution.rank == fit.parameters.count else { return nil }
    solution = fit.solution
    design = fit.design
    fitted = fit.fitted
    residuals = fit.residuals
    residualSumOfSquares = fit.residualSumOfSquares
  }

  /// A statistic with its p-value.
  public struct Result: Sendable, Hashable {
    public let statistic: Double
    public let degreesOfFreedom: Double
    public let pValue: Double
  }

  /// Correlation of successive residuals: near 2 when there is none, towards 0 when they are alike.
  ///
  ///     d = Σ (eᵢ - eᵢ₋₁)² / Σ eᵢ²
  ///
  /// Source: Durbin & Watson 1950. R: `lmtest::dwtest(m)$statistic`.
  public var durbinWatson: Double {
    let e = residuals
    let changes = zip(e, e.dropFirst()).reduce(0.0) { $0 + ($1.1 - $1.0).squared }
    return changes / residualSumOfSquares
  }

  /// Whether the size of the residuals depends on the predictors: the squared residuals regressed on the design.
  ///
  /// - Parameter isStudentized: `n R²` of that regression (Koenker 1981), which does not need normal noise; otherwise half the
  ///   explained sum of squares of `e²/mean(e²)` (Breusch & Pagan 1979).
  /// - R: `lmtest::bptest(m, studentize =)`.
  public func breuschPagan(isStudentized: Bool = true) throws(FitError) -> Result {
    let squares = residuals.map(\.squared)
    let mean = squares.reduce(0, +) / Double(squares.count)
    let (explained, total) = try regress(squares.map { $0 / mean }, on: design)
    let degrees = Double(design.count - 1)
    let statistic = isStudentized ? Double(squares.count) * explained / total : explained / 2
    return Result(
      statistic: statistic, degreesOfFreedom: degrees,
      pValue: ChiSquared(degreesOfFreedom: degrees).upperTail(statistic))
  }

  /// Correlation of the residuals with those up to `order` rows before: `n R²` of their regression on the design and on the
  /// lagged residuals, zero before the first.
  ///
  /// Source: Breusch 1978; Godfrey 1978. R: `lmtest::bgtest(m, order =)`.
  public func breuschGodfrey(order: Int) throws(FitError) -> Result {
    let e = residuals
    let lagged = (1...max(order, 1)).map { lag in ExtendedColumn(e.indices.map { $0 < lag ? 0 : e[$0 - lag] }) }
    let (explained, _) = try regress(e, on: design + lagged)
    let statistic = Double(e.count) * explained / e.reduce(0.0) { $0 + $1.squared }
    return Result(
      statistic: statistic, degreesOfFreedom: Double(order),
      pValue: ChiSquared(degreesOfFreedom: Double(order)).upperTail(statistic))
  }

  /// Whether powers of the fitted values explain what is left: the form of the law is then wrong.
  ///
  /// Source: Ramsey 1969. R: `lmtest::resettest(m, power =, type = "fitted")`.
  public func reset(powers: ClosedRange<Int> = 2...3) throws(FitError) -> Result {
    // Centred and scaled: the powers span the same columns, and stay apart.
    let mean = fitted.reduce(0, +) / Double(fitted.count)
    let size = fitted.reduce(0) { max($0, abs($1 - mean)) }
    let added = powers.map { power in
      ExtendedColumn(fitted.map { DoubleDouble(($0 - mean) / size).power(power) })
    }
    let larger: LeastSquaresSolution
    do {
      larger = try LeastSquares.solve(design: design + added, response: ExtendedColumn(residuals))
    } catch {
      throw .linearAlgebra(error)
    }
    let (q, df) = (Double(larger.rank - solution.rank), Double(fitted.count - larger.rank))
    let gain = residualSumOfSquares - larger.residualSumOfSquares
    let statistic = gain / q / (larger.residualSumOfSquares / df)
    return Result(
      statistic: statistic, degreesOfFreedom: q,
      pValue: FDistribution(numerator: q, denominator: df).upperTail(statistic))
  }

  /// Sums of squares about the mean of a regression: explained, and in all.
  private func regress(
    _ response: [Double], on columns: [ExtendedColumn]
  ) throws(FitError) -> (explained: Double, total: Double) {
    let mean = response.reduce(0, +) / Double(response.count)
    let total = response.reduce(0.0) { $0 + ($1 - mean).squared }
    do {
      let fit = try LeastSquares.solve(design: columns, response: ExtendedColumn(response))
      return (total - fit.residualSumOfSquares, total)
    } catch {
      throw .linearAlgebra(error)
    }
  }
}
