import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The rows that have a score and every resource, as a table of `y`, `x1`, `x2`, …, and `t` and `g` where there are dates and groups.
///
///     xᵢ = log10(resource) less its mean,   t = date in years less its mean
struct CapabilityRows: Sendable {
  let table: Table
  /// `x1`, `x2`, …
  let names: [String]
  let y: [Double]
  /// Resource by resource, centred.
  let x: [[Double]]
  /// Centred; `nil` without dates, or with one date only.
  let dates: [Double]?
  let hasGroups: Bool
  /// Of the table, those without a score, a resource, a date or a group.
  let rowsLeftOut: Int

  var count: Int { y.count }

  /// - Throws: `.notPositive` naming the line; `.noUsableRows`; `.constantColumn`; `.fit`.
  init(_ source: Table, score: Expression, columns: CapabilityColumns) throws(TrendError) {
    let scores: [Double]
    var resources: [[Double]] = []
    var dates: [Double]?
    var group: Column?
    do {
      scores = try source.values(of: score)
      for resource in columns.resources { resources.append(try source.values(of: resource)) }
      if let date = columns.date { dates = try source.numbers(date) }
      if let name = columns.group { group = try source.column(name) }
    } catch {
      throw .fit(.table(error))
    }
    let needed = [scores] + resources + [dates].compactMap { $0 }
    let texts = group?.texts
    let rows = scores.indices.filter { row in
      needed.allSatisfy { !$0[row].isNaN } && (texts.map { $0[row] != nil } ?? true)
    }
    for (resource, values) in zip(columns.resources, resources) {
      if let row = rows.first(where: { !(values[$0] > 0 && values[$0].isFinite) }) {
        throw .notPositive(
          source: source.source, line: source.lineNumbers[row], what: resource.description, value: values[row])
      }
    }
    guard let first = rows.first else {
      let reason =
        source.sourceRowCount == 0
        ? "it has none"
        : source.rowCount == 0 ? "the filter leaves none" : "each lacks \(score), a resource, a date or a group"
      throw .noUsableRows(source: source.source, reason: reason)
    }
    for (what, values) in zip([score] + columns.resources, [scores] + resources)
    where rows.allSatisfy({ values[$0] == values[first] }) {
      throw .constantColumn(source: source.source, column: what.description, value: values[first], flag: nil)
    }
    y = rows.map { scores[$0] }
    x = resources.map { values in rows.map { log10(values[$0]) }.centred }
    names = x.indices.map { "x\($0 + 1)" }
    let times = dates.map { dates in rows.map { dates[$0] }.centred }
    self.dates = times.flatMap { times in times.contains { $0 != times.first } ? times : nil }
    hasGroups = group != nil
    rowsLeftOut = source.rowCount - rows.count
    var made = [Column(name: "y", storage: .numbers(y))]
    made += zip(names, x).map { Column(name: $0, storage: .numbers($1)) }
    if let times = self.dates { made.append(Column(name: "t", storage: .numbers(times))) }
    if let group { made.append(Column(name: "g", storage: group.selecting(rows: rows).storage)) }
    do {
      table = try Table(
        source: source.source, sha256: source.sha256, columns: made,
        lineNumbers: source.lineNumbers.selecting(rows: rows))
    } catch {
      throw .fit(.table(error))
    }
  }

  /// Least squares of the score on some terms and a constant; errors are clustered by group where there are groups.
  ///
  /// - Parameter terms: `b1*x1`, …
  func fit(_ terms: [String], to table: Table? = nil, level: Double, effect: Bool = false) throws(FitError) -> Fit {
    let law = Law.written("y = b0 + " + terms.joined(separator: " + "))
    var options = FitOptions(level: level, effect: effect ? "g" : nil, clusters: hasGroups ? ["g"] : [])
    options.collectsWarnings = false
    return try law.fit(to: table ?? self.table, options: options)
  }

  /// `b1*x1`, `b2*x2`, …
  var linearTerms: [String] { names.enumerated().map { "b\($0 + 1)*\($1)" } }
}

extension [Double] {
  /// Less their mean.
  var centred: [Double] {
    let mean = Descriptive.mean(self)
    return map { $0 - mean }
  }
}
