import ScalingLaws

/// The third observation on the page: value against capability.
struct ValueSection {
  let analysis: ValueAnalysis

  static let claim = "The value of linearly rising intelligence is super-exponential."

  private var capability: String { analysis.columns.capability.description }

  var blocks: [Page.Block] {
    [
      .heading(level: 2, "3. The value of capability"),
      .facts([
        Page.Fact("claimed", Self.claim),
        Page.Fact("asked of the data", "Is log value convex in capability?"),
      ]),
    ] + analysis.blocks + [
      .facts([Page.Fact("what it means", meaning), Page.Fact("what would change it", change)])
    ]
  }

  private func name(_ group: ValueGroup) -> String { group.name ?? "all rows" }

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
    "Rows in which capability differs on one date; more rows, above all at low and high capability; a measure of value besides"
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
