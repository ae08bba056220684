import ScalingLaws

extension FitFile {
  /// The table that a fit was made of: where it was, and how it was read.
  public struct DataRequest: Sendable, Hashable {
    /// Path, `-` for standard input, or `@name` for a bundled table.
    public let source: String
    public let sha256: String
    public let derivations: [String]
    public let conditions: [String]
    public let missing: [String]
    public let readsThousands: Bool
    public let format: TableFormat?
    public let decimal: DecimalMark?
    public let dateOrder: DateOrder?
    public let delimiter: String?
  }

  public var data: DataRequest {
    let data = record.data
    return DataRequest(
      source: data.source, sha256: data.sha256, derivations: data.derive, conditions: data.filters.map(\.condition),
      missing: data.missingTokens, readsThousands: data.thousands,
      format: data.format.flatMap { TableFormat(path: "." + $0.rawValue) },
      decimal: data.decimal.flatMap(DecimalMark.init), dateOrder: data.dateFormat.flatMap(DateOrder.init),
      delimiter: data.delimiter)
  }

  /// The fit again, from its table: for what a file does not hold, such as residuals.
  ///
  /// Intervals are those of the file: resamples are not drawn again.
  ///
  /// - Throws: `FitFileError` where the table is another one, or does not give the coefficients of the file; `FitError`.
  public func refit(to table: Table) throws -> Fit {
    guard table.sha256 == data.sha256 else {
      throw FitFileError(
        source: source,
        problem: "\(table.source) is not the table of this fit: its SHA-256 is \(table.sha256.prefix(12))…, the fit's"
          + " \(data.sha256.prefix(12))…",
        hint: "fit it again: scaling fit … -o fit.json")
    }
    let law = try lawToFit()
    let fitted = try law.fit(to: table, columns: mapping(for: law), options: try options())
    for element in record.coefficients {
      let name = element.name
      guard let saved = element.estimate.part.estimate, let found = fitted.coefficients[name]?.value else { continue }
      guard abs(found - saved) <= 1e-6 * max(abs(saved), abs(found)) else {
        throw FitFileError(
          source: source,
          problem:
            "fitting it again gives \(name) = \(found.formatted(significant: 6)), not \(saved.formatted(significant: 6))",
          hint:
            "its search ended elsewhere; make the fit again: \(shownCommandLine)")
      }
    }
    return fitted
  }

  /// The law of the catalogue, or that of one's own as it was given.
  private func lawToFit() throws -> Law {
    if let law = fit.law.flatMap(Law.named) { return law }
    let positive = record.inference.natural.filter(\.positive).map(\.name)
    return try Law(record.law.asGiven, positive: Set(positive), scale: fit.scale)
  }

  private func mapping(for law: Law) -> [String: String] {
    Dictionary(
      fit.columns.filter { law.formula.symbols.contains($0.variable) && $0.variable != $0.column }.map {
        ($0.variable, $0.column)
      }
    ) { first, _ in first }
  }

  /// A method without refits, for standard errors to measure by; `nil` for the norm's own.
  private func quickInterval(_ norm: Norm) -> IntervalMethod? {
    norm == .squared
      ? fit.intervalMethod == .profile ? .classical : .hc3Effective
      : norm.description.hasPrefix("quantile") ? nil : .mEstimation
  }

  private func options() throws -> FitOptions {
    let options = record.options
    var result = FitOptions(scale: fit.scale, level: fit.level, replicates: 2)
    result.norm = try Norm(options.norm)
    result.interval =
      fit.intervalMethod.isResampling || fit.intervalMethod == .profile
      ? quickInterval(result.norm) : fit.intervalMethod
    result.weights = try options.weights.map(Weights.init)
    result.clusters = options.cluster?.names ?? [FitOptions.noClusters]
    result.effect = options.effect?.column
    result.fixed = fit.fixed
    result.domains = options.bounds.dictionary.mapValues { .between($0.low ?? -.infinity, $0.high ?? .infinity) }
    result.dropsMissing = record.data.dropMissing
    if result.effect == nil {
      for element in record.coefficients { result.start[element.name] = element.estimate.part.estimate }
    }
    return result
  }
}
