import ScalingLaws

/// What two fits differ by, as a page.
extension PairedComparison {
  public var page: Page {
    let fit = fits.first?.fit
    let clusters = fit?.options.clusters ?? []
    let drawn = clusters.isEmpty ? "rows" : "clusters of \(clusters.listed)"
    return Page(
      title: "\(fits.count) fits to the same resamples; \(fit?.data.source ?? ""), \(counted(rows, "row"))",
      blocks: [
        .lines([
          "\(fit?.options.replicates ?? 0) resamples of \(drawn), seed \(fit?.options.seed ?? 0), "
            + "\((fit?.options.level ?? 0).percentText) percentile intervals"
        ]),
        .notes(fits.map { "\($0.candidate.name): \($0.fit.law.formula.description); \($0.fit.options.norm.inWords)" }),
        .table(table),
        .lines(["first larger: the share of \(resamples) resamples in which the first law's is"]),
      ], doubts: warnings)
  }

  private var table: PageTable {
    PageTable(
      [
        .text(""), .text("first"), .text("second"), "first is", "second is", "difference",
        "interval", "ratio", "interval", "first larger",
      ], of: estimates
    ) { estimate in
      let rounded = { (value: Double) in value.rounded(toErrorOf: estimate.differenceError) }
      return [
        estimate.name, estimate.laws.first, estimate.laws.second, rounded(estimate.first), rounded(estimate.second),
        rounded(estimate.difference), estimate.differenceInterval.text(rounded),
        estimate.ratio?.formatted(significant: 4) ?? "",
        estimate.ratioInterval?.text { $0.formatted(significant: 4) } ?? "",
        "\((100 * estimate.shareFirstLarger).formatted(significant: 3)) %",
      ]
    }
  }
}
