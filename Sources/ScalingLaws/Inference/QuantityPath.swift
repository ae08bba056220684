/// A quantity followed from its estimate to both ends of what the data allow, to see where it goes on the way.
///
///     g(θ̂ + s·d),   -1 <= s <= 1
///
/// A linear approximation at the estimate does not see that a ratio has a pole where its denominator may be zero, or that a
/// square turns round. Following the quantity does: an end beyond a pole is open.
struct QuantityPath {
  /// Least and greatest value on the part of the path that is connected with the estimate; `nil` where it is unbounded.
  let low: Double?
  let high: Double?
  /// Whether the path meets a pole, or leaves the domain of the quantity.
  let isBroken: Bool

  private static let steps = 32
  /// A value that grows by this factor within one step is taken to grow without bound.
  private static let blowUp = 1e6

  /// - Parameters:
  ///   - slope: of the quantity along the path, at the estimate.
  ///   - value: of the quantity at a fraction of the path.
  init(slope: Double, _ value: (Double) throws(FormulaError) -> Double) throws(FormulaError) {
    let start = try value(0)
    var near: [Double] = []
    for fraction in Self.fractions { near.append(try value(fraction)) }
    let bend = Self.bend(near, start: start, slope: slope)
    let bendOfLogarithm = Self.bendOfLogarithm(near, start: start, slope: slope)
    let isExponential = bend > Self.straightBend && bendOfLogarithm < Self.straightBend / 2
    if bend <= Self.straightBend || isExponential {
      low = near.reduce(start, min)
      high = near.reduce(start, max)
      isBroken = false
      return
    }
    var (low, high) = (start, start)
    var (opensLow, opensHigh) = (false, false)
    for direction in [-1.0, 1.0] {
      var reached = [start]
      var pole: Double?
      for step in 1...Self.steps {
        let (from, to) = (
          direction * Double(step - 1) / Double(Self.steps), direction * Double(step) / Double(Self.steps)
        )
        let next = try value(to)
        pole = try Self.pole(value, from: from, to: to, ends: (reached[reached.count - 1], next))
        if pole != nil { break }
        reached.append(next)
      }
      low = min(low, reached.min() ?? low)
      high = max(high, reached.max() ?? high)
      if let pole { pole > 0 ? (opensHigh = true) : (opensLow = true) }
    }
    self.low = opensLow ? nil : low
    self.high = opensHigh ? nil : high
    isBroken = opensLow || opensHigh
  }

  private static let fractions = [-1.0, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1]
  /// A path that departs from its tangent by at most this share of the way is straight: no need to look closer.
  private static let straightBend = 0.5

  /// The largest departure from the tangent, as a share of the way along it.
  private static func bend(_ values: [Double], start: Double, slope: Double) -> Double {
    zip(fractions, values).reduce(0) { largest, point in
      let way = slope * point.0
      let departure = abs(point.1 - start - way) / abs(way)
      return departure.isNaN ? .infinity : max(largest, departure)
    }
  }

  /// The same for the logarithm; infinite where the quantity changes its sign.
  private static func bendOfLogarithm(_ values: [Double], start: Double, slope: Double) -> Double {
    let ratios = values.map { $0 / start }
    guard start != 0, ratios.allSatisfy({ $0 > 0 && $0.isFinite }) else { return .infinity }
    return bend(ratios.map { Double.logarithm($0) }, start: 0, slope: slope / start)
  }

  /// A number of the sign of the infinity that the quantity runs to within a step; `nil` where it stays finite.
  private static func pole(
    _ value: (Double) throws(FormulaError) -> Double, from: Double, to: Double, ends: (Double, Double)
  ) throws(FormulaError) -> Double? {
    if !ends.1.isFinite || (ends.0 < 0) != (ends.1 < 0) {
      return try oddPole(value, from: from, to: to, ends: ends)
    }
    return try evenPole(value, from: from, to: to, ends: ends)
  }

  /// Where the sign changes or the domain ends: either the quantity passes through zero there, or it runs to infinity.
  private static func oddPole(
    _ value: (Double) throws(FormulaError) -> Double, from: Double, to: Double, ends: (Double, Double)
  ) throws(FormulaError) -> Double? {
    var (near, far) = (from, to)
    var nearValue = ends.0
    let scale = max(abs(ends.0), ends.1.isFinite ? abs(ends.1) : 0, 1e-300)
    for _ in 0..<60 {
      let middle = (near + far) / 2
      let middleValue = try value(middle)
      if middleValue.isFinite, (middleValue < 0) == (nearValue < 0) {
        (near, nearValue) = (middle, middleValue)
      } else {
        far = middle
      }
      if abs(nearValue) > blowUp * scale { return nearValue }
    }
    // The domain ends without a bound in sight, as that of a logarithm does.
    return ends.1.isFinite ? nil : nearValue - ends.0
  }

  /// Where the sign stays: a peak so high that it has no end, as that of `1 / x^2`.
  private static func evenPole(
    _ value: (Double) throws(FormulaError) -> Double, from: Double, to: Double, ends: (Double, Double)
  ) throws(FormulaError) -> Double? {
    let scale = max(abs(ends.0), abs(ends.1), 1e-300)
    var (low, high) = (from, to)
    for _ in 0..<80 {
      let (first, second) = (low + (high - low) / 3, high - (high - low) / 3)
      let (left, right) = (try value(first), try value(second))
      for found in [left, right] where !found.isFinite || abs(found) > blowUp * scale { return ends.0 < 0 ? -1 : 1 }
      if abs(left) < abs(right) { low = first } else { high = second }
      // No rise to either side: nothing to follow.
      if max(abs(left), abs(right)) <= scale, high - low < 0.1 * abs(to - from) { return nil }
    }
    return nil
  }
}
