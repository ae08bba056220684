import ScalingLaws

/// A comparison of laws as a page: best first.
extension ComparisonResults {
  public var page: Page {
    Page(
      title:
        "\(comparison.count) laws for \(comparison.response); \(comparison.data.source), \(counted(comparison.rows, "row"))",
      answer: answer,
      blocks: (comparison.measure == .backtest ? backtest + sameRows : sameRows + backtest) + cuts
        + (comparison.nested.isEmpty ? [] : [.lines(comparison.nested.map(\.sentence))])
        + predictions.flatMap(blocks), doubts: warnings,
      about: [
        .lines([
          "Errors are on the \(comparison.scale.rawValue) scale; laws are ranked by \(comparison.measure.inWords). The best of"
            + " \(comparison.count) laws looks better than it is."
        ]), .notes(comparison.entries.map(law)),
      ])
  }

  /// The first law, by how much it is ahead of the second, and whether these rows tell them apart.
  private var answer: [String] {
    guard let best = comparison.entries.first else { return [] }
    guard let next = comparison.entries.dropFirst().first else {
      return ["Only \(best.candidate.name) could be judged."]
    }
    let (one, other) = (best.candidate.name, next.candidate.name)
    let error = { (scores: PointScores?) in
      scores?.rootMeanSquare.formatted(significant: 3) ?? "undefined"
    }
    switch comparison.measure {
    case .backtest:
      return [
        "\(one) predicts the larger runs best: back-test error \(error(best.backtest)), against \(error(next.backtest)) for \(other).",
        decision(next.backtestErrorDifference, of: "squared errors", one, other),
      ].compactMap { $0 }
    case .crossValidation:
      return [
        "\(one) predicts rows left out best: error \(error(best.crossValidation)), against \(error(next.crossValidation)) for \(other).",
        decision(next.crossValidationDifference, of: "log scores", one, other),
      ].compactMap { $0 }
    case .aicc, .bic:
      let criterion = { (entry: Comparison.Entry) in
        comparison.measure == .aicc ? entry.criteria?.aicc : entry.criteria?.bic
      }
      guard let least = criterion(best), let second = criterion(next) else {
        return ["\(one) is best."]
      }
      let distance = second - least
      let tie = distance < 2 ? " Below 2, they are as good as one another." : ""
      let held = best.backtest.flatMap { scores in
        scores.coverage == nil
          ? nil
          : "Fitted to smaller runs, its \(comparison.level.percentText) band held \(scores.covered) of \(counted(scores.count, "prediction")) of larger runs"
            + (comparison.hasFailedBeyondRows ? ": it does not hold beyond its rows." : ".")
      }
      return [
        "\(one) fits best for the coefficients that it takes: \(comparison.measure.inWords) is least, and that of \(other), the next,"
          + " \(distance.formatted(significant: 3)) above it.\(tie)", held,
      ].compactMap { $0 }
    }
  }

  /// Whether a paired difference is more than twice its standard error.
  private func decision(
    _ difference: PairedDifference?, of what: String, _ one: String, _ other: String
  ) -> String? {
    guard let difference, let error = difference.standardError, error > 0 else { return nil }
    let distance = abs(difference.estimate) / error
    let found = "their \(what) differ by \(distance.formatted(significant: 2)) standard errors"
    return distance >= 2
      ? "The lead is more than chance: \(found)."
      : "These rows do not decide between \(one) and \(other): \(found)."
  }

  private var bandHeld: PageTable.Column { .text("\(comparison.level.percentText) band held") }

  private func law(_ entry: Comparison.Entry) -> String {
    let fit = entry.fit
    let norm = fit.options.norm == .squared ? "" : "; \(fit.options.norm.inWords)"
    let rows = entry.candidate.training.map { "; fitted to \(fit.data.rowsUsed) rows where \($0.description)" } ?? ""
    return "\(entry.candidate.name): \(fit.law.formula.description)\(norm)\(rows)"
  }

  private var backtest: [Page.Block] {
    guard !comparison.cuts.isEmpty else { return [] }
    let base = comparison.entries.first?.backtest?.rootMeanSquare ?? .nan
    let percent = { (value: Double) -> String in
      let share = 100 * value / (base * base)
      return "\(abs(share) < 10 ? share.formatted(significant: 2) : share.formatted(decimals: 0)) %"
    }
    let rows = comparison.entries.compactMap { entry in
      entry.backtest.map { scores in
        let ratio = entry.backtestErrorDifference.map { difference in
          (difference.estimate > 0 ? "+" : "") + percent(difference.estimate)
            + (difference.standardError.map { " ± \(percent($0))" } ?? "")
        }
        return [
          entry.candidate.name, scores.rootMeanSquare.formatted(significant: 4), ratio ?? "",
          entry.backtestDifference?.text ?? "", scores.bias.formatted(significant: 2), scores.coverageText,
          weight(entry, comparison.measure == .backtest),
        ]
      }
    }
    let average = comparison.average?.backtest.map { scores in
      [
        "average", scores.rootMeanSquare.formatted(significant: 4), "", "", scores.bias.formatted(significant: 2),
        scores.coverageText, "",
      ]
    }
    return PageTable(
      [
        .text("law"), .estimate("error"), .number("squared error less the first's").ranked(1),
        .number("log score less the first's").ranked(3), .number("bias").ranked(4),
        bandHeld.ranked(5),
        .number("weight").ranked(2),
      ], rows: rows + [average].compactMap { $0 }
    ).blocks(
      under: "Back-test: fitted below each cut, judged on the runs above (all cuts together)",
      notes: comparison.average == nil
        ? [] : ["average: the laws weighted, at each cut, by cross-validation of the rows below it"]
    )
  }

  private func weight(_ entry: Comparison.Entry, _ isShown: Bool) -> String {
    isShown ? entry.weight?.formatted(decimals: 3) ?? "" : ""
  }

  private var sameRows: [Page.Block] {
    let aicc = comparison.entries.compactMap { $0.criteria?.aicc }.min()
    let bic = comparison.entries.compactMap { $0.criteria?.bic }.min()
    let above = { (value: Double?, least: Double?) -> String in
      guard let value, let least else { return "" }
      return value == least ? value.formatted(decimals: 2) : "+\((value - least).formatted(decimals: 2))"
    }
    let piece = comparison.clusters.isEmpty ? "row" : "cluster of \(comparison.clusters.listed)"
    let folds =
      comparison.leavesOneOut ? "one \(piece) left out at a time" : "\(comparison.folds) folds"
    let isShown = comparison.measure != .backtest
    return PageTable(
      [
        .text("law"), .number("coefficients").ranked(4), .estimate("error"),
        .number("log score less the first's").ranked(1), .number("AICc").ranked(2),
        .number("BIC").ranked(5),
        .number("Akaike weight").ranked(6), .number("stacking weight").ranked(7),
        .number("weight").ranked(3),
      ], of: comparison.entries
    ) { entry in
      [
        entry.candidate.name, "\(entry.fit.coefficients.count)",
        entry.crossValidation?.rootMeanSquare.formatted(significant: 4) ?? "undefined",
        entry.crossValidationDifference?.text ?? "", above(entry.criteria?.aicc, aicc),
        above(entry.criteria?.bic, bic), entry.akaikeWeight?.formatted(decimals: 3) ?? "",
        entry.stackingWeight?.formatted(decimals: 3) ?? "", weight(entry, isShown),
      ]
    }.blocks(
      under:
        "Rows like these: cross-validation (\(folds)), and information criteria (the least, and the others' distance from it)"
    )
  }

  private var cuts: [Page.Block] {
    PageTable(
      [
        .text("fitted to"), "rows", .number("judged on").ranked(1), .text("law"),
        .estimate("error"),
        .number("bias").ranked(2), bandHeld.ranked(3),
      ],
      rows: comparison.cuts.indices.flatMap { index in
        let cut = comparison.cuts[index]
        let all =
          comparison.entries.map { ($0.candidate.name, $0.backtests[index].scores) }
          + (comparison.average.map { [("average", $0.scores[index])] } ?? [])
        return all.enumerated().map { position, judged in
          (position == 0 ? [cut.text, "\(cut.training.count)", "\(cut.heldOut.count)"] : ["", "", ""]) + [
            judged.0, judged.1.rootMeanSquare.formatted(significant: 4), judged.1.bias.formatted(significant: 2),
            judged.1.coverageText,
          ]
        }
      }
    ).blocks(under: "Back-test, cut by cut")
  }

  private func blocks(point: [String: Double], mixture: MixturePrediction) -> [Page.Block] {
    let cells = { (value: Double, mean: Interval?, newRun: Interval?) in
      let rounded = { (value: Double) in value.rounded(toErrorOf: mean?.quarter) }
      return [rounded(value), mean.text(rounded), newRun.text(rounded)]
    }
    let spread = mixture.within.map {
      "average: sd \($0.formatted(significant: 2)) within laws, \(mixture.between.formatted(significant: 2)) between them,"
        + " on the \(comparison.scale.rawValue) scale"
    }
    let order = comparison.entries.flatMap { $0.fit.law.columns.map(\.variable) }
    let place = point.sorted { (order.firstIndex(of: $0.key) ?? 0) < (order.firstIndex(of: $1.key) ?? 0) }
      .map { "\($0.key)=\($0.value.formatted(significant: 6))" }
    return PageTable(
      [
        .text("law"), .number("weight").ranked(2), .estimate(comparison.response),
        "interval of the mean",
        .number("interval of a new run").ranked(1),
      ],
      rows: mixture.parts.map { part in
        [part.name, part.weight.formatted(decimals: 3)]
          + cells(part.prediction.value, part.prediction.mean, part.prediction.newRun)
      } + [["average", ""] + cells(mixture.value, mixture.mean, mixture.newRun)]
    ).blocks(
      under: "At \(place.joined(separator: ", ")), \(comparison.level.percentText) intervals",
      notes: [spread, mixture.reach?.text(comparison)].compactMap { $0 })
  }
}

extension Comparison.Nested {
  fileprivate var sentence: String {
    let restrictions = nesting.restrictions
    let what = restrictions.isEmpty ? "is a special case" : "is the case \(restrictions.joined(separator: ", "))"
    return "\(small) \(what) of \(large): F(\(test.numeratorDegreesOfFreedom), "
      + "\(test.denominatorDegreesOfFreedom)) \(test.statistic.formatted(significant: 4)), p \(test.pValue.pValueText)"
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
