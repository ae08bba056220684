/// A formula's right-hand side, a filter, or any other expression over named symbols.
///
/// It is an immutable graph in which equal subexpressions are one node, so that repeated derivatives and
/// substitutions stay small. Two expressions are equal when they have the same structure: `a + b` is not `b + a`.
///
/// Truth is a number: a comparison is 1, 0, or NaN where an operand is NaN ("undecided"). `and`, `or` and `not` follow
/// Kleene's three-valued logic, in which every number but 0 and NaN is true.
public struct Expression: Hashable, Sendable {
  /// Every node after its operands; the root is the last.
  let nodes: [Node]

  init(_ graph: Graph, root: Int32) { nodes = graph.reachable(from: root) }

  /// Reads an expression.
  ///
  ///     try Expression(parsing: "beta / (alpha + beta)")
  ///     try Expression(parsing: "N > 1e8 and reasoning == \"no\"")
  ///
  /// Numbers may carry `k`, `M`, `B` or `T`; `2024-07-18` is a decimal year; names with spaces stand in backticks.
  ///
  /// - Throws: `FormulaError` with the place in the text.
  public init(parsing text: String) throws(FormulaError) { self = try Parser.expression(text) }

  /// A column, a coefficient, or any other named quantity.
  public static func symbol(_ name: String) -> Expression { leaf(.symbol(name)) }

  /// A constant.
  public init(_ value: Double) { self = Self.leaf(.number(value)) }

  private static func leaf(_ node: Node) -> Expression {
    var graph = Graph()
    let root = graph.insert(node)
    return Expression(graph, root: root)
  }

  /// The numeric symbols, in order of first appearance. Columns of `textComparisons` are not among them.
  public var symbols: [String] {
    nodes.compactMap { if case .symbol(let name) = $0 { name } else { nil } }
  }

  /// The comparisons of columns with text, in order of first appearance.
  public var textComparisons: [TextComparison] {
    nodes.compactMap { if case .text(let comparison) = $0 { comparison } else { nil } }
  }

  /// Whether the value is a truth value: a comparison, or a combination of such by `and`, `or`, `not`.
  public var isPredicate: Bool {
    switch nodes.last {
    case .text, .unary(.not, _): true
    case .binary(let operation, _, _): operation.isLogical
    default: false
    }
  }

  /// The constant that the whole expression is, if it is one.
  public var constant: Double? {
    if nodes.count == 1, case .number(let value) = nodes[0] { return value }
    return nil
  }

  /// The same expression with symbols replaced, all at once; a comparison with text by its `description`.
  public func substituting(_ replacements: [String: Expression]) -> Expression {
    var graph = Graph()
    var place: [Int32] = []
    for node in nodes {
      if let name = node.suppliedName, let replacement = replacements[name] {
        place.append(graph.insert(allOf: replacement))
      } else {
        place.append(graph.insert(node.renumbered(place)))
      }
    }
    return Expression(graph, root: place.last ?? 0)
  }

  /// The value where every symbol has one number.
  ///
  /// The truth of a text comparison is supplied under its `description`. Nothing traps: NaN and infinity flow through.
  ///
  /// - Throws: `.unknownSymbol` naming a symbol that has no value.
  public func value(_ bindings: [String: Double] = [:]) throws(FormulaError) -> Double {
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      switch node {
      case .number(let value): values.append(value)
      case .symbol, .text: values.append(try Self.lookUp(node.suppliedName ?? "", in: bindings))
      case .unary(let operation, let a): values.append(operation(values[Int(a)]))
      case .binary(let operation, let a, let b): values.append(operation(values[Int(a)], values[Int(b)]))
      }
    }
    return values.last ?? .nan
  }

  static func lookUp<Value>(_ name: String, in values: [String: Value]) throws(FormulaError) -> Value {
    if let value = values[name] { return value }
    throw .unknownSymbol(name: name, suggestion: Names.suggestion(for: name, among: values.keys.sorted()))
  }
}
