import Synchronization

extension Comparison {
  /// Fits every law to the rows, to the rows below each cut, and to the rows without each fold.
  ///
  /// - Parameters:
  ///   - candidates: each a law with its columns and options.
  ///   - table: rows that lack a value that some law needs are left out for all, where the options drop them.
  ///   - options: how the laws are judged.
  /// - Throws: `ComparisonError`, with a hint.
  public init(_ candidates: [Candidate], on table: Table, options: ComparisonOptions = ComparisonOptions())
    throws(ComparisonError)
  {
    let candidates = try candidates.keepingRunsTogether(table)
    let common = try CommonRows(candidates, table)
    let groups = Set(common.groups).count
    if let wanted = options.folds, wanted < 2 || wanted > groups { throw .folds(wanted, pieces: groups) }
    let cuts = try common.cuts(candidates, options)
    let judge = ComparisonJudge(common: common, cuts: cuts, wanted: options)
    let steps = candidates.count * (1 + cuts.count)
    var done = 0
    var entries: [Entry] = []
    var foldsAtCuts: [[PointScores?]] = cuts.map { _ in [] }
    for candidate in candidates {
      let fit = try judge.fit(candidate)
      done += 1
      options.progress?(done, steps)
      var results: [CutResult] = []
      for (index, cut) in cuts.enumerated() {
        let (result, inner) = try judge.backtest(candidate, like: fit, cut)
        results.append(result)
        foldsAtCuts[index].append(inner)
        done += 1
        options.progress?(done, steps)
      }
      entries.append(
        Entry(
          candidate: candidate, fit: fit, criteria: judge.criteria(candidate, fit),
          crossValidation: try judge.crossValidation(candidate, fit), backtests: results))
    }
    average = judge.average(entries, foldsAtCuts)
    let measure = options.measure ?? Self.usualMeasure(entries, isClustered: !candidates[0].options.clusters.isEmpty)
    self.measure = measure
    entries = try Self.ranked(entries, by: measure, isAsked: options.measure != nil)
    judge.compareWithFirst(&entries)
    judge.weigh(&entries, by: measure)
    self.entries = entries
    nested = Self.nestedTests(entries)
    response = common.response.description
    scale = common.scale
    data = entries[0].fit.data
    rows = common.table.rowCount
    incomplete = common.incomplete
    folds = judge.folds.count
    leavesOneOut = judge.folds.leavesOneOut
    self.cuts = cuts
    level = candidates[0].options.level
    clusters = candidates[0].options.clusters
  }

  /// What ranks laws best where it is known of all of them; see docs/decisions/law-choice.md.
  private static func usualMeasure(_ entries: [Entry], isClustered: Bool) -> Measure {
    let measures: [Measure] = isClustered ? [.crossValidation, .backtest] : [.aicc, .crossValidation, .backtest]
    return measures.first { measure in entries.allSatisfy { $0.badness(measure) != nil } } ?? .crossValidation
  }

  /// - Throws: `.cannotRank` where the measure was asked for and a law has none.
  private static func ranked(_ entries: [Entry], by measure: Measure, isAsked: Bool) throws(ComparisonError) -> [Entry]
  {
    let scores = entries.map { $0.badness(measure) }
    if isAsked, let index = scores.firstIndex(where: { $0 == nil }) {
      throw .cannotRank(measure, law: entries[index].candidate.name)
    }
    return entries.indices.sorted { one, other in
      let (left, right) = (scores[one] ?? .infinity, scores[other] ?? .infinity)
      return left == right ? one < other : left < right
    }.map { entries[$0] }
  }

  /// Each law against those that it is a special case of, where that can be shown.
  private static func nestedTests(_ entries: [Entry]) -> [Nested] {
    var tests: [Nested] = []
    for small in entries {
      for large in entries
      where small.candidate.training == nil && large.candidate.training == nil
        && small.fit.options.norm == .squared && large.fit.options.norm == .squared
      {
        guard small.fit.options.weights == large.fit.options.weights, let nesting = Nesting(small.fit, in: large.fit),
          let test = NestedTest.sequence([small.fit, large.fit]).first
        else { continue }
        tests.append(
          Nested(small: small.candidate.name, large: large.candidate.name, nesting: nesting, test: test))
      }
    }
    return tests
  }
}

extension Comparison.Entry {
  /// What is least for the best law; `nil` where it is not known.
  func badness(_ measure: Comparison.Measure) -> Double? {
    let value: Double? =
      switch measure {
      case .backtest: backtest?.rootMeanSquare
      case .crossValidation: crossValidation?.logScore.map { -$0 }
      case .aicc: criteria?.aicc
      case .bic: criteria?.bic
      }
    return value.flatMap { $0.isFinite ? $0 : nil }
  }
}

extension CommonRows {
  /// - Throws: `.noCut`, `.cut`, `.nothingAbove`, `.tooFewBelow`.
  func cuts(_ candidates: [Candidate], _ options: ComparisonOptions) throws(ComparisonError) -> [BacktestCut] {
    guard let expression = options.cut ?? [Candidate].usualCut(bound) else {
      if options.cutValues.isEmpty, options.measure != .backtest { return [] }
      throw .noCut
    }
    let values: [Double]
    do { values = try table.values(of: expression) } catch {
      throw .cut(expression.description, reason: error.description)
    }
    let needed = bound.map { $0.coefficients.count + 1 }
    guard !options.cutValues.isEmpty else {
      let largest = needed.max() ?? 0
      return BacktestCut.ladder(expression, values: values, least: max(2 * largest - 2, largest + 2))
    }
    let cuts = options.cutValues.sorted().map { BacktestCut(expression, at: $0, values: values) }
    for cut in cuts {
      guard !cut.heldOut.isEmpty else {
        throw .nothingAbove(cut: cut.condition, largest: values.filter { !$0.isNaN }.max() ?? .nan)
      }
      for (candidate, needed) in zip(candidates, needed) {
        let own = Set(try training(of: candidate))
        let rows = cut.training.count(where: own.contains)
        if rows < needed {
          throw .tooFewBelow(cut: cut.condition, law: candidate.name, rows: rows, needed: needed)
        }
      }
    }
    return cuts
  }
}
