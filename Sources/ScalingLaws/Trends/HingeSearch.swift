/// The best place for a change of slope in a straight trend, in closed form.
///
///     y = a + b·x + c·max(x - τ, 0)
///
/// With r the residuals of the line without a break, the sum of squares falls by
///
///     gain(τ) = (h'r)² / (h'h - h'Ph),   h = max(x - τ, 0),   P onto the line,
///
/// which between two neighbouring x is a ratio of two quadratics in τ: its maximum, and where it exceeds a limit, are roots of
/// polynomials. Nothing is searched on a grid.
///
/// - Source: Hudson 1966 for the pieces.
struct HingeSearch: Sendable {
  /// Between two neighbouring x: the rows above, and the denominator `c₀ + c₁τ + c₂τ²`.
  private struct Piece: Sendable {
    let low: Double
    let high: Double
    let start: Int
    let denominator: (Double, Double, Double)
  }

  private let x: [Double]
  private let pieces: [Piece]
  /// From the first to the last place where a break may be.
  let range: ClosedRange<Double>

  /// A break needs so many rows on each side: three, or a tenth; and at three different places, as every corner (`Corner`).
  static func fewestOnASide(of rows: Int) -> Int { max(3, rows / 10) }

  /// - Parameter x: ascending.
  /// - Returns: `nil` where no place has rows enough on both sides, at three places or more.
  init?(_ x: [Double]) {
    let n = x.count
    let fewest = Self.fewestOnASide(of: n)
    guard n >= 2 * fewest + 2, let line = StraightLine(x, x) else { return nil }
    let root = line.sxx.squareRoot()
    var pieces: [Piece] = []
    let places = Self.placesUpTo(x)
    for start in 1..<n where x[start] > x[start - 1] && start >= fewest && n - start >= fewest {
      let above = x[start...]
      // Of the last place below, the rest lie above.
      guard places[start - 1] >= Corner.fewestPlaces, places[n - 1] - places[start - 1] >= Corner.fewestPlaces else {
        continue
      }
      let count = Double(above.count)
      let sum = above.reduce(0) { $0 + ($1 - line.meanX) }
      let squares = above.reduce(0) { $0 + ($1 - line.meanX).squared }
      // In x less its mean, so that nothing large cancels.
      let size = Double(n).squareRoot()
      let (a0, a1) = (sum / size, count / size)
      let (b0, b1) = (squares / root, sum / root)
      pieces.append(
        Piece(
          low: x[start - 1] - line.meanX, high: x[start] - line.meanX, start: start,
          denominator: (
            squares - a0.squared - b0.squared, -2 * sum + 2 * a0 * a1 + 2 * b0 * b1, count - a1.squared - b1.squared
          )))
    }
    guard let first = pieces.first, let last = pieces.last else { return nil }
    self.pieces = pieces
    self.x = x.map { $0 - line.meanX }
    center = line.meanX
    range = (first.low + line.meanX)...(last.high + line.meanX)
  }

  private let center: Double

  /// Row by row, how many different places there are up to it.
  private static func placesUpTo(_ x: [Double]) -> [Int] {
    var count = 0
    return x.indices.map { row in
      if row == 0 || x[row] > x[row - 1] { count += 1 }
      return count
    }
  }

  /// For each piece, `h'r = a - bτ`.
  private func numerators(_ residuals: [Double]) -> [(a: Double, b: Double)] {
    var (a, b) = (0.0, 0.0)
    var sums = [(a: Double, b: Double)](repeating: (0, 0), count: x.count + 1)
    for row in x.indices.reversed() {
      a += x[row] * residuals[row]
      b += residuals[row]
      sums[row] = (a, b)
    }
    return pieces.map { sums[$0.start] }
  }

  /// The place of the largest gain, and the gain.
  func best(_ residuals: [Double]) -> (place: Double, gain: Double) {
    var best = (place: range.lowerBound, gain: -1.0)
    for (piece, top) in zip(pieces, numerators(residuals)) {
      let (c0, c1, c2) = piece.denominator
      let slope = top.b * c1 + 2 * top.a * c2
      let inner = slope == 0 ? piece.low : -(2 * top.b * c0 + top.a * c1) / slope
      for place in [piece.low, min(max(inner, piece.low), piece.high), piece.high] {
        let below = c0 + c1 * place + c2 * place.squared
        let gain = below > 0 ? (top.a - top.b * place).squared / below : 0
        if gain > best.gain { best = (place + center, gain) }
      }
    }
    return best
  }

  /// From the first to the last place whose gain is at least so large; `nil` where none is.
  func places(_ residuals: [Double], gainAtLeast limit: Double) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for (piece, top) in zip(pieces, numerators(residuals)) {
      let (c0, c1, c2) = piece.denominator
      let polynomial = (
        top.a.squared - limit * c0, -2 * top.a * top.b - limit * c1, top.b.squared - limit * c2
      )
      let isInside = { (place: Double) in
        polynomial.0 + polynomial.1 * place + polynomial.2 * place.squared >= 0
      }
      let roots = Quadratic.roots(polynomial.0, polynomial.1, polynomial.2)
        .filter { (piece.low...piece.high).contains($0) }
      for place in roots + [piece.low, piece.high].filter(isInside) {
        low = min(low, place)
        high = max(high, place)
      }
    }
    return low <= high ? (low + center)...(high + center) : nil
  }
}

/// Real roots of `p₀ + p₁x + p₂x²`, in ascending order.
enum Quadratic {
  static func roots(_ p0: Double, _ p1: Double, _ p2: Double) -> [Double] {
    guard p2 != 0 else { return p1 == 0 ? [] : [-p0 / p1] }
    let discriminant = p1.squared - 4 * p2 * p0
    guard discriminant >= 0 else { return [] }
    // The sum without cancellation first.
    let q = -0.5 * (p1 + (p1 < 0 ? -1 : 1) * discriminant.squareRoot())
    guard q != 0 else { return [0] }
    return [q / p2, p0 / q].sorted()
  }
}
