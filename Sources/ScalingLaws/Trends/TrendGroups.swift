import Optimization
import Statistics

/// The rate of each of many series: one for each combination of values of some columns.
///
/// Each rate has the interval that `TrendAnalysis` gives it. P-values are adjusted for there being many series: by Holm for each claim, by
/// Benjamini and Hochberg for which series change at all. Back-tests, breaks and other forms belong to one series, and are left to it.
public struct TrendGroups: Sendable {
  /// A series with its rate, or with the reason why there is none.
  public struct Group: Sendable {
    /// A value for each column of the grouping.
    public let values: [String]
    public let rows: Int
    public let rate: Rate?
    public let error: TrendError?
  }

  /// What one series says.
  public struct Rate: Sendable {
    public let firstDate: Double
    public let lastDate: Double
    public let growth: GrowthRate
    /// What the rows can tell of their deviations; `nil` where there is no scatter.
    public let deviations: TrendAnalysis.Deviations?
    /// That it does not change at all; NaN where there is no scatter.
    public let pValue: Double
    /// After Benjamini and Hochberg.
    public internal(set) var adjustedPValue = Double.nan
    /// Claim by claim.
    public let claims: [TrendClaim]
    /// Of the claims, that the rate is the claimed one; after Holm.
    public internal(set) var adjustedClaimPValues: [Double] = []
  }

  public let columns: [String]
  public let claims: [ScalingLaws.Rate]
  public let groups: [Group]
  /// Rows without a value in some column of the grouping.
  public let rowsWithoutGroup: Int
  public let level: Double
  public let margin: Double

  /// - Parameters:
  ///   - table: rows of all series.
  ///   - names: columns whose values tell the series apart.
  ///   - columns: which columns are dates and values.
  ///   - questions: claims, margin and level.
  ///   - threads: that work on it; the numbers do not depend on it.
  /// - Throws: `.fit` for a column that is not there.
  public init(
    _ table: Table, by names: [String], columns: TimeSeriesColumns, questions: TrendAnalysis.Questions,
    threads: Int = Threads.available
  ) throws(TrendError) {
    try questions.check(rows: table.rowCount)
    let parts: [(values: [String], rows: [Int])]
    do { parts = try Grouping.combinations(table, columns: names) } catch { throw .fit(error) }
    rowsWithoutGroup = table.rowCount - parts.reduce(0) { $0 + $1.rows.count }
    var groups = Parallel.map(parts.count, threads: threads, batch: 1, missing: Group?.none) {
      { index in
        Group(parts[index].values, table.selecting(rows: parts[index].rows), columns, questions)
      }
    }.compactMap { $0 }
    let adjusted = AdjustedPValues.benjaminiHochberg(groups.map { $0.rate?.pValue ?? .nan })
    let byClaim = questions.claims.indices.map { claim in
      AdjustedPValues.holm(groups.map { $0.rate?.claims[claim].verdict?.differencePValue ?? .nan })
    }
    for index in groups.indices { groups[index].adjust(adjusted[index], byClaim.map { $0[index] }) }
    self.columns = names
    self.groups = groups
    claims = questions.claims
    (level, margin) = (questions.level, questions.margin)
  }

  /// Whether any series has a rate with an interval.
  public var hasResult: Bool { groups.contains { $0.rate?.growth.logPerYear.interval != nil } }
}

extension TrendGroups.Group {
  fileprivate init(
    _ values: [String], _ table: Table, _ columns: TimeSeriesColumns, _ questions: TrendAnalysis.Questions
  ) {
    self.values = values
    rows = table.rowCount
    do throws(TrendError) {
      let series = try TimeSeries(table, columns: columns, sorts: true)
      rate = try TrendGroups.Rate(series, questions)
      error = nil
    } catch {
      (rate, self.error) = (nil, error)
    }
  }

  fileprivate mutating func adjust(_ pValue: Double, _ claims: [Double]) {
    guard var rate else { return }
    (rate.adjustedPValue, rate.adjustedClaimPValues) = (pValue, claims)
    self = TrendGroups.Group(values: values, rows: rows, rate: rate, error: error)
  }
}

extension TrendGroups.Rate {
  fileprivate init(_ series: TimeSeries, _ questions: TrendAnalysis.Questions) throws(TrendError) {
    let (t, y) = (series.years, series.logs)
    let line: SeriesRegression
    do { line = try SeriesRegression(y, on: [t], at: t, level: questions.level) } catch { throw .fit(error) }
    (firstDate, lastDate) = (series.firstDate, series.lastDate)
    let found = GrowthRate(line.coefficientEstimate(1))
    growth = found
    deviations = line.dependence?.deviations
    pValue = line.dependence?.twoSided(line.weights(of: 1), equals: 0) ?? .nan
    claims = questions.claims.map {
      TrendClaim($0, of: found, line: line, span: series.span, level: questions.level, margin: questions.margin)
    }
  }
}

extension Grouping {
  /// Rows by the values of several columns together, in the order of their first row; rows without a value in one of them are left out.
  static func combinations(
    _ table: Table, columns names: [String]
  ) throws(FitError) -> [(values: [String], rows: [Int])] {
    var columns: [[String?]] = []
    for name in names {
      do { columns.append(try table.column(name).texts) } catch { throw .table(error) }
    }
    var groups: [(values: [String], rows: [Int])] = []
    var places: [[String]: Int] = [:]
    for row in 0..<table.rowCount {
      let values = columns.compactMap { $0[row] }
      guard values.count == names.count else { continue }
      if let place = places[values] {
        groups[place].rows.append(row)
      } else {
        places[values] = groups.count
        groups.append((values, [row]))
      }
    }
    guard !groups.isEmpty else {
      throw .noRows(reason: table.rowCount == 0 ? "there are none" : "\(names.listed) is missing in every one")
    }
    return groups
  }
}
