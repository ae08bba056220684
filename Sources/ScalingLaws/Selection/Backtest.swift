#if canImport(Glibc)
  import Glibc
#endif

/// How well a law fitted to some rows foretells others: the fit, and its errors on rows that it has not seen.
///
///     let test = try Law.chinchilla.backtest(on: runs, training: Expression(parsing: "C <= 1e20"))
///     test.heldOut.rootMeanSquare; test.coverage
///
/// Errors are on the residual scale, `g(observed) - g(predicted)`: on the log scale an error of 0.01 is one per cent.
public struct Backtest: Sendable {
  /// On the training rows alone.
  public let fit: Fit
  /// Of the training rows that the fit used.
  public let training: Errors
  /// Of the rows held out.
  public let heldOut: Errors
  /// The rows held out, in the order of the table.
  public let rows: [Row]

  /// A row that the fit has not seen.
  public struct Row: Sendable, Hashable {
    /// Line of the source on which the row begins.
    public let line: Int
    /// In the unit of the response.
    public let observed: Double
    public let predicted: Double
    /// `g(observed) - g(predicted)`.
    public let error: Double
    /// Of a new run there, `√(se² + sigma²)` on the residual scale; `nil` where it is undefined.
    public let standardError: Double?
    /// Whether the new-run interval holds the observed value; `nil` where there is none.
    public let isCovered: Bool?
    /// Log density of a new run there, on the residual scale, at the observed value: Student's t about the prediction. `nil` where it is
    /// undefined.
    public let logScore: Double?
    /// Probability of a new run below the observed value.
    public let probability: Double?

    /// The error in standard errors of a new run: standard normal, were the law and its noise the same out there.
    public var z: Double? { standardError.map { error / $0 } }
  }

  /// Errors summed up. Each is NaN for no rows.
  public struct Errors: Sendable, Hashable {
    public let count: Int
    /// `√(mean e²)`.
    public let rootMeanSquare: Double
    /// `mean e`: above zero where the law foretells too little.
    public let bias: Double
    /// `mean |e|`.
    public let meanAbsolute: Double

    public init(_ errors: [Double]) {
      let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
      count = errors.count
      rootMeanSquare = mean(errors.map(\.squared)).squareRoot()
      bias = mean(errors)
      meanAbsolute = mean(errors.map(abs))
    }
  }

  /// The share of the rows that their new-run intervals hold, to be held against the level of the options; `nil` without intervals.
  public var coverage: Double? {
    let known = rows.compactMap(\.isCovered)
    return known.isEmpty ? nil : Double(known.count { $0 }) / Double(known.count)
  }

  /// Mean and standard deviation (n - 1) of `Row.z`: 0 and 1, were the law and its noise the same out there. `nil` for fewer than
  /// two rows that have it.
  public var zScores: (mean: Double, standardDeviation: Double)? {
    let values = rows.compactMap(\.z)
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0.0) { $0 + ($1 - mean).squared }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}

extension Law {
  /// Fits the law to the rows of a condition, and foretells the rows for which it does not hold.
  ///
  ///     new run: g(f) ± t √(se² + sigma²)
  ///
  /// Rows for which a missing value leaves the condition undecided are in neither part. The noise of a new run is that of a row
  /// of weight 1.
  ///
  /// - Parameters:
  ///   - table: one row per observation.
  ///   - condition: a condition on columns, as `C <= 1e20`.
  ///   - columns: from a symbol of the formula to its column.
  ///   - options: of the fit to the training rows.
  /// - Throws: as `fit(to:columns:options:)`; `.table` for what is no condition; `.noRows` where no row is held out;
  ///   `.badGroupColumn` for groups with intercepts of their own, of which held-out rows may have others.
  /// - R: `predict(m, newdata, interval = "prediction")` on the rest of the rows.
  public func backtest(
    on table: Table, training condition: Expression, columns: [String: String] = [:],
    options: FitOptions = FitOptions()
  ) throws(FitError) -> Backtest {
    if let effect = options.effect {
      throw .badGroupColumn(effect, reason: "the rows held out may be of groups that the fit does not know")
    }
    let known: Table
    let rest: Table
    do {
      known = try table.filtering(condition)
      let truth = try table.values(of: condition)
      rest = table.selecting(rows: truth.indices.filter { truth[$0] == 0 })
    } catch {
      throw .table(error)
    }
    let fit = try fit(to: known, columns: columns, options: options)
    let rows = try fit.foretelling(rest)
    guard !rows.isEmpty else {
      throw .noRows(reason: "none is held out, because \(condition.description) holds for all that can be used")
    }
    return Backtest(
      fit: fit, training: Backtest.Errors(fit.rows.residuals), heldOut: Backtest.Errors(rows.map(\.error)), rows: rows)
  }
}
