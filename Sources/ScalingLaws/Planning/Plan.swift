/// How to spend a budget, or what a loss costs: parameters, tokens and loss, each with its interval.
public struct Plan: Sendable {
  /// A limit that the plan lies on.
  public enum Bound: String, Sendable, Hashable, CaseIterable {
    case mostSize = "the most parameters allowed"
    case mostData = "the most tokens allowed"
    case leastSize = "the fewest parameters that were looked at"
    case leastData = "the fewest tokens that were looked at"

    /// Whether it is the edge of the search and not a limit that was given.
    var isEdge: Bool { self == .leastSize || self == .leastData }
  }

  /// How the optimum was found, and what says that it is one.
  public enum Certificate: Sendable, Hashable {
    case closedForm
    /// The slope of the loss along the budget changes its sign between two neighbouring numbers; other minima were less good.
    case search(otherMinima: Int)
    case bound(Bound)
    /// Parameters or tokens were held.
    case held
  }

  /// In the unit of the cost: what was given, or what is needed.
  public let budget: Estimate
  /// The loss that was asked for; `nil` where a budget was.
  public let target: Double?
  public let parameters: Estimate
  public let tokens: Estimate
  /// The law's mean there.
  public let loss: Estimate
  public let tokensPerParameter: Estimate
  /// Parameters and tokens grow as the budget to these powers, here.
  public let parametersExponent: Estimate
  public let tokensExponent: Estimate
  /// Where a new run would fall; `nil` where the noise is not known.
  public let newRun: Interval?
  public let certificate: Certificate
  /// How far outside the rows of the fit it lies.
  public let extrapolation: [Extrapolation]
}
