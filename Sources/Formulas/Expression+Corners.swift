extension Expression {
  /// Expressions whose zeros are corners of this one: `a - b` for `min(a, b)` and `max(a, b)`, `a` for `abs(a)`.
  ///
  /// Comparisons jump where a corner bends; they are none.
  public var corners: [Expression] {
    var graph = Graph()
    var place: [Int32] = []
    for node in nodes { place.append(graph.insert(node.renumbered(place))) }
    func part(_ id: Int32) -> Expression { Expression(graph, root: place[Int(id)]) }
    return nodes.compactMap { node in
      switch node {
      case .unary(.abs, let a): part(a).simplified
      case .binary(.minimum, let a, let b), .binary(.maximum, let a, let b): (part(a) - part(b)).simplified
      default: nil
      }
    }
  }
}
