import Formulas

/// A small generator with a seed: the same tests run every time.
struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
  mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

  /// A random expression over `x`, `y` and `two words`, smooth where it is finite unless `branching`.
  mutating func expression(depth: Int, branching: Bool) -> Expression {
    if depth == 0 || below(6) == 0 {
      switch below(5) {
      case 0: return Expression(Double(below(9)) - 4)
      case 1: return Expression(unit() * 3)
      case 2: return .symbol("y")
      case 3: return .symbol("two words")
      default: return .symbol("x")
      }
    }
    let a = expression(depth: depth - 1, branching: branching)
    switch below(branching ? 24 : 16) {
    case 0: return -a
    case 1: return .log(a)
    case 2: return .exp(a)
    case 3: return .sqrt(a)
    case 4: return .tanh(a)
    case 5: return .logistic(a)
    case 6: return .sin(a)
    case 7: return .atan(a)
    default: break
    }
    let b = expression(depth: depth - 1, branching: branching)
    switch below(branching ? 16 : 8) {
    case 0, 1: return a + b
    case 2: return a - b
    case 3, 4: return a * b
    case 5, 6: return a / b
    case 7: return a ^ b
    case 8: return .min(a, b)
    case 9: return .max(a, b)
    case 10: return .and(a, b)
    case 11: return .or(a, b)
    case 12: return .not(a)
    case 13: return .abs(a)
    case 14: return .erf(a)
    default: return .expm1(a)
    }
  }

  mutating func bindings() -> [String: Double] {
    ["x": 0.2 + unit(), "y": 0.5 + unit(), "two words": 2 * unit() - 1]
  }
}

/// Whether two numbers are the same, with NaN equal to NaN.
func same(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

/// The difference relative to the larger of `scale` and the reference.
func relative(_ value: Double, _ reference: Double, scale: Double = 0) -> Double {
  value == reference ? 0 : abs(value - reference) / max(abs(reference), scale)
}

/// The error that reading a text throws.
func failure(_ text: String) -> FormulaError? {
  do {
    _ = try Expression(parsing: text)
    return nil
  } catch {
    return error
  }
}
