import Statistics

extension Fit {
  /// What intervals are made from besides the covariance formula.
  enum IntervalSource: Sendable {
    /// Nothing: `θ̂ ± t·se`.
    case wald
    case resampled(ResampledInference)
    /// The likelihood, followed anew for each quantity.
    case profile
    /// Refits were asked for, and there is no single optimum to refit from.
    case undefined
  }

  /// The draws behind the intervals; `nil` where they are not made by refits.
  public var draws: Draws? {
    if case .resampled(let inference) = intervalSource { inference.draws } else { nil }
  }

  /// How intervals are read off the draws: as the method says, but percentiles where `.middle` has too few degrees of freedom for its
  /// own; `nil` for intervals that no bootstrap makes.
  public var reading: Bootstrap.Reading? {
    guard case .bootstrap(let bootstrap) = intervalMethod else { return nil }
    let isRagged = inference.degreesOfFreedom < BootstrapDistribution.fewestDegreesOfMiddle
    return bootstrap.reading == .middle && isRagged ? .percentile : bootstrap.reading
  }

  /// An estimate by the formula, with the interval that was asked for; see `Predicting.refined`.
  func refined(_ estimate: Estimate, _ expression: Expression, _ place: QuantityPlace) throws(FitError) -> Estimate {
    guard let value = estimate.value else { return estimate }
    switch intervalSource {
    case .wald: return estimate
    case .undefined: return Estimate(value: value, standardError: nil, interval: nil)
    case .profile:
      let profile = try profile(Quantity(name: expression.description, expression: expression))
      return estimate.with(profile).mappingEnds(place.residual.inverse)
    case .resampled(let inference):
      do { return try inference.estimate(of: expression, value: value, place) } catch { throw .formula(error) }
    }
  }

  /// Gives the coefficients, and their covariance, the errors and intervals of the refits.
  mutating func refineCoefficients() throws(FitError) {
    switch intervalSource {
    case .wald:
      try followCoefficients()
      return
    case .profile:
      try takeProfiles()
      return
    case .resampled, .undefined: break
    }
    var elements: [CoefficientEstimates.Element] = []
    for element in coefficients {
      let estimate = try refined(
        element.estimate, .symbol(element.name), QuantityPlace(self.inference.domains[element.name] ?? .all))
      elements.append(element.refined(estimate, degreesOfFreedom: jackknifeDegreesOfFreedom))
    }
    coefficients = CoefficientEstimates(elements: elements)
    guard case .resampled(let inference) = intervalSource else {
      covariance = Matrix(rows: covariance.rows, columns: covariance.columns, repeating: .nan)
      return
    }
    covariance =
      jackknifeDegreesOfFreedom == nil ? inference.draws.covariance : Jackknife.covariance(inference.draws)
  }

  /// Gives the coefficients the intervals of their profiles; errors, tests and covariance stay those of the formula.
  private mutating func takeProfiles() throws(FitError) {
    let profiles = try profileCoefficients()
    coefficients = CoefficientEstimates(
      elements: zip(coefficients, profiles).map { element, profile in
        CoefficientEstimates.Element(
          name: element.name, unit: element.unit, estimate: element.estimate.with(profile),
          tStatistic: element.tStatistic, pValue: element.pValue)
      })
    profileWarnings = profiles.flatMap(warnings(of:))
  }

  private var jackknifeDegreesOfFreedom: Double? {
    if case .resampled(let inference) = intervalSource, case .jackknife(let degrees) = inference.kind {
      degrees
    } else {
      nil
    }
  }

  /// Refits to resamples, as the method asks for.
  func resampling(_ method: IntervalMethod, _ linear: Linearization) throws(FitError) -> IntervalSource {
    if method == .profile { return inference.isDefined ? .profile : .wald }
    guard method.isResampling else { return .wald }
    guard !explainsNothing else { return .undefined }
    let values = coefficients.compactMap(\.estimate.value)
    guard values.count == coefficients.count, linear.solution.rank == linear.parameters.count
    else { return .undefined }
    let refits = try refits()
    switch method {
    case .wald, .profile: return .wald
    case .jackknife:
      let pieces = try Resampler(
        .pairs, seed: options.seed, linear: linear, robust: robust, sigma: statistics.sigma ?? .nan)
      let draws = leavingOut(pieces, refits)
      // A piece that alone determines a coefficient leaves it without an error.
      guard draws.failures == 0 else { return .undefined }
      let df = clusterCounts.first.map { $0 - 1 } ?? statistics.residualDegreesOfFreedom
      return .resampled(inference(draws, .jackknife(degreesOfFreedom: Double(df)), values))
    case .bootstrap(let bootstrap):
      let sigma = statistics.isSigmaKnown ? 1 : statistics.sigma ?? .nan
      let resampler = try Resampler(
        bootstrap.scheme, seed: options.seed, linear: linear, robust: robust, sigma: sigma)
      let groups = bootstrap.reading == .t ? resampler.groups(rows: linear.residuals.count) : nil
      try options.memory.check(
        "resamples", count: options.replicates,
        bytesEach: Draws.bytesEach(coefficients: values.count, hasCovariances: groups != nil))
      let draws = Draws(
        refits.run(
          options.replicates, threads: options.threads, covariancesOf: groups, progress: options.progress,
          prepare: resampler.draw))
      guard draws.replicates.count > 1 else { return .undefined }
      let own = groups.map { refits.run(1, threads: 1, covariancesOf: $0) { _, all in all.takeAllOnce() }.covariances }
      return .resampled(
        inference(
          draws, .bootstrap(bootstrap.reading, degreesOfFreedom: inference.degreesOfFreedom), values,
          leftOut: bootstrap.reading == .bca ? leavingOut(resampler, refits) : nil, own: own ?? []))
    }
  }

  private func inference(
    _ draws: Draws, _ kind: ResampledInference.Kind, _ values: [Double], leftOut: Draws? = nil, own: [Double] = []
  ) -> ResampledInference {
    ResampledInference(
      draws: draws, kind: kind, level: options.level, estimate: values, leftOut: leftOut, ownCovariance: own)
  }

  /// Refits that leave out one piece each.
  private func leavingOut(_ pieces: Resampler, _ refits: Refits) -> Draws {
    Draws(
      refits.run(pieces.pieceCount, threads: options.threads) { piece, resample in
        pieces.leaveOut(piece, from: &resample)
      })
  }
}

extension Estimate {
  /// The same with the interval of a profile; none where there is nothing to judge by.
  func with(_ profile: ProfileInterval, method: IntervalMethod? = nil) -> Estimate {
    let isUndefined = profile.lowEnd == .undefined && profile.highEnd == .undefined
    return Estimate(
      value: value, standardError: standardError, interval: isUndefined ? nil : profile.interval,
      degreesOfFreedom: degreesOfFreedom, method: isUndefined ? nil : method)
  }

  fileprivate func mappingEnds(_ image: (Double) -> Double) -> Estimate {
    Estimate(
      value: value, standardError: standardError, interval: interval?.mapEnds(image), degreesOfFreedom: degreesOfFreedom
    )
  }
}

extension Resample {
  mutating func takeAllOnce() {
    for row in counts.indices { counts[row] = 1 }
  }
}

extension CoefficientEstimates.Element {
  /// The same coefficient with another estimate; a statistic belongs to errors with a t distribution only.
  fileprivate func refined(_ estimate: Estimate, degreesOfFreedom: Double?) -> Self {
    let statistic = degreesOfFreedom.flatMap { _ in
      estimate.standardError.flatMap { error in error > 0 ? estimate.value.map { $0 / error } : nil }
    }
    return Self(
      name: name, unit: unit, estimate: estimate, tStatistic: tStatistic == nil ? nil : statistic,
      pValue: tStatistic == nil
        ? nil : statistic.map { StudentT(degreesOfFreedom: degreesOfFreedom ?? .nan).twoSided($0) })
  }
}
