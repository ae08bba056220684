import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// The third observation on the page: value against capability.
struct ValueSection {
  let analysis: ValueAnalysis

  static let claim = "The value of linearly rising intelligence is super-exponential."

  private var level: String { analysis.level.percentText }
  private var capability: String { analysis.columns.capability.description }

  var blocks: [Page.Block] {
    let data =
      [analysis.source] + analysis.filters.map(\.sentence)
      + ["value = \(analysis.columns.value), capability = \(capability)"]
    return [
      .heading(level: 2, "3. The value of capability"),
      .facts([
        Page.Fact("claimed", Self.claim), Page.Fact("data", data.joined(separator: "; ")),
        Page.Fact(
          "asked of the data",
          "Is log value convex in capability? super-exponential or sub-exponential: the \(level) interval of the curvature is"
            + " above or below zero. exponential: the slopes at both ends of the range are shown to be within \(analysis.margin.plain)x of"
            + " one another. Not decided otherwise."),
      ]),
      .table(curvatures), .heading(level: 3, "How much of it may be time"), .table(confounding),
      .facts([Page.Fact("what it means", meaning), Page.Fact("what would change it", change)]),
    ]
  }

  private func name(_ group: ValueGroup) -> String { group.name ?? "all rows" }

  private var curvatures: PageTable {
    PageTable(
      [
        .init(analysis.column ?? "rows"), .init("rows", isNumber: true), .init("R²", isNumber: true),
        .init("value per unit", isNumber: true), .init("curvature", isNumber: true),
        .init("\(level) interval", isNumber: true), .init("verdict"), .init("best by AICc"),
      ],
      rows: analysis.groups.map { group in
        let q = group.curvature?.curvature
        return [
          name(group), "\(group.series.points.count)", group.rSquared?.formatted(significant: 3) ?? "",
          group.slope.value.map { "\(exp($0).formatted(significant: 4))x" } ?? "", (q?.value).threeDigits,
          (q?.interval).threeDigits, group.verdict.rawValue,
          group.comparisons.filter { $0.aicc != nil }.min { ($0.aicc ?? 0) < ($1.aicc ?? 0) }?.form.rawValue ?? "",
        ]
      })
  }

  private var confounding: PageTable {
    PageTable(
      [
        .init(analysis.column ?? "rows"), .init("correlation with date", isNumber: true),
        .init("R² of the date alone", isNumber: true), .init("slope, date held", isNumber: true),
        .init("\(level) interval", isNumber: true), .init("curvature, date held", isNumber: true),
        .init("\(level) interval", isNumber: true),
      ],
      rows: analysis.groups.map { group in
        let beside = group.confounding
        return [
          name(group), beside.correlation.formatted(significant: 3),
          beside.dateRSquared?.formatted(significant: 3) ?? "", beside.slopeGivenDate.value.threeDigits,
          beside.slopeGivenDate.interval.threeDigits, beside.curvatureGivenDate.value.threeDigits,
          beside.curvatureGivenDate.interval.threeDigits,
        ]
      })
  }

  private var meaning: String {
    let close = analysis.groups.filter { abs($0.confounding.correlation) > 0.9 }.map(name)
    let time =
      close.isEmpty
      ? ""
      : " For \(close.listed), capability and date rise together, so whatever else changed over time is in the slope."
    return
      "\(analysis.columns.value) stands for value, and \(capability) for capability: another index of the same models may curve"
      + " the other way. A verdict is on these rows, over their range.\(time)"
  }

  private var change: String {
    "rows in which capability differs on one date; more rows, above all at low and high capability; a measure of value besides"
      + " \(analysis.columns.value)."
  }

  var findings: [Finding] {
    analysis.groups.map { group in
      let q = group.curvature?.curvature
      return Finding(
        observation: 3, claim: "value super-exponential in capability",
        data: analysis.source + (group.name.map { ", \($0)" } ?? ""), estimate: "curvature \((q?.value).threeDigits)",
        interval: (q?.interval).threeDigits, verdict: group.verdict.rawValue,
        change: "rows in which capability differs on one date; more rows")
    }
  }
}
