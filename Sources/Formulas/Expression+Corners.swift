import VectorMath

extension Expression {
  /// Expressions whose zeros are corners of this one: `a - b` for `min(a, b)` and `max(a, b)`, `a` for `abs(a)`.
  ///
  /// Comparisons jump where a corner bends; they are none. Logarithms to the bases 2 and 10 are written by the natural one,
  /// so that `log10(x) - log10(tau)` can be solved for tau.
  public var corners: [Expression] {
    var graph = Graph()
    var place: [Int32] = []
    for node in nodes {
      switch node {
      case .unary(.log10, let a): place.append(graph.insertLogarithm(of: place[Int(a)], base: 10))
      case .unary(.log2, let a): place.append(graph.insertLogarithm(of: place[Int(a)], base: 2))
      default: place.append(graph.insert(node.renumbered(place)))
      }
    }
    func part(_ id: Int32) -> Expression { Expression(graph, root: place[Int(id)]) }
    return nodes.compactMap { node in
      switch node {
      case .unary(.abs, let a): (argumentOfLogarithm(a).map { part($0) - 1 } ?? part(a)).simplified
      case .binary(.minimum, let a, let b), .binary(.maximum, let a, let b):
        if nodes[Int(b)] == .number(0), let inner = argumentOfLogarithm(a) {
          (part(inner) - 1).simplified
        } else if nodes[Int(a)] == .number(0), let inner = argumentOfLogarithm(b) {
          (part(inner) - 1).simplified
        } else {
          (part(a) - part(b)).simplified
        }
      default: nil
      }
    }
  }

  /// What a node is the logarithm of, if it is one: that is zero where its argument is one.
  private func argumentOfLogarithm(_ id: Int32) -> Int32? {
    switch nodes[Int(id)] {
    case .unary(.log, let a), .unary(.log2, let a), .unary(.log10, let a): a
    default: nil
    }
  }
}

extension Graph {
  fileprivate mutating func insertLogarithm(of id: Int32, base: Double) -> Int32 {
    let (logarithm, scale) = (insert(.unary(.log, id)), insert(.number(VectorFunction.log(base))))
    return insert(.binary(.divide, logarithm, scale))
  }
}
