#if canImport(Glibc)
  import Glibc
#endif

/// How log value may depend on capability c.
public enum ValueForm: String, Sendable, Hashable, CaseIterable {
  /// `log V = a + b·c`.
  case exponential
  /// `log V = a + b·c + q·c²`.
  case quadratic
  /// `log V = a + b·exp(k·c)`, k and b of one sign: faster than exponential for k above zero, slower below.
  case doubleExponential = "double-exponential"
  /// `log V = a - m·log(c* - c)`, c* above every c: value without bound at a finite capability.
  case hyperbolic
  /// `log V = a + m·log c`: slower than exponential. Depends on where the scale of c has its zero.
  case power

  public var formula: String {
    switch self {
    case .exponential: "log V = a + b*c"
    case .quadratic: "log V = a + b*c + q*c^2"
    case .doubleExponential: "log V = a + b*exp(k*c)"
    case .hyperbolic: "log V = a - m*log(c_limit - c)"
    case .power: "log V = a + m*log(c)"
    }
  }

  /// Coefficients and sigma.
  var parameters: Int {
    switch self {
    case .exponential, .power: 3
    case .quadratic, .doubleExponential, .hyperbolic: 4
    }
  }
}

/// One form fitted to log value by least squares.
///
/// Each form is a straight line in a function x(c; s) of capability with at most one shape s, so the sum of squares is a function of s
/// alone: it is searched over the whole range of s, then to the last digits. (The quadratic is a line in c and the part of c² that no
/// line in c explains.)
struct ValueFit: Sendable {
  let form: ValueForm
  /// k, or c*; `nil` for a form without one.
  let shape: Double?
  /// Whether the best shape is at the end that is the exponential itself, so that the form adds nothing.
  let isExponential: Bool
  let residualSumOfSquares: Double
  private let line: StraightLine
  private let x: @Sendable (Double) -> Double
  /// What the quadratic adds.
  private let bend: (@Sendable (Double) -> Double)?

  func value(at capability: Double) -> Double { line.value(at: x(capability)) + (bend?(capability) ?? 0) }

  /// - Returns: `nil` where the form does not exist: a power of a capability that is not above zero, too few different capabilities.
  init?(_ form: ValueForm, capabilities c: [Double], logs y: [Double]) {
    guard let low = c.min(), let high = c.max(), high > low, Set(c).count >= (form.parameters == 4 ? 3 : 2) else {
      return nil
    }
    let width = high - low
    let shaped: (shape: Double?, x: @Sendable (Double) -> Double, isLimit: Bool)
    switch form {
    case .exponential, .quadratic: shaped = (nil, { $0 }, false)
    case .power:
      guard low > 0 else { return nil }
      shaped = (nil, { .logarithm($0) }, false)
    case .doubleExponential:
      let x = { @Sendable (s: Double, c: Double) in expm1(s * (c - high) / width) / s }
      // Both signs of k; in the middle they meet in the exponential.
      let found = [-1.0, 1].map { sign in
        Self.search(c, y, -3...1) { s, c in x(sign * pow(10, s), c) }
      }
      guard let best = found.enumerated().min(by: { $0.element.rss < $1.element.rss }) else { return nil }
      let s = (best.offset == 0 ? -1.0 : 1) * pow(10, best.element.shape)
      shaped = (s / width, { x(s, $0) }, best.element.shape < -2.9)
    case .hyperbolic:
      let x = { @Sendable (s: Double, c: Double) in -log1p((high - c) / (width * pow(10, s))) * pow(10, s) }
      let found = Self.search(c, y, -2...3, x)
      shaped = (high + width * pow(10, found.shape), { x(found.shape, $0) }, found.shape > 2.9)
    }
    guard let line = StraightLine(c.map(shaped.x), y) else { return nil }
    self.form = form
    self.line = line
    x = shaped.x
    shape = shaped.isLimit && form == .hyperbolic ? nil : shaped.shape
    isExponential = shaped.isLimit
    guard form == .quadratic else {
      (bend, residualSumOfSquares) = (nil, line.residualSumOfSquares)
      return
    }
    let center = line.meanX
    let squares = c.map { ($0 - center).squared }
    guard let onLine = StraightLine(c, squares), onLine.residualSumOfSquares > 1e-12 * width.squared.squared else {
      return nil
    }
    let rest = onLine.residuals(c, squares)
    let curvature = zip(rest, y).reduce(0) { $0 + $1.0 * $1.1 } / onLine.residualSumOfSquares
    bend = { curvature * (($0 - center).squared - onLine.value(at: $0)) }
    residualSumOfSquares = line.residualSumOfSquares - curvature.squared * onLine.residualSumOfSquares
  }

  /// The shape of the least sum of squares: on a grid, then by golden section.
  private static func search(
    _ c: [Double], _ y: [Double], _ range: ClosedRange<Double>, _ x: @escaping (Double, Double) -> Double
  ) -> (shape: Double, rss: Double) {
    let rss = { (shape: Double) in
      StraightLine(c.map { x(shape, $0) }, y)?.residualSumOfSquares ?? .infinity
    }
    let steps = 40
    let step = (range.upperBound - range.lowerBound) / Double(steps)
    let grid = (0...steps).map { range.lowerBound + Double($0) * step }
    let values = grid.map(rss)
    let start = values.indices.min { values[$0] < values[$1] } ?? 0
    var (low, high) = (max(range.lowerBound, grid[start] - step), min(range.upperBound, grid[start] + step))
    let golden = 0.5 * (5.0.squareRoot() - 1)
    for _ in 0..<40 {
      let (a, b) = (high - golden * (high - low), low + golden * (high - low))
      if rss(a) < rss(b) { high = b } else { low = a }
    }
    let inner = (low + high) / 2
    return rss(inner) < values[start] ? (inner, rss(inner)) : (grid[start], values[start])
  }
}
