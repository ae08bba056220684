/// What it takes to give any function of the coefficients a standard error and an interval: an estimate of what was solved
/// for, the law's coefficients in terms of it, and the variance of its linear combinations.
///
/// A fit has it from its rows (`WaldInference`), a fit that was read from a file from its covariance (`SavedInference`).
protocol DeltaMethod {
  /// Names of what was solved for, θ, and its estimate.
  var parameters: [String] { get }
  var point: [Double] { get }
  /// Names of the law's coefficients, and each as an expression of what was solved for.
  var names: [String] { get }
  var natural: [Expression] { get }
  /// Where coefficients may lie; one that is not named may be any number.
  var domains: [String: ValueRange] { get }
  var level: Double { get }
  /// Covariance of what was solved for.
  var covariance: Matrix { get }
  /// Variance of a linear combination of what was solved for; `nil` where it is not determined.
  func variance(of gradient: [Double]) -> Double?
  /// Degrees of freedom of t for a linear combination; infinite for the normal distribution.
  func degreesOfFreedom(of gradient: [Double]) -> Double
  /// Whether the data determine a function of what was solved for, given its gradient.
  func isDetermined(_ expression: Expression, _ gradient: [Double]) -> Bool
}

extension DeltaMethod {
  /// Coefficients that cannot be negative.
  var positive: Set<String> { Set(domains.filter { $0.value.low >= 0 }.keys) }

  /// Where what was solved for may lie, in the order of `parameters`: a coefficient that was centred has the sign of its coefficient.
  var solvedRanges: [ValueRange] {
    parameters.map { name in
      guard let place = names.firstIndex(of: name), let domain = domains[name] else { return .all }
      if natural[place] == .symbol(name) { return domain }
      let isFree = natural[place].range(where: [:]).low >= 0
      let keepsSign = natural[place].range(where: [name: .positive]).low >= 0
      return domain == .positive && !isFree && keepsSign ? .positive : .all
    }
  }
}
