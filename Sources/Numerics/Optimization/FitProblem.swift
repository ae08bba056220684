/// A model, the observations it is compared with, and where its parameters may lie.
///
///     F(θ) = Σ wᵢ ρ(yᵢ - fᵢ(θ)),   θ in its domains
public struct FitProblem: Sendable {
  public let model: any ResidualModel
  /// y: n values.
  public let observed: [Double]
  /// w: n values, zero or more; nil is one for each row. A weight multiplies the norm of its row, as a count would.
  public let weights: [Double]?
  /// A domain for each parameter.
  public let domains: [Domain]

  /// The parameters in which the model is linear while the others are held, f = offset(θ) + Φ(θ) c.
  ///
  /// A fit begins by solving for them. Say none where that is not known; the fit then starts as it is told.
  public let linearParameters: [Int]
  /// Whether the model is linear in its parameters or in some function of each of them alone. A convex norm then has one
  /// minimum. One that is held takes no part.
  public var hasLinearForm: Bool {
    isDeclaredLinear
      || domains.indices.allSatisfy { domains[$0].lower >= domains[$0].upper || linearParameters.contains($0) }
  }
  private let isDeclaredLinear: Bool

  /// A problem; the domains are free unless given.
  ///
  /// - Throws: `.shape` for counts that do not fit each other, `.notFinite` and `.negativeWeight` naming the row,
  ///   `.emptyDomain` naming the parameter.
  public init(
    model: any ResidualModel, observed: [Double], weights: [Double]? = nil, domains: [Domain]? = nil,
    linearParameters: [Int] = [], hasLinearForm: Bool = false
  ) throws(OptimizationError) {
    let domains = domains ?? [Domain](repeating: .free, count: model.parameterCount)
    try Self.check(model.residualCount, "observations", observed.count)
    try Self.check(model.parameterCount, "domains", domains.count)
    if let row = observed.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(what: "observation", index: row)
    }
    if let weights {
      try Self.check(model.residualCount, "weights", weights.count)
      if let row = weights.firstIndex(where: { !$0.isFinite }) { throw .notFinite(what: "weight", index: row) }
      if let row = weights.firstIndex(where: { $0 < 0 }) { throw .negativeWeight(row: row, value: weights[row]) }
    }
    for (index, domain) in domains.enumerated() {
      let isProper = domain.lower <= domain.upper && domain.lower < .infinity && domain.upper > -.infinity
      guard isProper else { throw .emptyDomain(parameter: index, domain) }
    }
    precondition(linearParameters.allSatisfy(domains.indices.contains), "a linear parameter is one of the parameters")
    self.model = model
    self.linearParameters = linearParameters
    isDeclaredLinear = hasLinearForm
    self.observed = observed
    self.weights = weights
    self.domains = domains
  }

  /// The same problem with another model, other observations, weights, domains or linear parameters.
  ///
  /// - Throws: as `init`.
  public func with(
    model: (any ResidualModel)? = nil, observed: [Double]? = nil, weights: [Double]? = nil, domains: [Domain]? = nil,
    linearParameters: [Int]? = nil
  ) throws(OptimizationError) -> FitProblem {
    try FitProblem(
      model: model ?? self.model, observed: observed ?? self.observed, weights: weights ?? self.weights,
      domains: domains ?? self.domains, linearParameters: linearParameters ?? self.linearParameters,
      hasLinearForm: isDeclaredLinear)
  }

  private static func check(_ expected: Int, _ what: String, _ found: Int) throws(OptimizationError) {
    guard expected == found else { throw .shape(what: what, found: found, expected: expected) }
  }
}
