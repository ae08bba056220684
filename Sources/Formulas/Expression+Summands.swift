extension Expression {
  /// The sum of the numbers that are terms of the whole expression; `nil` where there is none.
  ///
  /// For `2.1 + A * C^-alpha` this is 2.1.
  public var constantSummand: Double? {
    let tidy = simplified
    var sum: Double?
    var work: [(node: Int, sign: Double)] = [(tidy.nodes.count - 1, 1)]
    while let (node, sign) = work.popLast() {
      switch tidy.nodes[node] {
      case .number(let value): sum = (sum ?? 0) + sign * value
      case .binary(.add, let a, let b): work += [(Int(a), sign), (Int(b), sign)]
      case .binary(.subtract, let a, let b): work += [(Int(a), sign), (Int(b), -sign)]
      case .unary(.negate, let a): work.append((Int(a), -sign))
      default: break
      }
    }
    return sum
  }
}
