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
  }

  public var data: DataRequest {
    let data = document["data"]
    let texts = { (key: String) in data?[key]?.elements.compactMap(\.string) ?? [] }
    return DataRequest(
      source: data?["source"]?.string ?? "-", sha256: data?["sha256"]?.string ?? "", derivations: texts("derive"),
      conditions: data?["filters"]?.elements.compactMap { $0["condition"]?.string } ?? [],
      missing: texts("missing_tokens"), readsThousands: data?["thousands"] == .bool(true),
      format: data?["format"]?.string.flatMap { TableFormat(path: "." + $0) })
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
    for element in document["coefficients"]?.elements ?? [] {
      guard let name = element["name"]?.string, let saved = element["estimate"]?.double,
        let found = fitted.coefficients[name]?.value
      else { continue }
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
    let positive = document["inference"]?["natural"]?.elements.filter { $0["positive"] == .bool(true) }.compactMap {
      $0["name"]?.string
    }
    return try Law(formulaAsGiven, positive: Set(positive ?? []), scale: fit.scale)
  }

  /// The law's formula before coefficients were held and groups told apart.
  var formulaAsGiven: String { document["law"]?["as_given"]?.string ?? fit.formula.description }

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
      ? fit.intervalMethod == .profile ? .classical : .hc3 : norm.description.hasPrefix("quantile") ? nil : .mEstimation
  }

  private func options() throws -> FitOptions {
    let options = document["options"]
    var result = FitOptions(scale: fit.scale, level: fit.level, replicates: 2)
    result.norm = try Norm(options?["norm"]?.string ?? "squared")
    result.interval =
      fit.intervalMethod.isResampling || fit.intervalMethod == .profile
      ? quickInterval(result.norm) : fit.intervalMethod
    result.weights = try options?["weights"]?.string.map(Weights.init)
    result.clusters =
      options?["cluster"].map { value in value.string.map { [$0] } ?? value.elements.compactMap(\.string) } ?? []
    result.effect = options?["effect"]?["column"]?.string
    result.fixed = fit.fixed
    for member in options?["bounds"]?.members ?? [] {
      let ends = member.value.elements.map(\.double)
      if ends.count == 2 { result.domains[member.key] = .between(ends[0] ?? -.infinity, ends[1] ?? .infinity) }
    }
    result.dropsMissing = document["data"]?["drop_missing"] == .bool(true)
    for element in document["coefficients"]?.elements ?? [] where result.effect == nil {
      if let name = element["name"]?.string, let value = element["estimate"]?.double { result.start[name] = value }
    }
    return result
  }
}
