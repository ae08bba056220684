import Escaping
import ScalingLaws

/// Python that reads the rows of a fit from their file, as the fit read them.
struct NotebookTable {
  let file: FitFile
  let fit: Fit
  /// Name in `data`, and column of the table.
  let numbers: [(name: String, column: String)]
  let labels: [String]

  init(_ file: FitFile, fit: Fit, numbers: [(name: String, column: String)], labels: [String]) {
    (self.file, self.fit, self.numbers, self.labels) = (file, fit, numbers, labels)
  }

  /// - Throws: `NotebookError` for a formula that is too long to write out.
  var text: String {
    get throws(NotebookError) {
      let opening = [
        "# Where the file lies elsewhere, change the path.",
        "path = \(file.data.source.quotedForPython)",
        "content = open(path, \"rb\").read()",
        "assert hashlib.sha256(content).hexdigest() == \(file.data.sha256.quotedForPython), \"another file was fitted\"",
        "frame = \(reader)",
      ]
      let lines = opening + conversions + (try selection()) + [kept] + checks + ["data"]
      return (used.contains(where: fit.holdsDates) ? Self.decimalYear + "\n\n\n" : "")
        + lines.joined(separator: "\n")
    }
  }

  private func column(_ name: String) -> String { "frame[\(name.quotedForPython)]" }

  /// Texts to numbers, and dates to decimal years.
  private var conversions: [String] {
    var lines = used.filter(fit.holdsDates).map { "\(column($0)) = decimal_year(\(column($0)))" }
    let plain = used.filter { !fit.holdsDates($0) }.map(\.quotedForPython)
    guard !plain.isEmpty else { return lines }
    let withoutCommas = file.data.readsThousands ? ".astype(str).str.replace(\",\", \"\")" : ""
    lines.append("for name in [\(plain.joined(separator: ", "))]:")
    lines.append("    frame[name] = frame[name]\(withoutCommas).map(float)")
    return lines
  }

  /// Derived columns, then filters, as `scaling fit` orders them.
  private func selection() throws(NotebookError) -> [String] {
    var lines: [String] = []
    for formula in file.data.derivations.compactMap({ try? Formula($0) }) {
      guard let code = code(formula.right) else { throw .formulaTooLong }
      lines.append("\(column(formula.left.symbols.first ?? formula.left.description)) = \(code)")
    }
    for condition in file.data.conditions {
      guard let expression = try? Expression(parsing: condition), let code = code(expression) else {
        throw .formulaTooLong
      }
      lines.append("frame = frame[(\(code)).astype(bool)]")
    }
    return lines
  }

  /// What the fit needs of the rows that have it all.
  private var kept: String {
    let columns =
      numbers.map { ($0.name, column($0.column)) } + labels.map { ($0, column($0)) }
      + file.fit.formula.textComparisons.map { ($0.description, truth($0) + " * 1.0") }
    let lines = columns.map { "    \($0.0.quotedForPython): \($0.1),\n" }.joined()
    return "data = pd.DataFrame({\n\(lines)}).dropna().reset_index(drop=True)"
  }

  /// Whether pandas read what the fit read.
  private var checks: [String] {
    let ranges = file.fit.ranges.sorted { $0.key < $1.key }.filter { range in
      numbers.contains { $0.name == range.key }
    }
    return ["assert len(data) == \(fit.data.rowsUsed), \"other rows were fitted\""]
      + ranges.map { name, range in
        "assert np.allclose([data[\(name.quotedForPython)].min(), data[\(name.quotedForPython)].max()],"
          + " [\(range.lowerBound.plain), \(range.upperBound.plain)], rtol=1e-12)"
      }
  }

  private var reader: String {
    let name = file.data.source.lowercased()
    if name.hasSuffix(".json") { return "pd.read_json(io.BytesIO(content), convert_dates=False)" }
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      return "pd.read_json(io.BytesIO(content), lines=True, convert_dates=False)"
    }
    var options = ["io.BytesIO(content)", "dtype=str"]
    if name.hasSuffix(".tsv") || name.hasSuffix(".tab") { options.append("sep=\"\\t\"") }
    if !file.data.missing.isEmpty {
      options.append("na_values=[\(file.data.missing.map(\.quotedForPython).joined(separator: ", "))]")
    }
    return "pd.read_csv(\(options.joined(separator: ", ")))"
  }

  /// Columns of the file that are needed as numbers.
  private var used: [String] {
    let derivations = file.data.derivations.compactMap { try? Formula($0) }
    let conditions = file.data.conditions.compactMap { try? Expression(parsing: $0) }
    let derived = Set(derivations.flatMap(\.left.symbols))
    let names = numbers.map(\.column) + derivations.flatMap(\.right.symbols) + conditions.flatMap(\.symbols)
    var used: [String] = []
    for name in names where !derived.contains(name) && !used.contains(name) { used.append(name) }
    return used
  }

  private func code(_ expression: Expression) -> String? {
    expression.code(in: .python, naming: { "frame[\($0.quotedForPython)]" }, truth: truth)
  }

  private func truth(_ comparison: TextComparison) -> String {
    "(frame[\(comparison.column.quotedForPython)] \(comparison.comparison.rawValue) \(comparison.literal.quotedForPython))"
  }

  private static let decimalYear = """
    def decimal_year(dates):
        dates = pd.to_datetime(dates)
        start = pd.to_datetime(dates.dt.year.astype(str) + "-01-01")
        end = pd.to_datetime((dates.dt.year + 1).astype(str) + "-01-01")
        return dates.dt.year + (dates - start) / (end - start)
    """
}
