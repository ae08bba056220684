extension TrustRegion {
  /// The best of several points once the parameters that are not held have been fitted roughly, by least squares.
  ///
  /// - Returns: the first of the points where the model is finite at none.
  package func best(of starts: [[Double]], holding held: [Int]) -> [Double] {
    var best: (objective: Double, parameters: [Double])?
    for start in starts {
      guard (try? begin(at: start)) != nil else { continue }
      fitOthers(than: held)
      if current.objective < best?.objective ?? .infinity { best = (current.objective, currentParameters) }
    }
    return best?.parameters ?? starts[0]
  }

  /// F where some parameters are held at a start and the others are fitted from there.
  ///
  /// - Returns: `nil` where the model is not finite at the start.
  package func objective(from start: [Double], norm: Norm, holding held: [Int]) -> Double? {
    let all = isVaried
    defer { isVaried = all }
    for j in held { isVaried[j] = false }
    guard norm.isLeastSquares else { return try? solve(from: start, norm: norm).objective }
    guard (try? begin(at: start)) != nil else { return nil }
    solveLinearParameters()
    _ = minimize(.squared, usesNewton: false, roughly: Self.stageTolerance)
    return current.objective
  }

  /// So many steps tell whether a start is worth going on from.
  private static let roughSteps = 10

  private func fitOthers(than held: [Int]) {
    let (all, limit) = (isVaried, options.maximumIterations)
    defer { (isVaried, options.maximumIterations) = (all, limit) }
    for j in held { isVaried[j] = false }
    options.maximumIterations = min(limit, Self.roughSteps)
    solveLinearParameters()
    _ = minimize(.squared, usesNewton: false, roughly: Self.stageTolerance)
  }
}
