import Escaping
import ScalingLaws

/// The rows of a fit as a cell of Python: written out where they are few, else read from their file.
struct NotebookData {
  /// As many rows as a reader would scroll past.
  static let inlineLimit = 2000

  private let file: FitFile
  private let fit: Fit
  /// Name in `data`, and column of the table.
  private let numbers: [(name: String, column: String)]
  private let comparisons: [TextComparison]
  /// Columns that name groups or clusters.
  private let labels: [String]

  init(_ file: FitFile, fit: Fit) {
    self.file = file
    self.fit = fit
    let formula = file.fit.formula
    let columns = Dictionary(file.fit.columns.map { ($0.variable, $0.column) }) { first, _ in first }
    let indicators = Set(fit.effect?.groups.map(\.indicator) ?? [])
    let coefficients = Set(file.fit.coefficients)
    var names: [String] = []
    for symbol in formula.right.symbols + formula.left.symbols + (fit.options.weights?.expression.symbols ?? [])
    where !coefficients.contains(symbol) && !indicators.contains(symbol) && !names.contains(symbol) {
      names.append(symbol)
    }
    numbers = names.map { ($0, columns[$0] ?? $0) }
    comparisons = formula.textComparisons
    var labels = fit.effect.map { [$0.column] } ?? []
    for column in fit.options.clusters where !names.contains(column) && !labels.contains(column) {
      if fit.texts(ofColumn: column) != nil { labels.append(column) }
    }
    self.labels = labels
  }

  /// Whether the rows stand in the notebook.
  var isInline: Bool { fit.data.rowsUsed <= Self.inlineLimit }

  /// What the reader has to know of it.
  var note: String {
    let dates = numbers.filter { fit.holdsDates($0.column) }.map { $0.name.quotedForMarkdown }
    let origin =
      isInline
      ? "These are the rows that the fit used, with what it needed of them: filtered, and with derived columns computed already."
      : "The rows are read from the file, which must be the same to the byte; then come the derived columns and the filters of the fit."
    return origin + (dates.isEmpty ? "" : " Dates are decimal years: \(dates.joined(separator: ", ")).")
  }

  /// - Throws: `NotebookError` where the rows are too many to hold, and in no file.
  func cell() throws(NotebookError) -> String {
    let source = file.data.source
    guard isInline || (source != "-" && !source.hasPrefix("@")) else {
      throw .rowsNotAtHand(rows: fit.data.rowsUsed, limit: Self.inlineLimit)
    }
    let others: [Reading.Kind] = [.encoding, .separator, .decimal, .date]
    if !isInline, file.record.data.reading?.contains(where: { others.contains($0.kind) }) ?? false {
      throw .otherNotation(source: source)
    }
    let rows = isInline ? inline : try NotebookTable(file, fit: fit, numbers: numbers, labels: labels).text
    return ([rows] + indicators).joined(separator: "\n")
  }

  /// Group by group, a column of ones and zeros.
  private var indicators: [String] {
    guard let effect = fit.effect else { return [] }
    let groups = effect.groups.map { "    (\($0.value.quotedForPython), \($0.indicator.quotedForPython)),\n" }.joined()
    return [
      """
      # Each group has a constant of its own, and a column that is 1 in its rows.
      groups = [
      \(groups)]
      for group, column in groups:
          data[column] = (data[\(effect.column.quotedForPython)] == group).astype(float)
      """
    ]
  }

  private var inline: String {
    var columns = numbers.map { name, column in
      (name, fit.numbers(ofColumn: column).map { $0.plain })
    }
    for comparison in comparisons {
      columns.append((comparison.description, fit.numbers(ofColumn: comparison.description).map { $0.plain }))
    }
    for label in labels { columns.append((label, texts(label))) }
    var lines = [columns.map(\.0.quotedForCSV).joined(separator: ",")]
    for row in 0..<fit.data.rowsUsed { lines.append(columns.map { $0.1[row].quotedForCSV }.joined(separator: ",")) }
    let names = (numbers.map(\.name) + comparisons.map(\.description)).map(\.quotedForPython).joined(separator: ", ")
    return """
      data = pd.read_csv(io.StringIO(\"""\\
      \(lines.joined(separator: "\n").escapedForPythonBlock)
      \"""), dtype=str, keep_default_na=False)
      for name in [\(names)]:
          data[name] = data[name].map(float)
      data
      """
  }

  /// The groups as the fit knows them; clusters as the table has them.
  private func texts(_ label: String) -> [String] {
    guard let effect = fit.effect, effect.column == label else {
      return (fit.texts(ofColumn: label) ?? []).map { $0 ?? "" }
    }
    var values = [String](repeating: "", count: fit.data.rowsUsed)
    for group in effect.groups {
      for (row, isIn) in fit.numbers(ofColumn: group.indicator).enumerated() where isIn == 1 {
        values[row] = group.value
      }
    }
    return values
  }
}
