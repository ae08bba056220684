/// A scaling law: a formula, and what one must know to fit it.
///
///     Law("price = a * Q^-b", positive: ["a"])
///
/// A symbol of the formula is a *variable* when the table has a column for it (by its name, or by the mapping given to
/// `fit`), and a *coefficient* otherwise. A law of the catalogue names both, so that a missing column is an error
/// there and never an extra coefficient.
public struct Law: Sendable {
  /// The name in `scaling laws`; `nil` for a law of one's own.
  public let id: String?
  /// One line: what the law says.
  public let summary: String
  public internal(set) var formula: Formula
  /// `nil` when every symbol that is not a column is a coefficient.
  public internal(set) var coefficients: [Coefficient]?
  public internal(set) var variables: [Variable]
  /// The column that names the run, or the model, of each row, where a law is usually fitted to several rows of one: these are
  /// clusters unless other clusters are named. It is in no formula, and no table needs it. `nil` for other laws.
  public let run: Variable?
  /// Where residuals are taken unless the options say otherwise.
  public let scale: ResidualScale
  /// What a reader asks of the fit besides the coefficients.
  public internal(set) var derived: [Quantity]
  /// Where the law comes from, with the equation.
  public let source: String?
  /// A command that fits it: to a bundled table where one suits the law, else to a file of one's own.
  public let example: String?
  /// What it is for; `nil` for a law of one's own.
  public let purpose: Purpose?
  /// Coefficients known to be positive; on the log scale they are fitted as their logarithm.
  public internal(set) var positive: Set<String>
  /// A simpler law of the same coefficients, whose terms are as large as this one's: where a search is centred and begins. `nil` where
  /// the law itself tells, because each coefficient that is the size of a term stands in one place.
  let shape: Formula?

  /// A law of one's own, in a line.
  ///
  /// - Parameters:
  ///   - formula: such as `price = a * Q^-b`.
  ///   - positive: coefficients that can only be positive. On the log scale every coefficient that enters through its logarithm
  ///     alone counts as positive without being named here.
  ///   - scale: where residuals are taken.
  ///   - derived: functions of the coefficients that are estimated with them.
  /// - Throws: `FormulaError` pointing at the character that cannot be read.
  public init(
    _ formula: String, positive: Set<String> = [], scale: ResidualScale = .identity, derived: [Quantity] = []
  ) throws(FormulaError) {
    id = nil
    summary = "a law of your own"
    self.formula = try Formula(formula)
    coefficients = nil
    variables = []
    run = nil
    self.scale = scale
    self.derived = derived
    source = nil
    example = nil
    purpose = nil
    self.positive = positive
    shape = nil
  }

  /// A law of the catalogue.
  init(
    id: String, purpose: Purpose, summary: String, formula: Formula, coefficients: [Coefficient],
    variables: [Variable], run: Variable? = nil, scale: ResidualScale, derived: [Quantity] = [], source: String,
    example: String, shape: Formula? = nil
  ) {
    self.id = id
    self.purpose = purpose
    self.summary = summary
    self.formula = formula
    self.coefficients = coefficients
    self.variables = variables
    self.run = run
    self.scale = scale
    self.derived = derived
    self.source = source
    self.example = example
    self.shape = shape
    positive = Set(coefficients.filter { $0.domain == .positive }.map(\.name))
  }

  /// A number that the fit determines.
  public struct Coefficient: Sendable, Hashable {
    public let name: String
    public let meaning: String
    public let unit: String?
    public let domain: Domain
    /// Where starts are drawn; `nil` takes the scale of the data.
    public let region: Region?

    init(
      _ name: String, _ meaning: String, unit: String? = nil, domain: Domain = .free,
      region: Region? = nil
    ) {
      self.name = name
      self.meaning = meaning
      self.unit = unit
      self.domain = domain
      self.region = region
    }
  }

  /// A symbol that stands for a column of the table.
  public struct Variable: Sendable, Hashable {
    public let name: String
    public let meaning: String
    public let unit: String?
    /// The coefficient that falls away when the table has no such column; `nil` when the column is needed.
    public let optionalWith: String?
    /// Whether the variable counts from its first value, so that coefficients refer to a time that is in the data.
    public let countsFromFirst: Bool

    init(
      _ name: String, _ meaning: String, unit: String? = nil, optionalWith: String? = nil,
      countsFromFirst: Bool = false
    ) {
      self.name = name
      self.meaning = meaning
      self.unit = unit
      self.optionalWith = optionalWith
      self.countsFromFirst = countsFromFirst
    }
  }
}

extension Law {
  /// Every law that `scaling laws` lists, in its order: purpose by purpose.
  public static let catalogue: [Law] = [
    .powerLaw, .powerLawFloor, .chinchilla, .coupled, .kaplanJoint, .overTraining, .dataConstrained,
    .dataConstrainedJoint, .m4,
    .brokenPowerLaw, .twiceBrokenPowerLaw, .logLinear, .logisticScore, .logLogistic, .lossToScore, .passAtK,
    .passAtKJoint, .testTime,
    .testTimeSaturating, .exponentialTrend, .segmentedTrend, .wright, .logisticAdoption,
    .elasticity,
  ]

  /// The law of that name in the catalogue.
  public static func named(_ id: String) -> Law? {
    catalogue.first { $0.id == id }
  }
}
