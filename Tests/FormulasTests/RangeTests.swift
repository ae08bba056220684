import Testing

@testable import Formulas

/// Where an expression lies, given where its symbols lie.
@Suite struct RangeTests {
  static let symbols: [String: ValueRange] = [
    "x": .positive, "y": .positive, "z": .positive, "p": .share, "r": ValueRange(1, .infinity),
    "n": ValueRange(-.infinity, 0),
    "w": ValueRange(-2, 3),
  ]

  /// An expression, the least and the greatest value.
  private static let cases = """
    x | 0 | inf
    u | -inf | inf
    x + y | 0 | inf
    x - y | -inf | inf
    12*log(2)/x | 0 | inf
    1/n | -inf | 0
    1/u | -inf | inf
    1/(1 + x) | 0 | 1
    x/(x + y) | 0 | 1
    1 - x/(x + y) | 0 | 1
    y/(x + y + z) | 0 | 1
    x*y/(x*y + z) | 0 | 1
    x*(x + y)^-1 | 0 | 1
    x/(y*x + x) | 0 | 1
    2*x/(x + y) | 0 | 2
    (x - y)/(x + y) | -1 | 1
    (2*x + y)/(x + 3*y) | 0.3333333333333333 | 2
    x*z/(x + y) | 0 | inf
    exp(u)/(exp(u) + exp(v)) | 0 | 1
    n/(n - x) | 0 | 1
    x/(x + u) | -inf | inf
    (x + z)/(x + y) | 0 | inf
    (y - z)/(x + y) | -inf | 1
    x/(x + y)/z | 0 | inf
    x/(-x - y) | -1 | 0
    10^-x | 0 | 1
    10^u | 0 | inf
    x^u | 0 | inf
    u^2 | 0 | inf
    w^2 | 0 | 9
    w^3 | -8 | 27
    w^-2 | 0.1111111111111111 | inf
    u^-3 | -inf | inf
    n^-3 | -inf | 0
    p^2 | 0 | 1
    p^0.5 | 0 | 1
    r^-x | 0 | 1
    u^x | -inf | inf
    w*w | 0 | 9
    2^p | 1 | 2
    logistic(u) | 0 | 1
    1 - exp(-exp(u)) | 0 | 1
    exp(w) | 0.1353352832366127 | 20.085536923187668
    log(r) | 0 | inf
    log(p) | -inf | 0
    sqrt(x) | 0 | inf
    abs(w) | 0 | 3
    tanh(u) | -1 | 1
    sin(x) | -1 | 1
    max(u, 0) | 0 | inf
    min(u, 0) | -inf | 0
    u > 0 | 0 | 1
    expm1(x) | 0 | inf
    (x*y/(z*r))^(1/(x + z)) | 0 | inf
    x + y*7e10^-z | 0 | inf
    """

  @Test("the range of an expression", arguments: cases.split(separator: "\n").map(String.init))
  func range(_ line: String) throws {
    let parts = line.split(separator: "|").map { $0.filter { $0 != " " } }
    let (low, high) = (try #require(Double(parts[1])), try #require(Double(parts[2])))
    let range = try Expression(parsing: parts[0]).range(where: Self.symbols)
    #expect(range.low == low || abs(range.low - low) <= 1e-14 * abs(low), "\(line): \(range)")
    #expect(range.high == high || abs(range.high - high) <= 1e-14 * abs(high), "\(line): \(range)")
  }

  /// Expressions drawn at random, at points drawn at random: none may lie outside its range.
  @Test("no value lies outside the range")
  func isSound() throws {
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let leaves = ["x", "y", "z", "p", "r", "n", "w", "2", "0.5", "-3", "1"]
    func text(_ depth: Int) -> String {
      if depth == 0 { return leaves[random(leaves.count)] }
      let a = text(depth - 1 - random(depth))
      switch random(12) {
      case 0, 1, 2: return "(\(a) + \(text(depth - 1)))"
      case 3: return "(\(a) - \(text(depth - 1)))"
      case 4, 5: return "(\(a) * \(text(depth - 1)))"
      case 6, 7: return "(\(a) / (\(a) + \(text(depth - 1))))"
      case 8: return "(\(a) / \(text(depth - 1)))"
      case 9: return "(\(a)) ^ (\(leaves[random(leaves.count)]))"
      case 10: return "\(["exp", "log", "logistic", "sqrt", "abs", "log1p", "tanh", "expm1"][random(8)])(\(a))"
      default: return "\(["min", "max"][random(2)])(\(a), \(text(depth - 1)))"
      }
    }
    let values: [String: [Double]] = [
      "x": [1e-3, 0.7, 40], "y": [0.01, 2, 1e4], "z": [0.3, 5, 9], "p": [0.01, 0.5, 0.999], "r": [1.01, 3, 77],
      "n": [-9, -0.4, -1e-3], "w": [-1.9, 0.1, 2.9],
    ]
    var narrow = 0
    for _ in 0..<4000 {
      let source = text(3)
      let expression = try Expression(parsing: source)
      let range = expression.range(where: Self.symbols)
      if range != .all { narrow += 1 }
      for _ in 0..<4 {
        let value = try expression.value(values.mapValues { $0[random(3)] })
        let slack = 1e-12 * max(1, abs(value))
        #expect(
          value.isNaN || (range.low - slack <= value && value <= range.high + slack), "\(source): \(value), \(range)")
      }
    }
    #expect(narrow > 2000)
  }
}
