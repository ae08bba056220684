extension Norm {
  /// Throws for a constant out of its range, or a scale that the shape does not have.
  func check() throws(OptimizationError) {
    switch shape {
    case .squared, .binomial, .firth: break
    case .huber(let k), .softL1(let k), .cauchy(let k), .tukey(let k):
      try Self.requirePositive(k, "width")
    case .studentT(let degrees):
      if let degrees { try Self.requirePositive(degrees, "degrees of freedom") }
    case .quantile(let tau):
      guard tau > 0, tau < 1 else { throw .badNorm(what: "tau", value: tau, expected: "a number between 0 and 1") }
    }
    try checkScale()
  }

  private func checkScale() throws(OptimizationError) {
    switch (scale, shape) {
    case (.fixed(let value), _): try Self.requirePositive(value, "scale")
    case (.medianAbsoluteDeviation, .huber), (.medianAbsoluteDeviation, .softL1), (.medianAbsoluteDeviation, .cauchy),
      (.medianAbsoluteDeviation, .tukey), (.proposal2, .huber), (.maximumLikelihood, .studentT):
      break
    default: throw .badScale(self)
    }
  }

  private static func requirePositive(_ value: Double, _ what: String) throws(OptimizationError) {
    guard value > 0, value < .infinity else { throw .badNorm(what: what, value: value, expected: "above zero") }
  }
}
