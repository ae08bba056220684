import Escaping
import Statistics

extension Fit {
  /// Reasons to doubt a fit: what is not determined, what the noise says, what single rows do, what was left out.
  func reasonsToDoubt(_ fit: Linearization, data: FitData) -> [FitWarning] {
    // Where there is no maximum, nothing that is said of an optimum holds.
    if let separationWarning { return [separationWarning] + runNotes + effectNotes + dataNotes }
    let (alike, patterns) = (clusterWarning, patternWarnings)
    // Two groups of residuals are no news where a column tells them apart, or where the law has another form.
    let isExplained = alike != nil || patterns.contains { $0.code == .residualPattern }
    // What depends on a name that is no column is said of the name.
    return plausibilityWarnings + (law.doubtful.isEmpty ? estimability(fit) : []) + overflows
      + [roundingWarning(fit), unboundedWarning, responseWarning(fit), noiseWarning(fit), excessWarning].compactMap {
        $0
      }
      + normWarnings + refitWarnings + [alike, identificationWarning].compactMap { $0 } + runNotes
      + influenceWarnings
      + searchWarnings
      + collinearity(fit) + rowWarnings(fit, data) + patterns + (isExplained ? [] : groupWarnings) + tableWarnings
      + effectNotes + dataNotes
  }

  /// Coefficients whose value no double can hold.
  private var overflows: [FitWarning] {
    let names = coefficients.filter { $0.estimate.value == nil }.map(\.name)
    guard !names.isEmpty, inference.solution.dependentSets.isEmpty else { return [] }
    return [
      FitWarning(
        .undefinedEstimate, "\(names.listed) \(names.count == 1 ? "has" : "have") no finite value at the optimum",
        hint:
          "write the law relative to the middle of the data, as in A*(N/1e9)^-alpha; is every symbol what you meant?")
    ]
  }

  /// Known standard deviations that the residuals exceed by far.
  private var excessWarning: FitWarning? {
    guard let p = statistics.goodnessOfFitPValue, p < 1e-3, let sigma = statistics.sigma else { return nil }
    if options.norm.isBinomial {
      return FitWarning(
        .excessScatter,
        "the shares scatter \(sigma.formatted(significant: 2)) times as much about the law as their numbers of trials allow"
          + " (chi-squared p \(p.formatted(significant: 2)))",
        hint:
          "the items are not independent, or the law is wrong; \(options.norm == .firth ? "--interval hc3" : "hc3, the default,")"
          + " takes the scatter from the rows, while --interval classical \(options.norm == .firth ? "is" : "would be") too"
          + " narrow here")
    }
    return FitWarning(
      .excessScatter,
      "the residuals are \(sigma.formatted(significant: 2)) times as large as the standard deviations that were given"
        + " (chi-squared p \(p.formatted(significant: 2)))",
      hint: "the law or the standard deviations are wrong; --interval hc3 estimates the noise from the residuals")
  }

  /// Coefficients that the data do not determine.
  private func estimability(_ fit: Linearization) -> [FitWarning] {
    let solution = fit.solution
    return solution.dependentSets.map { set in
      let terms = set.map { fit.terms[$0] == "1" ? "the constant" : fit.terms[$0] }
      let dropped = set.filter { !solution.isEstimable[$0] }.map { fit.parameters[$0] }
      if set.count == 1, convergence.starts > 1 {
        return FitWarning(
          .notEstimable,
          "\(dropped.listed) has no effect on any row: what it would change is gone, so the data say nothing about it",
          hint: "leave the term out, or hold \(dropped.listed) with --fix")
      }
      if set.count == 1 {
        return FitWarning(
          .notEstimable, "\(terms.listed) is zero in every row, so the data say nothing about \(dropped.listed)",
          hint: "leave the term out, or add rows where it is not zero")
      }
      if let kept = set.first(where: { solution.isEstimable[$0] }) {
        let varying = set.filter { $0 != kept && fit.terms[$0] != "1" } + (fit.terms[kept] != "1" ? [kept] : [])
        return FitWarning(
          .constantPredictor,
          "\(varying.map { fit.terms[$0] }.listed) never \(varying.count == 1 ? "varies" : "vary"), so \(dropped.listed) cannot be separated from"
            + " \(fit.parameters[kept])",
          hint: "leave the term out, or add rows where it differs")
      }
      return FitWarning(
        .notEstimable,
        "\(terms.listed) depend on one another exactly; the data do not determine \(dropped.listed) (rank"
          + " \(solution.rank) of \(fit.parameters.count))",
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
    if !inference.isDefined, statistics.residualDegreesOfFreedom <= 0 {
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
    if varianceInflation.isEmpty, statistics.scaledConditionNumber > 1000, statistics.scaledConditionNumber.isFinite {
      return [
        FitWarning(
          .collinear, statistics.scaledConditionNumber > 1e6 ? .warning : .note,
          "\(fit.terms.listed) move together: their coefficients are poorly separated (scaled condition number"
            + " \(statistics.scaledConditionNumber.formatted(significant: 2)))",
          hint: "trust combinations of them rather than each; --quantity gives any combination its interval")
      ]
    }
    let indicators = Set(effect?.groups.map { Expression.symbol($0.indicator).description } ?? [])
    let inflated = varianceInflation.filter { $0.factor > limit && !indicators.contains($0.term) }
    guard inflated.count > 1, let worst = inflated.map(\.factor).max() else { return [] }
    return [
      FitWarning(
        .collinear, worst > 1e6 ? .warning : .note,
        "\(inflated.map(\.term).listed) move together: their coefficients are poorly separated (variance inflation up"
          + " to \(worst.formatted(significant: 2)), scaled condition number"
          + " \(statistics.scaledConditionNumber.formatted(significant: 2)))",
        hint: "trust combinations of them rather than each; --quantity gives any combination its interval")
    ]
  }

  /// Rows that decide something alone, repeat one another, or lie far off.
  private func rowWarnings(_ fit: Linearization, _ data: FitData) -> [FitWarning] {
    decisiveRows(fit) + repeatedRows(data) + outliers + fewClusters + indefiniteClusters
  }

  /// Rows that the fit must pass through: what they alone determine has no standard error by HC formulas.
  private func decisiveRows(_ fit: Linearization) -> [FitWarning] {
    let lines = fit.decisiveRows.map { rows.lines[$0] }
    guard !lines.isEmpty, statistics.residualDegreesOfFreedom > 0, options.norm.isLeastSquares else { return [] }
    if covarianceMethod == .classical {
      guard options.weights?.kind != .standardDeviation, options.clusters.isEmpty else {
        return []
      }
      return [
        FitWarning(
          .decisiveRow, .note,
          "the fit must pass through \(lines.lineList), where HC3 is undefined because nothing tells the noise: intervals are"
            + " classical, with the noise of the other rows",
          hint: "add rows near \(lines.count == 1 ? "it" : "them")")
      ]
    }
    return [
      FitWarning(
        .decisiveRow,
        "the fit must pass through \(lines.lineList): what \(lines.count == 1 ? "that row" : "such a row") alone determines"
          + " has no standard error, because nothing tells its noise",
        hint: "--interval classical takes its noise to be that of the other rows")
    ]
  }

  /// Few clusters: their number, not that of the rows, is what the intervals rest on.
  private var fewClusters: [FitWarning] {
    guard let count = clusterCounts.min(), count < 10 else { return [] }
    return [
      FitWarning(
        .fewClusters, count < 5 ? .warning : .note,
        "\(counted(count, "cluster")) say little about how much clusters differ; intervals use t with"
          + " \(counted(count - 1, "degree")) of freedom",
        hint: "intervals from fewer than about ten clusters are rough, whatever the number of rows")
    ]
  }

  /// Clusters by several columns whose covariance had to be mended.
  private var indefiniteClusters: [FitWarning] {
    guard case .scores(let scores) = inference.rowMultipliers, scores.isTruncated else { return [] }
    return [
      FitWarning(
        .indefiniteCovariance, .note,
        "the covariance for clusters by \(options.clusters.listed) was not positive semi-definite: its negative part was set to"
          + " zero, which makes no interval narrower",
        hint:
          "one of the columns may explain most of the dependence: compare with \(String.flag("--cluster", options.clusters[0])) alone"
      )
    ]
  }

  private func repeatedRows(_ data: FitData) -> [FitWarning] {
    let columns = law.columns.map { data.column($0.column) }
    guard options.weights?.kind != .count else { return [] }
    let lines = Self.repeats(columns, rowCount: data.rowCount).map(data.line(of:))
    guard !lines.isEmpty else { return [] }
    let verb = lines.count == 1 ? "repeats" : "repeat"
    // A share of ties is usual where values are rounded; whole blocks of them are copies.
    return [
      FitWarning(
        .duplicateRows, lines.count * 2 >= data.rowCount ? .warning : .note,
        "\(counted(lines.count, "row")) \(verb) an earlier one in every column that the fit uses (\(lines.lineList)):"
          + " copies make intervals narrower without telling more",
        hint:
          "keep one of each, or name the column that they share with --cluster, unless they are separate measurements")
    ]
  }

  /// Rows that are equal to an earlier one in every column.
  private static func repeats(_ columns: [[Double]], rowCount: Int) -> [Int] {
    var hashes = [UInt64](repeating: 0, count: rowCount)
    for column in columns {
      // Zero has two patterns and is one number.
      for row in 0..<rowCount { hashes[row] = BitPatterns.mixed(hashes[row] ^ (column[row] + 0).bitPattern) }
    }
    var known = BitPatterns()
    // Number by number of a hash, the first row that has it; further ones that have it and are not equal.
    var first: [Int] = []
    var others: [Int: [Int]] = [:]
    return (0..<rowCount).filter { row in
      let isEqual = { (other: Int) in columns.allSatisfy { $0[row] == $0[other] } }
      let number = known.number(of: hashes[row])
      if number == first.count {
        first.append(row)
        return false
      }
      if isEqual(first[number]) || others[number]?.contains(where: isEqual) ?? false { return true }
      others[number, default: []].append(row)
      return false
    }
  }

  /// Rows whose studentized residual would be rare among as many (1 % for the table, Bonferroni).
  private var outliers: [FitWarning] {
    let n = Double(statistics.observations)
    let df = Double(statistics.residualDegreesOfFreedom) - 1
    // These are statistics of least squares; a robust norm bounds what a row can do.
    guard df > 0, !statistics.isPerfect, options.norm == .squared else { return [] }
    let limit = StudentT(degreesOfFreedom: df).quantile(1 - 0.005 / n)
    let far = rows.studentized.indices.filter { abs(rows.studentized[$0]) > limit }
      .sorted { abs(rows.studentized[$0]) > abs(rows.studentized[$1]) }
    let hint = "check such a row; fit without it to see how much it decides"
    let influential = far.filter { rows.cooksDistances[$0] > 1 }.map { row in
      FitWarning(
        .influentialRow,
        "line \(rows.lines[row]) moves the fit on its own: \(distance(row)), Cook's distance"
          + " \(rows.cooksDistances[row].formatted(significant: 3))", hint: hint)
    }
    let others = far.filter { rows.cooksDistances[$0] <= 1 }
    guard let worst = others.first else { return influential }
    let lines = others.map { rows.lines[$0] }
    return influential + [
      FitWarning(
        .outlier,
        "\(counted(lines.count, "row")) \(lines.count == 1 ? "lies" : "lie") far from the fit for what the others scatter"
          + " (\(lines.lineList)); line \(rows.lines[worst]) has the \(distance(worst))", hint: hint)
    ]
  }

  private func distance(_ row: Int) -> String {
    let value = abs(rows.studentized[row])
    return value.isFinite
      ? "studentized residual \(value.formatted(significant: 3))"
      : "only residual: all other rows lie on the curve exactly"
  }

  private var dataNotes: [FitWarning] {
    let dropped = data.missing.map { column, rows in
      FitWarning(
        .missingDropped, .note, "\(counted(rows, "row")) left out: \"\(column)\" is missing",
        hint: "fill the values in, if they are known")
    }
    let doubtful = law.doubtful.map { symbol, column in
      FitWarning(
        .mistypedColumn, "\"\(symbol)\" is not a column; did you mean \"\(column)\"?",
        hint:
          "write the column's name in the formula; as it stands, \"\(symbol)\" was fitted as a coefficient"
      )
    }
    return doubtful + dropped
  }
}
