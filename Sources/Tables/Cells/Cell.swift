/// What a cell that is not missing means.
enum Cell {
  case number(Double, NumberShape)
  case date(CalendarDate, DateShape)
  case text

  /// Reads a cell without its surrounding spaces.
  @inline(__always)
  init(_ bytes: Bytes) {
    if case .number(let value, let shape) = NumberScan(bytes) {
      self = .number(value, shape)
    } else if case .date(let date, let shape) = DateScan(bytes) {
      self = .date(date, shape)
    } else {
      self = .text
    }
  }
}
