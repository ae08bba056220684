import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

extension FitPage {
  /// What the law says beyond its rows: plans for budgets, or the law at points.
  func use() throws -> [Page.Block] {
    if let planner {
      var results = PlanResults(
        fit: reported.saved, source: reported.file.source, cost: Planner.trainingCost,
        settings: settings,
        limits: PlanLimits(), rates: PlanResults.Rates(), fitWarnings: [])
      results.plans = budgets.compactMap { try? planner.plan(budget: $0) }
      if !results.plans.isEmpty {
        return [
          .paragraph(
            "How to split a budget of training (\(Planner.trainingCost), in operations) between parameters and tokens for the"
              + " least \(results.response); \(reported.saved.intervalName)."), .table(results.table),
        ]
      }
    }
    let predictions = try predictions()
    return [
      .paragraph("The law beyond its rows, for the mean and for a new run; \(reported.saved.intervalName)."),
      .table(predictions),
    ]
  }

  /// `nil` for a law without the choice between parameters and tokens, or with one for each group or text.
  var planner: Planner? { hasKinds ? nil : try? Planner(reported.saved, settings: settings) }

  /// Whether the law differs between groups with constants of their own, or between texts.
  var hasKinds: Bool { !groups.isEmpty || !reported.saved.textVariables.isEmpty }

  /// Groups with constants of their own, each with its column of ones.
  private var groups: [(value: String, indicator: String)] {
    record.options.effect?.groups.map { ($0.value, $0.indicator) } ?? []
  }

  /// Variables besides parameters and tokens, each in the middle of its rows.
  var settings: [String: Double] {
    let others = reported.saved.predictors.filter { $0 != "N" && $0 != "D" }
    return Dictionary(others.compactMap { name in middle(name).map { (name, $0) } }) { first, _ in
      first
    }
  }

  private func middle(_ name: String) -> Double? {
    reported.saved.ranges[name].map { range in
      let value =
        range.lowerBound > 0
        ? (range.lowerBound * range.upperBound).squareRoot()
        : (range.lowerBound + range.upperBound) / 2
      return value.isFinite ? Double(value.formatted(significant: 3)) ?? value : value
    }
  }

  /// Compute of the smallest and of the largest run that the rows could hold, in powers of ten.
  var computeDecades: ClosedRange<Double>? {
    guard let n = reported.saved.ranges["N"], let d = reported.saved.ranges["D"], n.lowerBound > 0,
      d.lowerBound > 0
    else { return nil }
    let perToken = IsoFLOPRuns.flopsPerParameterToken
    let least = floor(log10(perToken * n.lowerBound * d.lowerBound))
    return least...max(least, ceil(log10(perToken * n.upperBound * d.upperBound)))
  }

  private var budgets: [Double] {
    computeDecades.map { decades in (-1...3).map { pow(10, decades.upperBound + Double($0)) } }
      ?? []
  }

  private func predictions() throws -> PageTable {
    let indicators = Set(groups.map(\.indicator))
    let names = reported.saved.predictors.filter { !indicators.contains($0) }
    let compared = reported.saved.textVariables
    let kinds = kinds.prefix(Self.mostKinds)
    let cases = (0..<4).flatMap { step in kinds.map { (step, $0) } }
    let found = try cases.map { step, kind in
      let far = names.compactMap { name in place(name, step).map { (name, $0) } }
      let point = Dictionary(far + kind.ones) { first, _ in first }
      return (
        names.map { point[$0].map(\.quantityText) ?? "" } + compared.map { kind.texts[$0] ?? "" } + kind.groups,
        try reported.saved.drawn(at: point, texts: kind.texts)
      )
    }
    let group = groups.isEmpty ? [] : [record.options.effect?.column ?? "group"]
    return PageTable(
      predictions: found, at: names.map { .number($0) } + (compared + group).map { .text($0) }, of: reported.saved)
  }

  /// Rows of one kind: the texts that they have, or the group that they belong to.
  private struct Kind {
    var texts: [String: String] = [:]
    /// Column by column of ones of the groups.
    var ones: [(String, Double)] = []
    /// The group, in a cell of its own.
    var groups: [String] = []
  }

  private var kinds: [Kind] {
    let texts = reported.saved.textVariables.isEmpty ? [[:]] : reported.saved.textChoices
    guard !groups.isEmpty else { return texts.map { Kind(texts: $0) } }
    return groups.flatMap { own in
      texts.map { texts in
        Kind(
          texts: texts, ones: groups.map { ($0.indicator, $0.indicator == own.indicator ? 1 : 0) },
          groups: [own.value])
      }
    }
  }

  /// Of a table of predictions.
  private static let mostKinds = 4

  /// At the largest row, then a factor of ten, or a third of the range, further each time.
  private func place(_ name: String, _ step: Int) -> Double? {
    reported.saved.ranges[name].map { range in
      FigureAxis.Scale.suited(from: range.lowerBound, to: range.upperBound) == .log
        ? range.upperBound * pow(10, Double(step))
        : range.upperBound + Double(step) / 3 * (range.upperBound - range.lowerBound)
    }
  }
}
