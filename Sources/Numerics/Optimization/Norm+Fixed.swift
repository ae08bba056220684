extension Norm {
  /// The norm at a scale, as the solver takes it.
  func fixed(scale s: Double, degreesOfFreedom: Double?) -> FixedNorm {
    switch shape {
    case .squared, .quantile: .squared
    case .huber(let k): .huber(k * s)
    case .softL1(let k): .softL1(k * s)
    case .cauchy(let k): .cauchy(k * s)
    case .tukey(let k): .tukey(k * s)
    case .studentT(let given): .cauchy(s * (given ?? degreesOfFreedom ?? 5).squareRoot())
    }
  }
}
