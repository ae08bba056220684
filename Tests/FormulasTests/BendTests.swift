import Formulas
import Testing

@Suite struct BendTests {
  /// mpmath at 60 digits, by bisection of `v + (a - 1)*log1p(exp(v)) - u`.
  static let fromBisection: [(u: Double, a: Double, v: Double)] = [
    (-3, 2.5, -3.0681847725102890656), (0.75, 0.5, 1.672140383741360177), (25, 3, 8.3331730805959997811),
    (-40, 0.125, -39.999999999999999996), (0, 1024, -5.2665450360389988308), (300, 0.5, 600), (2, 0.0078125, 256),
  ]

  @Test("bend agrees with bisection in mpmath", arguments: fromBisection)
  func value(_ u: Double, _ a: Double, _ v: Double) throws {
    let bend = try Expression(parsing: "bend(u, a)")
    // Rounding of (a - 1)*log(1 + exp(v)), at most a few units in the last place of the largest term.
    #expect(relative(try bend.value(["u": u, "a": a]), v) < 2e-15)
  }

  @Test("first and second derivatives of bend agree with mpmath")
  func derivatives() throws {
    // mpmath.diff of the bisection at u = 0.75, a = 1.25, step 1e-12 at 60 digits.
    let point = ["u": 0.75, "a": 1.25]
    let bend = try Expression(parsing: "bend(u, a)")
    let (byU, byA) = (bend.derivative(by: "u"), bend.derivative(by: "a"))
    #expect(relative(try byU.value(point), 0.865093782700603592) < 1e-14)
    #expect(relative(try byA.value(point), -0.845690565791254308) < 1e-14)
    #expect(relative(try byU.derivative(by: "u").value(point), -0.0379843474635726778) < 1e-13)
    #expect(relative(try byU.derivative(by: "a").value(point), -0.429693724048636182) < 1e-13)
    #expect(relative(try byA.derivative(by: "u").value(point), -0.429693724048636182) < 1e-13)
    #expect(relative(try byA.derivative(by: "a").value(point), 0.876411770323962989) < 1e-13)
  }

  @Test("bend solves its equation over forty orders of magnitude of the exponent")
  func solves() throws {
    let bend = try Expression(parsing: "bend(u, a)")
    for exponent in stride(from: -20.0, through: 20, by: 2.5) {
      let a = Double(sign: .plus, exponent: Int(3 * exponent), significand: 1.3)
      for u in [-300, -30, -1, -1e-3, 0, 1e-3, 1, 30, 300] {
        let v = try bend.value(["u": u, "a": a])
        guard v.isFinite, v < 700 else { continue }
        let softplus = try Expression(parsing: "max(v, 0) + log1p(exp(-abs(v)))").value(["v": v])
        let size = max(abs(u), abs(v), abs(a - 1) * softplus)
        #expect(abs(v + (a - 1) * softplus - u) <= 4e-15 * size, "u \(u), a \(a)")
      }
    }
  }

  @Test("with the exponent 1 bend is the identity, and without a solution it is NaN")
  func limits() throws {
    let bend = try Expression(parsing: "bend(u, a)")
    #expect(try bend.value(["u": 3.7, "a": 1]) == 3.7)
    #expect(try bend.value(["u": 1, "a": 0]).isNaN)
    #expect(try bend.value(["u": 1, "a": -2]).isNaN)
    #expect(try bend.value(["u": .infinity, "a": 2]) == .infinity)
    // log z = u at a = 0.
    let z = try Expression(parsing: "logistic(bend(u, a))").value(["u": -0.7, "a": 0])
    #expect(relative(z, 0.49658530379140951470) < 1e-15)  // exp(-0.7), mpmath
    #expect(try Expression(parsing: "bend(u + v, 1)").simplified == Expression(parsing: "u + v"))
  }

  @Test("bend is written, read and set as it stands")
  func text() throws {
    let bend = try Expression(parsing: "2*bend(c*log(K/x), alpha)^2")
    #expect(bend.description == "2 * bend(c * log(K / x), alpha)^2")
    #expect(try Expression(parsing: bend.description) == bend)
    #expect(try Expression(parsing: "bend(u, a)").latex == "\\operatorname{bend}\\left(u, a\\right)")
    #expect(failure("bend(u)")?.description.contains("two arguments") ?? false)
    #expect(failure("bend(u, a, b)")?.description.contains("two arguments") ?? false)
  }

  @Test("a compiled bend has the value of the expression, row by row")
  func compiled() throws {
    let bend = try Expression(parsing: "bend(u, a)")
    let (u, a) = ([-3.0, 0.75, 25, 2, -1], [2.5, 0.5, 3, 0.0078125, 1])
    let rows = try Program([bend], variables: ["u", "a"], parameters: []).bind(columns: [u, a]).evaluate()[0]
    for row in u.indices { #expect(rows[row] == (try bend.value(["u": u[row], "a": a[row]]))) }
  }
}
