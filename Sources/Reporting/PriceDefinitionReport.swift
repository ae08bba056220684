import ScalingLaws

/// The definitions of a price at fixed quality, side by side.
struct PriceDefinitionReport {
  let analysis: PriceAnalysis

  init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  /// Nothing where the threshold frontier alone was asked for: it has a table of its own.
  var parts: [[String]] {
    let definitions = analysis.questions.definitions
    guard !analysis.rates.isEmpty, definitions != [.frontier] else { return [] }
    var table = TextTable([
      ("definition", .left), ("level", .right), ("prices", .right), ("models", .right), ("cheaper per year", .right),
      ("\(analysis.level.percentText) interval", .right), ("halves in", .right),
    ])
    for rate in analysis.rates {
      table.add([
        rate.definition.rawValue, rate.threshold?.plain ?? "all", "\(rate.prices)", "\(rate.models)",
        rate.factorPerYear.value.map(\.factorText) ?? "no rate",
        rate.factorPerYear.interval.map(\.factorText) ?? "undefined", rate.halvingMonths.monthsText,
      ])
    }
    return [["definitions side by side"] + table.lines, definitions.map { sentence($0) }]
  }

  private func sentence(_ definition: PriceDefinition) -> String {
    let remarks = analysis.rates.filter { $0.definition == definition }.compactMap(\.remark)
    // What is the same at every level is said once.
    return "  \(definition.meaning)" + (remarks.first.map { ";\n    \($0)" } ?? "")
  }
}
