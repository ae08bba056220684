/// Fits the laws of a comparison, and scores what they foretell.
struct ComparisonJudge {
  let common: CommonRows
  let folds: Folds
  private let wanted: ComparisonOptions
  private let cuts: [BacktestCut]

  init(common: CommonRows, cuts: [BacktestCut], wanted: ComparisonOptions) {
    self.common = common
    self.cuts = cuts
    self.wanted = wanted
    folds = Folds(groups: common.groups, count: wanted.folds, seed: 0)
  }

  /// The law fitted to all rows, or to those of its condition.
  func fit(_ candidate: Candidate) throws(ComparisonError) -> Fit {
    var options = candidate.options
    options.collectsWarnings = false
    options.progress = nil
    return try candidate.attempt { () throws(FitError) in
      var table = common.table
      if let condition = candidate.training {
        do throws(TableError) { table = try table.filtering(condition) } catch { throw .table(error) }
      }
      return try candidate.law.fit(to: table, columns: candidate.columns, options: options)
    }
  }

  /// Information criteria on the scale of the comparison; `nil` for a law that is fitted to other rows.
  func criteria(_ candidate: Candidate, _ fit: Fit) -> Comparison.Criteria? {
    let statistics = fit.statistics
    guard candidate.training == nil, let own = statistics.logLikelihood, let aic = statistics.aic,
      let bic = statistics.bic
    else { return nil }
    let shift = common.observed.indices.reduce(0.0) {
      $0 + (common.multiplicities[$1] > 0 ? common.multiplicities[$1] * common.jacobian(from: fit.scale, row: $1) : 0)
    }
    guard shift.isFinite else { return nil }
    return Comparison.Criteria(
      logLikelihood: own + shift, aic: aic - 2 * shift, aicc: statistics.aicc.map { $0 - 2 * shift },
      bic: bic - 2 * shift, isConverted: fit.scale != common.scale)
  }

  /// Every row foretold without its fold; `nil` where the rest does not determine the law.
  func crossValidation(_ candidate: Candidate, _ fit: Fit) throws(ComparisonError) -> PointScores? {
    let training = try common.training(of: candidate)
    let all = Array(0..<common.table.rowCount)
    return try scores(candidate, fit, on: common.table, rows: all, training: training, folds: folds)
  }

  /// - Parameters:
  ///   - rows: positions, in the common table, of the rows of the table.
  ///   - training: positions, in the table, of those that the fit was made to.
  private func scores(
    _ candidate: Candidate, _ fit: Fit, on table: Table, rows: [Int], training: [Int], folds: Folds
  ) throws(ComparisonError) -> PointScores? {
    guard !fit.options.norm.isBinomial, fit.convergence.isCertified else { return nil }
    return try candidate.attempt(part: "cross-validation") { () throws(FitError) in
      guard let validation = try CrossValidation(fit, on: table, training: training, folds: folds),
        let foretold = try validation.foretold(threads: fit.options.threads)
      else { return nil }
      let found = validation.scores(foretold)
      return pointScores(
        fit, rows: rows, errors: found.errors, logScores: found.logScores, probabilities: found.probabilities)
    }
  }

  private func pointScores(
    _ fit: Fit, rows: [Int], errors: [Double], logScores: [Double], probabilities: [Double]
  ) -> PointScores {
    PointScores(
      rows: rows, errors: zip(rows, errors).map { common.error(fit, row: $0, error: $1) },
      logScores: zip(rows, logScores).map { $1 + common.jacobian(from: fit.scale, row: $0) },
      probabilities: probabilities, multiplicities: rows.map { common.multiplicities[$0] }, level: fit.options.level)
  }

  /// The law fitted below a cut, what it foretells above, and cross-validation of the rows below.
  func backtest(
    _ candidate: Candidate, like fit: Fit, _ cut: BacktestCut
  ) throws(ComparisonError) -> (result: Comparison.CutResult, inner: PointScores?) {
    let own = Set(try common.training(of: candidate))
    let options = candidate.plainOptions(like: fit)
    let training = cut.training.filter(own.contains)
    let (below, rows) = try candidate.attempt(part: cut.condition) { () throws(FitError) in
      let below = try candidate.law.fit(
        to: common.table.selecting(rows: training), columns: candidate.columns, options: options)
      let rows =
        fit.options.norm.isBinomial ? [] : try below.foretelling(common.table.selecting(rows: cut.heldOut))
      return (below, rows)
    }
    let scores = pointScores(
      below, rows: rows.isEmpty ? [] : cut.heldOut, errors: rows.map(\.error),
      logScores: rows.map { $0.logScore ?? .nan }, probabilities: rows.map { $0.probability ?? .nan })
    let position = Dictionary(uniqueKeysWithValues: cut.training.enumerated().map { ($1, $0) })
    let inner = try self.scores(
      candidate, below, on: common.table.selecting(rows: cut.training), rows: cut.training,
      training: training.compactMap { position[$0] },
      folds: Folds(groups: cut.training.map { common.groups[$0] }, count: wanted.folds, seed: 0))
    return (Comparison.CutResult(fit: below, scores: scores), inner)
  }

  /// The mixture of the laws at each cut, with weights from the rows below it.
  func average(_ entries: [Comparison.Entry], _ inner: [[PointScores?]]) -> Comparison.Average? {
    var weights: [[Double]] = []
    var scores: [PointScores] = []
    for (index, parts) in inner.enumerated() {
      let known = parts.compactMap { $0 }
      guard known.count == entries.count,
        let stacked = StackingWeights(known.map(\.logScores), multiplicities: known[0].multiplicities),
        let mixed = PointScores.mixed(entries.map { $0.backtests[index].scores }, weights: stacked.weights)
      else { return nil }
      weights.append(stacked.weights)
      scores.append(mixed)
    }
    return weights.isEmpty ? nil : Comparison.Average(weights: weights, scores: scores)
  }

  /// Differences from the first law, row by row.
  func compareWithFirst(_ entries: inout [Comparison.Entry]) {
    let best = entries[0]
    for index in entries.indices.dropFirst() {
      if let first = best.crossValidation, let own = entries[index].crossValidation {
        entries[index].crossValidationDifference = own.logScoreDifference(from: first, groups: common.groups)
      }
      if let first = best.backtest, let own = entries[index].backtest, first.count == own.count {
        entries[index].backtestDifference = own.logScoreDifference(from: first, groups: common.groups)
        entries[index].backtestErrorDifference = own.squaredErrorDifference(from: first, groups: common.groups)
      }
    }
  }

  /// How the laws share in an average, by several standards, of which that of the ranking counts.
  func weigh(_ ranked: inout [Comparison.Entry], by measure: Comparison.Measure) {
    let entries = ranked
    let criteria = { (value: (Comparison.Criteria) -> Double?) in
      let known = entries.compactMap { $0.criteria.flatMap(value) }
      return known.count == entries.count ? AkaikeWeights.weights(known) : nil
    }
    let stacked = { (scores: [PointScores]) -> [Double]? in
      scores.count == entries.count
        ? StackingWeights(scores.map(\.logScores), multiplicities: scores[0].multiplicities)?.weights : nil
    }
    let (akaike, schwarz) = (criteria(\.aicc), criteria(\.bic))
    let validated = stacked(entries.compactMap(\.crossValidation))
    let chosen: [Double]? =
      switch measure {
      case .backtest: stacked(entries.compactMap(\.backtest)) ?? validated
      case .crossValidation: validated
      case .aicc: akaike
      case .bic: schwarz
      }
    for index in entries.indices {
      ranked[index].akaikeWeight = akaike?[index]
      ranked[index].stackingWeight = validated?[index]
      ranked[index].weight = chosen?[index]
    }
  }
}
