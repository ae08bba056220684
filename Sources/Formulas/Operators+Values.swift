import VectorMath

/// What the operators do to numbers. The block kernels use the same definitions.
extension UnaryOperator {
  func callAsFunction(_ a: Double) -> Double {
    switch self {
    case .negate: -a
    case .not: Kleene.not(a)
    case .sqrt: a.squareRoot()
    case .abs: a.magnitude
    case .logistic: 1 / (1 + VectorFunction.exp(-a))
    case .normal: NormalIntegral.value(a)
    case .logNormal: NormalIntegral.logarithm(a)
    case .softplus: LogarithmOfOne.plusExp(a)
    case .log1mexp: LogarithmOfOne.minusExp(a)
    default: vectorFunction.map { $0(a) } ?? .nan
    }
  }

  /// The routine of `VectorMath`, for the operators that are one.
  var vectorFunction: VectorFunction? {
    switch self {
    case .log: .log
    case .log2: .log2
    case .log10: .log10
    case .log1p: .log1p
    case .exp: .exp
    case .expm1: .expm1
    case .sin: .sin
    case .cos: .cos
    case .tan: .tan
    case .atan: .atan
    case .tanh: .tanh
    case .erf: .erf
    case .negate, .not, .sqrt, .abs, .logistic, .normal, .logNormal, .softplus, .log1mexp: nil
    }
  }
}

extension BinaryOperator {
  func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: VectorPower.value(a, b)
    case .minimum: Self.minimum(a, b)
    case .maximum: Self.maximum(a, b)
    case .bend: Bend.value(a, b)
    case .equal: Kleene.truth(a == b, a, b)
    case .notEqual: Kleene.truth(a != b, a, b)
    case .less: Kleene.truth(a < b, a, b)
    case .lessOrEqual: Kleene.truth(a <= b, a, b)
    case .greater: Kleene.truth(a > b, a, b)
    case .greaterOrEqual: Kleene.truth(a >= b, a, b)
    case .and: Kleene.and(a, b)
    case .or: Kleene.or(a, b)
    }
  }

  /// NaN when an operand is.
  @inline(__always)
  static func minimum(_ a: Double, _ b: Double) -> Double { a != a || a < b ? a : b }

  @inline(__always)
  static func maximum(_ a: Double, _ b: Double) -> Double { a != a || a > b ? a : b }
}
