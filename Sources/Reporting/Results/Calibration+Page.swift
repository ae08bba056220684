import ScalingLaws

/// A study of coverage as a page.
extension Calibration {
  /// - Parameter fit: the fit that was taken for the truth.
  public func page(of fit: Fit) -> Page {
    let missed =
      uncertified > 0
      ? [
        "\(counted(uncertified, "table")) without a certified optimum count as misses of every method."
      ] : []
    return Page(
      title: "Coverage of nominal \(level.percentText) intervals", answer: answer,
      blocks: [.table(coverages)],
      about: [
        .lines(
          [
            "\(fit.law.formula); \(fit.data.source), \(counted(fit.data.rowsUsed, "row")); \(fit.options.norm.inWords)\(fit.scaleName)",
            "\(counted(tables, "table")) simulated from the fit, seed \(fit.options.seed); noise: \(noise)",
            "Covers: share of intervals that hold the truth, with its standard error. Below, above: share of intervals on that side of the truth, in %.",
          ] + missed)
      ])
  }

  /// Method by method, over what range the coverage lies.
  private var answer: [String] {
    var methods: [IntervalMethod] = []
    for result in results where !methods.contains(result.method) { methods.append(result.method) }
    let ranges = methods.compactMap { method -> String? in
      let found = results.filter { $0.method == method }
      guard let low = found.map(\.coverage).min(), let high = found.map(\.coverage).max() else {
        return nil
      }
      let percent = { (share: Double) in (100 * share).formatted(decimals: 1) }
      let range =
        percent(low) == percent(high) ? percent(low) : "\(percent(low)) to \(percent(high))"
      return "\(method.description) \(range) %"
    }
    let narrow = results.filter { mark($0) == "too narrow" }
    let verdict =
      narrow.isEmpty
      ? "No method is narrower than it says by more than chance."
      : "Too narrow: \(narrow.prefix(3).map { "\($0.method.description) for \($0.target)" }.listed)"
        + (narrow.count > 3 ? " and \(narrow.count - 3) more." : ".")
    return [
      "Intervals that say \(level.percentText) hold the truth on this design in: \(ranges.joined(separator: "; ")).",
      verdict,
    ]
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
        .text("target"), .text("method"), .estimate("covers"), .number("std. error").ranked(1),
        .number("below").ranked(2),
        .number("above").ranked(2), .number("median width").ranked(3), .number("open").ranked(4),
        .number("undefined").ranked(4), .verdict("verdict"),
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
    return off < 0 ? "too narrow" : "too wide"
  }
}
