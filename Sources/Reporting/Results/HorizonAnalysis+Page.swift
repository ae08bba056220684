import ScalingLaws

/// Time horizons as a page.
extension HorizonAnalysis {
  public var page: Page {
    Page(
      title: title, answer: answer, blocks: modelTable + (trend.map(blocks) ?? []), doubts: warnings,
      about: [.lines(about)])
  }

  private var title: String {
    "Time horizons of \(counted(models.count, "model"))" + (tasks.map { " on \(counted($0, "task"))" } ?? "")
  }

  /// The doubling time, and who stands highest.
  private var answer: [String] {
    let chance = questions.chances.first ?? 0.5
    guard let highest else {
      return ["No model has a \(chance.percentText) time horizon on these tasks."]
    }
    let top = "\(highest.name) stands highest, at \(highest.horizon.timeWords)"
    guard let trend else {
      let isDated = models.contains { $0.date != nil }
      return ["\(top)."] + (isDated ? [] : ["There are no dates of release, and so no trend; --dates FILE gives them."])
    }
    let verb = trend.growth.isGrowth ? "doubles" : "halves"
    return [
      "The \(chance.percentText) time horizon \(verb) every \(trend.doublingDays.words(\.dayText, unit: " days")); \(top)."
    ]
  }

  private var modelTable: [Page.Block] {
    // Intervals of a table are of its own level.
    let level = (models.lazy.compactMap { $0.horizon.interval?.level }.first ?? questions.level).percentText
    var columns: [PageTable.Column] = [.text("model"), .text("released").ranked(5)]
    for (place, chance) in questions.chances.enumerated() {
      let name = "\(chance.percentText) horizon"
      columns.append(place == 0 ? .estimate(name) : .number(name).ranked(1))
      columns.append(.number("\(level) interval").ranked(place == 0 ? 0 : 3))
    }
    columns += [.number("tasks").ranked(4), .number("average success").ranked(2)]
    let table = PageTable(columns, of: models) { model in
      let cells = model.horizons.flatMap { horizon -> [String] in
        guard let value = horizon.value else { return ["none", ""] }
        return [value.minutesText, horizon.interval.map { $0.text(\.minutesText) } ?? ""]
      }
      let record = model.record
      return [model.name, model.date?.dateText ?? ""] + cells
        + [
          record.map { "\($0.tasks)" } ?? "",
          record.map { (100 * $0.averageSuccess).formatted(significant: 3) + " %" } ?? "",
        ]
    }
    return table.filled.blocks(notes: notes)
  }

  private var notes: [String] {
    guard let families, case .runs(_, _, _, _, let weight) = columns.content else {
      return ["Horizons, in minutes of human time, and intervals are those of the table."]
    }
    return [
      "Horizons in minutes of human time: logistic regression of success on log2 of minutes, model by model, \(weight.map { "runs weighted by \($0)" } ?? "all runs alike"),"
        + " without regularisation.",
      "Intervals: \(questions.replicates) resamples of \(families) \(families == 1 ? "family" : "families"), tasks within them, runs within those.",
    ]
  }

  private func blocks(_ trend: HorizonTrend) -> [Page.Block] {
    let heading = "\(questions.level.percentText) interval"
    let (alone, source) =
      tasks == nil
      ? ("if only the horizons were uncertain", "The intervals of the horizons explain")
      : ("if only the choice of items were uncertain", "The choice of items explains")
    let itemsOnly = trend.itemShare.map { _ in [alone] + trend.itemsOnly.daysPerFactorOfTwo.dayCells }
    let rows = [
      ["doubling time in days"] + trend.doublingDays.dayCells,
      ["if models deviate independently"] + trend.independent.daysPerFactorOfTwo.dayCells, itemsOnly,
      ["factor per year"] + trend.growth.factorPerYear.digits,
    ].compactMap { $0 }
    let part = trend.itemShare.map { " \(source) \((100 * $0).formatted(significant: 2)) % of that variance." } ?? ""
    let scatter = trend.scatter.map {
      "Models scatter about the line by \($0.formatted(significant: 2)) doublings." + part
    }
    return PageTable("trend of \(counted(trend.models.count, "model"))", heading: heading, estimates: rows).blocks(
      notes: [deviations(trend), scatter].compactMap { $0 }) + shapes(trend)
  }

  private func deviations(_ trend: HorizonTrend) -> String? {
    trend.deviations == .wander
      ? "The horizons wander like a random walk; the interval allows for it." : trend.deviations?.sentence
  }

  private func shapes(_ trend: HorizonTrend) -> [Page.Block] {
    guard trend.shapes.contains(where: { $0.aicc != nil }) else { return [] }
    let drawn = tasks == nil ? "draws of the horizons from their intervals" : "the resamples"
    let share = trend.leastShare.map { ", and less in \($0.percentText) of \(drawn)" } ?? ""
    return PageTable(
      [
        .text("shape of the trend"), "R²", .estimate("AICc"), .number("weight").ranked(2),
        .number("ahead in draws").ranked(1), .verdict("told apart"),
      ], of: trend.shapes
    ) { shape in
      [
        shape.form.rawValue, shape.rSquared.rSquaredText, shape.aicc?.formatted(decimals: 1) ?? "",
        shape.weight?.formatted(significant: 2) ?? "",
        shape.shareAhead.map { "\((100 * $0).formatted(significant: 2)) %" } ?? "",
        shape.form == .exponential || shape.aicc == nil ? "" : trend.isToldApart(shape) ? "yes" : "no",
      ]
    }.filled.blocks(notes: [
      "Told apart: AICc less than the exponential's by \(HorizonShape.leastGain.plain)\(share)."
    ])
  }

  private var about: [String] {
    let method =
      "Trend: least squares of the log horizon on days; its interval holds the choice of items and the scatter of models."
    return [Page.about(source, rows - rowsLeftOut, of: rows, filters.map(\.sentence))] + (trend == nil ? [] : [method])
  }
}

extension Double {
  /// Minutes with three digits.
  fileprivate var minutesText: String { formatted(significant: 3) }

  fileprivate var dayText: String { formatted(significant: self >= 1000 ? 4 : 3) }
}

extension Estimate {
  /// Minutes as seconds, minutes or hours, `61 minutes (95 %: 21 to 180)`.
  fileprivate var timeWords: String {
    let (unit, minutes) =
      switch value ?? 1 {
      case ..<1: (" seconds", 1.0 / 60)
      case ..<180: (" minutes", 1.0)
      default: (" hours", 60.0)
      }
    return words({ ($0 / minutes).formatted(significant: $0 / minutes < 100 ? 2 : 3) }, unit: unit)
  }

  fileprivate var dayCells: [String] {
    [value.map(\.dayText) ?? "undefined", interval.map { $0.text(\.dayText) } ?? "undefined"]
  }
}
