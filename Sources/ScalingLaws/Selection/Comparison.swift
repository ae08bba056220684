/// Several laws judged on the same rows: which foretells best, by how much, and how to mix them.
///
///     let comparison = try Comparison([.init("chinchilla", .chinchilla), .init("coupled", .coupled)], on: runs)
///     comparison.entries.first?.candidate.name
///     try comparison.predict(["N": 70e9, "D": 1.4e12]).newRun
///
/// Each law is judged three ways: by information criteria (how well it fits for the coefficients that it spends), by cross-validation
/// (how well it foretells rows like those that it has seen), and by back-tests (how well, fitted to the smaller runs, it foretells the
/// larger ones). They rank by the first and weigh by it unless told otherwise, since it finds the true law most often; the last says
/// whether the best of them holds beyond its rows.
public struct Comparison: Sendable {
  /// What the laws are ranked by.
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Root mean square error of the back-tests, all cuts together.
    case backtest
    /// Log score of cross-validation.
    case crossValidation = "cv"
    /// Akaike's criterion, corrected for small samples.
    case aicc
    /// Schwarz's criterion.
    case bic
  }

  /// A law, and how it did.
  public struct Entry: Sendable {
    public let candidate: Candidate
    /// To all rows, or to those of the candidate's condition.
    public let fit: Fit
    /// Of the response on the comparison's scale; `nil` where there is no likelihood, or the law is fitted to other rows.
    public let criteria: Criteria?
    /// `nil` where leaving rows out leaves the law undetermined.
    public let crossValidation: PointScores?
    /// Cut by cut.
    public let backtests: [CutResult]
    /// All cuts together.
    public var backtest: PointScores? { PointScores.joined(backtests.map(\.scores)) }
    /// `exp(-Δ/2)` of AICc over its sum; see `AkaikeWeights`.
    public internal(set) var akaikeWeight: Double?
    /// On the log scores of cross-validation; see `StackingWeights`.
    public internal(set) var stackingWeight: Double?
    /// The share in the average.
    public internal(set) var weight: Double?
    /// Log scores less those of the first law; `nil` for the first.
    public internal(set) var crossValidationDifference: PairedDifference?
    /// Log scores of the back-tests less those of the first law.
    public internal(set) var backtestDifference: PairedDifference?
    /// Mean squared error of the back-tests less that of the first law.
    public internal(set) var backtestErrorDifference: PairedDifference?
  }

  public struct Criteria: Sendable, Hashable {
    public let logLikelihood: Double
    public let aic: Double
    public let aicc: Double?
    public let bic: Double
    /// Whether the likelihood was taken from the law's own scale to that of the comparison, by the Jacobian.
    public let isConverted: Bool
  }

  /// A law fitted to the rows below a cut.
  public struct CutResult: Sendable {
    public let fit: Fit
    public let scores: PointScores
  }

  /// One law a special case of another, and the test of what the other has besides.
  public struct Nested: Sendable {
    public let small: String
    public let large: String
    public let nesting: Nesting
    public let test: NestedTest
  }

  /// The mixture of all laws.
  public struct Average: Sendable {
    /// Cut by cut, the weights: stacked on cross-validation of the rows below the cut alone.
    public let weights: [[Double]]
    /// Cut by cut, how the mixture did on the rows above.
    public let scores: [PointScores]
    /// All cuts together.
    public var backtest: PointScores? { PointScores.joined(scores) }
  }

  /// Best first.
  public let entries: [Entry]
  public let measure: Measure
  /// In columns of the table.
  public let response: String
  /// On which all laws are judged: that of the first candidate.
  public let scale: ResidualScale
  /// What the laws are compared on.
  public let data: DataSummary
  public let rows: Int
  /// Rows left out because one of the laws lacks a value there.
  public let incomplete: Int
  public let folds: Int
  /// Whether each row, or each cluster, is left out on its own.
  public let leavesOneOut: Bool
  public let cuts: [BacktestCut]
  public let nested: [Nested]
  /// `nil` where the rows below a cut do not determine the weights.
  public let average: Average?
  public let level: Double
  public let clusters: [String]

  /// How many laws were tried.
  public var count: Int { entries.count }
}

/// How laws are compared.
public struct ComparisonOptions: Sendable {
  /// What says which runs are large, in columns; `nil` takes compute where the laws have it. See `BacktestCut`.
  public var cut: Expression?
  /// Where to cut; from the data unless given.
  public var cutValues: [Double]
  /// `nil` leaves out one row, or one cluster, at a time (above a thousand, a tenth of them).
  public var folds: Int?
  /// `nil` takes AICc where all laws have one and rows are independent, else cross-validation.
  public var measure: Comparison.Measure?
  /// Called with how many fits are done.
  public var progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  public init(
    cut: Expression? = nil, cutValues: [Double] = [], folds: Int? = nil, measure: Comparison.Measure? = nil,
    progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
  ) {
    self.cut = cut
    self.cutValues = cutValues
    self.folds = folds
    self.measure = measure
    self.progress = progress
  }
}
