extension Fit {
  /// A row for each coefficient and quantity: name, estimate, standard error, statistic, p, interval, unit.
  ///
  /// - Columns: `term`, `kind` (coefficient or quantity), `estimate`, `std_error`, `statistic`, `p_value`, `conf_low`,
  ///   `conf_high`, `unit`. What is open or undefined is missing.
  /// - R: `broom::tidy(conf.int = TRUE)`.
  public func tidy() throws(FitError) -> Table {
    let estimates = coefficients.map(\.estimate) + derived.map(\.estimate)
    let units = coefficients.map(\.unit) + derived.map(\.quantity.unit)
    let blank = derived.map { _ in nil as Double? }
    return try table([
      .texts("term", coefficients.map(\.name) + derived.map(\.quantity.name)),
      .texts("kind", coefficients.map { _ in "coefficient" } + derived.map { _ in "quantity" }),
      .numbers("estimate", estimates.map(\.value)), .numbers("std_error", estimates.map(\.standardError)),
      .numbers("statistic", coefficients.map(\.tStatistic) + blank),
      .numbers("p_value", coefficients.map(\.pValue) + blank),
      .numbers("conf_low", estimates.map { $0.interval?.low }),
      .numbers("conf_high", estimates.map { $0.interval?.high }), .texts("unit", units),
    ])
  }

  /// One row about the fit as a whole.
  ///
  /// - R: `broom::glance`.
  public func glance() throws(FitError) -> Table {
    let s = statistics
    let numbers: [(String, Double?)] = [
      ("n", Double(s.observations)), ("rank", Double(s.rank)), ("df_residual", Double(s.residualDegreesOfFreedom)),
      ("sigma", s.sigma), ("r_squared", s.rSquared), ("adj_r_squared", s.adjustedRSquared),
      ("statistic", s.fTest?.statistic), ("p_value", s.fTest?.pValue), ("log_likelihood", s.logLikelihood),
      ("aic", s.aic), ("aicc", s.aicc), ("bic", s.bic), ("rss", s.residualSumOfSquares), ("objective", objective),
      ("certified", convergence.isCertified ? 1 : 0), ("warnings", Double(warnings.count)),
    ]
    return try table(
      [.texts("law", [law.law.id]), .texts("formula", [law.formula.description])]
        + numbers.map { Made.numbers($0.0, [$0.1]) })
  }

  /// A row for each row of the fit: its line, the columns that the law uses, and what the fit says of it.
  ///
  /// - Columns: `line`; the law's columns; `fitted` and `residual` on the residual scale; `predicted` in the unit of the response,
  ///   where the left side of the law is a column; `leverage`, `standardized`, `studentized`, `cooks_distance`; `weight`, how much of
  ///   the residual counts, for robust norms.
  /// - R: `broom::augment`.
  public func augment() throws(FitError) -> Table {
    let names = law.columns.map(\.column).uniqued
    var columns: [Made] = [.numbers("line", rows.lines.map(Double.init))]
    columns += names.map { .numbers($0, sample.column($0)) }
    columns += [.numbers("fitted", rows.fitted), .numbers("residual", rows.residuals)]
    if law.formula.response != nil { columns.append(.numbers("predicted", rows.fitted.map(scale.inverse))) }
    columns.append(.numbers("leverage", rows.leverages))
    if let robust {
      columns.append(.numbers("weight", robust.weights))
    } else {
      columns += [
        .numbers("standardized", rows.standardized), .numbers("studentized", rows.studentized),
        .numbers("cooks_distance", rows.cooksDistances),
      ]
    }
    return try table(columns)
  }

  private enum Made {
    case numbers(String, [Double?])
    case texts(String, [String?])
  }

  /// A name that the law's own columns have already gets a point in front.
  private func table(_ columns: [Made]) throws(FitError) -> Table {
    var made: [Column] = []
    for column in columns {
      let (name, storage): (String, Column.Storage) =
        switch column {
        case .numbers(let name, let values): (name, .numbers(values.map { $0 ?? .nan }))
        case .texts(let name, let values): (name, .texts(TextValues(values)))
        }
      let isTaken = made.contains { $0.name == name }
      made.append(Column(name: isTaken ? "." + name : name, storage: storage))
    }
    do { return try Table(source: data.source, columns: made) } catch { throw .table(error) }
  }
}
