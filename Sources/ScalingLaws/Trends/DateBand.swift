#if canImport(Glibc)
  import Glibc
#endif

/// What a trend says of dates after the last row, on the log scale: a value, and the band of a new observation.
struct DateBand: Sendable {
  struct Projection: Sendable, Hashable {
    let value: Double
    /// `nil` where there is nothing to judge by.
    let low: Double?
    let high: Double?

    fileprivate func holds(_ target: Double) -> Bool {
      (low ?? -.infinity) <= target && target <= (high ?? .infinity)
    }
  }

  /// Of the rows, in years.
  let span: Double
  /// So many years after the last row; never negative.
  let projection: @Sendable (_ years: Double) -> Projection

  /// Years after the last row at which the trend has a value, and those at which a new observation may have it: all whose band holds the
  /// value, as far as they hang together with the estimate. An end that no time bounds is `nil`; nothing is said of dates before the
  /// last row, so that the least is 0.
  ///
  /// - Returns: `nil` where the trend has the value at no date ahead, or not within a hundred thousand spans.
  /// - Source: the inversion of a band is Fieller's, 1954.
  func years(to target: Double) -> (years: Double, low: Double, high: Double?)? {
    let isAbove = { (years: Double) in self.projection(years).value > target }
    let start = isAbove(0)
    // From a two-hundredth of the span to a hundred thousand spans.
    let times = (0...140).map { span / 20 * expm1(0.1 * Double($0)) }
    guard let passed = times.indices.first(where: { isAbove(times[$0]) != start }) else { return nil }
    let years = Self.root(from: times[passed - 1], to: times[passed]) { isAbove($0) == start }
    let isHeld = { (years: Double) in self.projection(years).holds(target) }
    let before = times.last { $0 < years && !isHeld($0) }
    let low = before.map { Self.root(from: $0, to: years) { !isHeld($0) } } ?? 0
    let after = times.indices.first { times[$0] > years && !isHeld(times[$0]) }
    let high = after.map { Self.root(from: max(years, times[$0 - 1]), to: times[$0], while: isHeld) }
    return (years, low, high)
  }

  /// Where a condition that holds at one time and not at another ends.
  private static func root(from start: Double, to end: Double, while holds: (Double) -> Bool) -> Double {
    var (low, high) = (start, end)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

extension DateBand {
  /// Of a straight line on years from the first row, whose deviations are known; without scatter, its value alone.
  init(level: Double, slope: Double, span: Double, deviations: SerialDependence?) {
    self.init(span: span) { years in
      let time = span + years
      guard let deviations else { return Projection(value: level + slope * time, low: nil, high: nil) }
      let (center, low, high) = deviations.prediction([1, time], after: years)
      return Projection(value: center, low: low, high: high)
    }
  }
}
