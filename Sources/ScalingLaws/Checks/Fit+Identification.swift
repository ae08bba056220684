extension Fit {
  /// Beyond this variance inflation, `θ̂ ± t·se` is held against the likelihood.
  private static let suspectInflation = 100.0
  /// Rows up to which following the likelihood costs milliseconds.
  private static let mostRows = 5000

  /// Coefficients that a nonlinear law hardly tells apart, where the likelihood allows much else than the interval says.
  var identificationWarning: FitWarning? {
    guard convergence.iterations > 0, inference.isDefined, intervalMethod != .profile, options.clusters.isEmpty,
      options.norm.hasLikelihood(weights: options.weights?.kind), data.rowsUsed <= Self.mostRows,
      varianceInflation.contains(where: { $0.factor > Self.suspectInflation }),
      let profiles = try? profileCoefficients()
    else { return nil }
    let open = profiles.filter { $0.lowEnd == .open || $0.highEnd == .open }.map(\.name)
    let moved = zip(coefficients, profiles).filter { element, profile in
      !open.contains(profile.name) && Self.differs(element.estimate.interval, profile)
    }.map { _, profile in
      "\(profile.name) lies in [\(profile.low?.formatted(significant: 3) ?? "open"), \(profile.high?.formatted(significant: 3) ?? "open")]"
    }
    guard !open.isEmpty || !moved.isEmpty else { return nil }
    let parts = [
      open.isEmpty ? nil : "the likelihood does not bound \(open.listed)",
      moved.isEmpty ? nil : "by the likelihood \(moved.listed)",
    ]
    return FitWarning(
      .weaklyIdentified,
      "these rows hardly tell the coefficients apart: \(parts.compactMap { $0 }.joined(separator: "; ")); the intervals above are those"
        + " of a linear approximation",
      hint:
        "--interval profile gives what the data allow; more runs with other ratios of the predictors, or --fix, would help"
    )
  }

  /// Whether an end of the profile is off by more than a quarter of the interval's width.
  private static func differs(_ interval: Interval?, _ profile: ProfileInterval) -> Bool {
    guard let low = interval?.low, let high = interval?.high, high > low else { return false }
    return [(profile.low, low), (profile.high, high)].contains { end, other in
      end.map { abs($0 - other) > (high - low) / 4 } ?? false
    }
  }
}
