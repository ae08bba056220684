import Formulas
import Testing

@Suite struct DescriptionTests {
  @Test(
    "the text has the fewest parentheses",
    arguments: [
      ("((a+b))*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"), ("(a-b)-c", "a - b - c"), ("a*(b/c)", "a * (b / c)"),
      ("(-x)^2", "(-x)^2"), ("-(x^2)", "-x^2"), ("(a^b)^c", "(a^b)^c"), ("a^(b^c)", "a^b^c"), ("a^(-b)", "a^-b"),
      ("a**(b*c)", "a^(b * c)"), ("-(a*b)", "-(a * b)"), ("2^-(1)", "2^-1"),
      ("not (a < b) && (b<c || d)", "not a < b and (b < c or d)"),
      ("(a<b)<c", "(a < b) < c"), ("min(min(a,b),c)", "min(a, b, c)"), ("min(a,min(b,c))", "min(a, min(b, c))"),
      ("70B*x", "70000000000 * x"), ("1e24", "1e24"), ("1e-7", "1e-07"), ("0.1+100", "0.1 + 100"),
    ])
  func parentheses(_ text: String, _ expected: String) throws {
    let expression = try Expression(parsing: text)
    #expect(expression.description == expected)
    #expect(try Expression(parsing: expected) == expression)
  }

  @Test("a random expression reads back to the same value, and so does its simplified form")
  func roundTrip() throws {
    var generator = Generator(seed: 2)
    var finite = 0
    for _ in 0..<3000 {
      let expression = generator.expression(depth: 5, branching: true)
      let again = try Expression(parsing: expression.description)
      let tidy = expression.simplified
      #expect(tidy.simplified == tidy, "\(tidy)")
      let tidyAgain = try Expression(parsing: tidy.description)
      for _ in 0..<3 {
        let bindings = generator.bindings()
        let value = try expression.value(bindings)
        #expect(same(try again.value(bindings), value), "\(expression)")
        #expect(same(try tidyAgain.value(bindings), try tidy.value(bindings)), "\(tidy)")
        if value.isFinite { finite += 1 }
      }
    }
    #expect(finite > 3000)
  }

  @Test("numbers read back as the same double")
  func numbers() throws {
    var generator = Generator(seed: 3)
    for _ in 0..<2000 {
      let value = Double(bitPattern: generator.bits())
      guard value.isFinite else { continue }
      #expect(try Expression(parsing: Expression(value).description).value() == value)
    }
    for value in [Double.infinity, -.infinity, .nan] {
      #expect(same(try Expression(parsing: Expression(value).description).value(), value))
    }
  }

  @Test("an expression that would not fit on paper says so, and stays quick")
  func explosion() throws {
    var expression = Expression.symbol("x")
    for _ in 0..<200 { expression = .sin(expression) + expression }
    #expect(expression.description == "(401 nodes)")
    // 2 for each of the 200 levels, as sin'(0) + 1 is.
    #expect(try expression.derivative(by: "x").value(["x": 0]) == 0x1p200)
  }
}
