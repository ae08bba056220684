/// A function of some parameters whose values are compared with observations, row by row.
///
///     rᵢ(θ) = yᵢ - fᵢ(θ)
///
/// A model is a value that threads can share. What it computes with is an evaluator, and each thread makes its own.
public protocol ResidualModel: Sendable {
  /// p, the number of parameters.
  var parameterCount: Int { get }
  /// n, the number of rows.
  var residualCount: Int { get }
  /// A new evaluator with scratch memory of its own.
  func makeEvaluator() -> any ModelEvaluator
}

/// What computes the values and derivatives of a model, for one thread, without allocating.
public protocol ModelEvaluator: AnyObject {
  /// Computes the values f and the Jacobian J at some parameters.
  ///
  /// A value that does not exist is NaN or infinite; the solver then takes a shorter step.
  ///
  /// - Shape: `parameters` p; `values` n; `jacobian` n × p column by column, element (i, j) = ∂fᵢ/∂θⱼ.
  func evaluate(
    _ parameters: UnsafePointer<Double>, values: UnsafeMutablePointer<Double>, jacobian: UnsafeMutablePointer<Double>)

  /// Computes the weighted sum of second derivatives Σ cᵢ ∂²fᵢ/∂θ∂θᵀ at the parameters of the last `evaluate`.
  ///
  /// With it the last steps are full Newton steps. Without it the solver takes differences of Jacobians where it needs
  /// them, p evaluations each time.
  ///
  /// - Shape: `coefficients` n; `sum` p × p, the whole symmetric matrix.
  /// - Returns: false where the model has no second derivatives; `sum` is then left alone. This is the default.
  func sumSecondDerivatives(
    coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
  ) -> Bool
}

extension ModelEvaluator {
  public func sumSecondDerivatives(
    coefficients: UnsafePointer<Double>, into sum: UnsafeMutablePointer<Double>
  ) -> Bool { false }
}
