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
  /// Coefficients that cannot be negative.
  var positive: Set<String> { get }
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
