import Escaping
import ScalingLaws

/// The law of a fit as functions of Python.
struct NotebookLaw {
  let names: PythonNames
  /// Columns of the law's right side, and comparisons with texts, in the order of the arguments.
  let variables: [String]
  /// In the order of the record.
  let coefficients: [String]
  private let formula: Formula

  init(_ file: FitFile, fit: Fit) {
    formula = file.fit.formula
    let comparisons = formula.textComparisons.map(\.description)
    let right = formula.right
    coefficients = file.fit.coefficients
    let own = Set(coefficients)
    variables = right.symbols.filter { !own.contains($0) } + right.textComparisons.map(\.description)
    names = PythonNames(right.symbols + formula.left.symbols + comparisons)
  }

  /// - Throws: `NotebookError` for a formula that is too long to write out.
  func cell() throws(NotebookError) -> String {
    let arguments = (variables + coefficients).map { names[$0] }
    guard let code = code(formula.right, { names[$0] }, truth: { names[$0.description] }) else {
      throw .formulaTooLong
    }
    let needed = formula.right.functionsNeeded(in: .python)
    let takesMagnitude = code.contains("magnitude(") || needed.contains("bend") || needed.contains("softplus")
    let help =
      (takesMagnitude ? [Self.magnitude] : [])
      + [("bend", Self.bend), ("softplus", Self.softplus), ("log1mexp", Self.log1mexp)].filter { needed.contains($0.0) }
      .map(\.1)
    let law = """
      def law(\(Self.wrapped(arguments, ", ", indent: 8))):
          \(("The law: " + formula.description).pythonDocumentation)
          return \(Self.body(code))
      """
    return (help + [law]).joined(separator: "\n\n\n")
  }

  /// The left side, in the columns of `data`.
  func observed() throws(NotebookError) -> String {
    let column = { (name: String) in "data[\(name.quotedForPython)]" }
    guard let code = code(formula.left, column, truth: { column($0.description) }) else { throw .formulaTooLong }
    return code
  }

  /// An expression of coefficients by their names.
  func code(ofCoefficients expression: Expression) -> String? { code(expression, { names[$0] }, truth: nil) }

  /// An expression of columns of `data`.
  func code(ofColumns expression: Expression, column: @escaping (String) -> String) -> String? {
    code(expression, column, truth: { column($0.description) })
  }

  private func code(
    _ expression: Expression, _ name: (String) -> String, truth: ((TextComparison) -> String)?
  ) -> String? {
    // The absolute value of a number off the real axis is no analytic function; derivatives need one.
    expression.code(in: .python, naming: name, truth: truth)?.replacing("np.abs(", with: "magnitude(")
  }

  /// Parts over lines of at most a hundred characters.
  static func wrapped(_ parts: [String], _ separator: String, indent: Int) -> String {
    var lines: [String] = []
    var line = ""
    for (index, part) in parts.enumerated() {
      let piece = part + (index + 1 < parts.count ? separator : "")
      if !line.isEmpty, line.count + piece.count > 92 - indent {
        lines.append(line.trimmingSpaces)
        line = ""
      }
      line += piece
    }
    lines.append(line)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  /// A long sum or product over several lines, in parentheses.
  private static func body(_ code: String) -> String {
    guard code.count > 90 else { return code }
    var parts = [""]
    var depth = 0
    for character in code {
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      parts[parts.count - 1].append(character)
      if depth == 0, character == " " { parts.append("") }
    }
    return "(\n        " + wrapped(parts, "", indent: 8) + "\n    )"
  }

  private static let magnitude = """
    def magnitude(x):
        \"""The absolute value, with derivatives along the imaginary axis.\"""
        return x * np.sign(np.real(x))
    """

  private static let softplus = """
    def softplus(u):
        \"""log(1 + exp(u)), without overflow.\"""
        return np.where(np.real(u) > 0, u, 0) + np.log1p(np.exp(-magnitude(u)))
    """

  private static let log1mexp = """
    def log1mexp(u):
        \"""log(1 - exp(u)) for u below zero, without cancellation.\"""
        return np.where(np.real(u) > -0.7, np.log(-np.expm1(u)), np.log1p(-np.exp(u)))
    """

  private static let bend = """
    def bend(u, a):
        \"""The v for which v + (a - 1) log(1 + exp(v)) = u: a logistic scale with a bend.\"""
        def softplus(v):
            return np.where(np.real(v) > 0, v + np.log1p(np.exp(-magnitude(v))), np.log1p(np.exp(-magnitude(v))))

        def step(v, u, a):
            share = 1 / (1 + np.exp(-v))
            return (v + (a - 1) * softplus(v) - u) / (1 - share + a * share)

        v = np.where(np.real(u) < 0, np.real(u), np.real(u) / np.real(a))
        for _ in range(100):
            v = v - step(v, np.real(u), np.real(a))
        # One step more, off the real axis, gives the derivatives.
        return v - step(v, u, a)
    """
}

extension String {
  /// A docstring of Python.
  fileprivate var pythonDocumentation: String { "\"\"\"" + escapedForPythonBlock + "\"\"\"" }

  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
