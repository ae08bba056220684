import ScalingLaws

/// The rates of many series as a page: what they say together, then each.
extension TrendGroups {
  public func page(of table: Table) -> Page {
    Page(
      title: "Rates by \(columns.listed)", answer: [sentence] + claims.indices.map(sentence(on:)),
      blocks: PageTable(
        columns.map { .text($0) } + [
          PageTable.Column.number("rows").ranked(3), .estimate("a year later"),
          .number("\(level.percentText) interval"), .text("factor of two").ranked(2), .number("adjusted p").ranked(1),
        ] + claims.map { .verdict($0.text) }, rows: groups.map(row)
      ).blocks(notes: notes))
  }

  private var sentence: String {
    let known = groups.compactMap(\.rate)
    let rising = known.count { $0.adjustedPValue < 1 - level && $0.growth.isGrowth }
    let falling = known.count { $0.adjustedPValue < 1 - level && !$0.growth.isGrowth }
    let rest = groups.count - rising - falling
    let parts = [
      (rising, "rise beyond doubt"), (falling, "fall beyond doubt"), (rest, "are not decided"),
    ].filter { $0.0 > 0 }
    return
      "Of \(groups.count) series, \(parts.map { "\($0.0) \($0.1)" }.listed) (at most \((1 - level).percentText) false discoveries)."
  }

  private func sentence(on claim: Int) -> String {
    let answers = groups.compactMap { $0.rate?.claims[claim].verdict?.answer }
    let refuted = groups.count { ($0.rate?.adjustedClaimPValues[claim] ?? .nan) < 1 - level }
    let shown = answers.count { $0 == .consistent }
    return
      "\(claims[claim].text): consistent in \(shown) of \(answers.count); refuted in \(refuted) after Holm's correction."
  }

  private func row(_ group: Group) -> [String] {
    guard let rate = group.rate else {
      return group.values + ["\(group.rows)", "no rate", "", group.error?.description ?? "", ""]
        + claims.map { _ in "" }
    }
    let time = rate.growth.yearsPerFactorOfTwo
    return group.values + ["\(group.rows)"] + rate.growth.factorPerYear.factors("no rate")
      + [
        "\(rate.growth.isGrowth ? "doubles" : "halves") in \(time.timeText)",
        rate.adjustedPValue.isNaN ? "" : rate.adjustedPValue.pValueText,
      ]
      + rate.claims.map { $0.verdict?.answer.rawValue ?? "no scatter" }
  }

  private var notes: [String] {
    ["p that nothing changes, by Benjamini and Hochberg over all series; verdicts are of each series alone"]
      + (rowsWithoutGroup > 0 ? ["\(counted(rowsWithoutGroup, "row")) without a group"] : [])
  }
}
