import Formulas
import Testing

private let names = ["E", "A", "alpha", "B", "beta"]

private func parsed(_ texts: [String]) throws -> [Expression] {
  try texts.map { try Expression(parsing: $0) }
}

private func chinchilla() throws -> Program {
  let law = try Formula("loss = E + A / N^alpha + B / D^beta").right
  return try Program([law] + names.map { law.derivative(by: $0) }, variables: ["N", "D"], parameters: names)
}

@Suite struct ProgramTests {
  @Test("the Chinchilla law and its derivatives agree with sympy")
  func againstSympy() throws {
    let bound = try chinchilla().bind(columns: [[7e10], [1.4e12]])
    let values = bound.evaluate([1.8172, 477.83, 0.3473, 2143.4, 0.3672]).map { $0[0] }
    // sympy: [e.subs(p).evalf(25) for e in [law] + [diff(law, q) for q in (E, A, alpha, B, beta)]], p as rationals
    let expected = [
      1.9733129225915904, 1.0, 0.000171197512742532, -2.0427726507053356, 3.466903754680708e-05, -2.078253665719638,
    ]
    for (value, reference) in zip(values, expected) { #expect(relative(value, reference) < 1e-15) }
  }

  @Test("a program gives what the expressions give, for any number of rows")
  func againstValue() throws {
    var generator = Generator(seed: 6)
    for round in 0..<200 {
      let expressions = (0..<4).map { _ in generator.expression(depth: 4, branching: true).simplified }
      let variables = round % 3 == 0 ? ["x", "y", "two words"] : round % 3 == 1 ? ["x", "two words"] : ["y"]
      let parameters = ["x", "y", "two words"].filter { !variables.contains($0) }
      let rows = [1, 7, 513][round % 3]
      let points = (0..<rows).map { _ in generator.bindings() }
      let fixed = parameters.map { points[0][$0] ?? 0 }
      let program = try Program(expressions, variables: variables, parameters: parameters)
      let bound = program.bind(columns: variables.map { name in points.map { $0[name] ?? 0 } })
      let results = bound.evaluate(fixed)
      for row in Set([0, rows / 2, rows - 1]) {
        var point = points[row]
        for (name, value) in zip(parameters, fixed) { point[name] = value }
        for (result, expression) in zip(results, expressions) {
          let expected = try expression.value(point)
          guard expected.isFinite, abs(expected) > 1e-6, abs(expected) < 1e6 else { continue }
          #expect(relative(result[row], expected) < 1e-8, "\(expression) at \(point)")
        }
      }
    }
  }

  @Test("rows do not depend on their neighbours, their order or their number")
  func rowsAreIndependent() throws {
    var generator = Generator(seed: 7)
    let n = (0..<1100).map { _ in 1e8 * (1 + generator.unit() * 1000) }
    let d = (0..<1100).map { _ in 1e9 * (1 + generator.unit() * 1000) }
    let parameters = [1.8172, 477.83, 0.3473, 2143.4, 0.3672]
    let bound = try chinchilla().bind(columns: [n, d])
    let all = bound.evaluate(parameters)
    let chosen = [1099, 0, 513, 512, 511, 3, 3]
    let some = bound.selecting(rows: chosen)
    #expect(some.rowCount == 7)
    let direct = try chinchilla().bind(columns: [chosen.map { n[$0] }, chosen.map { d[$0] }])
    for (output, column) in some.evaluate(parameters).enumerated() {
      #expect(column == chosen.map { all[output][$0] })
      #expect(column == direct.evaluate(parameters)[output])
    }
  }

  @Test("A / N^alpha stays finite where N^alpha is out of range, and so do its derivatives")
  func overflow() throws {
    let law = try Expression(parsing: "A / N^alpha")
    let program = try Program(
      [law, law.derivative(by: "A"), law.derivative(by: "alpha"), law.derivative(by: "alpha").derivative(by: "alpha")],
      variables: ["N"], parameters: ["A", "alpha"])
    let bound = program.bind(columns: [[1e10, 1e300]])
    #expect(bound.evaluate([1e3, 20]).allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(bound.evaluate([1e3, 200]).map { $0[1] }.allSatisfy { $0 == 0 })
    // N^alpha is 1e160: its square, as the quotient rule has it, would overflow.
    #expect(relative(bound.evaluate([1e3, 16])[2][0], -1e3 * 1e-160 * 23.025850929940457) < 1e-14)
  }

  @Test("a column power is within 1.5 ulp of mpmath, and pow where the base is not positive")
  func columnPower() throws {
    // mpmath: float(mpf(n) ** mpf(-a))
    let program = try Program([Expression(parsing: "N^-a")], variables: ["N"], parameters: ["a"])
    for (n, a, value) in [(7e10, 0.34, 0.0002054313245760897), (1e-5, -40.0, 1.0000000000000033e-200)] {
      let result = program.bind(columns: [[n]]).evaluate([a])[0][0]
      #expect(abs(result - value) <= 1.5 * value.ulp)
    }
    let mixed = program.bind(columns: [[4, 0, -8, .infinity, .nan]])
    let rows = mixed.evaluate([-2])[0]
    #expect(rows[..<4] == [16, 0, 64, .infinity])
    #expect(rows[4].isNaN)
    #expect(mixed.evaluate([0])[0] == [1, 1, 1, 1, 1])
    #expect(program.bind(columns: [[1, 2]]).evaluate([.infinity])[0] == [1, 0])
    #expect(program.bind(columns: [[1, 2]]).evaluate([.nan])[0][1].isNaN)
  }

  @Test("whole powers are products, and a half is the root")
  func constantPowers() throws {
    let texts = ["x^2", "x^3", "x^-1", "x^7", "x^0.5", "x^-0.5", "x^33", "x^0"]
    let program = try Program(parsed(texts), variables: [], parameters: ["x"])
    #expect(program.bind(columns: []).evaluate([-3]).map { $0[0] }.prefix(4) == [9, -27, -1.0 / 3, -2187])
    #expect(program.bind(columns: []).evaluate([4]).map { $0[0] } == [16, 64, 0.25, 16384, 2, 0.5, 0x1p66, 1])
  }

  @Test("logic has three values")
  func kleene() throws {
    let texts = ["a < 1", "a < 1 and b < 1", "a < 1 or b < 1", "not a < 1", "a == b", "a != b"]
    let program = try Program(parsed(texts), variables: ["a", "b"], parameters: [])
    let nan = Double.nan
    let values = program.bind(columns: [[0, 2, nan, nan, nan], [2, 2, nan, 0, 2]]).evaluate()
    let expected: [[Double]] = [
      [1, 0, nan, nan, nan], [0, 0, nan, nan, 0], [1, 0, nan, 1, nan], [0, 1, nan, nan, nan], [0, 1, nan, nan, nan],
      [1, 0, nan, nan, nan],
    ]
    for (column, reference) in zip(values, expected) { #expect(zip(column, reference).allSatisfy { same($0, $1) }) }
  }

  @Test("the truth of a text comparison is a column like any other")
  func textColumns() throws {
    let filter = try Expression(parsing: "score > 0.5 and reasoning == \"no\"")
    let truth = filter.textComparisons[0].description
    let program = try Program([filter], variables: ["score", truth], parameters: [])
    let rows = program.bind(columns: [[0.6, 0.6, 0.4, 0.6], [1, 0, 1, .nan]]).evaluate()[0]
    #expect(rows[..<3] == [1, 0, 0])
    #expect(rows[3].isNaN)
  }

  @Test("outputs may be constants, parameters, columns, or the same expression twice")
  func plainOutputs() throws {
    let texts = ["2 + 3", "p", "x", "x + p", "x + p", "log(x)", "2 * p"]
    let program = try Program(parsed(texts), variables: ["unused", "x"], parameters: ["p"])
    let values = program.bind(columns: [[0, 0], [1, 3]]).evaluate([10])
    #expect(values.map { $0[0] } == [5, 10, 1, 11, 11, 0, 20])
    #expect(values.map { $0[1] }.prefix(5) == [5, 10, 3, 13, 13])
    #expect(program.bind(columns: [[], []]).evaluate([10]) == [[], [], [], [], [], [], []])
  }

  @Test("NaN and infinity flow through every operator without a trap")
  func specialValues() throws {
    var generator = Generator(seed: 8)
    let special: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude]
    for _ in 0..<300 {
      let expression = generator.expression(depth: 4, branching: true)
      let program = try Program(
        [expression, expression.derivative(by: "x")], variables: ["x", "y"], parameters: ["two words"])
      let bound = program.bind(columns: [special, special.reversed()])
      for value in special { #expect(bound.evaluate([value]).count == 2) }
    }
  }

  @Test("an unknown symbol is refused by name, also where it would drop out")
  func unknownSymbol() throws {
    for text in ["E + A / N^alpah", "E + 0 * alpah"] {
      do {
        _ = try Program([Expression(parsing: text)], variables: ["N"], parameters: ["E", "A", "alpha"])
        Issue.record("\(text) was compiled")
      } catch {
        #expect(error == .unknownSymbol(name: "alpah", suggestion: "alpha"))
      }
    }
  }

  @Test("a workspace is used again without a trace of the last evaluation")
  func workspace() throws {
    let bound = try chinchilla().bind(columns: [[1e9, 2e9, 3e9], [1e10, 2e10, 3e10]])
    var workspace = bound.makeWorkspace()
    let target = UnsafeMutableBufferPointer<Double>.allocate(capacity: 18)
    defer { target.deallocate() }
    for parameters in [[1.8, 480, 0.35, 2000, 0.37], [.nan, .nan, .nan, .nan, .nan], [1.7, 400, 0.33, 1000, 0.3]] {
      bound.evaluate(parameters, into: target, workspace: &workspace)
      let fresh = bound.evaluate(parameters).flatMap { $0 }
      #expect(zip(target, fresh).allSatisfy { same($0, $1) })
    }
  }
}

@Suite struct ExtendedColumnTests {
  @Test("columns of a polynomial design hold about 32 digits")
  func polynomial() throws {
    let x = 0.1
    let (high, low) = try Expression(parsing: "(x - 1/3)^5 / 7 + sqrt(x)").extendedColumn(
      variables: ["x": [x]], rowCount: 1)
    // mpmath: mp.prec = 300; v = (mpf(0.1) - mpf(1)/3)**5/7 + sqrt(mpf(0.1)); float(v), float(v - float(v))
    #expect(high == [ExtendedReference.high])
    #expect(relative(try #require(low)[0], ExtendedReference.low) < 1e-14)
  }

  @Test("other functions carry the low part to first order")
  func firstOrder() throws {
    let column = ["x": [0.7]]
    for name in [
      "log", "log2", "log10", "log1p", "exp", "expm1", "sin", "cos", "tan", "atan", "tanh", "logistic", "erf",
      "normal", "log_normal", "softplus",
    ] {
      // x / 3 * 3 differs from x in the low part only, unless the division is carried along.
      let (high, low) = try Expression(parsing: "\(name)(x / 3 * 3)").extendedColumn(variables: column, rowCount: 1)
      let plain = try Expression(parsing: "\(name)(x)").value(["x": 0.7])
      #expect(abs(high[0] + (low?[0] ?? 0) - plain) <= plain.ulp, "\(name)")
      let shifted = try Expression(parsing: "\(name)(x + 1e-20) - \(name)(x)").extendedColumn(
        variables: column, rowCount: 1)
      let slope = try Expression(parsing: "\(name)(x)").derivative(by: "x").value(["x": 0.7])
      #expect(relative(shifted.high[0], slope * 1e-20) < 1e-12, "\(name)")
    }
  }

  @Test("infinities stay infinities, and comparisons compare both parts")
  func edges() throws {
    let x: [Double] = [.infinity, -.infinity, .nan, 1e308]
    let sum = try Expression(parsing: "x + 1").extendedColumn(variables: ["x": x], rowCount: 4)
    #expect(sum.high[0] == .infinity && sum.high[1] == -.infinity && sum.high[2].isNaN && sum.high[3] == 1e308)
    #expect(sum.low?[0] ?? 0 == 0 && sum.low?[1] ?? 0 == 0)
    #expect(try Expression(parsing: "min(x, 3)").extendedColumn(variables: ["x": x], rowCount: 4).high[1] == -.infinity)
    let tiny = try Expression(parsing: "1 + x > 1").extendedColumn(variables: ["x": [1e-25]], rowCount: 1)
    #expect(tiny.high == [1])
    #expect(try Expression(parsing: "x^-3").extendedColumn(variables: ["x": [2]], rowCount: 1).high == [0.125])
  }

  @Test("low parts are kept from the first row on that has one, and not at all where none has")
  func lowParts() throws {
    // 0.1 + 0.2 is not a double; 1 + 2 is one. The low part of the sum: fractions.Fraction(0.1) + Fraction(0.2) - Fraction(0.1 + 0.2) in Python.
    let (_, low) = try Expression(parsing: "x + y").extendedColumn(
      variables: ["x": [1, 0.1, 1], "y": [2, 0.2, 2]], rowCount: 3)
    #expect(low == [0, -2.7755575615628914e-17, 0])
    #expect(try Expression(parsing: "x + y").extendedColumn(variables: ["x": [1], "y": [2]], rowCount: 1).low == nil)
    #expect(try Expression(parsing: "x").extendedColumn(variables: ["x": [0.1]], rowCount: 1).low == nil)
  }

  @Test("a missing or short column is refused")
  func refused() throws {
    let expression = try Expression(parsing: "x + 1")
    #expect(throws: FormulaError.unknownSymbol(name: "x", suggestion: nil)) {
      try expression.extendedColumn(variables: ["abc": [1]], rowCount: 1)
    }
    #expect(throws: FormulaError.columnLength(name: "x", expected: 2, found: 1)) {
      try expression.extendedColumn(variables: ["x": [1]], rowCount: 2)
    }
  }
}

private enum ExtendedReference {
  static let high = 0.3161289594324758
  static let low = -1.8019471499051783e-17
}
