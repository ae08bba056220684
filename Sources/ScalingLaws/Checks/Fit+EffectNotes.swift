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
            + " other coefficients" + (hasRobustErrors ? ", and has no standard error of this kind" : ""),
          hint: hasRobustErrors
            ? "--interval classical takes the noise of the other groups for its own"
            : "leave such groups out with --where if they are not of interest"))
    }
    return notes + [FitWarning].ungrouped(lines: effect.ungroupedLines, column: effect.column)
  }

  /// Whether the noise of each row is estimated from its own residual.
  private var hasRobustErrors: Bool { GroupEffect.isRowwise(covarianceMethod) }
}

extension GroupEffect {
  /// Whether standard errors of this kind take the noise of a row from its own residual, which is zero in a group of one.
  static func isRowwise(_ method: CovarianceMethod?) -> Bool {
    switch method {
    case nil, .classical, .mEstimation: false
    case .hc0, .hc1, .hc2, .hc3, .hc4: true
    }
  }

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
