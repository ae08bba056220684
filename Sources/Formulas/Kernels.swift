import VectorMath

/// An operand of a kernel: one number for all rows, or a number for each.
enum Operand {
  case number(Double)
  case block(UnsafePointer<Double>)
}

/// The loops over rows. A target never overlaps an operand, so that the loops vectorise.
enum Kernels {
  static func run(
    _ operation: Instruction.Operation, _ a: Operand, _ b: Operand, into target: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    switch operation {
    case .unary(let operation): run(operation, a, into: target, count: count)
    case .binary(let operation): run(operation, a, b, into: target, count: count)
    case .columnPower: power(a, b, into: target, count: count)
    }
  }

  static func copy(_ a: Operand, into target: UnsafeMutablePointer<Double>, count: Int) {
    switch a {
    case .number(let value): target.update(repeating: value, count: count)
    case .block(let source): target.update(from: source, count: count)
    }
  }

  private static func run(
    _ operation: UnaryOperator, _ a: Operand, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch operation {
    case .negate: each(a, target, count) { -$0 }
    case .not: each(a, target, count) { Kleene.not($0) }
    case .sqrt: each(a, target, count) { $0.squareRoot() }
    case .abs: each(a, target, count) { $0.magnitude }
    case .logistic:
      each(a, target, count) { -$0 }
      VectorFunction.exp.apply(target, into: target, count: count)
      for row in 0..<count { target[row] = 1 / (1 + target[row]) }
    case .normal: each(a, target, count) { NormalIntegral.value($0) }
    case .logNormal: each(a, target, count) { NormalIntegral.logarithm($0) }
    case .softplus: each(a, target, count) { LogarithmOfOne.plusExp($0) }
    case .log1mexp: each(a, target, count) { LogarithmOfOne.minusExp($0) }
    default:
      guard let function = operation.vectorFunction else { return }
      switch a {
      case .block(let source): function.apply(source, into: target, count: count)
      case .number(let value): target.update(repeating: function(value), count: count)
      }
    }
  }

  private static func run(
    _ operation: BinaryOperator, _ a: Operand, _ b: Operand, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch operation {
    case .add: arithmetic(.add, a, b, into: target, count: count)
    case .subtract: arithmetic(.subtract, a, b, into: target, count: count)
    case .multiply: arithmetic(.multiply, a, b, into: target, count: count)
    case .divide: arithmetic(.divide, a, b, into: target, count: count)
    case .power: power(a, b, into: target, count: count)
    case .minimum: each(a, b, target, count) { BinaryOperator.minimum($0, $1) }
    case .maximum: each(a, b, target, count) { BinaryOperator.maximum($0, $1) }
    case .bend: each(a, b, target, count) { Bend.value($0, $1) }
    case .equal: each(a, b, target, count) { Kleene.truth($0 == $1, $0, $1) }
    case .notEqual: each(a, b, target, count) { Kleene.truth($0 != $1, $0, $1) }
    case .less: each(a, b, target, count) { Kleene.truth($0 < $1, $0, $1) }
    case .lessOrEqual: each(a, b, target, count) { Kleene.truth($0 <= $1, $0, $1) }
    case .greater: each(a, b, target, count) { Kleene.truth($0 > $1, $0, $1) }
    case .greaterOrEqual: each(a, b, target, count) { Kleene.truth($0 >= $1, $0, $1) }
    case .and: each(a, b, target, count) { Kleene.and($0, $1) }
    case .or: each(a, b, target, count) { Kleene.or($0, $1) }
    }
  }

  @inline(__always)
  private static func arithmetic(
    _ operation: VectorArithmetic, _ a: Operand, _ b: Operand, into target: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch (a, b) {
    case (.block(let x), .block(let y)): operation.apply(x, y, into: target, count: count)
    case (.block(let x), .number(let y)): operation.apply(x, y, into: target, count: count)
    case (.number(let x), .block(let y)): operation.apply(x, y, into: target, count: count)
    case (.number(let x), .number(let y)): target.update(repeating: operation(x, y), count: count)
    }
  }

  /// A power needs both operands as blocks; a number is spread over the target first.
  private static func power(_ a: Operand, _ b: Operand, into target: UnsafeMutablePointer<Double>, count: Int) {
    switch (a, b) {
    case (.block(let base), .block(let exponent)):
      VectorPower.apply(base, exponent, into: target, count: count)
    case (.number, .block(let exponent)):
      copy(a, into: target, count: count)
      VectorPower.apply(target, exponent, into: target, count: count)
    case (.block(let base), .number):
      copy(b, into: target, count: count)
      VectorPower.apply(base, target, into: target, count: count)
    case (.number(let base), .number(let exponent)):
      target.update(repeating: VectorPower.value(base, exponent), count: count)
    }
  }

  @inline(__always)
  private static func each(
    _ a: Operand, _ target: UnsafeMutablePointer<Double>, _ count: Int, _ function: (Double) -> Double
  ) {
    switch a {
    case .number(let value): target.update(repeating: function(value), count: count)
    case .block(let source): for row in 0..<count { target[row] = function(source[row]) }
    }
  }

  @inline(__always)
  private static func each(
    _ a: Operand, _ b: Operand, _ target: UnsafeMutablePointer<Double>, _ count: Int,
    _ function: (Double, Double) -> Double
  ) {
    switch (a, b) {
    case (.block(let x), .block(let y)): for row in 0..<count { target[row] = function(x[row], y[row]) }
    case (.block(let x), .number(let y)): for row in 0..<count { target[row] = function(x[row], y) }
    case (.number(let x), .block(let y)): for row in 0..<count { target[row] = function(x, y[row]) }
    case (.number(let x), .number(let y)): target.update(repeating: function(x, y), count: count)
    }
  }
}
