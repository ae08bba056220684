extension Column {
  /// The cells of a column, by type.
  ///
  /// A column read from a source has the narrowest type that all its cells have: numbers, then dates, then texts. One
  /// without a single value has the type numbers.
  public enum Storage: Sendable, Equatable {
    /// Numbers; a missing one is NaN.
    case numbers([Double])
    /// Dates as decimal years (`CalendarDate.decimalYear`), with the resolution to print them in; a missing one is NaN.
    case dates([Double], CalendarDate.Resolution)
    /// Texts, each distinct one stored once.
    case texts(TextValues)
  }
}
