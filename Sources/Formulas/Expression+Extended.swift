import VectorMath

extension Expression {
  /// A column of the expression to about 32 digits, where the columns are taken as exact.
  ///
  /// Sums, differences, products, quotients, whole powers and square roots are carried as pairs. Any other function is
  /// the double function of the high part, with the first-order correction for the low part: about 16 digits. It
  /// serves the design matrix of a linear fit, whose digits limit those of the coefficients.
  ///
  /// - Shape: `rowCount` high parts and as many low parts; `nil` where every low part is zero. The low part is 0 where the value is
  ///   not finite.
  /// - Throws: `.unknownSymbol` for a symbol without a column, `.columnLength` for a column of another length.
  public func extendedColumn(
    variables: [String: [Double]], rowCount: Int
  ) throws(FormulaError) -> (high: [Double], low: [Double]?) {
    var columns: [[Double]] = []
    for node in nodes {
      guard let name = node.suppliedName else {
        columns.append([])
        continue
      }
      let column = try Self.lookUp(name, in: variables)
      if column.count != rowCount { throw .columnLength(name: name, expected: rowCount, found: column.count) }
      columns.append(column)
    }
    // A number or a column as it is.
    if nodes.count == 1 {
      if case .number(let value) = nodes[0] { return ([Double](repeating: value, count: rowCount), nil) }
      return (columns[0], nil)
    }
    var high: [Double] = []
    var low: [Double] = []
    high.reserveCapacity(rowCount)
    var values = [DoubleDouble](repeating: DoubleDouble(0), count: nodes.count)
    for row in 0..<rowCount {
      for (id, node) in nodes.enumerated() { values[id] = value(of: node, columns[id], row, values) }
      let last = values.last ?? DoubleDouble(.nan)
      high.append(last.high)
      // Before the first that is not zero, nothing is kept.
      if last.low != 0 || !low.isEmpty {
        if low.isEmpty { low = [Double](repeating: 0, count: row) }
        low.append(last.low)
      }
    }
    return (high, low.isEmpty ? nil : low)
  }

  private func value(of node: Node, _ column: [Double], _ row: Int, _ values: [DoubleDouble]) -> DoubleDouble {
    switch node {
    case .number(let value): return DoubleDouble(value)
    case .symbol, .text: return DoubleDouble(column[row])
    case .unary(let operation, let a):
      let x = values[Int(a)]
      let result = operation.extended(x)
      return result.isFinite ? result : DoubleDouble(operation(x.high))
    case .binary(let operation, let a, let b):
      let (x, y) = (values[Int(a)], values[Int(b)])
      let result = operation.extended(x, y)
      return result.isFinite ? result : DoubleDouble(operation(x.high, y.high))
    }
  }
}

extension UnaryOperator {
  fileprivate func extended(_ x: DoubleDouble) -> DoubleDouble {
    switch self {
    case .negate: return -x
    case .abs: return x.high < 0 ? -x : x
    case .sqrt: return x.squareRoot()
    case .not: return DoubleDouble(self(x.high))
    default:
      let value = self(x.high)
      return x.low == 0 ? DoubleDouble(value) : DoubleDouble(sumOf: value, and: slope(x.high, value) * x.low)
    }
  }

  /// The derivative at `x`, where the function is `y`.
  private func slope(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .log: 1 / x
    case .log2: 1 / (x * VectorFunction.log(2))
    case .log10: 1 / (x * VectorFunction.log(10))
    case .log1p: 1 / (1 + x)
    case .exp: y
    case .expm1: y + 1
    case .sin: VectorFunction.cos(x)
    case .cos: -VectorFunction.sin(x)
    case .tan: 1 + y * y
    case .atan: 1 / (1 + x * x)
    case .tanh: 1 - y * y
    case .logistic: y * UnaryOperator.logistic(-x)
    case .erf: 2 / Double.pi.squareRoot() * VectorFunction.exp(-x * x)
    case .normal: VectorFunction.exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
    case .logNormal: VectorFunction.exp(-0.5 * x * x - y) / (2 * Double.pi).squareRoot()
    case .softplus: UnaryOperator.logistic(x)
    case .log1mexp: -VectorFunction.exp(x - y)
    case .negate, .not, .abs, .sqrt: 0
    }
  }
}

extension BinaryOperator {
  fileprivate func extended(_ x: DoubleDouble, _ y: DoubleDouble) -> DoubleDouble {
    // The error terms of infinities are NaN.
    guard x.isFinite, y.isFinite else { return DoubleDouble(self(x.high, y.high)) }
    switch self {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide: return x / y
    case .power: return Self.extendedPower(x, y)
    case .minimum: return (x - y).high <= 0 ? x : y
    case .maximum: return (x - y).high >= 0 ? x : y
    case .bend: return Bend.extended(x, y)
    case .and, .or: return DoubleDouble(self(x.high, y.high))
    // Two pairs compare as their difference compares with zero.
    default: return DoubleDouble(self((x - y).high, 0))
    }
  }

  private static func extendedPower(_ x: DoubleDouble, _ y: DoubleDouble) -> DoubleDouble {
    if y.low == 0, y.high == y.high.rounded(), y.high.magnitude <= 1024 { return x.power(Int(y.high)) }
    if y.low == 0, y.high == 0.5 { return x.squareRoot() }
    let value = VectorPower.value(x.high, y.high)
    var correction = 0.0
    if x.low != 0 { correction += value * y.high / x.high * x.low }
    if y.low != 0 { correction += value * VectorFunction.log(x.high) * y.low }
    return DoubleDouble(sumOf: value, and: correction)
  }
}
