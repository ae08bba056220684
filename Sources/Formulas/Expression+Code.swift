/// A language that an expression can be written in, to be run elsewhere.
public enum CodeLanguage: Sendable, Hashable {
  /// NumPy as `np` and `scipy.special` as `special`; columns are arrays.
  case python
  /// `Math`, one number at a time.
  case javascript
}

extension Expression {
  /// The expression as code of another language.
  ///
  ///     (E + A / N^alpha).code(in: .python) { $0 }    is    E + A / N**alpha
  ///
  /// `bend`, `softplus`, `log1mexp`, and in JavaScript `erf`, `normal` and `log_normal`, are functions that the code around it has
  /// to define; `functionsNeeded` names them.
  ///
  /// - Parameters:
  ///   - name: what a symbol is called there.
  ///   - truth: what the truth of a comparison with a text is called there.
  /// - Returns: `nil` for comparisons with texts that have no name, and for more than a million characters.
  public func code(
    in language: CodeLanguage, naming name: (String) -> String, truth: ((TextComparison) -> String)? = nil
  ) -> String? {
    guard textLength <= 1_000_000, truth != nil || textComparisons.isEmpty else { return nil }
    var text = ""
    var work: [CodePiece] = [.node(Int32(nodes.count - 1), .or)]
    while let piece = work.popLast() {
      switch piece {
      case .text(let part): text += part
      case .node(let id, let minimum):
        var pieces = codePieces(nodes[Int(id)], language, name, truth)
        if Self.codePrecedence(nodes[Int(id)], language) < minimum { pieces = [.text("(")] + pieces + [.text(")")] }
        work.append(contentsOf: pieces.reversed())
      }
    }
    return text
  }

  /// Functions that the code calls and that its language lacks.
  public func functionsNeeded(in language: CodeLanguage) -> [String] {
    let isUsed = { (test: (Node) -> Bool) in nodes.contains(where: test) }
    let bend = isUsed { if case .binary(.bend, _, _) = $0 { true } else { false } }
    let called: [UnaryOperator] =
      language == .javascript ? [.erf, .normal, .logNormal, .softplus, .log1mexp] : [.softplus, .log1mexp]
    let functions = called.filter { operation in
      isUsed { if case .unary(operation, _) = $0 { true } else { false } }
    }
    return (bend ? ["bend"] : []) + functions.map { language.name($0) }
  }

  /// Text to write; a list of work instead of recursion, for expressions of any depth.
  private enum CodePiece {
    case text(String)
    /// A node, in parentheses when it binds less tightly than the level.
    case node(Int32, Precedence)
  }

  private func codePieces(
    _ node: Node, _ language: CodeLanguage, _ name: (String) -> String, _ truth: ((TextComparison) -> String)?
  ) -> [CodePiece] {
    switch node {
    case .number(let value): [.text(language.number(value))]
    case .symbol(let symbol): [.text(name(symbol))]
    case .text(let comparison): [.text(truth?(comparison) ?? "")]
    case .unary(.negate, let a): [.text("-"), .node(a, .sign)]
    case .unary(.logistic, let a): [.text("1 / (1 + \(language.function("exp"))(-"), .node(a, .sign), .text("))")]
    case .unary(let operation, let a): [.text("\(language.name(operation))("), .node(a, .or), .text(")")]
    case .binary(let operation, let a, let b):
      if let sign = language.infix(operation) {
        operation == .power
          ? [.node(a, .atom), .text(sign), .node(b, .sign)]
          : [
            .node(a, Self.precedence(node)), .text(sign),
            .node(b, Precedence(rawValue: Self.precedence(node).rawValue + 1) ?? .atom),
          ]
      } else {
        [.text("\(language.name(operation))("), .node(a, .or), .text(", "), .node(b, .or), .text(")")]
      }
    }
  }

  private static func codePrecedence(_ node: Node, _ language: CodeLanguage) -> Precedence {
    switch node {
    case .unary(.logistic, _): .product
    case .unary(.not, _): .atom
    case .number(let value) where !value.isFinite: .atom
    case .binary(let operation, _, _) where language.infix(operation) == nil: .atom
    default: precedence(node)
    }
  }
}

extension CodeLanguage {
  fileprivate func number(_ value: Double) -> String {
    if value.isFinite { return Expression.text(of: value) }
    let words = self == .python ? ("np.nan", "np.inf") : ("NaN", "Infinity")
    return value.isNaN ? words.0 : value > 0 ? words.1 : "(-\(words.1))"
  }

  fileprivate func function(_ name: String) -> String { self == .python ? "np.\(name)" : "Math.\(name)" }

  /// `nil` where it is a function.
  fileprivate func infix(_ operation: BinaryOperator) -> String? {
    switch operation {
    case .add: " + "
    case .subtract: " - "
    case .multiply: " * "
    case .divide: " / "
    // JavaScript refuses a sign before a power.
    case .power: self == .python ? "**" : nil
    default: nil
    }
  }

  fileprivate func name(_ operation: BinaryOperator) -> String {
    let names: (python: String, javascript: String) =
      switch operation {
      case .power: ("np.power", "Math.pow")
      case .minimum: ("np.minimum", "Math.min")
      case .maximum: ("np.maximum", "Math.max")
      case .bend: ("bend", "bend")
      case .equal: ("np.equal", "((a, b) => +(a === b))")
      case .notEqual: ("np.not_equal", "((a, b) => +(a !== b))")
      case .less: ("np.less", "((a, b) => +(a < b))")
      case .lessOrEqual: ("np.less_equal", "((a, b) => +(a <= b))")
      case .greater: ("np.greater", "((a, b) => +(a > b))")
      case .greaterOrEqual: ("np.greater_equal", "((a, b) => +(a >= b))")
      case .and: ("np.logical_and", "((a, b) => +(a && b))")
      case .or: ("np.logical_or", "((a, b) => +(a || b))")
      case .add, .subtract, .multiply, .divide: ("", "")
      }
    return self == .python ? names.python : names.javascript
  }

  fileprivate func name(_ operation: UnaryOperator) -> String {
    switch operation {
    case .erf: self == .python ? "special.erf" : "erf"
    case .normal: self == .python ? "special.ndtr" : "normal"
    case .logNormal: self == .python ? "special.log_ndtr" : "log_normal"
    case .softplus, .log1mexp: operation.spelling
    case .not: self == .python ? "np.logical_not" : "(a => +!a)"
    case .atan: self == .python ? "np.arctan" : "Math.atan"
    default: function(operation.spelling)
    }
  }
}
