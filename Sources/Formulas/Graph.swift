/// Builds expression graphs: equal subexpressions become one node, and operands stand before their users.
struct Graph {
  private(set) var nodes: [Node] = []
  private var places = NodePlaces()

  /// The place of the node, which is added when it is new.
  mutating func insert(_ node: Node) -> Int32 {
    if let place = places.find(node, among: nodes) { return place }
    nodes.append(node)
    places.append(nodes)
    return Int32(nodes.count - 1)
  }

  mutating func number(_ value: Double) -> Int32 { insert(.number(value)) }

  /// Adds all nodes of an expression as they are; the place of its root.
  mutating func insert(allOf expression: Expression) -> Int32 {
    var place: [Int32] = []
    place.reserveCapacity(expression.nodes.count)
    for node in expression.nodes { place.append(insert(node.renumbered(place))) }
    return place.last ?? 0
  }

  /// The value of a node that is a number.
  func value(_ id: Int32) -> Double? {
    if case .number(let value) = nodes[Int(id)] { return value }
    return nil
  }

  /// The nodes that `root` needs, each after its operands, in the order in which its text is read.
  ///
  /// The order depends only on the structure, so equal expressions have equal nodes. A loop with a stack of its own,
  /// because a sum of ten thousand terms is ten thousand levels deep.
  func reachable(from root: Int32) -> [Node] {
    var place = [Int32](repeating: -1, count: nodes.count)
    var result: [Node] = []
    var stack = [root]
    while let id = stack.last {
      if place[Int(id)] >= 0 {
        stack.removeLast()
        continue
      }
      let node = nodes[Int(id)]
      let (first, second) = node.operands
      if let first, place[Int(first)] < 0 {
        stack.append(first)
      } else if let second, place[Int(second)] < 0 {
        stack.append(second)
      } else {
        place[Int(id)] = Int32(result.count)
        result.append(node.renumbered(place))
        stack.removeLast()
      }
    }
    return result
  }
}
