import ScalingLaws

/// A fit to be drawn: what a file holds of it, and its rows where they are at hand.
public struct DrawnFit {
  public let saved: SavedFit
  /// `nil` where there are no rows.
  public let fit: Fit?
  /// Where the data come from, for the caption.
  public let source: String
  /// Whether groups have constants of their own.
  let hasGroups: Bool

  public init(_ fit: Fit) {
    saved = fit.saved
    self.fit = fit
    hasGroups = fit.effect != nil
    source = Self.source(fit.data.source, rows: fit.data.rowsUsed, sha256: fit.data.sha256)
  }

  /// - Parameter fit: the same fit with its rows; `nil` where they are not at hand.
  public init(_ file: FitFile, fit: Fit? = nil, saved: SavedFit? = nil) {
    self.saved = saved ?? file.fit
    self.fit = fit
    hasGroups = file.record.options.effect != nil
    let data = file.record.data
    source = Self.source(data.source, rows: data.rowsUsed, sha256: data.sha256)
  }

  private static func source(_ name: String, rows: Int, sha256: String) -> String {
    "Data: \(name == "-" ? "standard input" : name), \(counted(rows, "row")), SHA-256 \(sha256.prefix(12))."
  }

  /// The law as a title.
  var title: String { saved.formula.description }

  /// What the bands are.
  ///
  /// - Parameter hasNewRun: whether the band of a new run is drawn.
  func bands(hasNewRun: Bool) -> String {
    let method = saved.intervalMethod.description
    let mean =
      saved.usesDraws
      ? "percentiles of \(method) refits"
      : saved.intervalMethod.isResampling ? "by the covariance of \(method) refits" : "\(method) standard errors"
    return "Bands: \(saved.level.percentText) of the law" + (hasNewRun ? " (dark) and of a new run (light)" : "")
      + ", \(mean)."
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
    return FigureAxis(
      variable + (meaning.map { " (\($0))" } ?? ""), scale: .suited(from: low, to: high),
      notation: .suited(to: column, variable, unit: described(variable)?.unit, values: values))
  }

  /// The axis of the response.
  func responseAxis(domain: ClosedRange<Double>? = nil) -> FigureAxis {
    let name = saved.formula.response ?? saved.formula.left.description
    let unit = described(name)?.unit
    let column = saved.columns.first { $0.variable == name }?.column ?? name
    return FigureAxis(
      name + (unit.map { " (\($0))" } ?? (column == name ? "" : " (\(column))")),
      scale: saved.scale == .log ? .log : .linear,
      notation: .suited(to: column, name, unit: unit, values: []), domain: domain)
  }
}

extension FigureAxis.Notation {
  /// How numbers of a quantity are usually written, told from its names.
  static func suited(to names: String..., unit: String?, values: [Double]) -> FigureAxis.Notation {
    for (index, name) in ([unit ?? ""] + names).enumerated() {
      let word = name.lowercased()
      let says = { (parts: String...) in parts.contains { word.contains($0) } }
      // A law may call anything a price; its column says what it is.
      if index < 2, says("usd", "price", "dollar", "revenue") { return .money }
      if says("flop", "compute") || name == "C" { return .power }
      if says("date", "year", "month"), values.allSatisfy({ (1000..<3000).contains($0) }) { return .date }
      if says("param", "token", "sample") || name == "N" || name == "D" { return .count }
    }
    return .number
  }
}
