#if canImport(Glibc)
  import Glibc
#endif

/// What a check says about a fit, thing by thing.
struct FitCheckItems {
  let fit: Fit
  let whole: PartialFit?
  let influences: [LeaveOneOut]
  let sensitivity: Sensitivity?
  let patterns: ResidualPatterns?
  let sloppy: SloppyDirection?
  let targets: [CheckedTarget]
  /// Whether the checks of the table have named duplicate rows already.
  let isDuplicatesKnown: Bool
  /// What the checks of the table have said already.
  let known: Set<String>

  var items: [CheckItem] {
    let codes: [(String, [FitWarning.Code])] = [
      (
        "identified coefficients",
        [.notEstimable, .constantPredictor, .undefinedEstimate, .noDegreesOfFreedom, .noStandardErrors]
      ),
      ("collinear terms", [.collinear]), ("response and noise", [.constantResponse, .perfectFit, .excessScatter]),
      ("search: bounds", [.atBound]), ("search: starts", [.startsDisagree]),
      ("rows that decide together", [.influentialRows]), ("outliers", [.outlier, .influentialRow, .decisiveRow]),
      ("residuals against each variable", [.residualPattern, .twoGroups]),
      ("size of the residuals", [.heteroscedastic]),
      ("clusters", [.fewClusters, .clusteredByRun, .singleRun]),
    ]
    let named = Set(codes.flatMap(\.1))
    let others = fit.warnings.filter { warning in
      !named.contains(warning.code) && !known.contains(warning.message)
        && !(isDuplicatesKnown && warning.code == .duplicateRows)
        && warning.code != .extrapolation
    }
    var items = codes.map { name, codes -> CheckItem in
      let found = fit.warnings.filter { codes.contains($0.code) }
      if found.isEmpty, let reason = skipped(name) { return CheckItem(name, skipped: reason) }
      return CheckItem(name, found)
    }
    if !others.isEmpty { items.append(CheckItem("the fit otherwise", others)) }
    let noFits = "the fit has no optimum with noise to judge by"
    items.append(leverage.map { CheckItem("leverage", $0) } ?? CheckItem("leverage", skipped: noFits))
    items.append(
      influences.isEmpty
        ? CheckItem("leave-one-out", skipped: noFits)
        : CheckItem("leave-one-out", influences.flatMap(strongest)))
    if let sensitivity {
      items += [
        CheckItem("other norms", norms(sensitivity)), CheckItem("ends of the data", ranges(sensitivity)),
        fit.floor == nil
          ? CheckItem("the floor", skipped: "the law has none") : CheckItem("the floor", floors(sensitivity)),
      ]
    }
    items.append(
      sloppy.map { CheckItem("sloppy directions", weakest($0)) } ?? CheckItem("sloppy directions", skipped: noFits))
    items.append(CheckItem("distance of what is asked", distances))
    return items
  }

  private func skipped(_ name: String) -> String? {
    switch name {
    case "residuals against each variable" where patterns == nil, "size of the residuals" where patterns == nil:
      !fit.options.clusters.isEmpty
        ? "residuals within a cluster are alike" : "needs \(ResidualPatterns.fewestRows) rows of equal weight"
    case "size of the residuals" where fit.options.norm != .squared: "for least squares only"
    case "outliers" where fit.options.norm != .squared: "for least squares only; a robust norm bounds what a row can do"
    case "rows that decide together" where whole == nil: "the fit has no optimum with noise to judge by"
    case "clusters" where fit.options.clusters.isEmpty: "no --cluster"
    default: nil
    }
  }

  /// Rows of leverage above one half (Huber 1981, 7.2).
  private var leverage: [FitWarning]? {
    guard let whole else { return nil }
    let high = whole.leverages.indices.filter { whole.leverages[$0] > 0.5 }
      .sorted { whole.leverages[$0] > whole.leverages[$1] }
    guard let first = high.first else { return [] }
    let lines = high.map { fit.rows.lines[$0] }
    return [
      FitWarning(
        .highLeverage, .note,
        "\(counted(lines.count, "row")) \(lines.count == 1 ? "decides" : "decide") more than half of what is fitted there"
          + " (\(lines.lineList)); line \(lines[0]) has leverage \(whole.leverages[first].formatted(significant: 2))",
        hint: "a mistake in such a row would not show in its residual: check it, and add runs near it", lines: lines,
        numbers: high.map { ("leverage of line \(fit.rows.lines[$0])", whole.leverages[$0]) })
    ]
  }

  /// The row or cluster that moves some answer most.
  private func strongest(_ influence: LeaveOneOut) -> [FitWarning] {
    guard let most = influence.largest.max(by: { abs($0.distance) < abs($1.distance) }), abs(most.distance) >= 1 else {
      return []
    }
    let who =
      if case .cluster(let column) = influence.unit { "\(column) \(most.cluster ?? "")" } else {
        "line \(fit.rows.lines[most.row])"
      }
    return [
      FitWarning(
        .influentialRow, .note,
        "\(who) alone moves \(most.name) by \(abs(most.distance).formatted(significant: 2)) standard errors: without it"
          + " \(most.without.formatted(significant: 3)) instead of \(most.estimate.formatted(significant: 3))"
          + (influence.isExact ? "" : " (one step from the optimum; too many rows for a fit without each)"),
        hint: "check it; say in a report that the answer leans on it",
        lines: most.cluster == nil ? [fit.rows.lines[most.row]] : [],
        numbers: influence.largest.map { ("\($0.name) standard errors", $0.distance) })
    ]
  }

  private func norms(_ sensitivity: Sensitivity) -> [FitWarning] {
    let far = sensitivity.choices.filter { $0.kind == .norm }.compactMap { farthest($0, sensitivity) }
    guard let worst = far.max(by: { $0.distance < $1.distance }), worst.distance > 1 else { return [] }
    return [
      FitWarning(
        .dependsOnNorm, worst.distance > 2 ? .warning : .note,
        "the norm matters: with \(worst.choice) \(worst.sentence)",
        hint: "a few rows far off cause this, or noise of another kind: see the residuals, and report both",
        numbers: far.map { ("\($0.choice): \($0.name) standard errors", $0.distance) })
    ]
  }

  private func ranges(_ sensitivity: Sensitivity) -> [FitWarning] {
    let choices = sensitivity.choices.filter { $0.kind == .range }
    let failing = choices.filter { ($0.pValue ?? 1) < 0.01 }.compactMap { choice in
      farthest(choice, sensitivity).map { (choice, $0) }
    }.filter { $0.1.distance > 1 }
    guard let worst = failing.min(by: { ($0.0.pValue ?? 1) < ($1.0.pValue ?? 1) }) else { return [] }
    return [
      FitWarning(
        .dependsOnRange, .warning,
        "the ends of the data say something else: \(worst.0.name) \(worst.1.sentence); Hausman's test, p"
          + " \((worst.0.pValue ?? .nan).formatted(significant: 2)) after correction for \(counted(choices.count, "part"))",
        hint:
          "one law may not hold over the whole range: fit the part that is nearest to what you ask, or a law with a break",
        numbers: failing.map { ("\($0.0.name): p", $0.0.pValue ?? .nan) })
    ]
  }

  /// What a floor that is one standard error off does to the rest.
  private func floors(_ sensitivity: Sensitivity) -> [FitWarning] {
    let far = sensitivity.choices.filter { $0.kind == .floor }.compactMap {
      farthest($0, sensitivity, besides: fit.floor)
    }
    guard let worst = far.max(by: { $0.distance < $1.distance }), worst.distance > 0.8 else { return [] }
    return [
      FitWarning(
        .dependsOnFloor, .note,
        "the floor \(fit.floor ?? "") is traded against the rest: with \(worst.choice), one standard error away, \(worst.sentence)",
        hint: "what lies beyond the data rests on the floor: give the answer for several, or bring runs nearer to it",
        numbers: far.map { ("\($0.choice): \($0.name) standard errors", $0.distance) })
    ]
  }

  private struct Farthest {
    let choice: String
    let name: String
    let distance: Double
    let sentence: String
  }

  /// The answer that another choice moves most; sizes of terms only where there is nothing else.
  private func farthest(_ choice: Sensitivity.Choice, _ sensitivity: Sensitivity, besides: String? = nil) -> Farthest? {
    let indices = sensitivity.names.indices.filter {
      choice.distances[$0].isFinite && sensitivity.isHeadline[$0] && sensitivity.names[$0] != besides
    }
    guard let most = indices.max(by: { abs(choice.distances[$0]) < abs(choice.distances[$1]) }) else { return nil }
    let (name, distance) = (sensitivity.names[most], abs(choice.distances[most]))
    return Farthest(
      choice: choice.name, name: name, distance: distance,
      sentence: "\(name) is \(choice.values[most].formatted(significant: 3)) instead of"
        + " \(sensitivity.values[most].formatted(significant: 3)) (\(distance.formatted(significant: 2)) standard errors)"
    )
  }

  private func weakest(_ sloppy: SloppyDirection) -> [FitWarning] {
    guard sloppy.ratio > 100 else { return [] }
    let moving = sloppy.changes.filter { abs($0.share) > 0.01 }
    guard moving.count > 1 else { return [] }
    let words = moving.map {
      "\($0.name) \($0.share > 0 ? "+" : "-")\((100 * abs($0.share)).formatted(significant: 2)) %"
    }
    return [
      FitWarning(
        .sloppyDirection, .note,
        "one combination is nearly undetermined: \(words.joined(separator: ", ")) together is one standard error, and"
          + " \(sloppy.ratio.formatted(significant: 2)) times less certain than the best determined combination",
        hint: "report combinations such as predictions and optimal sizes, not these coefficients one by one",
        numbers: [("ratio", sloppy.ratio)] + sloppy.changes.map { ($0.name, $0.share) })
    ]
  }

  private var distances: [FitWarning] {
    let asked = targets.compactMap { target -> FitWarning? in
      guard let far = target.largest, far.decades > 0.05 else { return nil }
      return FitWarning(
        .extrapolation, far.decades > 1 ? .warning : .note,
        "\(target.description) lies \(far.decades.formatted(significant: 2)) decades of \(far.name) outside the data",
        hint:
          "its interval takes the law to hold that far; hold back the largest runs and see how well they are predicted",
        numbers: target.decades.map { ("decades of \($0.name)", $0.decades) })
    }
    return asked + fit.warnings.filter { $0.code == .extrapolation }
  }
}

extension Double {
  /// Decades from another positive number up to this one.
  func decades(above other: Double) -> Double { log10(self / other) }
}
