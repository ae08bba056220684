import ScalingLaws

/// A comparison of laws as a person reads it: best first.
public struct ComparisonReport {
  private let results: ComparisonResults
  private var comparison: Comparison { results.comparison }

  public init(_ results: ComparisonResults) { self.results = results }

  public var text: String {
    let parts = [heading, backtest, fit, cuts, nested, predictions, [tried]]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: [String] {
    var lines = [
      "\(comparison.count) laws for \(comparison.response); \(comparison.data.source), \(counted(comparison.rows, "row"))"
    ]
    lines.append("errors on the \(comparison.scale.rawValue) scale; ranked by \(comparison.measure.inWords)")
    lines += comparison.entries.map { entry in
      let fit = entry.fit
      let norm = fit.options.norm == .squared ? "" : "; \(fit.options.norm.inWords)"
      let rows = entry.candidate.training.map { "; fitted to \(fit.data.rowsUsed) rows where \($0.description)" } ?? ""
      return "  \(entry.candidate.name): \(fit.law.formula.description)\(norm)\(rows)"
    }
    return lines
  }

  private var backtest: [String] {
    guard !comparison.cuts.isEmpty else { return [] }
    var table = TextTable([
      ("law", .left), ("error", .right), ("squared error, to the first", .right), ("log score, to the first", .right),
      ("bias", .right), ("\(comparison.level.percentText) band held", .left), ("weight", .right),
    ])
    let base = comparison.entries.first?.backtest?.rootMeanSquare ?? .nan
    for entry in comparison.entries {
      guard let scores = entry.backtest else { continue }
      let ratio = entry.backtestErrorDifference.map { difference in
        let percent = { (value: Double) -> String in
          let share = 100 * value / (base * base)
          return abs(share) < 10 ? share.formatted(significant: 2) : share.formatted(decimals: 0)
        }
        return "\(difference.estimate > 0 ? "+" : "")\(percent(difference.estimate)) %"
          + (difference.standardError.map { " ± \(percent($0)) %" } ?? "")
      }
      table.add([
        entry.candidate.name, scores.rootMeanSquare.formatted(significant: 4), ratio ?? "",
        entry.backtestDifference?.text ?? "", scores.bias.formatted(significant: 2), scores.coverageText,
        comparison.measure == .backtest ? entry.weight.map { $0.formatted(decimals: 3) } ?? "" : "",
      ])
    }
    if let average = comparison.average?.backtest {
      table.add([
        "average", average.rootMeanSquare.formatted(significant: 4), "", "", average.bias.formatted(significant: 2),
        average.coverageText, "",
      ])
    }
    return ["back-test: fitted below each cut, judged on the runs above (all cuts together)"] + table.lines
      + (comparison.average == nil
        ? [] : ["  average: at each cut, weighted by cross-validation of the rows below it alone"])
  }

  private var fit: [String] {
    var table = TextTable([
      ("law", .left), ("coefficients", .right), ("error", .right), ("log score, to the first", .right),
      ("AICc", .right), ("BIC", .right), ("Akaike weight", .right), ("stacking weight", .right), ("weight", .right),
    ])
    let aicc = comparison.entries.compactMap { $0.criteria?.aicc }.min()
    let bic = comparison.entries.compactMap { $0.criteria?.bic }.min()
    let above = { (value: Double?, least: Double?) -> String in
      guard let value, let least else { return "" }
      return value == least ? value.formatted(decimals: 2) : "+\((value - least).formatted(decimals: 2))"
    }
    for entry in comparison.entries {
      table.add([
        entry.candidate.name, "\(entry.fit.coefficients.count)",
        entry.crossValidation?.rootMeanSquare.formatted(significant: 4) ?? "undefined",
        entry.crossValidationDifference?.text ?? "", above(entry.criteria?.aicc, aicc),
        above(entry.criteria?.bic, bic), entry.akaikeWeight.map { $0.formatted(decimals: 3) } ?? "",
        entry.stackingWeight.map { $0.formatted(decimals: 3) } ?? "",
        comparison.measure == .backtest ? "" : entry.weight.map { $0.formatted(decimals: 3) } ?? "",
      ])
    }
    let piece = comparison.clusters.isEmpty ? "row" : "cluster of \(comparison.clusters.listed)"
    let folds = comparison.leavesOneOut ? "one \(piece) left out at a time" : "\(comparison.folds) folds"
    return ["the same rows: cross-validation (\(folds)), and criteria of the fit (least, and above it)"] + table.lines
  }

  private var cuts: [String] {
    guard !comparison.cuts.isEmpty else { return [] }
    var table = TextTable([
      ("fitted to", .left), ("rows", .right), ("judged on", .right), ("law", .left), ("error", .right),
      ("bias", .right), ("\(comparison.level.percentText) band held", .left),
    ])
    for (index, cut) in comparison.cuts.enumerated() {
      var all = comparison.entries.map { ($0.candidate.name, $0.backtests[index].scores) }
      if let average = comparison.average { all.append(("average", average.scores[index])) }
      for (position, (name, scores)) in all.enumerated() {
        let isFirst = position == 0
        table.add([
          isFirst ? cut.text : "", isFirst ? "\(cut.training.count)" : "", isFirst ? "\(cut.heldOut.count)" : "",
          name, scores.rootMeanSquare.formatted(significant: 4), scores.bias.formatted(significant: 2),
          scores.coverageText,
        ])
      }
    }
    return ["back-test, cut by cut"] + table.lines
  }

  private var nested: [String] {
    comparison.nested.map { nested in
      let restrictions = nested.nesting.restrictions
      let what = restrictions.isEmpty ? "is a special case" : "is the case \(restrictions.joined(separator: ", "))"
      let test = nested.test
      return "\(nested.small) \(what) of \(nested.large): F(\(test.numeratorDegreesOfFreedom), "
        + "\(test.denominatorDegreesOfFreedom)) \(test.statistic.formatted(significant: 4)), p \(test.pValue.pValueText)"
    }
  }

  private var predictions: [String] {
    results.predictions.flatMap { point, mixture in
      var table = TextTable([
        ("law", .left), ("weight", .right), (comparison.response, .right), ("mean interval", .right),
        ("new-run interval", .right),
      ])
      for part in mixture.parts {
        let digits = Self.decimals(part.prediction.mean, of: part.prediction.value)
        table.add([
          part.name, part.weight.formatted(decimals: 3), part.prediction.value.rounded(decimals: digits),
          Self.text(part.prediction.mean, digits), Self.text(part.prediction.newRun, digits),
        ])
      }
      let digits = Self.decimals(mixture.mean, of: mixture.value)
      table.add([
        "average", "", mixture.value.rounded(decimals: digits), Self.text(mixture.mean, digits),
        Self.text(mixture.newRun, digits),
      ])
      let spread = mixture.within.map {
        "  average: sd \($0.formatted(significant: 2)) within laws, \(mixture.between.formatted(significant: 2)) between them,"
          + " on the \(comparison.scale.rawValue) scale"
      }
      let order = comparison.entries.flatMap { $0.fit.law.columns.map(\.variable) }
      let place = point.sorted { (order.firstIndex(of: $0.key) ?? 0) < (order.firstIndex(of: $1.key) ?? 0) }
        .map { "\($0.key)=\($0.value.formatted(significant: 6))" }
      return ["at \(place.joined(separator: ", ")), \(comparison.level.percentText) intervals"] + table.lines
        + (spread.map { [$0] } ?? []) + (mixture.reach.map { ["  \($0.text(comparison))"] } ?? [])
    }
  }

  private var tried: String { "\(comparison.count) laws were tried; the best of several looks better than it is" }

  /// Two digits of half the width of an interval; six of the value where there is none, or an end is open.
  private static func decimals(_ interval: Interval?, of value: Double) -> Int {
    guard let low = interval?.low, let high = interval?.high, high > low else { return abs(value).decimals + 4 }
    return (high / 4 - low / 4).decimals
  }

  private static func text(_ interval: Interval?, _ decimals: Int) -> String {
    guard let interval else { return "undefined" }
    let end = { (value: Double?) in value.map { $0.rounded(decimals: decimals) } ?? "open" }
    return "[\(end(interval.low)), \(end(interval.high))]"
  }
}

extension BacktestCut {
  /// The condition, with a number that a person reads.
  fileprivate var text: String { "\(expression.description) < \(value.formatted(significant: 6))" }
}

extension Comparison.Reach {
  /// How far out the point lies, and what that does to the weights.
  fileprivate func text(_ comparison: Comparison) -> String {
    let unit = isDecades ? "decades" : "ranges of the rows"
    let what = comparison.cuts.first?.expression.description ?? ""
    let reach =
      "\(distance.formatted(significant: 2)) \(unit) beyond the rows in \(what); back-tests reached \(tested.formatted(significant: 2))"
    return evidence < 1
      ? "\(reach): the scores decide \((100 * evidence).formatted(significant: 2)) % of the weights, equal shares the rest"
      : reach
  }
}

extension PairedDifference {
  /// `-12.3 ± 4.1`.
  fileprivate var text: String {
    estimate.rounded(toErrorOf: standardError) + (standardError.map { " ± \($0.padded(significant: 2))" } ?? "")
  }
}

extension PointScores {
  /// `38 of 40 (95 %)`.
  fileprivate var coverageText: String {
    coverage.map { "\(covered) of \(count) (\((100 * $0).formatted(significant: 3)) %)" } ?? "undefined"
  }
}

extension Comparison.Measure {
  fileprivate var inWords: String {
    switch self {
    case .backtest: "back-test error"
    case .crossValidation: "log score of cross-validation"
    case .aicc: "AICc"
    case .bic: "BIC"
    }
  }
}
