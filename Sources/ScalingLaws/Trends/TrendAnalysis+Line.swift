#if canImport(Glibc)
  import Glibc
#endif

extension TrendAnalysis {
  /// The exponential on a date.
  public struct Level: Sendable, Hashable {
    public let value: Double
    /// Of the line; `nil` after the last row, and where there is nothing to judge by.
    public let line: Interval?
    /// Of a new observation; `nil` up to the last row.
    public let observation: Interval?
  }

  /// The line of log value on time, taken back to the value: with the band of the line as far as the rows go, and of a new observation
  /// after the last.
  ///
  /// - Parameter date: a decimal year; after the last row the line is carried on.
  public func exponential(on date: Double) -> Level {
    let weights = [1, date - series.firstDate]
    let exponentiated = { (low: Double?, high: Double?) in
      Interval(low: low.map { exp($0) }, high: high.map { exp($0) }, level: questions.level)
    }
    let value = exp(regression.value(weights))
    if date > series.lastDate {
      let ahead = regression.band(span: series.span).projection(date - series.lastDate)
      return Level(value: value, line: nil, observation: ahead.low.map { exponentiated($0, ahead.high) })
    }
    let line = regression.estimate(weights).interval
    return Level(value: value, line: line.map { exponentiated($0.low, $0.high) }, observation: nil)
  }

  /// The line with a break on a date; `nil` where there is no such line.
  public func segmentedValue(on date: Double) -> Double? {
    guard let segmented, let before = segmented.before.logPerYear.value, let after = segmented.after.logPerYear.value
    else {
      return nil
    }
    return exp(segmented.valueAtBreak + (date < segmented.date ? before : after) * (date - segmented.date))
  }
}

extension TrendAnalysis {
  /// What the rows can tell of their deviations from the exponential.
  public enum Deviations: String, Sendable, Hashable {
    /// Independent and wandering ones are both possible.
    case undecided
    /// They come back to the trend; independent ones are possible.
    case settle
    /// They come back to the trend, and neighbours are alike.
    case resemble
    /// Neighbours are alike, and they may wander.
    case mayWander = "may wander"
    /// They wander like a random walk, or what is near it.
    case wander
  }

  /// `nil` where there is no scatter to judge by.
  public var deviations: Deviations? { regression.dependence?.deviations }
}
