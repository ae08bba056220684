/// Reads formulas by precedence climbing.
struct Parser {
  /// Levels of parentheses, calls, signs and exponents.
  ///
  /// A level takes a few frames of the stack. What does not recurse is kept out of line, so that these stay small and
  /// the deepest formula fits in half a megabyte.
  static let depthLimit = 200

  static let functionNames = (UnaryOperator.functionNames + ["bend", "max", "min"]).sorted()

  /// What an operand is: a node, or a text literal that waits for a column to be compared with.
  private enum Operand {
    case node(Int32)
    case text(TextLiteral)
  }

  private(set) var graph = Graph()
  private var lexer: Lexer
  private var token: Token
  private var depth = 0
  /// Functions whose arguments are being read, innermost last.
  private var called: [String] = []

  init(_ text: String) throws(FormulaError) {
    lexer = Lexer(text)
    token = try lexer.next()
  }

  /// The whole text as one expression.
  static func expression(_ text: String) throws(FormulaError) -> Expression {
    var parser = try Parser(text)
    let root = try parser.value(.or)
    try parser.expectEnd()
    return Expression(parser.graph, root: root)
  }

  /// The whole text as `left = right`.
  static func formula(_ text: String) throws(FormulaError) -> (left: Expression, right: Expression) {
    var parser = try Parser(text)
    let left = try parser.value(.or)
    guard parser.token.kind == .symbol(.assign) else {
      try parser.refuseMissingOperator()
      throw parser.unexpected("\"=\"", remedy: "a formula reads: left = right")
    }
    try parser.advance()
    let right = try parser.value(.or)
    try parser.expectEnd()
    return (Expression(parser.graph, root: left), Expression(parser.graph, root: right))
  }

  @inline(never)
  private mutating func advance() throws(FormulaError) { token = try lexer.next() }

  @inline(never)
  private func unexpected(_ expected: String, remedy: String? = nil) -> FormulaError {
    .unexpected(lexer.place(token.start), expected: expected, found: lexer.shown(token), remedy: remedy)
  }

  private func expectEnd() throws(FormulaError) {
    if token.kind == .end { return }
    try refuseMissingOperator()
    let isAssignment = token.kind == .symbol(.assign)
    throw unexpected("an operator or the end", remedy: isAssignment ? "write == to compare" : nil)
  }

  /// An operand right after an operand.
  @inline(never)
  private func refuseMissingOperator() throws(FormulaError) {
    switch token.kind {
    case .number, .name, .quotedName, .text, .symbol(.open), .symbol(.not):
      throw .missingOperator(lexer.place(token.start), found: lexer.shown(token))
    default: return
    }
  }

  @inline(never)
  private mutating func descend() throws(FormulaError) {
    depth += 1
    if depth > Self.depthLimit { throw .tooDeep(lexer.place(token.start), limit: Self.depthLimit) }
  }

  /// An expression whose operators bind at least as tightly as `minimum`, as a node.
  private mutating func value(_ minimum: Precedence) throws(FormulaError) -> Int32 {
    try node(operand(minimum))
  }

  @inline(never)
  private func node(_ operand: Operand) throws(FormulaError) -> Int32 {
    switch operand {
    case .node(let id): return id
    case .text(let literal):
      throw .unexpected(
        lexer.place(literal.token.start), expected: "a number", found: "the text \(lexer.shown(literal.token))",
        remedy: "a text can only be compared with a column, as in name == \"value\"")
    }
  }

  private mutating func operand(_ minimum: Precedence) throws(FormulaError) -> Operand {
    var left = try prefix(minimum)
    while case .symbol(let symbol) = token.kind, let (operation, precedence) = Precedence.infix(symbol),
      precedence >= minimum
    {
      try advance()
      if precedence == .comparison {
        left = .node(try comparison(left, operation, try self.operand(.sum)))
        if case .symbol(let next) = token.kind, Precedence.infix(next)?.precedence == .comparison {
          throw .chainedComparison(lexer.place(token.start))
        }
        continue
      }
      let first = try node(left)
      // A power takes a signed exponent and groups to the right; everything else groups to the left.
      if precedence == .power { try descend() }
      let next = precedence == .power ? .sign : Precedence(rawValue: precedence.rawValue + 1) ?? .atom
      left = .node(graph.insert(.binary(operation, first, try value(next))))
      if precedence == .power { depth -= 1 }
    }
    return left
  }

  private mutating func prefix(_ minimum: Precedence) throws(FormulaError) -> Operand {
    guard case .symbol(let sign) = token.kind, sign == .minus || sign == .plus || sign == .not else {
      return try primary()
    }
    if sign == .not, minimum > .not {
      throw unexpected("a number, a name or \"(\"", remedy: "put (not …) in parentheses")
    }
    try descend()
    defer { depth -= 1 }
    try advance()
    let inner = try value(sign == .not ? .not : .sign)
    switch sign {
    case .minus: return .node(graph.insert(.unary(.negate, inner)))
    case .not: return .node(graph.insert(.unary(.not, inner)))
    default: return .node(inner)
    }
  }

  private mutating func primary() throws(FormulaError) -> Operand {
    let start = token.start
    guard token.kind == .symbol(.open) else {
      if let leaf = try leaf() { return leaf }
      return .node(try call(at: start))
    }
    try descend()
    try advance()
    let inner = try operand(.or)
    try close(start)
    depth -= 1
    return inner
  }

  /// A number, a text or a name; nil for a name that is called, with the call still to be read.
  @inline(never)
  private mutating func leaf() throws(FormulaError) -> Operand? {
    let start = token
    switch token.kind {
    case .number(let value):
      try advance()
      return .node(graph.insert(.number(value)))
    case .text(let text):
      try advance()
      return .text(TextLiteral(text, start))
    case .quotedName(let name):
      try advance()
      return .node(graph.insert(.symbol(name)))
    case .name(let name):
      try advance()
      if token.kind == .symbol(.open) {
        called.append(name)
        return nil
      }
      return .node(graph.insert(name == "pi" ? .number(.pi) : .symbol(name)))
    default:
      throw unexpected("a number, a name or \"(\"")
    }
  }

  @inline(never)
  private mutating func close(_ open: Int) throws(FormulaError) {
    guard token.kind == .symbol(.close) else {
      try refuseMissingOperator()
      let opened = lexer.place(open).offset + 1
      let remedy = token.kind == .symbol(.assign) ? "write == to compare" : "the \"(\" at character \(opened) is open"
      throw unexpected("an operator or \")\"", remedy: remedy)
    }
    try advance()
  }

  /// The arguments of the last name of `called`, which stands at `start`.
  private mutating func call(at start: Int) throws(FormulaError) -> Int32 {
    try checkFunction(at: start)
    let open = token.start
    try descend()
    try advance()
    var arguments: [Int32] = []
    if token.kind != .symbol(.close) {
      arguments.append(try value(.or))
      while token.kind == .symbol(.comma) {
        try advance()
        arguments.append(try value(.or))
      }
    }
    try close(open)
    depth -= 1
    return try apply(called.removeLast(), to: arguments, at: start)
  }

  @inline(never)
  private func checkFunction(at start: Int) throws(FormulaError) {
    guard let name = called.last, !Self.functionNames.contains(name) else { return }
    let suggestion = Names.suggestion(for: name, among: Self.functionNames)
    throw .unknownFunction(lexer.place(start), name: name, suggestion: suggestion)
  }

  @inline(never)
  private mutating func apply(_ name: String, to arguments: [Int32], at start: Int) throws(FormulaError) -> Int32 {
    let unary = UnaryOperator(function: name)
    if let unary, arguments.count == 1 { return graph.insert(.unary(unary, arguments[0])) }
    if name == "bend" {
      if arguments.count == 2 { return graph.insert(.binary(.bend, arguments[0], arguments[1])) }
      throw .argumentCount(
        lexer.place(start), function: name, expected: "two arguments", found: arguments.count)
    }
    if unary == nil, arguments.count >= 2 {
      let binary = name == "min" ? BinaryOperator.minimum : .maximum
      return arguments.dropFirst().reduce(arguments[0]) { graph.insert(.binary(binary, $0, $1)) }
    }
    throw .argumentCount(
      lexer.place(start), function: name, expected: unary == nil ? "two or more arguments" : "one argument",
      found: arguments.count)
  }

  @inline(never)
  private mutating func comparison(
    _ left: Operand, _ operation: BinaryOperator, _ right: Operand
  ) throws(FormulaError) -> Int32 {
    guard let comparison = TextComparison.Operator(rawValue: operation.spelling) else { return try node(left) }
    switch (left, right) {
    case (.node(let a), .text(let literal)):
      if case .symbol(let column) = graph.nodes[Int(a)] {
        return graph.insert(.text(TextComparison(column: column, comparison: comparison, literal: literal.text)))
      }
      return try node(right)
    case (.text(let literal), .node(let b)):
      if case .symbol(let column) = graph.nodes[Int(b)] {
        return graph.insert(
          .text(TextComparison(column: column, comparison: comparison.flipped, literal: literal.text)))
      }
      return try node(left)
    default:
      return graph.insert(.binary(operation, try node(left), try node(right)))
    }
  }
}
