/// Two laws, one after the other: what the first says of resources goes into the second.
///
///     score(x) = g(f(x; θ₁); θ₂)
///
/// for example `power-law-floor` for the loss from compute, then `loss-to-score` for the score from the loss. Each step is
/// fitted on its own rows, the second on losses that were measured; they may come from one table or from two.
///
///     let steps = try TwoStepFit(loss, then: score)
///     try steps.predict(["C": 1e24]).mean
///
/// - Source: Gadre et al. 2024 and Bhagia et al. 2024 predict scores in two such steps; neither carries the error of the
///   first into the second.
public struct TwoStepFit: Sendable {
  public let first: Fit
  public let second: Fit
  /// The variable of the second law that the first one's response stands for.
  public let link: String
  /// Both laws as one. A coefficient of the second whose name the first has too ends in `_2`.
  public let formula: Formula

  /// - Parameters:
  ///   - first: what gives the linking variable, such as the loss.
  ///   - second: what follows from it, such as the score.
  ///   - link: the variable of the second law that the first law gives; the first one's response unless given.
  /// - Throws: `.notLinked` where the second law has no such variable.
  public init(_ first: Fit, then second: Fit, through link: String? = nil) throws(FitError) {
    let variables = second.law.columns.map(\.variable).filter { second.law.formula.right.symbols.contains($0) }
    guard let name = link ?? first.law.formula.response, variables.contains(name),
      first.law.formula.response != nil
    else {
      throw .notLinked(response: first.law.formula.left.description, variables: variables)
    }
    self.first = first
    self.second = second
    self.link = name
    let taken = Set(first.law.formula.right.symbols)
    var right = second.law.formula.right.substituting(
      Dictionary(
        uniqueKeysWithValues: second.law.coefficients.filter(taken.contains).map { ($0, .symbol($0 + "_2")) }))
    right = right.substituting([name: first.law.formula.right])
    formula = Formula(left: second.law.formula.left, right: right)
  }

  /// Variables that a point must give: those of the first law, and of the second but for the link.
  public var variables: [String] {
    let own = { (fit: Fit) in
      fit.law.columns.map(\.variable).filter { fit.law.formula.right.symbols.contains($0) }
    }
    return (own(first) + own(second).filter { $0 != link }).uniqued
  }

  /// Whether both steps have a result to trust.
  public var isTrusted: Bool { first.isTrusted && second.isTrusted }

  /// Reasons to doubt either step.
  public var warnings: [FitWarning] { first.warnings + second.warnings }
}
