extension Norm {
  /// Whether the solver minimises it by Newton steps at a known width.
  var isSmooth: Bool {
    switch shape {
    case .squared, .binomial, .firth, .huber, .softL1, .cauchy, .tukey: true
    case .studentT, .quantile: false
    }
  }

  /// The norm at a scale, as the solver takes it.
  func fixed(scale s: Double, degreesOfFreedom: Double?) -> FixedNorm {
    switch shape {
    case .squared, .binomial, .firth, .quantile: .squared
    case .huber(let k): .huber(k * s)
    case .softL1(let k): .softL1(k * s)
    case .cauchy(let k): .cauchy(k * s)
    case .tukey(let k): .tukey(k * s)
    case .studentT(let given): .cauchy(s * (given ?? degreesOfFreedom ?? 5).squareRoot())
    }
  }
}
