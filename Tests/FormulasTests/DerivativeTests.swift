import Formulas
import Testing

@Suite struct DerivativeTests {
  /// sympy, with real symbols at x = 7/10, a = 13/10, b = -2/5: `diff(e, v).subs(pt).evalf(20)`, `diff(e, v, 2)...`; the last by
  /// mpmath's `diff` of `log(1 - exp(b*x))`.
  static let fromSympy: [(text: String, by: String, first: Double, second: Double)] = [
    ("a*exp(b*x)/(1+x^2)", "x", -0.8833420351918005, 0.8803647314027585),
    ("log(1+a*x)^b", "a", -0.2696259312637247, 0.31260253914522373),
    ("x^(a*x)", "x", 0.6045232872093766, 1.8479844618410217),
    ("tanh(a*x)*erf(b*x)", "x", -0.4930454110224153, -0.09318167737958886),
    ("atan(x/a)-tan(b*x)", "a", -0.3211009174311927, 0.3829643969362848),
    ("sin(a*x)*cos(b*x)", "x", 0.6795232701619214, -1.580096784641665),
    ("log2(a*x)+log10(x)", "x", 2.681413603988879, -3.8305908628412557),
    ("logistic(a*x+b)", "x", 0.3047503471099897, -0.09889052268115252),
    ("sqrt(a+x^3)/x", "x", -1.7967460619935618, 7.107572215386781),
    ("log1p(x^2)*expm1(b*x)", "x", -0.35002034409191407, -0.6320861543256763),
    ("log1mexp(b*x)", "x", 1.2378925890697121, -2.0275350977015999),
  ]

  @Test("first and second derivatives agree with sympy", arguments: fromSympy)
  func againstSympy(_ text: String, _ by: String, _ first: Double, _ second: Double) throws {
    let point = ["x": 0.7, "a": 1.3, "b": -0.4]
    let slope = try Expression(parsing: text).derivative(by: by)
    // A few roundings, and cancellation of at most two digits.
    #expect(relative(try slope.value(point), first) < 1e-13)
    #expect(relative(try slope.derivative(by: by).value(point), second) < 1e-13)
  }

  @Test(
    "every function's first and second derivative agree with finite differences",
    arguments: [
      "log", "log2", "log10", "log1p", "exp", "expm1", "sqrt", "abs", "sin", "cos", "tan", "atan", "tanh", "logistic",
      "erf", "normal", "log_normal", "softplus",
    ])
  func functions(_ name: String) throws {
    let f = try Expression(parsing: "\(name)(x)")
    let first = f.derivative(by: "x")
    let second = first.derivative(by: "x")
    for x in [0.3, 0.8, 1.2] {
      #expect(relative(try first.value(["x": x]), try difference(f, x), scale: 1) < 1e-8, "\(name)' at \(x)")
      #expect(relative(try second.value(["x": x]), try difference(first, x), scale: 1) < 1e-8, "\(name)'' at \(x)")
    }
  }

  /// A central difference of the fourth order: error about h^4 plus rounding 1e-16 / h.
  private func difference(
    _ f: Expression, _ x: Double, step h: Double = 1e-3, _ others: [String: Double] = [:]
  ) throws -> Double {
    func value(_ shift: Double) throws -> Double {
      try f.value(others.merging(["x": x + shift]) { $1 })
    }
    return try (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
  }

  @Test("derivatives of random expressions agree with finite differences")
  func random() throws {
    var generator = Generator(seed: 4)
    var (compared, edges) = (0, 0)
    for _ in 0..<2000 {
      let f = generator.expression(depth: 4, branching: false)
      let slope = f.derivative(by: "x")
      let bindings = generator.bindings()
      let x = bindings["x"] ?? 0
      let exact = try slope.value(bindings)
      // Only where two step sizes agree: elsewhere the difference, not the derivative, is wrong.
      let approximate = try difference(f, x, bindings)
      let finer = try difference(f, x, step: 2e-4, bindings)
      guard approximate.isFinite, relative(finer, approximate, scale: 1) < 1e-7 else { continue }
      // The root of an exact 0 and a division by it have no derivative, though a difference may not notice.
      if !exact.isFinite {
        edges += 1
        continue
      }
      #expect(relative(exact, approximate, scale: 1) < 1e-6, "\(f) at \(bindings)")
      compared += 1
    }
    #expect(compared > 800)
    #expect(edges <= 5)
  }

  @Test("abs, min, max and comparisons are differentiated piece by piece")
  func piecewise() throws {
    let absolute = try Expression(parsing: "abs(x - 1)").derivative(by: "x")
    #expect(try [0, 1, 2].map { try absolute.value(["x": $0]) } == [-1, 0, 1])
    let smaller = try Expression(parsing: "min(2 * x, x^2)").derivative(by: "x")
    #expect(try [1, 2, 3].map { try smaller.value(["x": $0]) } == [2, 2, 2])
    let larger = try Expression(parsing: "max(2 * x, x^2)").derivative(by: "x")
    #expect(try [1, 2, 3].map { try larger.value(["x": $0]) } == [2, 2, 6])
    #expect(try Expression(parsing: "(x > 1) * x").derivative(by: "x").description == "x > 1")
    #expect(try Expression(parsing: "not x").derivative(by: "x").constant == 0)
  }

  @Test("derivatives read well")
  func text() throws {
    let law = try Expression(parsing: "E + A / N^alpha + B / D^beta")
    #expect(law.derivative(by: "E").description == "1")
    #expect(law.derivative(by: "A").description == "N^-alpha")
    #expect(law.derivative(by: "alpha").description == "-(A * N^-alpha * log(N))")
    #expect(law.derivative(by: "other").description == "0")
    #expect(try Expression(parsing: "a * exp(-k * t)").derivative(by: "k").description == "-(a * exp(-(k * t)) * t)")
    #expect(try Expression(parsing: "x^3").derivative(by: "x").description == "3 * x^2")
    #expect(try Expression(parsing: "a / x").derivative(by: "x").description == "-(a / x / x)")
  }

  @Test("derivatives of nested forms stay small")
  func nested() throws {
    var expression = Expression.symbol("x")
    for _ in 0..<60 { expression = .exp(.sin(expression)) * expression }
    let slope = expression.derivative(by: "x")
    #expect(try slope.value(["x": 0.1]).isFinite)
    var repeated = try Expression(parsing: "exp(-x^2) * sin(x)")
    for _ in 0..<8 { repeated = repeated.derivative(by: "x") }
    // mpmath: mp.dps = 30; diff(lambda x: exp(-x**2)*sin(x), 0.5, 8)
    #expect(relative(try repeated.value(["x": 0.5]), DerivativeTests.eighth) < 1e-11)
  }

  static let eighth = 3665.3742759077861889
}
