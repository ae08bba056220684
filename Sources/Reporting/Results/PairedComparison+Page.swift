import ScalingLaws

/// What two fits differ by, as a page.
extension PairedComparison {
  public var page: Page {
    let fit = fits.first?.fit
    let clusters = fit?.options.clusters ?? []
    let drawn = clusters.isEmpty ? "rows" : "clusters of \(clusters.listed)"
    return Page(
      title:
        "\(fits.count) fits to the same resamples; \(fit?.data.source ?? ""), \(counted(rows, "row"))",
      answer: answer,
      blocks: [.table(table)], doubts: warnings,
      about: [
        .lines([
          "\(fit?.options.replicates ?? 0) resamples of \(drawn), seed \(fit?.options.seed ?? 0), "
            + "\((fit?.options.level ?? 0).percentText) percentile intervals"
        ]),
        .notes(
          fits.map {
            "\($0.candidate.name): \($0.fit.law.formula.description); \($0.fit.options.norm.inWords)"
          }),
        .lines([
          "First larger: share of \(resamples) resamples in which the first law's is the larger."
        ]),
      ])
  }

  /// The first answer of both laws, and whether their difference can be zero.
  private var answer: [String] {
    estimates.prefix(2).map { estimate in
      let rounded = { (value: Double) in value.rounded(toErrorOf: estimate.differenceError) }
      let isTold = !estimate.differenceInterval.contains(0)
      return
        "\(estimate.name) is \(rounded(estimate.first)) by \(estimate.laws.first) and \(rounded(estimate.second)) by \(estimate.laws.second);"
        + " the difference, \(rounded(estimate.difference)) (\(estimate.differenceInterval.words(rounded))), is"
        + " \(isTold ? "more than chance." : "no more than chance.")"
    }
  }

  private var table: PageTable {
    PageTable(
      [
        .text("answer"), .text("first").ranked(4), .text("second").ranked(4), "first is",
        "second is",
        .estimate("difference"), "interval", .number("ratio").ranked(2),
        .number("interval").ranked(2),
        .number("first larger").ranked(3),
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
