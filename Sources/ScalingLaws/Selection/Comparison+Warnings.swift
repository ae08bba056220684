import Statistics

extension Comparison {
  /// Reasons to doubt the comparison.
  public var warnings: [FitWarning] {
    uncertified + [undercovering, outdone, converted, otherRows, incompleteRows, noBacktest].compactMap { $0 }
  }

  /// Whether the first law has an optimum.
  public var isTrusted: Bool { entries.first?.fit.convergence.isCertified ?? false }

  private var uncertified: [FitWarning] {
    entries.compactMap { entry in
      let parts =
        (entry.fit.convergence.isCertified ? [] : ["all rows"])
        + zip(cuts, entry.backtests).filter { !$1.fit.convergence.isCertified }.map { $0.0.condition }
      guard !parts.isEmpty else { return nil }
      return FitWarning(
        .notCertified, entry.fit.convergence.isCertified ? .note : .warning,
        "\(entry.candidate.name) is not certified as the optimum: fitted to \(parts.listed)",
        hint: "these rows may not determine it; more starts with --starts 1000, or a law with fewer coefficients")
    }
  }

  /// Coverage this far below the level is more than chance, if rows were independent; they seldom are.
  private static let allowance = 0.05

  private var undercovering: FitWarning? {
    guard let best = entries.first, let scores = best.backtest, let coverage = scores.coverage else { return nil }
    let chance = 2 * (level * (1 - level) / Double(Set(scores.rows).count)).squareRoot()
    guard coverage < level - max(Self.allowance, chance) else { return nil }
    let percent = { (share: Double) in "\((100 * share).formatted(significant: 3)) %" }
    return FitWarning(
      .bandUndercovers,
      "the \(percent(level)) new-run band of \(best.candidate.name), fitted to smaller runs, held \(scores.covered) of"
        + " \(counted(scores.count, "run")) above them (\(percent(coverage))): "
        + (hasFailedBeyondRows ? "beyond its rows the law has failed" : "beyond the rows it is too narrow"),
      hint: "read a band beyond the rows as one of about \(percent(coverage)), or add larger runs")
  }

  /// A coverage below which a law, and not chance or the noise, is at fault.
  private static let failed = 0.8

  /// Whether the band of the first law, fitted to smaller runs, missed so many of the larger ones that the law is at fault.
  package var hasFailedBeyondRows: Bool {
    (entries.first?.backtest?.coverage).map { $0 < Self.failed } ?? false
  }

  /// Another law that foretold the larger runs better than the first by more than chance.
  private var outdone: FitWarning? {
    guard measure != .backtest, let first = entries.first else { return nil }
    let better = entries.dropFirst().compactMap { entry -> (name: String, lead: Double)? in
      guard let difference = entry.backtestErrorDifference, let error = difference.standardError, error > 0,
        difference.estimate < -2 * error
      else { return nil }
      return (entry.candidate.name, -difference.estimate / error)
    }
    guard let best = better.max(by: { $0.lead < $1.lead }) else { return nil }
    return FitWarning(
      .backtestDisagrees,
      "\(first.candidate.name) fits best, and yet \(best.name), fitted to smaller runs, predicted the larger ones better: their squared"
        + " errors differ by \(best.lead.formatted(significant: 2)) standard errors",
      hint: "--rank-by backtest ranks by that; the ladder of runs may bend beyond what either law says",
      numbers: ["standard errors": best.lead])
  }

  private var converted: FitWarning? {
    let names = entries.filter { $0.fit.scale != scale }.map(\.candidate.name)
    guard !names.isEmpty else { return nil }
    return FitWarning(
      .notComparable, .note,
      "residuals of \(names.listed) are on another scale: likelihoods were taken to the \(scale.rawValue) scale by the Jacobian,"
        + " errors by way of the response",
      hint: "--scale gives all laws one scale")
  }

  private var otherRows: FitWarning? {
    let names = entries.filter { $0.candidate.training != nil }.map(\.candidate.name)
    guard !names.isEmpty else { return nil }
    return FitWarning(
      .notComparable, .note,
      "\(names.listed): fitted to some of the rows, so that there is no AICc or BIC to compare; all are judged on all rows",
      hint: "cross-validation and back-tests compare them")
  }

  private var incompleteRows: FitWarning? {
    guard incomplete > 0 else { return nil }
    return FitWarning(
      .missingDropped, .note,
      "\(counted(incomplete, "row")) left out for all laws, because one of them lacks a value there",
      hint: "fewer variables keep more rows")
  }

  private var noBacktest: FitWarning? {
    guard cuts.isEmpty else { return nil }
    return FitWarning(
      .fewPoints, .note, "no back-test: nothing says which runs are large, or there are too few rows to cut",
      hint: "name it: --cut \"6*N*D\", and where: --at-cut 1e20")
  }
}
