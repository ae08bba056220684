import Formulas
import Testing

@Suite struct CodeTests {
  private func code(_ text: String, _ language: CodeLanguage) throws -> String? {
    try Expression(parsing: text).code(in: language) { $0 == "N" ? "x_N" : $0 }
  }

  @Test(
    "formulas are written in Python and JavaScript with the same meaning",
    arguments: [
      (
        "E + A / N^alpha + B*D^-beta", "E + A / x_N**alpha + B * D**-beta",
        "E + A / Math.pow(x_N, alpha) + B * Math.pow(D, -beta)"
      ),
      ("-N^2", "-x_N**2", "-Math.pow(x_N, 2)"), ("(-N)^2", "(-x_N)**2", "Math.pow(-x_N, 2)"),
      ("a - (b - c)", "a - (b - c)", "a - (b - c)"), ("a / (b * c)", "a / (b * c)", "a / (b * c)"),
      ("2 * logistic(a + b)", "2 * (1 / (1 + np.exp(-(a + b))))", "2 * (1 / (1 + Math.exp(-(a + b))))"),
      ("log10(N) + log1p(a)", "np.log10(x_N) + np.log1p(a)", "Math.log10(x_N) + Math.log1p(a)"),
      ("max(a, min(b, c))", "np.maximum(a, np.minimum(b, c))", "Math.max(a, Math.min(b, c))"),
      ("a * erf(b)", "a * special.erf(b)", "a * erf(b)"), ("a^b^c", "a**b**c", "Math.pow(a, Math.pow(b, c))"),
      ("normal(a) + log_normal(b)", "special.ndtr(a) + special.log_ndtr(b)", "normal(a) + log_normal(b)"),
      ("softplus(a) + log1mexp(b)", "softplus(a) + log1mexp(b)", "softplus(a) + log1mexp(b)"),
      ("1e24 * bend(a, b)", "1e24 * bend(a, b)", "1e24 * bend(a, b)"),
      ("(a < b) * c", "np.less(a, b) * c", "((a, b) => +(a < b))(a, b) * c"),
    ])
  func both(_ text: String, _ python: String, _ javascript: String) throws {
    #expect(try code(text, .python) == python)
    #expect(try code(text, .javascript) == javascript)
  }

  @Test("what a language lacks is named, and texts are not exported")
  func needs() throws {
    let formula = try Expression(parsing: "bend(a, b) + erf(c)")
    #expect(formula.functionsNeeded(in: .python) == ["bend"])
    #expect(formula.functionsNeeded(in: .javascript) == ["bend", "erf"])
    let tails = try Expression(parsing: "normal(a) + softplus(b)")
    #expect(tails.functionsNeeded(in: .python) == ["softplus"])
    #expect(tails.functionsNeeded(in: .javascript) == ["normal", "softplus"])
    #expect(try code("family == \"Llama\"", .python) == nil)
  }
}
