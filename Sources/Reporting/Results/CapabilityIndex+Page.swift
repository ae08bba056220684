import ScalingLaws

/// One scale of capability as a page.
extension CapabilityIndex {
  /// Models and benchmarks that the page lists.
  private static let shown = 20

  public var page: Page {
    Page(
      title: "One scale of capability, from \(scores.source)", answer: answer, blocks: blocks, doubts: warnings,
      about: [
        .lines([
          Page.about(scores.source, scores.rows - scores.rowsLeftOut, of: scores.rows, scores.filters.map(\.sentence)),
          scaleSentence,
        ]), .paragraph(definition),
      ])
  }

  private var answer: [String] {
    guard let first = models.first else { return [] }
    guard hasResult else {
      return [
        "These scores do not put \(counted(models.count, "model")) on one scale: \(search.isCertified ? "the penalty decides, not the scores" : "no certified minimum")."
      ]
    }
    let digits = digits
    var said = [
      "\(counted(models.count, "model")) on one scale from \(counted(benchmarks.count, "benchmark")): \(first.name) stands highest, at "
        + (first.isAnchor
          ? "\(first.index.value.map(digits) ?? ""), where it is anchored." : "\(first.index.words(digits)).")
    ]
    if let second = models.dropFirst().first, let low = first.index.interval?.low, !first.isAnchor {
      let close = models.dropFirst().filter { ($0.index.interval?.high ?? .infinity) >= low }.count
      said.append(
        close == 0
          ? "\(second.name) follows at \(second.index.words(digits))."
          : close == 1
            ? "The interval of 1 other model reaches into its own."
            : "The intervals of \(close) others reach into its own.")
    }
    return said
  }

  /// Numbers of the index, with the digits that a typical error supports.
  private var digits: (Double) -> String {
    let errors = models.compactMap(\.index.standardError).filter { $0 > 0 }.sorted()
    let typical = errors.isEmpty ? nil : errors[errors.count / 2]
    return { $0.rounded(toErrorOf: typical) }
  }

  private var scaleSentence: String {
    let anchors = options.scale.anchors
    let place =
      anchors.isEmpty
      ? "Scale: mean 0 and standard deviation 1 over these models."
      : "Scale: " + anchors.map { "\($0.model) is \($0.value.plain)" }.joined(separator: ", ") + "."
    let chance =
      scores.columns.chance.map { " Scores adjusted for chance: (score - \($0))/(1 - \($0))." } ?? ""
    return place + chance
  }

  private var definition: String {
    """
    Model: score = 1/(1 + exp(-slope*(index - difficulty))), least squares on the scale of the scores with \(options.ridge.plain) times the mean square \
    of all capabilities, difficulties and slopes\(options.slopeAnchor.map { ", the slope of \($0) held at 1" } ?? ""); best of \(search.starts) starts, \(search.agreeing) of \
    which agree. Intervals: Wald (t, \(degreesOfFreedom.formatted(significant: 3)) degrees of freedom), the variance of each benchmark estimated \
    and smaller near scores of 0 and 1; the error of the scale is in them. Scores at 0 and 1 count as \(IndexScores.limits.lowerBound.plain) and \
    \(IndexScores.limits.upperBound.plain).
    """
  }

  private var blocks: [Page.Block] {
    [.table(ladder)] + notes + itemTable.blocks(under: "Benchmarks, hardest first", notes: itemNotes)
  }

  private var ladder: PageTable {
    let digits = digits
    return PageTable(
      [
        .number("rank").ranked(1), .text("model"), .estimate("index"),
        .number("\(options.level.percentText) interval"), .number("scores").ranked(2),
      ], of: models.prefix(Self.shown).enumerated()
    ) { place, model in
      [
        "\(place + 1)", model.name, model.index.value.map(digits) ?? "",
        model.isAnchor ? "anchor" : model.index.interval.map { $0.text(digits) } ?? "undefined", "\(model.scores)",
      ]
    }
  }

  private var notes: [Page.Block] {
    let rest = models.count - Self.shown
    return rest > 0 ? [.notes(["\(counted(rest, "model")) more: --tidy models.csv has all."])] : []
  }

  /// The hardest, or those that a doubt names.
  private var itemTable: PageTable {
    PageTable(
      [
        .text("benchmark"), .estimate("difficulty"), .number("\(options.level.percentText) interval").ranked(3),
        .number("slope").ranked(1), .number("spread").ranked(1), .number("models").ranked(4),
        .number("shift without it").ranked(2), .verdict("fit").ranked(2),
      ], of: benchmarks.reversed().prefix(Self.shown)
    ) { item in
      [
        item.name, item.difficulty.valueText, item.difficulty.intervalText, item.slope.formatted(significant: 2),
        item.spread?.formatted(significant: 2) ?? "", "\(item.scores)",
        item.leftOut?.shift.formatted(significant: 2) ?? "",
        item.slope < 0 ? "reversed" : (item.misfit ?? 1) < 0.05 ? "scatters" : "",
      ]
    }
  }

  private var itemNotes: [String] {
    let rest = benchmarks.count - Self.shown
    let sides = [second.high, second.low].filter { !$0.isEmpty }.map(\.listed).joined(separator: " against ")
    let most = benchmarks.compactMap { item in item.leftOut.map { (item.name, $0) } }.max { $0.1.shift < $1.1.shift }
    return [
      "Difficulty: index at a score of one half. Slope: log odds per point. Spread: root mean squared residual; of all scores"
        + " \(spread.formatted(significant: 3)).",
      most.map {
        "Without \($0.0) models move most: by \($0.1.shift.formatted(significant: 2)) points (root mean square), \($0.1.model) by \($0.1.largest.formatted(significant: 2))."
      },
      second.isShown
        ? "One scale or two: a second one is shown, \(sides); it would foretell \((100 * second.share).formatted(significant: 2)) % of the squared residuals."
        : "One scale or two: no second one is shown (cross-validated, z = \(second.statistic.formatted(significant: 2))).",
      rest > 0 ? "\(counted(rest, "easier benchmark")) in the record (--json)." : nil,
    ].compactMap { $0 }
  }
}
