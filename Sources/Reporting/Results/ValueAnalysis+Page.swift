import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Value and capability as a page.
extension ValueAnalysis {
  public var page: Page {
    let used = groups.reduce(0) { $0 + $1.series.points.count }
    return Page(
      title: "value: \(columns.value); capability: \(columns.capability)" + (column.map { "; by \($0)" } ?? ""),
      blocks: [.lines([Page.about(source, used, of: rows, filters.map(\.sentence))]), .paragraph(definition)] + blocks,
      doubts: warnings)
  }

  /// What was found, group by group.
  var blocks: [Page.Block] { groups.flatMap(blocks) }

  private var definition: String {
    """
    log V = a + b*z + q*z^2 + d*t, z = capability less its mean, t the date where dates differ. super-exponential: the
    \(level.percentText) interval of q is above zero; sub-exponential: below zero; exponential: the slopes of log V at both ends of the
    range are shown to be within \(margin.plain)x of one another; otherwise not decided. A verdict is on these rows, over their
    range, not on what moves what.
    """
  }

  private func blocks(_ group: ValueGroup) -> [Page.Block] {
    let points = group.series.points
    let dates = "\(points.first?.date.dateText ?? "") to \(points.last?.date.dateText ?? "")"
    let slope = group.slope.exponentials
    return [
      .heading(level: 3, (group.name.map { "\($0): " } ?? "") + group.verdict.rawValue),
      .notes([
        "\(counted(points.count, "row")), \(dates), capability \(group.series.range.lowerBound.plain) to"
          + " \(group.series.range.upperBound.plain); log V on capability alone: R² \(group.rSquared?.rSquaredText ?? "undefined"),\n"
          + "  one unit of capability goes with \(slope[0]) times the value, \(level.percentText) interval \(slope[1])"
      ]),
    ] + curvature(group) + time(group) + forms(group)
  }

  private func estimates(_ title: String, _ rows: [[String]]) -> PageTable {
    PageTable(title, heading: "\(level.percentText) interval", estimates: rows)
  }

  private func curvature(_ group: ValueGroup) -> [Page.Block] {
    guard let curvature = group.curvature else {
      return [.measures([Page.Fact("no curvature:", "too few rows or capabilities")])]
    }
    let ends = [group.series.range.lowerBound, group.series.range.upperBound]
    let alike = curvature.equivalencePValue.map { "slopes further apart than \(margin.plain)x: p \($0.pValueText)" }
    return estimates(
      "curvature",
      [
        ["q, per squared unit"] + curvature.curvature.digits,
        ["the same by profile likelihood", curvature.profile.estimate.digits, curvature.profile.interval.digits],
      ] + zip(ends, curvature.slopes).map { ["V per unit, at \($0.plain)"] + $1.exponentials }
    ).blocks(
      notes: [
        "intervals allow for deviations that resemble their neighbours; the profile likelihood takes rows as independent",
        curvature.holdsDate ? "with the date held: a trend in time alone bends nothing here" : nil, alike,
      ].compactMap { $0 })
  }

  private func time(_ group: ValueGroup) -> [Page.Block] {
    let beside = group.confounding
    return estimates(
      "and time",
      [
        ["correlation of capability and date", beside.correlation.formatted(significant: 3), ""],
        ["R² of log V on date alone", beside.dateRSquared?.rSquaredText ?? "undefined", ""],
        ["log V per unit of capability, date held"] + beside.slopeGivenDate.digits,
        ["log V per year, capability held"] + beside.ratePerYearGivenCapability.digits,
        ["q, date not held"] + beside.curvatureWithoutDate.digits,
      ]
    ).blocks()
  }

  private func forms(_ group: ValueGroup) -> [Page.Block] {
    let factor = { (error: Double?) in error.map { exp($0).factorDigits } ?? "" }
    return PageTable(
      [.text("form"), "parameters", "R²", "AICc", "weight", "one row ahead", "last third", .text("shape")],
      of: group.comparisons
    ) { form in
      let shape =
        switch form.form {
        case _ where form.isExponential: "the best is the exponential"
        case .doubleExponential: "k = \(form.shape.digits)"
        case .hyperbolic: "without bound at \(form.shape.digits)"
        default: ""
        }
      return [
        form.form.rawValue, "\(form.parameters)", form.rSquared.rSquaredText, form.aicc?.formatted(decimals: 1) ?? "",
        form.weight?.formatted(significant: 2) ?? "", factor(form.oneStepError), factor(form.lastThirdError), shape,
      ]
    }.blocks(notes: [
      "AICc takes rows as independent; back-tests: typical factor off, exp(root mean square error of log V), at the capability that was"
        + " reached"
    ])
  }
}

extension Estimate {
  /// The exponentials of a logarithm and of its interval.
  fileprivate var exponentials: [String] {
    [
      (value.map { exp($0) }).digits,
      (interval.map { ends in
        Interval(low: ends.low.map { exp($0) }, high: ends.high.map { exp($0) }, level: ends.level)
      }).digits,
    ]
  }
}
