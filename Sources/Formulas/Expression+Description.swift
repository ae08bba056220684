extension Expression: CustomStringConvertible {
  /// The expression as text that `init(parsing:)` reads back to the same value, with the fewest parentheses.
  ///
  /// Numbers have the fewest digits that give back the same double. A shared subexpression is written out each time;
  /// where that would take more than a million characters, the text says how many nodes there are instead.
  public var description: String {
    if textLength > 1_000_000 { return "(\(nodes.count) nodes)" }
    var text = ""
    var work: [Piece] = [.node(Int32(nodes.count - 1), .or)]
    while let piece = work.popLast() {
      switch piece {
      case .text(let part): text += part
      case .node(let id, let minimum): write(id, minimum, &text, &work)
      }
    }
    return text
  }

  /// Text to write, last in first out; a loop instead of recursion, for expressions of any depth.
  private enum Piece {
    case text(String)
    /// A node, in parentheses when it binds less tightly than the level.
    case node(Int32, Precedence)
  }

  private func write(_ id: Int32, _ minimum: Precedence, _ text: inout String, _ work: inout [Piece]) {
    let node = nodes[Int(id)]
    let own = Self.precedence(node)
    if own < minimum {
      text += "("
      work.append(.text(")"))
    }
    switch node {
    case .number(let value): text += Self.text(of: value)
    case .symbol(let name): text += Names.quoted(name)
    case .text(let comparison): text += comparison.description
    case .unary(.negate, let a):
      text += "-"
      work.append(.node(a, .sign))
    case .unary(.not, let a):
      text += "not "
      work.append(.node(a, .not))
    case .unary(let function, let a):
      text += "\(function.spelling)("
      work.append(.text(")"))
      work.append(.node(a, .or))
    case .binary(let operation, let a, let b):
      write(operation, a, b, own, &text, &work)
    }
  }

  private func write(
    _ operation: BinaryOperator, _ a: Int32, _ b: Int32, _ own: Precedence, _ text: inout String,
    _ work: inout [Piece]
  ) {
    switch operation {
    case .minimum, .maximum:
      text += "\(operation.spelling)("
      work.append(.text(")"))
      // min(min(a, b), c) is what min(a, b, c) means.
      var first = a
      work.append(.node(b, .or))
      while case .binary(operation, let deeper, let last) = nodes[Int(first)] {
        work.append(.text(", "))
        work.append(.node(last, .or))
        first = deeper
      }
      work.append(.text(", "))
      work.append(.node(first, .or))
    case .bend:
      text += "bend("
      work.append(contentsOf: [.text(")"), .node(b, .or), .text(", "), .node(a, .or)])
    case .power:
      work.append(.node(b, .sign))
      work.append(.text("^"))
      work.append(.node(a, .atom))
    default:
      let above = Precedence(rawValue: own.rawValue + 1) ?? .atom
      work.append(.node(b, above))
      work.append(.text(" \(operation.spelling) "))
      // Comparisons do not chain; everything else groups to the left.
      work.append(.node(a, own == .comparison ? above : own))
    }
  }

  static func precedence(_ node: Node) -> Precedence {
    switch node {
    case .number(let value): value < 0 || (value == 0 && value.sign == .minus) ? .sign : .atom
    case .text: .comparison
    case .unary(.negate, _): .sign
    case .unary(.not, _): .not
    case .symbol, .unary, .binary(.minimum, _, _), .binary(.maximum, _, _), .binary(.bend, _, _): .atom
    case .binary(.add, _, _), .binary(.subtract, _, _): .sum
    case .binary(.multiply, _, _), .binary(.divide, _, _): .product
    case .binary(.power, _, _): .power
    case .binary(.and, _, _): .and
    case .binary(.or, _, _): .or
    case .binary: .comparison
    }
  }

  /// The shortest digits that read back as the same double; infinities and NaN as the quotients that make them.
  static func text(of value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "(0 / 0)" : value > 0 ? "(1 / 0)" : "(-1 / 0)" }
    var text = "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    if let plus = text.firstIndex(of: "+") { text.remove(at: plus) }
    return text
  }

  /// The characters that the text may take, at least; a huge number when there would be too many.
  var textLength: Int {
    var lengths: [Int] = []
    for node in nodes {
      let (a, b) = node.operands
      let sum = (a.map { lengths[Int($0)] } ?? 0) + (b.map { lengths[Int($0)] } ?? 0) + 1
      lengths.append(Swift.min(sum, 1 << 40))
    }
    return lengths.last ?? 0
  }
}
