import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Value and capability as a page.
extension ValueAnalysis {
  public var page: Page {
    let used = groups.reduce(0) { $0 + $1.series.points.count }
    return Page(
      title: "Value (\(columns.value)) against capability (\(columns.capability))"
        + (column.map { ", by \($0)" } ?? ""),
      answer: answer, blocks: blocks, doubts: warnings,
      about: [
        .lines([Page.about(source, used, of: rows, filters.map(\.sentence))]),
        .paragraph(definition),
      ])
  }

  /// What a unit of capability goes with, and whether value curves away from an exponential, group by group.
  var answer: [String] {
    groups.map { group in
      let name = group.name.map { "\($0): " } ?? ""
      let q = group.curvature.map {
        "curvature \($0.curvature.words { $0.formatted(significant: 2) })"
      }
      let slope = group.slope.exponentials
      let found = "one unit of \(columns.capability) goes with \(slope[0]) times the value"
      return switch group.verdict {
      case .superExponential: "\(name)\(found); growth is super-exponential, \(q ?? "")."
      case .exponential: "\(name)\(found); growth is exponential over these rows, \(q ?? "")."
      case .subExponential: "\(name)\(found); growth is sub-exponential, \(q ?? "")."
      case .notDecided:
        "\(name)\(found); not decided whether growth is super-exponential, \(q ?? "no curvature determined")."
      }
    }.map(\.capitalizedFirst)
  }

  /// What was found, group by group.
  var blocks: [Page.Block] { groups.flatMap(blocks) }

  private var definition: String {
    """
    Model: log V = a + b*z + q*z^2 + d*t, z = capability less its mean, t the date where dates differ. Super-exponential: the
    \(level.percentText) interval of the curvature q is above zero. Sub-exponential: below zero. Exponential: the slopes of log V at both
    ends of the range are shown to be within \(margin.plain)x of one another. Otherwise not decided. A verdict holds for these rows,
    over their range, and says nothing of causes.
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
          + " \(group.series.range.upperBound.plain). On capability alone (R² \(group.rSquared?.rSquaredText ?? "undefined")),"
          + " one unit goes with \(slope[0]) times the value, \(level.percentText) interval \(slope[1])."
      ]),
    ] + curvature(group) + time(group) + forms(group)
  }

  private func estimates(_ title: String, _ rows: [[String]]) -> PageTable {
    PageTable(title, heading: "\(level.percentText) interval", estimates: rows)
  }

  private func curvature(_ group: ValueGroup) -> [Page.Block] {
    guard let curvature = group.curvature else {
      return [.notes(["No curvature: too few rows or distinct capabilities."])]
    }
    let ends = [group.series.range.lowerBound, group.series.range.upperBound]
    let alike = curvature.equivalencePValue.map {
      "Test that the slopes differ by more than \(margin.plain)x: \($0.pText)."
    }
    return estimates(
      "curvature",
      [
        ["q, per squared unit"] + curvature.curvature.digits,
        ["q, by profile likelihood"]
          + Estimate(value: curvature.profile.estimate, standardError: nil, interval: curvature.profile.interval).digits,
      ] + zip(ends, curvature.slopes).map { ["V per unit, at \($0.plain)"] + $1.exponentials }
    ).blocks(
      notes: [
        "Intervals allow for autocorrelation; the profile likelihood assumes independent rows.",
        curvature.holdsDate
          ? "The date is in the regression, so a trend in time does not count as curvature." : nil,
        alike,
      ].compactMap { $0 })
  }

  private func time(_ group: ValueGroup) -> [Page.Block] {
    let beside = group.confounding
    return estimates(
      "separating time",
      [
        ["correlation of capability and date", beside.correlation.formatted(significant: 3), ""],
        ["R² of log V on date alone", beside.dateRSquared?.rSquaredText ?? "undefined", ""],
        ["log V per unit of capability, date fixed"] + beside.slopeGivenDate.digits,
        ["log V per year, capability fixed"] + beside.ratePerYearGivenCapability.digits,
        ["q, without the date"] + beside.curvatureWithoutDate.digits,
      ]
    ).blocks()
  }

  private func forms(_ group: ValueGroup) -> [Page.Block] {
    let factor = { (error: Double?) in error.map { exp($0).factorDigits } ?? "" }
    return PageTable(
      [
        .text("form"), .number("parameters").ranked(4), "R²", .estimate("AICc"),
        .number("weight").ranked(3),
        "one row ahead", .number("last third").ranked(1), .text("shape").ranked(2),
      ],
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
      "AICc assumes independent rows. Back-tests (one row ahead, last third): typical factor off, exp(root mean square error of log V), at the"
        + " capability that was reached."
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
