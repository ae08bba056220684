import ScalingLaws

/// A fit to be drawn: what a file holds of it, and its rows where they are at hand.
public struct DrawnFit {
  public let saved: SavedFit
  /// `nil` where there are no rows.
  public let fit: Fit?
  /// Where the data come from, for the caption.
  public let source: String

  public init(_ fit: Fit) {
    saved = fit.saved
    self.fit = fit
    source = Self.source(fit.data.source, rows: fit.data.rowsUsed, sha256: fit.data.sha256)
  }

  /// - Parameter fit: the same fit with its rows; `nil` where they are not at hand.
  public init(_ file: FitFile, fit: Fit? = nil, saved: SavedFit? = nil) {
    self.saved = saved ?? file.fit
    self.fit = fit
    let data = file.document["data"]
    var rows: Int?
    if case .integer(let used)? = data?["rows_used"] { rows = used }
    source = Self.source(data?["source"]?.string ?? "unknown", rows: rows, sha256: data?["sha256"]?.string)
  }

  private static func source(_ name: String, rows: Int?, sha256: String?) -> String {
    "Data: \(name == "-" ? "standard input" : name)\(rows.map { ", \(counted($0, "row"))" } ?? "")"
      + (sha256.map { ", SHA-256 \($0.prefix(12))" } ?? "") + "."
  }

  /// The law as a title.
  var title: String { saved.formula.description }

  /// What the bands are.
  var bands: String {
    let mean =
      saved.usesDraws
      ? saved.intervalMethod.description + " percentiles" : "\(saved.intervalMethod.description) standard errors"
    return "Bands: \(saved.level.percentText) of the law (dark) and of a new run (light), \(mean)."
  }

  /// The law's own words for a variable.
  private func described(_ variable: String) -> Law.Variable? {
    saved.law.flatMap(Law.named)?.variables.first { $0.name == variable }
  }

  /// The axis of a variable.
  func axis(_ variable: String, values: [Double]) -> FigureAxis {
    let column = saved.columns.first { $0.variable == variable }?.column ?? variable
    let words = described(variable)?.meaning.split(separator: ";").first.map(String.init)
    let meaning = described(variable)?.unit ?? (column == variable ? words : column)
    let (low, high) = (values.min() ?? 1, values.max() ?? 1)
    let isLog = low > 0 && high / low >= 5
    return FigureAxis(
      variable + (meaning.map { " (\($0))" } ?? ""), scale: isLog ? .log : .linear,
      notation: .suited(to: variable, column, unit: described(variable)?.unit, values: values))
  }

  /// The axis of the response.
  func responseAxis(domain: ClosedRange<Double>? = nil) -> FigureAxis {
    let name = saved.formula.response ?? saved.formula.left.description
    let unit = described(name)?.unit
    let column = saved.columns.first { $0.variable == name }?.column ?? name
    return FigureAxis(
      name + (unit.map { " (\($0))" } ?? (column == name ? "" : " (\(column))")),
      scale: saved.scale == .log ? .log : .linear,
      notation: .suited(to: name, column, unit: unit, values: []), domain: domain)
  }
}

extension FigureAxis.Notation {
  /// How numbers of a quantity are usually written, told from its names.
  static func suited(to names: String..., unit: String?, values: [Double]) -> FigureAxis.Notation {
    let words = (names + [unit ?? ""]).map { $0.lowercased() }
    let says = { (parts: [String]) in words.contains { word in parts.contains { word.contains($0) } } }
    if says(["usd", "price", "dollar", "revenue"]) { return .money }
    if says(["flop", "compute"]) || names.contains("C") { return .power }
    if says(["date", "year", "month"]), values.allSatisfy({ (1000..<3000).contains($0) }) { return .date }
    if says(["param", "token", "sample"]) || names.contains("N") || names.contains("D") { return .count }
    return .number
  }
}
