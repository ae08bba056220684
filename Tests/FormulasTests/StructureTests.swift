import Formulas
import Testing

@Suite struct StructureTests {
  @Test(
    "simplification folds numbers, drops neutral operands and draws out signs",
    arguments: [
      ("x + 0 * y", "x"), ("1 * x^1", "x"), ("x^0", "1"), ("x - -y", "x + y"), ("-(-x)", "x"), ("x + x", "2 * x"),
      ("x * x", "x^2"), ("(x^2)^3", "x^6"), ("(x^2)^0.5", "(x^2)^0.5"), ("2 * (3 * x)", "6 * x"),
      ("x * 2 * (y * (3 * z))", "6 * x * y * z"), ("a * (b * c)", "a * b * c"), ("log(exp(x))", "x"),
      ("exp(log(x))", "exp(log(x))"), ("log(x * y)", "log(x * y)"), ("log10(10^x)", "x"), ("log(1)", "0"),
      ("log(10)", "log(10)"),
      ("sqrt(4)", "2"), ("-a * -b", "a * b"), ("a - b + -c", "a - b - c"), ("a + -2", "a - 2"), ("2 + 3 < 4", "0"),
      ("x - x", "0"), ("1 / 0", "1 / 0"),
    ])
  func simplified(_ text: String, _ expected: String) throws {
    #expect(try Expression(parsing: text).simplified.description == expected)
  }

  @Test("simplification keeps the value wherever everything is finite")
  func simplifiedValue() throws {
    var generator = Generator(seed: 5)
    var compared = 0
    for _ in 0..<3000 {
      let expression = generator.expression(depth: 4, branching: false)
      let bindings = generator.bindings()
      let value = try expression.value(bindings)
      // A cancellation can blow up one rounding without bound, so only tame values are compared.
      guard value.isFinite, abs(value) > 1e-3, abs(value) < 1e6 else { continue }
      #expect(relative(try expression.simplified.value(bindings), value) < 1e-7, "\(expression)")
      compared += 1
    }
    #expect(compared > 1000)
  }

  @Test("substitution replaces all symbols at once")
  func substitution() throws {
    let swap = try Expression(parsing: "a / b").substituting(["a": .symbol("b"), "b": .symbol("a")])
    #expect(swap.description == "b / a")
    let compute = try Expression(parsing: "E + A / N^alpha").substituting(["N": Expression(parsing: "C / (6 * D)")])
    #expect(compute.description == "E + A / (C / (6 * D))^alpha")
  }

  @Test("equal structure is equal, however it was built")
  func equality() throws {
    let built = Expression.symbol("E") + .symbol("A") / (.symbol("N") ^ .symbol("alpha"))
    #expect(try built == Expression(parsing: "E + A/N**alpha"))
    #expect(try Set([built, Expression(parsing: "E+(A/(N^alpha))"), Expression(parsing: "E")]).count == 2)
    #expect(try Expression(parsing: "a + b") != Expression(parsing: "b + a"))
  }

  @Test("linear forms are found through parentheses, fractions and powers of columns")
  func linear() throws {
    let cases: [(String, [String], [String], String)] = [
      ("a*(x+b*0)", ["a"], ["x"], "0"), ("(b0 + b1*x)/2", ["b0", "b1"], ["0.5", "x / 2"], "0"),
      ("b0*(1 + x) - b1/x", ["b0", "b1"], ["1 + x", "-(1 / x)"], "0"),
      ("b0 + b1*log10(C) + b2*x^2 + x", ["b0", "b1", "b2"], ["1", "log10(C)", "x^2"], "x"),
      ("-(a - (b - 2))", ["a", "b"], ["-1", "1"], "-2"), ("E + A / N^0.34", ["E", "A"], ["1", "1 / N^0.34"], "0"),
      ("log(exp(a*x))", ["a"], ["x"], "0"), ("(a * x)^1 + 0 * b", ["a", "b"], ["x", "0"], "0"),
      ("a * k + k^2", ["a"], ["k"], "k^2"),
    ]
    for (text, names, multipliers, offset) in cases {
      let linear = try #require(try Expression(parsing: text).linearDecomposition(in: names), "\(text)")
      #expect(linear.multipliers.map(\.description) == multipliers, "\(text)")
      #expect(linear.offset.description == offset, "\(text)")
      #expect(linear.coefficients == names)
    }
  }

  @Test(
    "what is not linear is refused",
    arguments: [
      "a * b", "a^2", "exp(a)", "1 / a", "a / b", "x^a", "abs(a)", "min(a, 0)", "(a > 0) * x", "a + (b < x)",
      "log(a * x)",
    ])
  func notLinear(_ text: String) throws {
    #expect(try Expression(parsing: text).linearDecomposition(in: ["a", "b"]) == nil)
  }

  @Test("a decomposition adds up to the expression")
  func decompositionAddsUp() throws {
    let expression = try Expression(parsing: "(b0 + b1*(x + 2*b2))/3 - b2*sin(x) + 4*x")
    // b1 * b2 is a product of two.
    #expect(expression.linearDecomposition(in: ["b0", "b1", "b2"]) == nil)
    let linear = try #require(expression.linearDecomposition(in: ["b0", "b1"]))
    let point = ["b0": 1.5, "b1": -0.5, "b2": 2.5, "x": 0.7]
    var sum = try linear.offset.value(point)
    for (name, multiplier) in zip(linear.coefficients, linear.multipliers) {
      sum += try (point[name] ?? 0) * multiplier.value(point)
    }
    #expect(relative(sum, try expression.value(point)) < 1e-14)
  }

  @Test(
    "the linear part of a law is found greedily",
    arguments: [
      ("E + A / N^alpha + B / D^beta", ["E", "A", "alpha", "B", "beta"], ["E", "A", "B"]),
      ("a * b + c", ["a", "b", "c"], ["a", "c"]), ("a * b + c", ["b", "a", "c"], ["b", "c"]),
      ("a * exp(-k * t) + (c > 0)", ["k", "a", "c"], ["a"]), ("exp(a)", ["a"], []),
    ])
  func linearPart(_ text: String, _ names: [String], _ expected: [String]) throws {
    #expect(try Expression(parsing: text).linearCoefficients(among: names) == expected)
  }

  @Test(
    "a logarithm is split over what is positive, and only there",
    arguments: [
      ("p0 * exp(-k*t)", "log(p0) - k * t"), ("C / (6 * N)", "log(C) - log(6) - log(N)"),
      ("a * Q^-b", "log(a) - b * log(Q)"),
      ("sqrt(N)", "0.5 * log(N)"), ("N^2 * u", "log(u) + 2 * log(N)"), ("u * v", "log(u * v)"),
      ("u / N", "log(u) - log(N)"),
      ("N / u", "log(1 / u) + log(N)"), ("N + D", "log(N + D)"), ("N - D", "log(N - D)"),
      ("(N * D)^k", "k * log(N) + k * log(D)"),
      ("u^2", "log(u^2)"), ("exp(x)^2", "2 * x"), ("(u * exp(x))^k", "log((u * exp(x))^k)"), ("1", "0"),
    ])
  func logarithm(_ text: String, _ expected: String) throws {
    let positive: Set = ["p0", "C", "N", "D", "a", "Q"]
    #expect(try Expression(parsing: text).logarithm(assumingPositive: positive).description == expected)
  }

  @Test("a split logarithm has the value of the logarithm")
  func logarithmValue() throws {
    for text in ["p0 * exp(-k*t) * u / (N^k * 3)", "(N * D)^-k / u", "sqrt(N / D) * logistic(u) * u", "N^k^t"] {
      let expression = try Expression(parsing: text)
      let split = expression.logarithm(assumingPositive: ["p0", "N", "D"])
      for u in [1.7, -1.7] {
        let point = ["p0": 3.0, "k": 0.3, "t": 2.0, "N": 7e10, "D": 1.4e12, "u": u]
        let expected = try Expression.log(expression).value(point)
        let value = try split.value(point)
        #expect(expected.isNaN ? value.isNaN : relative(value, expected, scale: 1) < 1e-13, "\(text) -> \(split)")
      }
    }
  }

  @Test("a missing value is named, with a suggestion")
  func missingValue() throws {
    let expression = try Expression(parsing: "alpah * 2")
    do {
      _ = try expression.value(["alpha": 1, "beta": 2])
      Issue.record("a value without its symbol")
    } catch {
      #expect(error.description == "\"alpah\" is neither a column nor a coefficient")
      #expect(error.hint == "did you mean alpha?")
    }
  }
}
