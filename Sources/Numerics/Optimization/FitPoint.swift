/// A point of the parameter space with all that is known there, in memory of its own.
final class FitPoint {
  let theta: Doubles
  let values: Doubles
  let jacobian: Doubles
  let residuals: Doubles
  /// w ψ(r)
  let psi: Doubles
  /// w ψ'(r)
  let curvature: Doubles
  /// F; infinite where the model or its derivatives are not finite.
  var objective = Double.infinity
  private let memory: Doubles

  init(rows n: Int, parameters p: Int) {
    memory = .allocate(capacity: p + 4 * n + n * p + 1)
    memory.initialize(repeating: 0, count: p + 4 * n + n * p + 1)
    theta = memory
    values = theta + p
    residuals = values + n
    psi = residuals + n
    curvature = psi + n
    jacobian = curvature + n
  }

  func copy(_ other: FitPoint, rows n: Int, parameters p: Int) {
    memory.update(from: other.memory, count: p + 4 * n + n * p)
    objective = other.objective
  }

  deinit { memory.deallocate() }
}
