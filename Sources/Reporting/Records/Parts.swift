import ScalingLaws

/// Fields that mean the same in every record, by the names of their properties.
enum Glossary {
  static let fields = [
    "name": "its name", "unit": "its unit; null where it has none",
    "version": "version of scaling that wrote the record",
    "source": "where the table was read from: a path, @name of a bundled one, - for standard input",
    "sha256": "SHA-256 of the bytes of the table, in hexadecimal", "rows": "in the table",
    "rowsUsed": "rows behind the results", "rowsLeftOut": "rows left out for a missing or impossible value",
    "where": "condition that the rows used meet; null for none", "filters": "condition by condition",
    "derived": "formulas of derived columns", "columns": "columns that were read", "data": "the table",
    "reading": "what was decided about the data that nobody had written down; null where no table was read",
    "options": "what was asked", "law": "the law that was fitted", "level": "coverage of the intervals",
    "seed": "seed of the random streams", "scale": "scale of the residuals",
    "norm": "what is minimised: squared, huber, huber:0.001, quantile:0.1, …",
    "weights": "kind and column of the weights; null for none",
    "cluster": "column whose rows depend on one another, several as an array; null for none",
    "warnings": "reasons to doubt the result", "extrapolation": "variables outside the rows of the fit",
    "estimate": "null where it is not estimable", "stdError": "standard error; null where it is undefined",
    "confLow": "lower end of the interval; null where open or undefined",
    "confHigh": "upper end of the interval; null where open or undefined", "rSquared": "R²",
    "aicc": "Akaike's criterion for few rows; less is better", "decimalYear": "the date in years",
    "firstDate": "of the rows used, YYYY-MM-DD", "lastDate": "of the rows used, YYYY-MM-DD",
    "pDifference": "of the claim exactly", "pEquivalence": "of further than the margin from it",
    "indistinguishableLow": "least factor a year that would look the same", "indistinguishableHigh": "greatest one",
  ]
}

/// An estimate with its interval.
struct EstimatePart: RecordPart {
  let estimate, stdError, confLow, confHigh: Double?
  /// How the interval was made, where not as the others are; not written where it is `nil`.
  let interval: String?

  init(_ estimate: Estimate) {
    self.estimate = estimate.value
    stdError = estimate.standardError
    confLow = estimate.interval?.low
    confHigh = estimate.interval?.high
    interval = estimate.method?.description
  }

  /// At the level of its record.
  func value(level: Double) -> Estimate {
    let isDefined = stdError != nil || confLow != nil || confHigh != nil || interval != nil
    return Estimate(
      value: estimate, standardError: stdError,
      interval: isDefined ? Interval(low: confLow, high: confHigh, level: level) : nil,
      method: interval.flatMap { try? IntervalMethod($0) })
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    estimate = try fields.decodeIfPresent(Double.self, forKey: .estimate)
    stdError = try fields.decodeIfPresent(Double.self, forKey: .stdError)
    confLow = try fields.decodeIfPresent(Double.self, forKey: .confLow)
    confHigh = try fields.decodeIfPresent(Double.self, forKey: .confHigh)
    interval = try fields.decodeIfThere(String.self, forKey: .interval)
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    for (value, key) in [
      (estimate, CodingKeys.estimate), (stdError, .stdError), (confLow, .confLow), (confHigh, .confHigh),
    ] {
      try fields.encodeIfPresent(value, forKey: key)
    }
    try fields.encodeIfThere(interval, forKey: .interval)
  }

  private enum CodingKeys: String, CodingKey { case estimate, stdError, confLow, confHigh, interval }

  static let descriptions = ["interval": "how the interval was made, where not as the others: profile"]
}

/// A function of the coefficients with its interval.
struct QuantityPart: RecordPart {
  let name, formula: String
  let unit: String?
  let estimate: Flat<EstimatePart>

  init(_ found: QuantityEstimate) {
    name = found.quantity.name
    formula = found.quantity.expression.description
    unit = found.quantity.unit
    estimate = Flat(EstimatePart(found.estimate))
  }

  static let descriptions = ["formula": "of coefficients"]
}

/// A reason to doubt the result.
struct WarningPart: RecordPart {
  let code: WarningCode
  let severity: FitWarning.Severity
  let message, hint: String

  init(_ warning: FitWarning) {
    code = WarningCode(name: warning.code.rawValue)
    severity = warning.severity
    message = warning.message
    hint = warning.hint
  }

  static let descriptions = [
    "code": "stable name of the warning", "severity": "a note may be what is meant; a warning rarely is",
    "message": "the cause", "hint": "the remedy",
  ]
}

/// The code of a warning; a file of another version may have others than ours.
struct WarningCode: JSONOwnLeaf, Sendable, Hashable {
  let name: String
  var code: FitWarning.Code? { FitWarning.Code(rawValue: name) }

  init(name: String) { self.name = name }

  var json: JSONValue { .string(name) }
  init?(json: JSONValue) { if case .string(let name) = json { self.name = name } else { return nil } }
  static var schema: JSONValue { ["enum": .array(FitWarning.Code.allCases.map { .string($0.rawValue) })] }
  static var sample: WarningCode { WarningCode(name: "") }
  static var noun: String { "text" }
}

/// What was decided about the data that nobody had written down.
public struct ReadingPart: RecordPart {
  let kind: Reading.Kind
  let column: String?
  let taken, reason: String
  let flag: String?

  public init(_ reading: Reading) {
    (kind, column, flag) = (reading.kind, reading.column, reading.flag)
    (taken, reason) = (reading.sentence, reading.reason)
  }

  public static let descriptions = [
    "kind": "what it is about", "column": "that it is about; null for the whole table",
    "taken": "what was taken for what",
    "reason": "what says so", "flag": "that says otherwise; null where there is none",
  ]
}

extension ReadingPart {
  public var json: JSONValue { RecordEncoder.json(self) }
}

extension Reading.Kind: JSONWord {}

/// What a condition did.
struct FilterPart: RecordPart {
  let condition: String
  let kept, excluded, undecided: Int

  init(_ filter: Filter) {
    condition = filter.condition
    kept = filter.kept
    excluded = filter.excluded
    undecided = filter.undecided
  }

  static let descriptions = [
    "condition": "as it was written", "kept": "rows that meet it", "excluded": "rows that do not",
    "undecided": "rows left out because a value is missing",
  ]
}

extension [Filter] {
  /// All conditions as one; `nil` when there is none.
  var joined: String? {
    isEmpty ? nil : count == 1 ? self[0].condition : map { "(\($0.condition))" }.joined(separator: " and ")
  }
}

/// A law.
struct LawPart: RecordPart {
  let id: String?
  let formula, asGiven: String
  let source: String?

  init(_ fit: Fit) {
    id = fit.law.law.id
    formula = fit.law.formula.description
    asGiven = (fit.effect?.formula ?? fit.law.law.formula).description
    source = fit.law.law.source
  }

  static let descriptions = [
    "id": "name in the catalogue; null for a law of one's own", "formula": "what was fitted",
    "asGiven": "the formula before groups got intercepts of their own", "source": "paper and equation",
  ]
}

/// The law of a fit, in short.
struct LawReference: RecordPart {
  let id: String?
  let formula: String

  init(id: String?, formula: String) {
    self.id = id
    self.formula = formula
  }

  init(_ fit: SavedFit) { self.init(id: fit.law, formula: fit.formula.description) }

  static let descriptions = ["id": "name in the catalogue; null for a law of one's own", "formula": "what was fitted"]
}

/// A variable outside the rows of the fit.
struct ExtrapolationPart: RecordPart {
  enum Unit: String, JSONWord { case decades, ranges }

  let variable: String
  let distance: Double?
  let unit: Unit

  init(_ found: Extrapolation) {
    variable = found.variable
    distance = found.distance
    unit = found.isDecades ? .decades : .ranges
  }

  static let descriptions = [
    "variable": "name of the variable", "distance": "how far outside the rows",
    "unit": "factors of ten, or times the range of the rows",
  ]
}

/// Name of a column, or of several; a single one stands without an array.
struct ColumnNames: JSONOwnLeaf, Sendable, Hashable {
  let names: [String]

  init?(_ names: [String]) {
    if names.isEmpty { return nil }
    self.names = names
  }

  var json: JSONValue { names.count > 1 ? names.json : JSONValue(names.first) }

  init?(json: JSONValue) {
    if case .string(let name) = json {
      names = [name]
    } else if let names = [String](json: json) {
      self.names = names
    } else {
      return nil
    }
  }

  private init() { names = [] }

  static var schema: JSONValue { ["type": ["string", "array"], "items": ["type": "string"]] }
  static var sample: ColumnNames { ColumnNames() }
  static var noun: String { "name of a column" }
}

/// Least and greatest; `null` where there is none.
struct Ends: JSONOwnLeaf, Sendable, Hashable {
  let low, high: Double?

  init(_ low: Double?, _ high: Double?) {
    self.low = low
    self.high = high
  }

  init(_ range: ClosedRange<Double>) { self.init(range.lowerBound, range.upperBound) }

  var json: JSONValue { [low.json, high.json] }

  init?(json: JSONValue) {
    guard let ends = [Double?](json: json), ends.count == 2 else { return nil }
    (low, high) = (ends[0], ends[1])
  }

  static var schema: JSONValue { ["type": "array", "items": Double?.schema, "minItems": 2, "maxItems": 2] }
  static var sample: Ends { Ends(nil, nil) }
  static var noun: String { "pair of numbers" }
}

/// The value of a variable at a point: a number, or a text where the law compares it with text.
enum PointValue: JSONOwnLeaf, Sendable, Hashable {
  case number(Double?)
  case text(String)

  var json: JSONValue {
    switch self {
    case .number(let value): value.json
    case .text(let text): .string(text)
    }
  }

  init?(json: JSONValue) {
    if case .string(let text) = json {
      self = .text(text)
    } else if let value = Double?(json: json) {
      self = .number(value)
    } else {
      return nil
    }
  }

  static var schema: JSONValue { ["type": ["number", "string", "null"]] }
  static var sample: PointValue { .number(nil) }
  static var noun: String { "number or text" }
}

extension Matrix {
  /// Row by row.
  var recorded: [[Double?]] { (0..<rows).map { row in (0..<columns).map { self[row, $0] } } }
}

extension ResidualScale: JSONWord {}
extension FitWarning.Severity: JSONWord {}
extension HypothesisTest.Method: JSONWord {}
extension Convergence.SearchEnd: JSONWord {}
