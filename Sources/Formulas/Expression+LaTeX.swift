import Escaping

extension Formula {
  /// The formula for LaTeX's math mode: `\mathrm{loss} = E + A \, N^{-\alpha}`.
  public var latex: String { "\(left.latex) = \(right.latex)" }
}

extension Expression {
  /// The expression for LaTeX's math mode, with the fewest parentheses.
  ///
  ///     A / N^alpha + b0    is    \frac{A}{N^{\alpha}} + b_{0}
  ///
  /// A shared subexpression is written out each time. Where that would take more than a million characters, the text
  /// says how many nodes there are instead, as `description` does.
  public var latex: String {
    if textLength > 1_000_000 { return "\\text{(\(nodes.count) nodes)}" }
    var text = ""
    var work: [LaTeXPiece] = [.node(Int32(nodes.count - 1), .or)]
    while let piece = work.popLast() {
      switch piece {
      case .text(let part): text += part
      case .node(let id, let minimum):
        var pieces = latexPieces(of: id)
        if Self.latexPrecedence(nodes[Int(id)]) < minimum {
          pieces = [.text("\\left(")] + pieces + [.text("\\right)")]
        }
        work.append(contentsOf: pieces.reversed())
      }
    }
    return text
  }

  /// Text to write; a list of work instead of recursion, for expressions of any depth.
  private enum LaTeXPiece {
    case text(String)
    /// A node, in parentheses when it binds less tightly than the level.
    case node(Int32, Precedence)
  }

  private func latexPieces(of id: Int32) -> [LaTeXPiece] {
    switch nodes[Int(id)] {
    case .number(let value): [.text(Self.latex(of: value))]
    case .symbol(let name): [.text(LaTeXName.text(name))]
    case .text(let comparison): [.text(Self.latex(of: comparison))]
    case .unary(let operation, let a): latexPieces(operation, a)
    case .binary(let operation, let a, let b): latexPieces(operation, a, b)
    }
  }

  private func latexPieces(_ operation: UnaryOperator, _ a: Int32) -> [LaTeXPiece] {
    func function(_ name: String) -> [LaTeXPiece] {
      [.text("\(name)\\left("), .node(a, .or), .text("\\right)")]
    }
    return switch operation {
    case .negate: [.text("-"), .node(a, .product)]
    case .not: [.text("\\lnot "), .node(a, .not)]
    case .exp: [.text("e^{"), .node(a, .or), .text("}")]
    case .expm1: [.text("e^{"), .node(a, .or), .text("} - 1")]
    case .sqrt: [.text("\\sqrt{"), .node(a, .or), .text("}")]
    case .abs: [.text("\\left|"), .node(a, .or), .text("\\right|")]
    case .log, .sin, .cos, .tan, .tanh: function("\\\(operation.spelling)")
    case .atan: function("\\arctan")
    case .log2: function("\\log_{2}")
    case .log10: function("\\log_{10}")
    case .log1p: [.text("\\log\\left(1 + "), .node(a, startsWithSign(a) ? .atom : .sum), .text("\\right)")]
    case .normal: function("\\Phi")
    case .logNormal: function("\\log \\Phi")
    case .softplus: [.text("\\log\\left(1 + e^{"), .node(a, .or), .text("}\\right)")]
    case .log1mexp: [.text("\\log\\left(1 - e^{"), .node(a, .or), .text("}\\right)")]
    case .logistic, .erf: function("\\operatorname{\(operation.spelling)}")
    }
  }

  private func latexPieces(_ operation: BinaryOperator, _ a: Int32, _ b: Int32) -> [LaTeXPiece] {
    let own = Self.latexPrecedence(.binary(operation, a, b))
    let above = Precedence(rawValue: own.rawValue + 1) ?? .atom
    switch operation {
    case .divide: return [.text("\\frac{"), .node(a, .or), .text("}{"), .node(b, .or), .text("}")]
    case .power: return [.node(a, .atom), .text("^{"), .node(b, .or), .text("}")]
    case .minimum, .maximum, .bend:
      let name = operation == .bend ? "\\operatorname{bend}" : "\\\(operation.spelling)"
      return [.text("\(name)\\left("), .node(a, .or), .text(", "), .node(b, .or), .text("\\right)")]
    case .multiply:
      return [
        .node(a, own), .text(startsWithDigit(b) ? " \\cdot " : " \\, "), .node(b, startsWithSign(b) ? .atom : above),
      ]
    case .add, .subtract:
      return [.node(a, own), .text(operation == .add ? " + " : " - "), .node(b, startsWithSign(b) ? .atom : above)]
    default:
      // Comparisons do not chain; everything else groups to the left.
      return [.node(a, own == .comparison ? above : own), .text(Self.latex(of: operation)), .node(b, above)]
    }
  }

  private static func latex(of comparison: TextComparison) -> String {
    let sign =
      switch comparison.comparison {
      case .equal: latex(of: BinaryOperator.equal)
      case .notEqual: latex(of: BinaryOperator.notEqual)
      case .less: latex(of: BinaryOperator.less)
      case .lessOrEqual: latex(of: BinaryOperator.lessOrEqual)
      case .greater: latex(of: BinaryOperator.greater)
      case .greaterOrEqual: latex(of: BinaryOperator.greaterOrEqual)
      }
    return LaTeXName.text(comparison.column) + sign
      + "\\text{\(comparison.literal.quotedAsFormulaText.escapedForLaTeX)}"
  }

  private static func latex(of operation: BinaryOperator) -> String {
    switch operation {
    case .equal: " = "
    case .notEqual: " \\neq "
    case .less: " < "
    case .lessOrEqual: " \\leq "
    case .greater: " > "
    case .greaterOrEqual: " \\geq "
    case .and: " \\land "
    default: " \\lor "
    }
  }

  /// `1e24` is a power of ten; other numbers of this size are a product with one.
  private static func latex(of value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "\\mathrm{NaN}" : value > 0 ? "\\infty" : "-\\infty" }
    let text = text(of: value)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else { return text }
    let mantissa = text[..<mark]
    let power = "10^{\(exponent)}"
    return mantissa == "1" ? power : mantissa == "-1" ? "-\(power)" : "\(mantissa) \\times \(power)"
  }

  private static func latexPrecedence(_ node: Node) -> Precedence {
    switch node {
    case .number(let value):
      value.sign == .minus && !value.isNaN ? .sign : latex(of: value).contains("10^") ? .product : .atom
    case .unary(.sqrt, _), .unary(.abs, _): .atom
    case .unary(.expm1, _): .sum
    case .unary(.negate, _): .sign
    case .unary(.not, _): .not
    // A power of a fraction, a function or of e has parentheses, so that the exponent is not taken for that of a part.
    case .unary, .binary(.divide, _, _), .binary(.minimum, _, _), .binary(.maximum, _, _), .binary(.bend, _, _): .power
    default: precedence(node)
    }
  }

  /// Whether the text of the node begins with a minus sign.
  private func startsWithSign(_ id: Int32) -> Bool {
    var id = id
    while true {
      switch nodes[Int(id)] {
      case .number(let value): return value.sign == .minus && !value.isNaN
      case .unary(.negate, _): return true
      case .binary(.multiply, let a, _), .binary(.add, let a, _), .binary(.subtract, let a, _): id = a
      default: return false
      }
    }
  }

  /// Whether the text of the node begins with a digit, so that a product with it needs a sign.
  private func startsWithDigit(_ id: Int32) -> Bool {
    switch nodes[Int(id)] {
    case .number(let value): value.sign == .plus && value.isFinite
    case .binary(.power, let a, _): startsWithDigit(a)
    default: false
    }
  }
}
