extension HorizonAnalysis {
  /// Tasks longer than the horizon, below which little holds the curve there.
  static let fewestLongerTasks = 5
  /// Models below which a trend says little.
  static let fewestModels = 6
  /// The share of resamples without a horizon that is worth a word.
  static let largestUndefinedShare = 0.01

  static func warnings(
    _ models: [ModelHorizon], trend: HorizonTrend?, columns: HorizonColumns, questions: Questions, rowsLeftOut: Int
  ) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let names = { (isMeant: (ModelHorizon) -> Bool) in models.filter(isMeant).map(\.name) }
    for absence in SuccessCurve.Absence.allCases {
      let without = names { $0.absence == absence }
      guard !without.isEmpty else { continue }
      warnings.append(
        FitWarning(
          .separation, "no horizon for \(without.listed): \(absence.rawValue)", hint: absence.hint))
    }
    let outside = names(\.isExtrapolated)
    if !outside.isEmpty {
      warnings.append(
        FitWarning(
          .extrapolation,
          "the horizon of \(outside.listed) lies outside the lengths of its tasks"
            + (questions.takesExtrapolated ? "" : ", and is left out of the trend"),
          hint: questions.takesExtrapolated
            ? "add tasks of such lengths, or leave --extrapolated out"
            : "add tasks of such lengths; --extrapolated takes it into the trend"))
    }
    let thin = names { model in
      !model.isExtrapolated && model.absence == nil
        && (model.record.map { $0.longerTasks < fewestLongerTasks } ?? false)
    }
    if !thin.isEmpty {
      warnings.append(
        FitWarning(
          .extrapolation,
          "fewer than \(fewestLongerTasks) tasks are longer than the horizon of \(thin.listed)",
          hint: "add longer tasks: a few decide such a horizon"))
    }
    let undefined = models.filter { $0.undefinedShare > largestUndefinedShare && $0.absence == nil }
    if !undefined.isEmpty {
      let parts = undefined.map { "\($0.name) (\((100 * $0.undefinedShare).formatted(significant: 2)) %)" }
      warnings.append(
        FitWarning(
          .failedRefits, "resamples without a horizon: \(parts.listed)",
          hint: "so few runs succeed, or fail, that its interval is one of the others, or open"))
    }
    warnings += trendWarnings(models, trend: trend, columns: columns)
    var seen: Set<String> = []
    var repeated: [String] = []
    for model in models where !seen.insert(model.name).inserted && !repeated.contains(model.name) {
      repeated.append(model.name)
    }
    if !repeated.isEmpty {
      warnings.append(
        FitWarning(
          .duplicateRuns, "several rows are of \(repeated.listed): versions of a measurement must not be mixed",
          hint: "keep one with --where, e.g. 'version == \"v1.0\"'"))
    }
    if case .runs(_, .none, _, _, _) = columns.content {
      warnings.append(
        FitWarning(
          .clusteredResiduals, .note, "no column names families of tasks, so tasks count as independent",
          hint: "name it with --family: similar tasks widen every interval"))
    }
    if rowsLeftOut > 0 {
      warnings.append(
        FitWarning(
          .unplacedRows, .note, "\(counted(rowsLeftOut, "row")) left out: no model, task, length, horizon or runs",
          hint: "fill the values in, if they are known"))
    }
    return warnings
  }

  private static func trendWarnings(
    _ models: [ModelHorizon], trend: HorizonTrend?, columns: HorizonColumns
  ) -> [FitWarning] {
    let undated = models.filter { $0.date == nil && $0.horizon.value != nil }.map(\.name)
    guard let trend else {
      let isDated = models.contains { $0.date != nil }
      return [
        isDated
          ? FitWarning(
            .fewPoints, "no trend: fewer than two models of different dates have a usable horizon",
            hint: "add models, or their dates with --dates FILE")
          : FitWarning(
            .missingValues, "no dates of release, so there is no trend",
            hint: "add a column release_date, or give a table of model and date with --dates FILE")
      ]
    }
    var warnings: [FitWarning] = []
    if !undated.isEmpty {
      warnings.append(
        FitWarning(
          .unplacedRows, .note, "no date of release for \(undated.listed), which stands outside the trend",
          hint: "--dates FILE gives dates by model"))
    }
    if trend.models.count < 3 {
      warnings.append(
        FitWarning(
          .noDegreesOfFreedom, "two models make a doubling time and no interval", hint: "add models"))
    } else if trend.models.count < fewestModels {
      warnings.append(
        FitWarning(
          .fewPoints, "\(trend.models.count) models: too few to tell one shape of the trend from another",
          hint: "add models"))
    }
    let better = trend.shapes.filter { trend.isToldApart($0) }.map(\.form.rawValue)
    if !better.isEmpty {
      warnings.append(
        FitWarning(
          .residualPattern,
          "one doubling time does not suit the whole period: \(better.listed) \(better.count == 1 ? "is" : "are") ahead of it",
          hint: "the doubling time is an average over it"))
    }
    return warnings
  }
}

extension SuccessCurve.Absence {
  fileprivate var hint: String {
    switch self {
    case .noSuccess: "add shorter tasks"
    case .noFailure: "add longer tasks"
    case .separated: "add tasks of lengths in between, or runs"
    case .notFalling: "check the lengths of the tasks, or add longer ones"
    }
  }
}

extension HorizonTrend {
  /// In how many of the resamples, or of draws from the intervals of a table, AICc has to be below that of the exponential for a form to be
  /// told apart. Draws of a table take the errors of models for independent, which they are not, and scatter too much: see
  /// docs/decisions/horizon.md. `nil` where nothing is drawn.
  public var leastShare: Double? {
    switch items {
    case .resamples: 0.9
    case .errors: 0.8
    case nil: nil
    }
  }

  /// Whether the models tell a form apart from the exponential, and for it: AICc is less by `HorizonShape.leastGain`, and less in
  /// `leastShare` of the resamples.
  public func isToldApart(_ shape: HorizonShape) -> Bool {
    guard shape.form != .exponential, let own = shape.aicc,
      let straight = shapes.first(where: { $0.form == .exponential })?.aicc
    else { return false }
    return straight - own >= HorizonShape.leastGain && (shape.shareAhead ?? 1) >= (leastShare ?? 0)
  }
}
