extension Expression {
  /// What a symbol is multiplied by in the one product that holds it.
  ///
  /// For `A` in `(A * N^-alpha + B * D^-beta)^g` this is `N^-alpha`.
  ///
  /// - Returns: `nil` when the symbol stands in several places, or in no product.
  public func cofactor(of name: String) -> Expression? {
    guard let symbol = nodes.firstIndex(of: .symbol(name)) else { return nil }
    var top = symbol
    while let user = onlyUser(of: top), case .binary(let operation, let a, let b) = nodes[user], a != b,
      operation == .multiply || (operation == .divide && Int(a) == top)
    {
      top = user
    }
    guard top != symbol else { return nil }
    var graph = Graph()
    var place: [Int32] = []
    for node in nodes[...top] { place.append(graph.insert(node.renumbered(place))) }
    return Expression(graph, root: place[top]).substituting([name: 1]).simplified
  }

  /// The node that has this one as an operand, if there is just one.
  private func onlyUser(of id: Int) -> Int? {
    let users = nodes.indices.filter { user in
      let (a, b) = nodes[user].operands
      return a.map(Int.init) == id || b.map(Int.init) == id
    }
    return users.count == 1 ? users[0] : nil
  }
}
