/// The delta method from a covariance, for a fit that was read from a file.
struct SavedInference: DeltaMethod, Sendable {
  let parameters: [String]
  let point: [Double]
  let names: [String]
  let natural: [Expression]
  let domains: [String: ValueRange]
  let level: Double
  let covariance: Matrix
  /// Infinite for the normal distribution.
  let degreesOfFreedom: Double

  func degreesOfFreedom(of gradient: [Double]) -> Double { degreesOfFreedom }

  func variance(of gradient: [Double]) -> Double? {
    var sum = 0.0
    for column in gradient.indices where gradient[column] != 0 {
      for row in gradient.indices where gradient[row] != 0 {
        sum += gradient[row] * covariance[row, column] * gradient[column]
      }
    }
    return sum.isFinite ? max(sum, 0) : nil
  }

  /// What is not determined has no covariance in the file; its value at one of many solutions tells nothing.
  func isDetermined(_ expression: Expression, _ gradient: [Double]) -> Bool {
    zip(parameters, point).allSatisfy { name, value in value.isFinite || !expression.symbols.contains(name) }
  }
}
