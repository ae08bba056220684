import Statistics

extension DesignBasis {
  /// A target, for a reader.
  func name(of target: DesignTarget) -> String {
    switch target {
    case .quantity(let quantity): return quantity.name
    case .point(let point):
      let response = fit.formula.response ?? fit.formula.left.description
      let values = fit.predictors.map { "\($0)=\((point[$0] ?? .nan).formatted(significant: 6))" }
      return "\(response) at \(values.joined(separator: ", "))"
    }
  }

  /// A target in terms of what was solved for.
  func expression(of target: DesignTarget) -> Expression {
    switch target {
    case .quantity(let quantity):
      fit.inference.inSolved(quantity.expression.substituting(fit.fixed.mapValues { Expression($0) }))
    case .point(let point):
      fit.inference.inSolved(
        fit.scale.applied(
          to: fit.formula.right.substituting(point.mapValues { Expression($0) }), positive: Set(fit.inference.names)))
    }
  }

  /// Where a target may lie, and the scale on which it is computed.
  private func place(of target: DesignTarget) -> QuantityPlace {
    switch target {
    case .quantity(let quantity):
      QuantityPlace(
        fit.inference.range(of: quantity.expression.substituting(fit.fixed.mapValues { Expression($0) })))
    case .point(let point):
      QuantityPlace(
        fit.inference.range(of: fit.formula.right.substituting(point.mapValues { Expression($0) })), on: fit.scale)
    }
  }

  /// Estimates before any run.
  func estimatesNow(of targets: [DesignTarget]) throws(DesignError) -> [Estimate] {
    let byFormula = try estimates(of: targets, by: fit.replacing(covariance: fit.inference.covariance))
    guard isPrior else { return byFormula }
    var result: [Estimate] = []
    for (target, central) in zip(targets, byFormula) {
      result.append(try overRanges(target, central: central.value))
    }
    return result
  }

  /// Percentiles over draws from the ranges.
  private func overRanges(_ target: DesignTarget, central: Double?) throws(DesignError) -> Estimate {
    let parameters = fit.inference.parameters
    let columns = parameters.indices.map { index in priorDraws.map { $0[index] } }
    let values: [Double]
    do {
      values = try Program([expression(of: target)], variables: parameters, parameters: [])
        .bind(columns: columns, rowCount: priorDraws.count).evaluate()[0].filter(\.isFinite)
    } catch {
      throw .fit(.formula(error))
    }
    guard values.count > 1 else { throw .targetUndefined(name(of: target)) }
    let tail = (1 - fit.level) / 2
    let ends = Descriptive.quantiles(values, probabilities: [tail, 1 - tail])
    let interval = Interval(low: ends[0], high: ends[1], level: fit.level)
    return Estimate(
      value: central, standardError: Descriptive.standardDeviation(values),
      interval: target.isPoint ? interval.mapEnds(fit.scale.inverse) : interval)
  }

  /// What is known of the targets after some runs: by the covariance at the estimate, or for ranges by the mean variance over the
  /// draws.
  func expected(
    _ targets: [DesignTarget], after runs: [(place: Int, count: Double)], estimate local: DesignProblem,
    draws: DesignProblem
  ) throws(DesignError) -> [Estimate] {
    let central = try estimates(of: targets, by: expected(local, runs))
    guard isPrior, draws.draws > 0 else { return central }
    let factors = draws.factors(runs)
    let quantile = fit.inference.quantile(of: [])
    return zip(targets.indices, central).map { target, estimate in
      let error = draws.meanVariance(factors, target: target).squareRoot()
      let isPoint = targets[target].isPoint
      let middle = estimate.value.map { isPoint ? fit.scale.value($0) : $0 } ?? .nan
      let place = place(of: targets[target])
      return Estimate(
        value: estimate.value, standardError: error,
        interval: DrawScale(place, at: middle).interval(about: middle, half: quantile * error, level: fit.level))
    }
  }

  /// What a fit says of the targets.
  private func estimates(of targets: [DesignTarget], by fit: SavedFit) throws(DesignError) -> [Estimate] {
    var result: [Estimate] = []
    for target in targets {
      let estimate: Estimate
      do {
        switch target {
        case .quantity(let quantity): estimate = try fit.estimate(quantity).estimate
        case .point(let point):
          let prediction = try fit.prediction(at: point)
          estimate = Estimate(
            value: prediction.value, standardError: prediction.standardError, interval: prediction.mean)
        }
      } catch {
        throw .fit(error)
      }
      guard estimate.value?.isFinite ?? false else { throw .targetUndefined(name(of: target)) }
      result.append(estimate)
    }
    return result
  }

  /// What is known after some runs, if the estimates stay.
  private func expected(_ local: DesignProblem, _ runs: [(place: Int, count: Double)]) -> SavedFit {
    let factors = local.factors(runs)
    let inference = fit.inference
    let root = inference.covariance.covarianceRoot ?? inference.covariance
    let solved = inference.parameters.indices.map { row in
      factors.solveTransposed(root.transposed.column(row), draw: 0)
    }
    var covariance = inference.covariance
    for row in solved.indices {
      for column in solved.indices { covariance[row, column] = solved[row].dot(solved[column]) }
    }
    return fit.replacing(
      covariance: covariance, degreesOfFreedom: inference.degreesOfFreedom + runs.reduce(0.0) { $0 + $1.count })
  }
}
