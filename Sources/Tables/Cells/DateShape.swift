/// How a date was written, so that its text can be written again from the decimal year.
enum DateShape: UInt16 {
  case day, month, second
  /// In another way: its text is kept.
  case raw = 0x8000

  func text(of decimalYear: Double) -> String {
    let resolution: CalendarDate.Resolution = self == .second ? .second : .day
    let text = CalendarDate(decimalYear: decimalYear, to: resolution)?.text(to: resolution) ?? ""
    return self == .month ? String(text.prefix(7)) : text
  }
}
