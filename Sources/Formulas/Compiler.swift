/// Turns expression graphs into the code of a `Program`.
struct Compiler {
  private let variablePlaces: [String: Int]
  private let parameterPlaces: [String: Int]

  private(set) var scalars: [Double]
  private(set) var scalarCode: [ScalarInstruction] = []
  private(set) var usedVariables: [Int] = []
  private(set) var columnCount = 0
  private(set) var columnCode: [Instruction] = []
  private(set) var logarithmColumns: [Int] = []
  private(set) var registers = RegisterFile()
  private(set) var rowCode: [Instruction] = []
  private(set) var outputs: [Location] = []

  /// What each node of the graph depends on.
  private var levels: [Level] = []
  private var locations: [Location] = []

  private struct Level: OptionSet {
    let rawValue: UInt8
    static let columns = Level(rawValue: 1)
    static let parameters = Level(rawValue: 2)
  }

  init(variables: [String], parameters: [String]) {
    variablePlaces = Dictionary(zip(variables, variables.indices), uniquingKeysWith: { first, _ in first })
    parameterPlaces = Dictionary(zip(parameters, parameters.indices), uniquingKeysWith: { first, _ in first })
    scalars = [Double](repeating: .nan, count: parameters.count)
  }

  mutating func compile(_ expressions: [Expression]) throws(FormulaError) {
    for expression in expressions { try checkNames(expression) }
    var shared = Graph()
    let roots = expressions.map { shared.simplify($0, invertingPowers: true) }
    var lowered = Graph()
    let places = lowered.insertLowered(shared.nodes, needed: Self.needed(shared.nodes, roots))
    let targets = roots.map { Int(places[Int($0)]) }
    let nodes = lowered.nodes
    let needed = Self.needed(nodes, targets.map { Int32($0) })
    classify(nodes)
    hoistVariables(nodes, needed)
    emit(nodes, needed, targets)
    outputs = targets.map { locations[$0] }
  }

  /// Which nodes the roots need.
  private static func needed(_ nodes: [Node], _ roots: [Int32]) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    for root in roots { needed[Int(root)] = true }
    for id in nodes.indices.reversed() where needed[id] {
      let (a, b) = nodes[id].operands
      if let a { needed[Int(a)] = true }
      if let b { needed[Int(b)] = true }
    }
    return needed
  }

  /// Every symbol has to be known, also one that simplification would drop.
  private func checkNames(_ expression: Expression) throws(FormulaError) {
    for name in expression.nodes.compactMap(\.suppliedName) {
      if variablePlaces[name] != nil || parameterPlaces[name] != nil { continue }
      let known = (Array(variablePlaces.keys) + Array(parameterPlaces.keys)).sorted()
      throw .unknownSymbol(name: name, suggestion: Names.suggestion(for: name, among: known))
    }
  }

  private mutating func classify(_ nodes: [Node]) {
    for node in nodes {
      if let name = node.suppliedName {
        levels.append(variablePlaces[name] != nil ? .columns : .parameters)
      } else {
        let (a, b) = node.operands
        levels.append((a.map { levels[Int($0)] } ?? []).union(b.map { levels[Int($0)] } ?? []))
      }
    }
  }

  /// Gives the variables that are used the first columns.
  private mutating func hoistVariables(_ nodes: [Node], _ needed: [Bool]) {
    locations = [Location](repeating: .scalar(-1), count: nodes.count)
    for (id, node) in nodes.enumerated() where needed[id] {
      guard let name = node.suppliedName else { continue }
      if let place = variablePlaces[name] {
        locations[id] = .column(usedVariables.count)
        usedVariables.append(place)
      } else if let place = parameterPlaces[name] {
        locations[id] = .scalar(place)
      }
    }
    columnCount = usedVariables.count
  }

  private mutating func emit(_ nodes: [Node], _ needed: [Bool], _ targets: [Int]) {
    var outputOf: [Int: Int] = [:]
    for (output, target) in targets.enumerated() where outputOf[target] == nil { outputOf[target] = output }
    let lastUses = lastUses(nodes, needed)
    for (id, node) in nodes.enumerated() where needed[id] && node.suppliedName == nil {
      if levels[id] == [] {
        emitConstant(id, node)
      } else if levels[id] == .parameters {
        emitScalar(id, node)
      } else if levels[id] == .columns {
        let column = Location.column(columnCount)
        columnCount += 1
        columnCode.append(instruction(node, target: column, powers: false))
        locations[id] = column
      } else {
        let target = outputOf[id].map { Location.output($0) } ?? .register(registers.take())
        rowCode.append(instruction(node, target: target, powers: true))
        locations[id] = target
        // The target is taken before the operands are given back: a kernel never writes over what it reads.
        for operand in lastUses[id] { registers.giveBack(locations[operand]) }
      }
    }
  }

  /// For each node, the operands that no later node uses.
  private func lastUses(_ nodes: [Node], _ needed: [Bool]) -> [[Int]] {
    var seen = [Bool](repeating: false, count: nodes.count)
    var uses = [[Int]](repeating: [], count: nodes.count)
    for id in nodes.indices.reversed() where needed[id] {
      let (a, b) = nodes[id].operands
      for operand in [a, b].compactMap({ $0.map { Int($0) } }) where !seen[operand] {
        seen[operand] = true
        uses[id].append(operand)
      }
    }
    return uses
  }

  private mutating func emitConstant(_ id: Int, _ node: Node) {
    func value(_ operand: Int32) -> Double { scalars[slot(operand)] }
    switch node {
    case .number(let number): scalars.append(number)
    case .unary(let operation, let a): scalars.append(operation(value(a)))
    case .binary(let operation, let a, let b): scalars.append(operation(value(a), value(b)))
    case .symbol, .text: return
    }
    locations[id] = .scalar(scalars.count - 1)
  }

  private mutating func emitScalar(_ id: Int, _ node: Node) {
    let target = scalars.count
    scalars.append(.nan)
    locations[id] = .scalar(target)
    switch node {
    case .unary(let operation, let a):
      let place = slot(a)
      scalarCode.append(
        ScalarInstruction(operation: .unary(operation), first: place, second: place, target: target))
    case .binary(let operation, let a, let b):
      scalarCode.append(
        ScalarInstruction(operation: .binary(operation), first: slot(a), second: slot(b), target: target))
    default: return
    }
  }

  private func slot(_ id: Int32) -> Int {
    if case .scalar(let slot) = locations[Int(id)] { return slot }
    preconditionFailure("a scalar has an operand that varies by row")
  }

  private mutating func instruction(_ node: Node, target: Location, powers: Bool) -> Instruction {
    switch node {
    case .unary(let operation, let a):
      let first = locations[Int(a)]
      return Instruction(operation: .unary(operation), first: first, second: first, target: target)
    case .binary(let operation, let a, let b):
      let (first, second) = (locations[Int(a)], locations[Int(b)])
      if powers, operation == .power, case .column(let column) = first, case .scalar = second {
        let pair = logarithmPair(column)
        return Instruction(operation: .columnPower(pair), first: first, second: second, target: target)
      }
      return Instruction(operation: .binary(operation), first: first, second: second, target: target)
    case .number, .symbol, .text:
      preconditionFailure("a leaf is not computed")
    }
  }

  private mutating func logarithmPair(_ column: Int) -> Int {
    if let pair = logarithmColumns.firstIndex(of: column) { return pair }
    logarithmColumns.append(column)
    return logarithmColumns.count - 1
  }
}

/// Blocks of rows that hold intermediate results, used again as soon as they are free.
struct RegisterFile {
  private(set) var count = 0
  private var free: [Int] = []

  mutating func take() -> Int {
    if let last = free.popLast() { return last }
    count += 1
    return count - 1
  }

  /// Frees the register, if the location is one.
  mutating func giveBack(_ location: Location) {
    if case .register(let register) = location { free.append(register) }
  }
}
