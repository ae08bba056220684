import Testing

@testable import Tables

@Suite("Dates")
struct CalendarDateTests {
  /// Text, year, seconds since 1 January and days in the year, worked by hand from the lengths of months.
  private static let years: [(String, Double, Double, Double)] = [
    ("2024-01-01", 2024, 0, 366), ("2024-07-02", 2024, 183 * 86_400, 366), ("2023-07-02", 2023, 182 * 86_400, 365),
    ("2024-07", 2024, 182 * 86_400, 366), ("2024-12-31", 2024, 365 * 86_400, 366),
    ("1900-03-01", 1900, 59 * 86_400, 365), ("2000-03-01", 2000, 60 * 86_400, 366), ("0000-01-01", 0, 0, 366),
    ("2023-07-02T12:00:00Z", 2023, 182.5 * 86_400, 365), ("2023-07-02 12:00", 2023, 182.5 * 86_400, 365),
    ("2023-07-02T14:00:00+02:00", 2023, 182.5 * 86_400, 365), ("2024-12-31T23:30:00-00:30", 2025, 0, 365),
    ("2024-01-01T00:30:00+00:30", 2024, 0, 366), ("2024-01-01T00:00:43.2Z", 2024, 43.2, 366),
  ]

  @Test("decimal years are seconds since 1 January over seconds in the year", arguments: years)
  func decimalYears(text: String, year: Double, seconds: Double, days: Double) throws {
    let date = try #require(CalendarDate(text))
    // A few units in the last place of 2024: each operation rounds once.
    #expect(abs(date.decimalYear - (year + seconds / (days * 86_400))) <= 5e-13)
  }

  @Test(
    "what is not a date of the calendar is refused",
    arguments: [
      "2024", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31", "2024-1-1", "24-01-01",
      "2024-01-01T", "2024-01-01T24:00:00Z", "2024-01-01T12:60Z", "2024-01-01T12:00:60Z", "2024-01-01T12:00:00.Z",
      "2024-01-01T12:00:00+2", "2024-01-01T12:00:00+25:00", "2024-01-01x", "2024/01/01", "0000-01-01T00:00+01:00", "",
    ])
  func refused(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test("every day of 400 years comes back from its decimal year")
  func everyDay() throws {
    var days = 0
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          days += 1
          if CalendarDate(decimalYear: date.decimalYear) != date { Issue.record("\(date)") }
        }
      }
    }
    #expect(days == 146_097)  // 400 Gregorian years: 365 · 400 + 97.
  }

  @Test("a decimal year goes to the nearest day or second, over the end of the year too")
  func nearest() {
    #expect(CalendarDate(decimalYear: 2024.5)?.description == "2024-07-02")
    #expect(CalendarDate(decimalYear: 2023.9999)?.description == "2024-01-01")
    #expect(CalendarDate(decimalYear: 2023.5, to: .second)?.description == "2023-07-02T12:00:00Z")
    #expect(CalendarDate("2024-12-31T23:59:59.9Z")?.description == "2025-01-01T00:00:00Z")
    #expect(CalendarDate(decimalYear: .nan) == nil)
    #expect(CalendarDate(decimalYear: 1e300) == nil)
  }

  @Test("dates are ordered in time")
  func order() throws {
    let texts = ["2023-12-31", "2024-01-31", "2024-02-01", "2024-02-01T00:00:01Z"]
    let dates = texts.compactMap { CalendarDate($0) }
    #expect(dates.count == 4)
    #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("times of day print to the second in the whole column")
  func columns() throws {
    let table = try read("t\n2024-07-18T12:30:15+02:00\n2024-07-18\n")
    #expect(try table.texts("t") == ["2024-07-18T10:30:15Z", "2024-07-18T00:00:00Z"])
  }
}
