/// One release date for each model, as a decimal year.
public enum ReleaseDates {
  /// The dates of a table with a column of models and one of dates, each found by its name.
  ///
  /// - Throws: `HorizonError.severalDates` naming the line; `.series` for a column that is not there.
  public static func read(_ table: Table) throws(HorizonError) -> [String: Double] {
    let finder = ColumnFinder(table)
    let columns: (model: String, date: String)
    do throws(TrendError) {
      columns = (try finder.required(.model, flag: "--dates"), try finder.required(.date, flag: "--dates"))
    } catch {
      throw .series(error)
    }
    return try read(table, model: columns.model, date: columns.date, given: [:])
  }

  static func read(
    _ table: Table, columns: HorizonColumns, given: [String: Double]
  ) throws(HorizonError) -> [String: Double] {
    guard let date = columns.date else { return given }
    return try read(table, model: columns.model, date: date, given: given)
  }

  private static func read(
    _ table: Table, model: String, date: String, given: [String: Double]
  ) throws(HorizonError) -> [String: Double] {
    let models: [String?]
    let values: [Double]
    do throws(TableError) {
      models = try table.texts(model)
      values = try table.numbers(date)
    } catch {
      throw .series(.fit(.table(error)))
    }
    var dates = given
    for row in 0..<table.rowCount where !values[row].isNaN {
      guard let model = models[row], given[model] == nil else { continue }
      guard values[row].julianYears.isFinite else {
        throw .notADate(source: table.source, line: table.lineNumbers[row], value: values[row])
      }
      if let other = dates[model], other != values[row] {
        throw .severalDates(
          source: table.source, line: table.lineNumbers[row], model: model,
          dates: [other.dateText, values[row].dateText])
      }
      dates[model] = values[row]
    }
    return dates
  }
}
