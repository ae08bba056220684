import ScalingLaws

/// What two fits differ by, as a person reads it.
public struct PairedReport {
  private let comparison: PairedComparison

  public init(_ comparison: PairedComparison) { self.comparison = comparison }

  public var text: String { (heading + [""] + table + [""] + notes).joined(separator: "\n") + "\n" }

  private var heading: [String] {
    guard let first = comparison.fits.first?.fit else { return [] }
    let clusters = first.options.clusters
    let drawn = clusters.isEmpty ? "rows" : "clusters of \(clusters.listed)"
    return [
      "\(comparison.fits.count) fits to the same resamples; \(first.data.source), \(counted(comparison.rows, "row"))",
      "\(first.options.replicates) resamples of \(drawn), seed \(first.options.seed), "
        + "\(first.options.level.percentText) percentile intervals",
    ]
      + comparison.fits.map {
        "  \($0.candidate.name): \($0.fit.law.formula.description); \($0.fit.options.norm.inWords)"
      }
  }

  private var table: [String] {
    var table = TextTable([
      ("", .left), ("first", .left), ("second", .left), ("first is", .right), ("second is", .right),
      ("difference", .right), ("interval", .right), ("ratio", .right), ("interval", .right), ("first larger", .right),
    ])
    for estimate in comparison.estimates {
      let error = estimate.differenceError
      table.add([
        estimate.name, estimate.laws.first, estimate.laws.second, estimate.first.rounded(toErrorOf: error),
        estimate.second.rounded(toErrorOf: error), estimate.difference.rounded(toErrorOf: error),
        estimate.differenceInterval.text { $0.rounded(toErrorOf: error) },
        estimate.ratio.map { $0.formatted(significant: 4) } ?? "",
        estimate.ratioInterval?.text { $0.formatted(significant: 4) } ?? "",
        "\((100 * estimate.shareFirstLarger).formatted(significant: 3)) %",
      ])
    }
    return table.lines
  }

  private var notes: [String] {
    ["first larger: the share of \(comparison.resamples) resamples in which the first law's is"]
  }
}

/// What two fits differ by as a file: schema `scaling.paired/1`.
public struct PairedRecord {
  public static let schema = "scaling.paired/1"
  private let comparison: PairedComparison

  public init(_ comparison: PairedComparison) { self.comparison = comparison }

  public var json: JSONValue {
    let options = comparison.fits.first?.fit.options
    return [
      "schema": .string(Self.schema), "version": .string(Version.current),
      "data": [
        "source": .string(comparison.fits.first?.fit.data.source ?? ""),
        "sha256": .string(comparison.fits.first?.fit.data.sha256 ?? ""), "rows": .integer(comparison.rows),
        "incomplete": .integer(comparison.incomplete),
      ],
      "options": [
        "level": JSONValue(options?.level), "replicates": .integer(options?.replicates ?? 0),
        "seed": JSONValue(options?.seed ?? 0), "cluster": (options?.clusters ?? []).clusterJSON,
      ],
      "laws": .array(
        comparison.fits.map {
          [
            "name": .string($0.candidate.name), "law": FitRecord($0.fit).law,
            "norm": .string($0.fit.options.norm.description), "certified": .bool($0.fit.convergence.isCertified),
          ]
        }),
      "estimates": .array(comparison.estimates.map(json)), "warnings": .array(comparison.warnings.map(\.json)),
    ]
  }

  private func json(_ estimate: PairedEstimate) -> JSONValue {
    [
      "name": .string(estimate.name), "first": .string(estimate.laws.first), "second": .string(estimate.laws.second),
      "first_formula": .string(estimate.formulas.first), "second_formula": .string(estimate.formulas.second),
      "first_estimate": JSONValue(estimate.first), "second_estimate": JSONValue(estimate.second),
      "difference": JSONValue(estimate.difference), "difference_std_error": JSONValue(estimate.differenceError),
      "difference_low": JSONValue(estimate.differenceInterval.low),
      "difference_high": JSONValue(estimate.differenceInterval.high), "ratio": JSONValue(estimate.ratio),
      "ratio_low": JSONValue(estimate.ratioInterval?.low), "ratio_high": JSONValue(estimate.ratioInterval?.high),
      "share_first_larger": JSONValue(estimate.shareFirstLarger), "resamples": .integer(estimate.resamples),
    ]
  }
}
