extension Graph {
  /// Whole powers up to this one are done by multiplication.
  private static let largestMultipliedPower = 32.0

  /// Adds the nodes that are needed, with powers by small whole numbers as products and by 0.5 as roots; the new place
  /// of each.
  mutating func insertLowered(_ nodes: [Node], needed: [Bool]) -> [Int32] {
    var place: [Int32] = []
    place.reserveCapacity(nodes.count)
    for (id, node) in nodes.enumerated() {
      if !needed[id] {
        place.append(-1)
      } else if case .binary(.power, let a, let b) = node, case .number(let exponent) = nodes[Int(b)] {
        place.append(lowerPower(place[Int(a)], exponent))
      } else {
        place.append(insert(node.renumbered(place)))
      }
    }
    return place
  }

  private mutating func lowerPower(_ base: Int32, _ exponent: Double) -> Int32 {
    if exponent < 0, exponent.magnitude == 0.5 || isSmallWhole(exponent) {
      return insert(.binary(.divide, number(1), lowerPower(base, -exponent)))
    }
    if exponent == 0.5 { return insert(.unary(.sqrt, base)) }
    guard isSmallWhole(exponent) else { return insert(.binary(.power, base, number(exponent))) }
    var result: Int32?
    var square = base
    var rest = Int(exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result.map { insert(.binary(.multiply, $0, square)) } ?? square }
      rest >>= 1
      if rest > 0 { square = insert(.binary(.multiply, square, square)) }
    }
    return result ?? number(1)
  }

  private func isSmallWhole(_ exponent: Double) -> Bool {
    exponent == exponent.rounded() && exponent.magnitude <= Self.largestMultipliedPower
  }
}
