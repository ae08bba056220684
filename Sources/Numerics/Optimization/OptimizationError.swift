/// Why there is no fit at all. A fit that stopped early is not an error: see `Certificate`.
///
/// Rows and parameters are counted from 0 in the values, and from 1 in the message.
public enum OptimizationError: Error, Sendable, Equatable {
  /// A number of values that does not fit the model.
  case shape(what: String, found: Int, expected: Int)
  /// A NaN or an infinity among the observations, weights or start values.
  case notFinite(what: String, index: Int)
  /// A weight below zero.
  case negativeWeight(row: Int, value: Double)
  /// A domain that holds no number.
  case emptyDomain(parameter: Int, Domain)
  /// A constant of the norm that is out of its range.
  case badNorm(what: String, value: Double, expected: String)
  /// A scale that cannot be estimated for this shape.
  case badScale(Norm)
  /// The model, or its derivatives, are not finite at the start. `row` is the first such row.
  case notFiniteAtStart(row: Int, parameters: [Double])
  /// The model was finite at none of the starts.
  case noFiniteStart(tried: Int)
}

extension OptimizationError: CustomStringConvertible {
  /// What was found, where, and what was expected.
  public var description: String {
    switch self {
    case .shape(let what, let found, let expected):
      "there are \(found) \(what), expected \(expected)"
    case .notFinite(let what, let index):
      "\(what) \(index + 1) is not a finite number"
    case .negativeWeight(let row, let value):
      "row \(row + 1) has the weight \(value), expected zero or more"
    case .emptyDomain(let parameter, let domain):
      "parameter \(parameter + 1) has the domain \(domain), which holds no number"
    case .badNorm(let what, let value, let expected):
      "the \(what) of the norm is \(value), expected \(expected)"
    case .badScale(let norm):
      "the scale of the norm \(norm.shape) cannot be estimated by \(norm.scale)"
    case .notFiniteAtStart(let row, let parameters):
      "the model is not finite at row \(row + 1) for the start values \(parameters)"
    case .noFiniteStart(let tried):
      "the model is not finite at any of \(tried) starts"
    }
  }

  /// The smallest fix, where one is known.
  public var hint: String? {
    switch self {
    case .shape: nil
    case .notFinite: "remove the row, or mend the value"
    case .negativeWeight: "give each row a weight of zero or more; a weight of zero leaves the row out"
    case .emptyDomain: "give the lower bound first"
    case .badNorm: nil
    case .badScale: "proposal 2 goes with huber, maximum likelihood with Student's t; give a fixed scale otherwise"
    case .notFiniteAtStart: "start where every row has a value, or remove the row"
    case .noFiniteStart: "give a smaller starting region"
    }
  }
}
