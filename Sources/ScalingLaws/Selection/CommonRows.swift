import Statistics

/// The rows that all laws of a comparison are judged on.
struct CommonRows {
  let table: Table
  /// Rows that some law cannot use.
  let incomplete: Int
  /// Row by row, the number of its cluster.
  let groups: [Int]
  let response: Expression
  /// In the unit of the response.
  let observed: [Double]
  /// How often each row counts.
  let multiplicities: [Double]
  let scale: ResidualScale
  let bound: [BoundLaw]

  init(_ candidates: [Candidate], _ table: Table) throws(ComparisonError) {
    guard let first = candidates.first, candidates.count > 1 else { throw .tooFewLaws(candidates.count) }
    var names: Set<String> = []
    for candidate in candidates {
      guard names.insert(candidate.name).inserted else { throw .sameName(candidate.name) }
      if candidate.options.norm.isQuantile {
        throw .normNotCompared(law: candidate.name, norm: candidate.options.norm)
      }
      let (own, other) = (candidate.response.simplified.description, first.response.simplified.description)
      guard own == other else {
        throw .responsesDiffer(law: candidate.name, response: own, other: first.name, otherResponse: other)
      }
    }
    var bound: [BoundLaw] = []
    for candidate in candidates {
      bound.append(
        try candidate.attempt { () throws(FitError) in
          try BoundLaw(candidate.law, table: table, columns: candidate.columns).holding(candidate.options.fixed)
        })
    }
    self.bound = bound
    let complete = try Self.complete(candidates, bound, table)
    incomplete = table.rowCount - complete.rowCount
    self.table = complete
    response = first.response
    scale = first.options.norm.isBinomial ? .logit : first.options.scale ?? first.law.scale
    let law = bound[0]
    (observed, multiplicities, groups) = try first.attempt { () throws(FitError) in
      let weights = (first.options.weights?.expression.symbols ?? []).map(law.column(of:))
      let data = try FitData(complete, columns: (law.columns.map(\.column) + weights).uniqued, dropsMissing: false)
      var labels: [[Int]] = []
      for column in first.options.clusters { labels.append(try data.labels(of: column)) }
      let rowWeights = try RowWeights(first.options.weights, data: data, column: law.column)
      let counts = (0..<data.rowCount).map { row in
        rowWeights.kind == .count ? rowWeights.value(row) : rowWeights.value(row) > 0 ? 1 : 0
      }
      return (
        try data.extended(law.formula.left, column: law.column).rounded, counts,
        Folds.groups(labels, rows: data.rowCount)
      )
    }
  }

  /// Rows that every law can use, where the options leave the others out.
  private static func complete(_ candidates: [Candidate], _ bound: [BoundLaw], _ table: Table) throws(ComparisonError)
    -> Table
  {
    guard candidates.allSatisfy(\.options.dropsMissing) else { return table }
    var kept = Array(0..<table.rowCount)
    for (candidate, law) in zip(candidates, bound) {
      let own = try candidate.attempt { () throws(FitError) in
        let weights = (candidate.options.weights?.expression.symbols ?? []).map(law.column(of:))
        return try FitData(
          table, columns: (law.columns.map(\.column) + weights).uniqued, comparisons: law.formula.textComparisons,
          labels: candidate.options.clusters, dropsMissing: true
        ).rows
      }
      let usable = Set(own)
      kept = kept.filter(usable.contains)
    }
    return kept.count == table.rowCount ? table : table.selecting(rows: kept)
  }

  /// Positions of the rows for which a candidate's condition holds.
  func training(of candidate: Candidate) throws(ComparisonError) -> [Int] {
    guard let condition = candidate.training else { return Array(0..<table.rowCount) }
    return try candidate.attempt { () throws(FitError) in
      guard condition.isPredicate else { throw .table(.notACondition(condition.description)) }
      do throws(TableError) {
        let truth = try table.values(of: condition)
        return truth.indices.filter { truth[$0] > 0 }
      } catch {
        throw .table(error)
      }
    }
  }

  /// `log|du/dt|` of a row, from a law's scale u to that of the comparison t.
  func jacobian(from own: ResidualScale, row: Int) -> Double {
    own == scale ? 0 : own.logSlope(observed[row]) - scale.logSlope(observed[row])
  }

  /// What a comparison says of a row that a law foretold.
  func error(_ fit: Fit, row: Int, error: Double) -> Double {
    guard fit.scale != scale else { return error }
    return scale.value(observed[row]) - scale.value(fit.scale.inverse(fit.scale.value(observed[row]) - error))
  }
}

extension ResidualScale {
  /// `log|g'(y)|`.
  func logSlope(_ response: Double) -> Double {
    switch self {
    case .identity: 0
    case .log: -Double.logarithm(response)
    case .logit: -Double.logarithm(response) - Double.logarithm(1 - response)
    }
  }
}

extension Candidate {
  /// Says which law an error belongs to.
  func attempt<Result>(part: String? = nil, _ work: () throws(FitError) -> Result) throws(ComparisonError) -> Result {
    do { return try work() } catch { throw .fit(law: name, part: part, error) }
  }
}
