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
