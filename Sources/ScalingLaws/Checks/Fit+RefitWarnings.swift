extension Fit {
  /// More than this share of refits without an optimum may change an interval.
  private static let tolerableFailures = 0.01

  /// What the refits to resamples leave unknown.
  var refitWarnings: [FitWarning] {
    switch intervalSource {
    case .wald, .profile: return profileWarnings
    case .undefined: return inference.solution.dependentSets.isEmpty ? [undefinedRefits] : []
    case .resampled: return [undefinedReading, failedRefits, fewReplicates].compactMap { $0 }
    }
  }

  private var undefinedRefits: FitWarning {
    if explainsNothing {
      return FitWarning(
        .undefinedInterval,
        "every refit to rows of one response gives the same coefficients: \(intervalMethod.description) intervals are undefined",
        hint: "check the column mapping and the filter")
    }
    return FitWarning(
      .noStandardErrors,
      intervalMethod == .jackknife
        ? "without one of the rows or clusters the others do not determine the coefficients, so a jackknife is undefined"
        : "the law cannot be refitted to resamples of these rows, so standard errors are undefined",
      hint: "more rows, or a law with fewer coefficients; --interval classical where the noise is the same in all rows")
  }

  /// Coefficients and quantities whose draws do not have what the reading needs.
  private var undefinedReading: FitWarning? {
    guard let draws, draws.replicates.count > 1 else { return nil }
    let bootstrap: Bootstrap? = if case .bootstrap(let own) = intervalMethod { own } else { nil }
    let asked =
      coefficients.map { (name: $0.name, expression: Expression.symbol($0.name), estimate: $0.estimate) }
      + derived.map { (name: $0.quantity.name, expression: $0.quantity.expression, estimate: $0.estimate) }
    let open = asked.filter { $0.estimate.value != nil && $0.estimate.interval == nil }
    guard !open.isEmpty else { return nil }
    let names = open.map(\.name).uniqued
    let isConstant = open.allSatisfy { Set((try? draws.values(of: $0.expression)) ?? []).count == 1 }
    let why =
      isConstant
      ? "all refits give the same value"
      : bootstrap?.reading == .t
        ? "the refits have no standard error to divide by"
        : "the estimate lies beyond all refits, or leaving a row out leaves no value"
    return FitWarning(
      .undefinedInterval, "\(intervalMethod.description) intervals of \(names.listed) are undefined: \(why)",
      hint: isConstant || bootstrap == nil
        ? "--interval profile and hc3 need no resamples"
        : "--interval bootstrap:\(bootstrap?.scheme.rawValue ?? "pairs") reads percentiles; hc3 needs no resamples")
  }

  private var failedRefits: FitWarning? {
    guard let draws, draws.failures > 0 else { return nil }
    let share = Double(draws.failures) / Double(draws.requested)
    return FitWarning(
      .failedRefits, share > Self.tolerableFailures ? .warning : .note,
      "\(draws.failures) of \(draws.requested) refits to resamples ended at no optimum and are left out: such resamples do not"
        + " determine the coefficients",
      hint:
        "intervals may be too narrow; --interval hc3 or profile need no resamples, a law with fewer coefficients is better"
        + " determined")
  }

  private var fewReplicates: FitWarning? {
    guard let reading, let draws else { return nil }
    let seen = reading == .middle ? BootstrapDistribution.middleShare : options.level
    guard Double(draws.replicates.count + 1) * (1 - seen) / 2 < 1 - 1e-9 else { return nil }
    return FitWarning(
      .fewReplicates,
      "\(draws.replicates.count) resamples do not reach the ends of a \((100 * options.level).plain) % interval, which are open",
      hint: "--replicates \(Int((2 / (1 - options.level)).rounded(.up)) * 25)")
  }
}
