/// A smooth function of some parameters that is minimised under constraints, such as a negative log-likelihood.
///
/// An instance has memory of its own and belongs to one thread.
public protocol SmoothObjective: AnyObject {
  /// A domain for each parameter.
  var domains: [Domain] { get }
  /// The unit in which differences matter: a fall by half a unit from the minimum is one standard error.
  ///
  /// 1 for a negative log-likelihood; the residual variance for half a sum of squares whose noise is estimated.
  var unit: Double { get }
  /// Moves to a point.
  ///
  /// - Returns: the function there; NaN or infinite where it is not defined.
  func evaluate(_ point: [Double]) -> Double
  /// Derivatives at the point of the last `evaluate`, where the function is finite.
  func gradient() -> [Double]
  /// Second derivatives at the point of the last `evaluate`: p × p, the whole symmetric matrix.
  func hessian() -> [Double]
}

/// A smooth function of the parameters, with its first and second derivatives at a point.
public struct Jet: Sendable {
  public var value: Double
  /// p values.
  public var gradient: [Double]
  /// p × p, the whole symmetric matrix.
  public var hessian: [Double]

  public init(value: Double, gradient: [Double], hessian: [Double]) {
    self.value = value
    self.gradient = gradient
    self.hessian = hessian
  }
}

/// A quantity that is held at a value while something else is minimised.
public typealias JetFunction = (_ point: [Double]) -> Jet
