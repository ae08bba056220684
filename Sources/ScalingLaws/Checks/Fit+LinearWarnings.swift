import Statistics

extension Fit {
  /// Reasons to doubt a linear fit, the gravest first.
  func linearWarnings(_ fit: Linearization, data: FitData) -> [FitWarning] {
    estimability(fit) + [responseWarning(fit), noiseWarning(fit)].compactMap { $0 }
      + normWarnings + collinearity(fit) + rowWarnings(data) + effectNotes + dataNotes
  }

  /// Coefficients that the data do not determine.
  private func estimability(_ fit: Linearization) -> [FitWarning] {
    let solution = fit.solution
    return solution.dependentSets.map { set in
      let terms = set.map { fit.terms[$0] }
      let dropped = set.filter { !solution.isEstimable[$0] }.map { fit.parameters[$0] }
      if set.contains(where: { solution.isEstimable[$0] }) {
        return FitWarning(
          .constantPredictor,
          "\(terms.dropFirst().map { $0 }.listed) never varies, so \(dropped.listed) cannot be told from the constant",
          hint: "leave the term out, or add rows where it differs")
      }
      return FitWarning(
        .notEstimable,
        "\(terms.map { $0 == "1" ? "the constant" : $0 }.listed) depend on one another exactly; the data do not"
          + " determine \(dropped.listed) (rank \(solution.rank) of \(fit.parameters.count))",
        hint: "drop one of these terms; fitted values and the sum of squares are valid as they are")
    }
  }

  private func responseWarning(_ fit: Linearization) -> FitWarning? {
    guard let first = fit.response.first, fit.response.allSatisfy({ $0 == first }) else { return nil }
    return FitWarning(
      .constantResponse, "the response is the same in every row: there is nothing to explain, and R² is undefined",
      hint: "check the column mapping and the filter")
  }

  private func noiseWarning(_ fit: Linearization) -> FitWarning? {
    if statistics.residualDegreesOfFreedom <= 0, !statistics.isSigmaKnown {
      return FitWarning(
        .noDegreesOfFreedom,
        "as many coefficients as rows: the curve passes through every point, and standard errors are undefined",
        hint: "add rows, or fit fewer coefficients")
    }
    guard statistics.isPerfect else { return nil }
    return FitWarning(
      .perfectFit, "an essentially perfect fit: the residuals are rounding errors, so intervals mean nothing here",
      hint: "check that the response was not computed from the predictors")
  }

  /// Predictors whose variance inflation factor is large.
  private func collinearity(_ fit: Linearization) -> [FitWarning] {
    let limit = 10.0
    let indicators = Set(effect?.groups.map { Expression.symbol($0.indicator).description } ?? [])
    let inflated = varianceInflation.filter { $0.factor > limit && !indicators.contains($0.term) }
    guard inflated.count > 1, let worst = inflated.map(\.factor).max() else { return [] }
    return [
      FitWarning(
        .collinear, worst > 1e6 ? .warning : .note,
        "\(inflated.map(\.term).listed) move together: their coefficients are poorly told apart (variance inflation up"
          + " to \(worst.formatted(significant: 2)), scaled condition number"
          + " \(statistics.scaledConditionNumber.formatted(significant: 2)))",
        hint: "trust combinations of them rather than each; --quantity gives any combination its interval")
    ]
  }

  private func rowWarnings(_ data: FitData) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let columns = law.columns.map { data.column($0.column) }
    var seen: Set<[Double]> = []
    let repeats = (0..<data.rowCount).filter { row in !seen.insert(columns.map { $0[row] }).inserted }
    if !repeats.isEmpty, options.weights?.kind != .count {
      warnings.append(
        FitWarning(
          .duplicateRows,
          "\(counted(repeats.count, "row")) repeat an earlier one exactly (\(repeats.map(data.line(of:)).lineList)):"
            + " copies make intervals narrower without telling more",
          hint: "keep one of each, unless they are separate measurements"))
    }
    return warnings + outliers
  }

  /// Rows whose studentized residual would be rare among as many (1 % for the table, Bonferroni).
  private var outliers: [FitWarning] {
    let n = Double(statistics.observations)
    let df = Double(statistics.residualDegreesOfFreedom) - 1
    // These are statistics of least squares; a robust norm bounds what a row can do.
    guard df > 0, !statistics.isPerfect, options.norm == .squared else { return [] }
    let limit = StudentT(degreesOfFreedom: df).quantile(1 - 0.005 / n)
    return rows.studentized.indices.filter { abs(rows.studentized[$0]) > limit }.map { row in
      let distance = rows.cooksDistances[row]
      let far = abs(rows.studentized[row]).formatted(significant: 3)
      let place = "line \(rows.lines[row])"
      return distance > 1
        ? FitWarning(
          .influentialRow,
          "\(place) moves the fit on its own: studentized residual \(far), Cook's distance"
            + " \(distance.formatted(significant: 3))",
          hint: "check that row; fit without it to see how much it decides")
        : FitWarning(
          .outlier, "\(place) lies \(far) standard deviations of the rest away from the fit",
          hint: "check that row; fit without it to see how much it decides")
    }
  }

  private var dataNotes: [FitWarning] {
    let dropped = data.missing.map { column, rows in
      FitWarning(
        .missingDropped, .note, "\(counted(rows, "row")) left out: \"\(column)\" is missing",
        hint: "fill the values in, if they are known")
    }
    let doubtful = law.doubtful.map { symbol, column in
      FitWarning(
        .mistypedColumn, "\"\(symbol)\" is not a column, so it was fitted as a coefficient",
        hint: "the column may be \"\(column)\"")
    }
    return doubtful + dropped
  }
}
