extension Fit {
  /// What to know of groups with intercepts of their own.
  var effectNotes: [FitWarning] {
    guard let effect else { return [] }
    var notes: [FitWarning] = []
    let single = effect.groups.filter { $0.rows == 1 }
    if !single.isEmpty {
      notes.append(
        FitWarning(
          .singleRowGroup, .note,
          "\(counted(single.count, "group")) of \"\(effect.column)\" \(single.count == 1 ? "has" : "have") one row only"
            + " (\(single.map(\.value).listed)): the group's constant passes through that row, which tells nothing of the"
            + " other coefficients",
          hint: "leave such groups out with --where if they are not of interest"))
    }
    return notes + [FitWarning].ungrouped(lines: effect.ungroupedLines, column: effect.column)
  }
}

extension GroupEffect {
  /// R² within groups at a fit.
  func withinRSquared(_ fit: Linearization) -> Double? {
    var within = 0.0
    for group in groups {
      guard let index = fit.parameters.firstIndex(of: group.coefficient) else { return nil }
      let column = fit.design[index].high
      let rows = column.indices.filter { column[$0] != 0 }
      let total = rows.reduce(0.0) { $0 + fit.weights.value($1) }
      guard total > 0 else { continue }
      let mean = rows.reduce(0.0) { $0 + fit.weights.value($1) * fit.response[$1] } / total
      within += rows.reduce(0.0) { $0 + fit.weights.value($1) * (fit.response[$1] - mean).squared }
    }
    return within > 0 ? 1 - fit.solution.residualSumOfSquares / within : nil
  }
}
