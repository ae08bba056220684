/// What a coefficient is to the columns that it is compared with, so that its size follows from theirs.
package enum ShapeRole: Hashable, Sendable {
  /// `c` in `x - c`: somewhere among the values of the column.
  case place(among: Expression)
  /// `w` in `f((x - c)/w)` or `f(x/w)`: between the spacing of the values and their range.
  case width(of: Expression)
  /// `k` in `f(k*(x - c))`, or in a bounded function of `k*x`: one over a width.
  case steepness(of: Expression)
  /// `w` in `sin(factor*x/w)`: a period, times `factor/2π`.
  case period(of: Expression, factor: Double)
  /// `k` in `sin(factor*k*x)`: a frequency, times `2π/factor`.
  case frequency(of: Expression, factor: Double)
}

extension Expression {
  /// The roles of coefficients that say where, how wide or how fast the expression bends.
  ///
  /// They are read off the formula: a coefficient is a width where a part of it depends on nothing but that coefficient and
  /// one difference or column, and does not change when both grow by one factor.
  ///
  /// - Parameters:
  ///   - names: coefficients to look at.
  ///   - columns: symbols that have a value in each row.
  package func shapeRoles(of names: [String], columns: [String]) -> [String: ShapeRole] {
    ShapeReader(self, names: Set(names), columns: Set(columns)).roles
  }
}

/// Reads the roles off the nodes of one expression.
private struct ShapeReader {
  private let nodes: [Node]
  private let names: Set<String>
  /// Of each node: what it depends on. A difference and a part of columns alone count as one thing each.
  private var leaves: [Set<Leaf>] = []
  /// The columns of each thing, by its node.
  private var columnsOf: [Int: Expression] = [:]
  private(set) var roles: [String: ShapeRole] = [:]

  private enum Leaf: Hashable {
    case coefficient(String)
    /// A part of columns alone.
    case column(Int)
    /// A difference between such a part and a coefficient.
    case difference(Int)
  }

  init(_ expression: Expression, names: Set<String>, columns: Set<String>) {
    nodes = expression.nodes
    self.names = names
    for (id, node) in nodes.enumerated() { leaves.append(leavesOf(id, node, columns)) }
    for id in nodes.indices { read(id) }
  }

  private func part(_ id: Int) -> Expression {
    var graph = Graph()
    var place: [Int32] = []
    for node in nodes[...id] { place.append(graph.insert(node.renumbered(place))) }
    return Expression(graph, root: place[id])
  }

  private mutating func leavesOf(_ id: Int, _ node: Node, _ columns: Set<String>) -> Set<Leaf> {
    switch node {
    case .number: return []
    case .text: return [.column(id)]
    case .symbol(let name): return columns.contains(name) ? [.column(id)] : [.coefficient(name)]
    case .unary, .binary: break
    }
    let operands = [node.operands.first, node.operands.second].compactMap { $0.map(Int.init) }
    let all = operands.reduce(into: Set<Leaf>()) { $0.formUnion(leaves[$1]) }
    let isColumns = !all.isEmpty && all.allSatisfy { if case .column = $0 { true } else { false } }
    if isColumns { return [.column(id)] }
    if case .binary(.subtract, let a, let b) = node {
      for (column, other) in [(Int(a), Int(b)), (Int(b), Int(a))] {
        guard leaves[column] == [.column(column)], case .symbol(let name) = nodes[other], names.contains(name) else {
          continue
        }
        let base = part(column)
        columnsOf[id] = base
        if roles[name] == nil { roles[name] = .place(among: base) }
        return [.difference(id)]
      }
    }
    return all
  }

  /// Where a node depends on one thing and one coefficient: what the coefficient is to it.
  private mutating func read(_ id: Int) {
    guard leaves[id].count == 2 else { return }
    var thing: (node: Int, isDifference: Bool)?
    var name: String?
    for leaf in leaves[id] {
      switch leaf {
      case .coefficient(let found): name = found
      case .column(let node): thing = (node, false)
      case .difference(let node): thing = (node, true)
      }
    }
    guard let name, let thing, names.contains(name), roles[name] == nil else { return }
    let base = columnsOf[thing.node] ?? part(thing.node)
    func value(_ x: Double, _ coefficient: Double) -> Double {
      self.value(of: id, thing.node, is: x, name, is: coefficient)
    }
    let points = [(0.7, 1.3), (1.9, 0.6), (1.2, 1.1)]
    func isUnchanged(_ other: (Double, Double) -> Double) -> Bool {
      points.allSatisfy { x, w in
        let (before, after) = (value(x, w), other(x, w))
        return before.isFinite && (before - after).magnitude <= 1e-9 * before.magnitude
      } && value(0.7, 1.3) != value(1.9, 1.3)
    }
    let isWidth = isUnchanged { value(1.7 * $0, 1.7 * $1) }
    let isRate = !isWidth && isUnchanged { value(1.7 * $0, $1 / 1.7) }
    guard isWidth || isRate else { return }
    let function = boundedFunction(around: id)
    if function?.isPeriodic ?? false, !thing.isDifference {
      let factor = value(1, 1)
      roles[name] = isWidth ? .period(of: base, factor: factor) : .frequency(of: base, factor: factor)
    } else if isWidth {
      roles[name] = .width(of: base)
    } else if thing.isDifference || function != nil {
      roles[name] = .steepness(of: base)
    }
  }

  private func value(of id: Int, _ thing: Int, is x: Double, _ name: String, is coefficient: Double) -> Double {
    var values: [Double] = []
    for (position, node) in nodes[...id].enumerated() {
      if position == thing {
        values.append(x)
        continue
      }
      switch node {
      case .number(let number): values.append(number)
      case .symbol(let symbol): values.append(symbol == name ? coefficient : .nan)
      case .text: values.append(.nan)
      case .unary(let operation, let a): values.append(operation(values[Int(a)]))
      case .binary(let operation, let a, let b): values.append(operation(values[Int(a)], values[Int(b)]))
      }
    }
    return values[id]
  }

  /// The sine, or other bounded function, that takes a node as it is or with its sign turned or something added.
  private func boundedFunction(around id: Int) -> UnaryOperator? {
    for (user, node) in nodes.enumerated() where user > id {
      switch node {
      case .unary(let operation, let a) where Int(a) == id && operation.isBounded: return operation
      case .unary(.negate, let a) where Int(a) == id: if let found = boundedFunction(around: user) { return found }
      case .binary(.add, let a, let b) where Int(a) == id || Int(b) == id,
        .binary(.subtract, let a, let b) where Int(a) == id || Int(b) == id,
        .binary(.multiply, let a, let b) where Int(a) == id || Int(b) == id,
        .binary(.divide, let a, let b) where Int(a) == id || Int(b) == id:
        if let found = boundedFunction(around: user) { return found }
      default: break
      }
    }
    return nil
  }
}

extension UnaryOperator {
  fileprivate var isPeriodic: Bool { self == .sin || self == .cos || self == .tan }
  fileprivate var isBounded: Bool { isPeriodic || self == .logistic || self == .tanh || self == .atan || self == .erf }
}
