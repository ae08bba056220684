import Optimization

/// ψ and ψ' of a norm at its scale, in the unit of the residuals: ψ'(0) = 1.
struct Influence {
  private let shape: Norm.Shape
  /// Where the norm bends, in the unit of the residuals.
  private let width: Double

  init?(_ norm: Norm, scale: Double, degreesOfFreedom: Double?) {
    switch norm.shape {
    case .squared, .quantile, .binomial, .firth: return nil
    case .huber(let k), .softL1(let k), .cauchy(let k), .tukey(let k): width = k * scale
    // Student's t is Cauchy's norm of the width s √ν, up to a factor, which cancels in the variance.
    case .studentT(let given): width = scale * (given ?? degreesOfFreedom ?? 5).squareRoot()
    }
    shape = norm.shape
  }

  /// ψ(r) / r.
  func weight(_ r: Double) -> Double {
    let v = (r / width).squared
    return switch shape {
    case .squared, .quantile, .binomial, .firth: 1
    case .huber: r.magnitude <= width ? 1 : width / r.magnitude
    case .softL1: 1 / (1 + v).squareRoot()
    case .cauchy, .studentT: 1 / (1 + v)
    case .tukey: v < 1 ? (1 - v).squared : 0
    }
  }

  /// ψ(r).
  func value(_ r: Double) -> Double { r * weight(r) }

  /// ψ'(r).
  func slope(_ r: Double) -> Double {
    let v = (r / width).squared
    return switch shape {
    case .squared, .quantile, .binomial, .firth: 1
    case .huber: r.magnitude <= width ? 1 : 0
    case .softL1: 1 / ((1 + v) * (1 + v).squareRoot())
    case .cauchy, .studentT: (1 - v) / (1 + v).squared
    case .tukey: v < 1 ? (1 - v) * (1 - 5 * v) : 0
    }
  }
}
