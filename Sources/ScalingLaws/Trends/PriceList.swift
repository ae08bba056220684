/// Prices of models at dates, checked and in order of date.
public struct PriceList: Sendable {
  /// One price of one model.
  public struct Entry: Sendable, Hashable {
    /// Decimal year.
    public let date: Double
    /// In the unit of the table; above zero.
    public let price: Double
    /// `nil` where the table has no score for the model.
    public let score: Double?
    /// Standard error of the score; `nil` where the table does not tell it.
    public let scoreError: Double?
    /// `nil` where the table does not mark reasoning models.
    public let isReasoning: Bool?
    public let model: String
    /// Line of the source.
    public let line: Int
  }

  public let columns: PriceColumns
  public let source: String
  public let sha256: String
  public let filters: [Filter]
  /// Rows in the source.
  public let rows: Int
  /// By date; entries of one date stay in the order of the table.
  public private(set) var entries: [Entry]
  /// Rows without a date or a price.
  public let rowsWithoutPrice: Int

  /// - Parameters:
  ///   - table: one row for each price.
  ///   - columns: what its columns hold.
  ///   - scoreError: standard error of every score, in its own points; the table's own columns count where it is `nil`.
  /// - Throws: `.scoreError` unless above zero; `.notPositive` naming the line; `.fit(.table)` for a column that is not what it must be;
  ///   `.noUsableRows`.
  public init(_ table: Table, columns: PriceColumns, scoreError: Double? = nil) throws(PriceError) {
    if let scoreError, !(scoreError > 0 && scoreError.isFinite) { throw .scoreError(scoreError) }
    let dates: [Double]
    let prices: [Double]
    let scores: [Double]?
    let models: [String]?
    let errors = columns.score.flatMap { ScoreErrors.column(of: $0, in: table) }
    let reasoning = table.marks(named: "reasoning")
    do {
      dates = try table.numbers(columns.date)
      prices = try table.values(of: columns.price)
      scores = try columns.score.map { name throws(TableError) in try table.numbers(name) }
      models = try columns.model.map { name throws(TableError) in try table.texts(name).map { $0 ?? "" } }
    } catch {
      throw .fit(.table(error))
    }
    var entries: [Entry] = []
    for row in dates.indices where !dates[row].isNaN && !prices[row].isNaN {
      guard prices[row] > 0, prices[row].isFinite else {
        throw .notPositive(
          source: table.source, line: table.lineNumbers[row], price: columns.price.description, value: prices[row])
      }
      let score = scores?[row]
      entries.append(
        Entry(
          date: dates[row], price: prices[row], score: score.flatMap { $0.isNaN ? nil : $0 },
          scoreError: scoreError ?? errors?[row], isReasoning: reasoning?[row],
          model: models?[row] ?? "line \(table.lineNumbers[row])", line: table.lineNumbers[row]))
    }
    guard !entries.isEmpty else {
      throw .noUsableRows(
        source: table.source,
        reason: table.sourceRowCount == 0
          ? "it has none" : table.rowCount == 0 ? "the filter leaves none" : "each lacks a date or a price")
    }
    self.columns = columns
    source = table.source
    sha256 = table.sha256
    filters = table.filters
    rows = table.sourceRowCount
    self.entries = entries.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map(\.element)
    rowsWithoutPrice = table.rowCount - entries.count
  }

  /// The prices for which something holds.
  func filter(_ isKept: (Entry) -> Bool) -> PriceList {
    var kept = self
    kept.entries = entries.filter(isKept)
    return kept
  }

  /// Entries that cannot be placed above or below a score.
  public var entriesWithoutScore: Int { columns.score == nil ? 0 : entries.count { $0.score == nil } }

  /// The score of every model that set a record when it came out, in order of date.
  public var recordScores: [Double] {
    // Of two models of one day, only the better one can hold the record.
    let bestOfDay = Dictionary(grouping: entries.filter { $0.score != nil }, by: \.date)
      .mapValues { $0.compactMap(\.score).max() ?? -.infinity }
    var records: [Double] = []
    for (_, score) in bestOfDay.sorted(by: { $0.key < $1.key }) where score > records.last ?? -.infinity {
      records.append(score)
    }
    return records
  }

  /// Quantiles of the models' scores, each model once with its best: scores of models, the closest to each quantile.
  ///
  /// - Parameter probabilities: between 0 and 1.
  /// - Throws: `.noUsableRows` where no row has a score.
  public func scoreQuantiles(_ probabilities: [Double]) throws(PriceError) -> [Double] {
    let best = Dictionary(grouping: entries.filter { $0.score != nil }, by: \.identity).values
      .compactMap { $0.compactMap(\.score).max() }.sorted()
    guard !best.isEmpty else { throw .noUsableRows(source: source, reason: "no row has a score") }
    return probabilities.map { best[Int((Double(best.count - 1) * $0).rounded())] }
  }

  /// Refuses a share of one where the scores are per cent, and the other way round.
  ///
  /// - Throws: `.levelScale` with the level on the scale of the scores.
  func checkScale(of level: Double) throws(PriceError) {
    let scores = entries.compactMap(\.score)
    guard let low = scores.min(), let high = scores.max(), level > 0 else { return }
    let proposal: Double? =
      if high > 1, high <= 100, low > 1, level <= 1 {
        100 * level
      } else if low >= 0, high <= 1, level > 1, level <= 100 {
        level / 100
      } else {
        nil
      }
    if let proposal {
      throw .levelScale(score: columns.score ?? "score", level: level, low: low, high: high, proposal: proposal)
    }
  }

  /// The same, of a list in which some model has a score.
  ///
  /// - Throws: `.noUsableRows`.
  public var requiredRecordScores: [Double] {
    get throws(PriceError) {
      let scores = recordScores
      guard !scores.isEmpty else { throw .noUsableRows(source: source, reason: "no row has a score") }
      return scores
    }
  }

  /// The first listed price of a model, and how many prices it has.
  ///
  /// - Throws: `.unknownModel` with the closest name.
  public func launch(of model: String) throws(PriceError) -> (entry: Entry, listed: Int) {
    let listed = entries.filter { $0.model == model }
    guard let first = listed.first else {
      throw .unknownModel(model, suggestion: Names.suggestion(for: model, among: entries.map(\.model)))
    }
    return (first, listed.count)
  }
}

extension Table {
  /// A column of yes and no; `nil` where there is none of the name, or it holds anything else.
  fileprivate func marks(named name: String) -> [Bool?]? {
    guard names.contains(name), let texts = try? texts(name) else { return nil }
    let marks = texts.map { $0.map { $0.lowercased() } }
    guard marks.allSatisfy({ $0 == nil || Self.marks[$0 ?? ""] != nil }) else { return nil }
    return marks.map { $0.flatMap { Self.marks[$0] } }
  }

  private static let marks = ["yes": true, "no": false, "true": true, "false": false]
}
