extension Expression {
  /// The log odds of the expression, `log(p / (1 - p))`; those of `logistic(u)` are `u`.
  public var logit: Expression {
    var graph = Graph()
    let root = graph.insert(allOf: simplified)
    if case .unary(.logistic, let inner) = graph.nodes[Int(root)] { return Expression(graph, root: inner) }
    return .log(self / (1 - self))
  }
}
