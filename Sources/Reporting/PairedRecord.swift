import ScalingLaws

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
