extension Separation {
  /// What the law does, in words; "the likelihood has no maximum" follows.
  package var sentence: String {
    let values =
      switch shares {
      case .zeros: "0"
      case .ones: "1"
      case .both: "0 or 1"
      }
    guard isComplete else {
      return "the law separates \(rows.beyond) of \(counted(rows.all, "row")), of shares \(values), from the rest"
    }
    return shares == .both ? "the law separates all shares of 0 from all of 1" : "every share is \(values)"
  }
}

extension Fit {
  /// Shares that the law separates.
  var separationWarning: FitWarning? {
    guard let separation else { return nil }
    let names = coefficients.filter { $0.estimate.value == nil }.map(\.name)
    let isOne = names.count == 1
    let effect =
      names.isEmpty
      ? "" : ": \(names.listed) \(isOne ? "runs" : "run") to infinity and \(isOne ? "has" : "have") no estimate"
    return FitWarning(
      .separation, "\(separation.sentence), so that the likelihood has no maximum\(effect)",
      hint: "--norm binomial:firth has a finite answer; a coefficient that is known can be held with --fix",
      lines: separation.isComplete
        ? [] : separation.isBeyond.indices.filter { separation.isBeyond[$0] }.map { rows.lines[$0] },
      numbers: ["rows": Double(separation.rows.beyond)])
  }

  /// Shares that round to 0 or 1, under a law whose formula has no way round that.
  func roundingWarning(_ fit: Linearization) -> FitWarning? {
    guard options.norm.isBinomial, !law.formula.right.logOdds.isExact else { return nil }
    // 1 - p below 2e-12 has fewer than four digits.
    let near = fit.fitted.indices.filter { fit.fitted[$0].magnitude > 27 }
    guard !near.isEmpty else { return nil }
    let lines = near.map { rows.lines[$0] }
    return FitWarning(
      .roundedShares,
      "the law comes within 1e-12 of 0 or 1 in \(counted(lines.count, "row")) (\(lines.lineList)), where rounding decides how"
        + " likely such a share is, because log(p) and log(1 - p) could not be read off the formula",
      hint: "write the law with logistic, normal, exp or expm1, as in 1 - exp(-exp(a + b*x))", lines: lines)
  }

  /// Shares under a law that knows no bounds: its bands leave 0 to 1 inside its own data, and its curve soon after.
  var unboundedWarning: FitWarning? {
    guard scale == .identity, !options.norm.isBinomial, !law.law.isBounded,
      let response = law.formula.left.symbols.first,
      law.formula.left == .symbol(response)
    else { return nil }
    let column = law.column(of: response)
    let shares = sample.column(column).filter { !$0.isNaN }
    let unit = ValueRange(0, 1)
    guard shares.allSatisfy({ 0 <= $0 && $0 <= 1 }), responseRange.low < unit.low || responseRange.high > unit.high,
      ColumnFinder(sample.table).candidates(for: .score).contains(where: { $0.column == column })
    else { return nil }
    let isInside = shares.allSatisfy { 0 < $0 && $0 < 1 }
    // Where new rows would lie, were their noise normal.
    let reach = 2 * (statistics.sigma ?? 0)
    let leaves = zip(shares, rows.residuals).contains { share, residual in
      let fitted = share - residual
      return fitted - reach < 0 || fitted + reach > 1
    }
    return FitWarning(
      .unboundedShare, leaves ? .warning : .note,
      "\"\(column)\" is a share, between 0 and 1, and this law knows no bounds: near them its curve is wrong, and so are its intervals",
      hint: isInside
        ? "--scale logit fits the same law to the log-odds" : "--norm binomial fits a law such as logistic(a + b*x)")
  }
}
