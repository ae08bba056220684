/// One of several laws that are compared on a table: the law, how it is fitted, and to which of the rows.
public struct Candidate: Sendable {
  /// What reports call it; no two candidates of a comparison share a name.
  public let name: String
  public let law: Law
  /// From a symbol of the formula to its column, where their names differ.
  public let columns: [String: String]
  public let options: FitOptions
  /// Which rows it is fitted to; `nil` for all. It is judged on all rows whatever it is fitted to.
  public let training: Expression?

  public init(
    _ name: String, _ law: Law, columns: [String: String] = [:], options: FitOptions = FitOptions(),
    training: Expression? = nil
  ) {
    self.name = name
    self.law = law
    self.columns = columns
    self.options = options
    self.training = training
  }

  /// How it is fitted where only its predictions matter: no resamples, no warnings.
  ///
  /// - Parameter fit: to all rows, which says which covariance formula its intervals have.
  func plainOptions(like fit: Fit) -> FitOptions {
    var plain = options
    plain.interval = fit.covarianceMethod.map(IntervalMethod.wald)
    plain.quantities = []
    plain.hypotheses = []
    plain.collectsWarnings = false
    plain.progress = nil
    return plain
  }

  /// The same law, fitted with other columns and options.
  func with(columns: [String: String], options: FitOptions) -> Candidate {
    Candidate(name, law, columns: columns, options: options, training: training)
  }

  /// The response in columns of the table.
  var response: Expression { law.formula.left.substituting(columns.mapValues(Expression.symbol)) }
}

extension [Candidate] {
  /// The candidates with the clusters that one of the laws finds in its column of runs: all laws are judged on the same pieces.
  func keepingRunsTogether(_ table: Table) throws(ComparisonError) -> [Candidate] {
    var found: [Candidate] = []
    for candidate in self {
      found.append(
        try candidate.attempt { () throws(FitError) in
          let (columns, options) = try candidate.law.keepingRunsTogether(
            table, columns: candidate.columns, options: candidate.options, findsGroups: false)
          return candidate.with(columns: columns, options: options)
        })
    }
    guard let first = found.first(where: { !$0.options.clusters.isEmpty }) else {
      return found.map { candidate in
        var options = candidate.options
        if options.runs == .unknown { options.runs = .apart }
        return candidate.with(columns: candidate.columns, options: options)
      }
    }
    return found.map { candidate in
      var options = candidate.options
      (options.clusters, options.runs) = (first.options.clusters, first.options.runs)
      return candidate.with(columns: candidate.columns, options: options)
    }
  }
}
