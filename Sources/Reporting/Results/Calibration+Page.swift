import ScalingLaws

/// A study of coverage as a page.
extension Calibration {
  /// - Parameter fit: the fit that was taken for the truth.
  public func page(of fit: Fit) -> Page {
    let missed =
      uncertified > 0
      ? ["\(counted(uncertified, "table")) without a certified optimum count as misses of every method"] : []
    return Page(
      title: "coverage of nominal \(level.percentText) intervals",
      blocks: [
        .lines([
          "\(fit.law.formula); \(fit.data.source), \(counted(fit.data.rowsUsed, "row")); \(fit.options.norm.inWords)\(fit.scaleName)",
          "\(counted(tables, "table")) simulated from the fit, seed \(fit.options.seed); noise: \(noise)",
        ]),
        .table(coverages),
        .lines(
          [
            "covers: the share of intervals that hold the truth, with its standard error; below, above: the share that lies below or above it, in %"
          ] + missed),
      ])
  }

  private var coverages: PageTable {
    // Target by target, so that methods stand below one another.
    var targets: [String] = []
    for result in results where !targets.contains(result.target) { targets.append(result.target) }
    let rows = targets.flatMap { target in
      results.filter { $0.target == target }.enumerated().map { [$0.offset == 0 ? target : ""] + cells($0.element) }
    }
    return PageTable(
      [
        .text("target"), .text("method"), "covers", .text(""), "below", "above",
        "median width", "open", "undefined", .text(""),
      ], rows: rows)
  }

  private func cells(_ result: Result) -> [String] {
    let percent = { (count: Int) in (100 * Double(count) / Double(result.tables)).formatted(decimals: 1) }
    return [
      result.method.description, "\(percent(result.covered)) %",
      "± \((100 * result.monteCarloError).formatted(decimals: 1))", percent(result.below), percent(result.above),
      result.medianWidth.isFinite ? result.medianWidth.formatted(significant: 3) : "open",
      result.open > 0 ? percent(result.open) : "", result.undefined > 0 ? percent(result.undefined) : "", mark(result),
    ]
  }

  /// What is further from the nominal level than chance and one and a half points allow.
  private func mark(_ result: Result) -> String {
    let off = result.coverage - level
    guard abs(off) > 2 * result.monteCarloError + 0.015 else { return "" }
    return off < 0 ? "too narrow" : "wide"
  }
}
