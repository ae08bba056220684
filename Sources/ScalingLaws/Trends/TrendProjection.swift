#if canImport(Glibc)
  import Glibc
#endif

/// What the forms with bands say of a date or a value to come.
///
/// Bands are of a new observation: the uncertainty of the coefficients and the scatter of one row, at the level of the analysis. A
/// date's interval holds every date whose band holds the value; an end that no date bounds is open. It is no statement about the
/// first date on which the value is met.
public struct TrendProjection: Sendable {
  public enum Question: Sendable, Hashable {
    /// Which value on a date, a decimal year?
    case on(Double)
    /// When does it have a value?
    case until(Double)
  }

  /// The answer of one form.
  public struct Answer: Sendable {
    public let form: TrendForm
    /// A value, or a date as a decimal year; `nil` where the form never gets there.
    public let estimate: Double?
    public let interval: Interval?
  }

  public let question: Question
  public let answers: [Answer]

  /// - Throws: `.target`, `.pastDate`.
  init(
    _ question: Question, of series: TimeSeries, bands: [(form: TrendForm, band: DateBand)], level: Double
  ) throws(TrendError) {
    self.question = question
    let last = series.lastDate
    switch question {
    case .on(let date):
      guard date > last else { throw .pastDate(date.dateText, last: last.dateText) }
      answers = bands.map { form, band in
        let projection = band.projection(date - last)
        let interval = projection.low.map { _ in
          Interval(low: projection.low.map { exp($0) }, high: projection.high.map { exp($0) }, level: level)
        }
        return Answer(form: form, estimate: exp(projection.value), interval: interval)
      }
    case .until(let value):
      guard value > 0, value.isFinite else { throw .target(value) }
      answers = bands.map { form, band in
        guard let found = band.years(to: .logarithm(value)) else {
          return Answer(form: form, estimate: nil, interval: nil)
        }
        let interval = Interval(low: last + found.low, high: found.high.map { last + $0 }, level: level)
        return Answer(
          form: form, estimate: last + found.years, interval: band.projection(0).low == nil ? nil : interval)
      }
    }
  }
}
