extension Fit {
  /// Whether the fit has one optimum and noise to judge rows by.
  var canBeDiagnosed: Bool {
    if case .quantile = options.norm.shape { return false }
    // Without a row the penalty is another one.
    if options.norm == .firth { return false }
    return convergence.isCertified && !statistics.isPerfect && statistics.residualDegreesOfFreedom > 2
      && statistics.rank + convergence.atBound.count == coefficients.count
      && coefficients.allSatisfy { $0.estimate.value?.isFinite ?? false }
  }

  /// Fits to part of the rows; `nil` where there is nothing to compare.
  func partialFits(targets: [[String: Double]] = []) -> PartialFits? {
    canBeDiagnosed ? try? PartialFits(self, targets: targets) : nil
  }

  /// Standard errors of what is compared, as the fit reports them; `nil` where it reports none.
  func standardErrors(of answers: Answers) -> [Double?] {
    var derived = Dictionary(self.derived.map { ($0.quantity.name, $0.estimate) }) { first, _ in first }
    if let optimum = law.law.optimalParameters { derived[optimum.name] = estimateForItsError(optimum)?.estimate }
    return answers.names.indices.map { index in
      let name = answers.names[index]
      guard let found = index < answers.coefficientCount ? coefficients[name] : derived[name],
        let error = found.standardError, let value = found.value, error > 0
      else { return nil }
      return answers.isLogarithmic[index] && value > 0 ? error / value : error
    }
  }

  /// A quantity for its standard error, which is that of the formula unless refits were asked for: profiles, and likelihoods that are
  /// followed, take many fits for ends that nobody asks for here.
  private func estimateForItsError(_ quantity: Quantity) -> QuantityEstimate? {
    switch intervalSource {
    case .resampled, .undefined: return try? estimate(quantity)
    case .wald, .profile:
      let fixed = intervalMethod == .profile ? [:] : options.fixed.mapValues { Expression($0) }
      return try? inference.estimate(
        Quantity(
          name: quantity.name, expression: quantity.expression.substituting(fixed), meaning: quantity.meaning,
          unit: quantity.unit))
    }
  }

  /// Rows that together decide the answer; see `InfluentialSet`.
  public func influentialSet() -> InfluentialSet? {
    guard canBeDiagnosed, mayHaveInfluentialSet else { return nil }
    return partialFits().flatMap { InfluentialSet($0, errors: standardErrors(of: $0.answers)) }
  }

  /// Whether rows of a large table may decide an answer, by what the fit itself knows; see `DeletionScreen`.
  private var mayHaveInfluentialSet: Bool {
    guard let screen = DeletionScreen(self) else { return true }
    let optimum = law.law.optimalParameters.flatMap(estimateForItsError)
    let answers =
      coefficients.map { (Expression.symbol($0.name), $0.estimate) }
      + (derived + [optimum].compactMap { $0 }).map { ($0.quantity.expression, $0.estimate) }
    var gradients: [[Double]] = []
    var errors: [Double] = []
    for (expression, estimate) in answers {
      guard let error = estimate.standardError, error > 0,
        let gradient = try? inference.gradient(of: inference.inSolved(expression))
      else { return true }
      gradients.append(gradient)
      errors.append(error)
    }
    return screen.mayDecide(gradients, errors: errors)
  }

  var influenceWarnings: [FitWarning] {
    guard let set = influentialSet() else { return [] }
    let lines = set.rows.map { rows.lines[$0] }.sorted()
    // Where the rows have widened the standard errors as much as they moved the answer, those without them tell.
    let isWidened = !set.changes.contains { $0.distance >= InfluentialSet.threshold }
    let distance = { (change: InfluentialSet.Change) in isWidened ? change.distanceWithout : change.distance }
    let moved = set.changes.filter {
      $0.isHeadline && (distance($0) >= 1 || $0.name == law.law.optimalParameters?.name)
    }
    let shown = (moved.isEmpty ? set.changes.filter { distance($0) >= 1 } : moved).prefix(6)
      .map { $0.sentence(distance($0), isWidened ? " without \(set.rows.count == 1 ? "it" : "them")" : "") }
    let isOne = lines.count == 1
    let which = isOne ? "1 row decides the answer" : "\(lines.count) rows act together and decide the answer"
    let other = set.outliers.count - set.rows.count
    let rest =
      other > 0
      ? "; \(counted(other, "more row")) \(other == 1 ? "lies" : "lie") far off and \(other == 1 ? "moves" : "move") little"
      : ""
    return [
      FitWarning(
        .influentialRows, .warning,
        "\(which) (\(lines.lineList)): without \(isOne ? "it" : "them") \(shown.listed)\(rest)",
        hint:
          "look \(isOne ? "this row" : "these rows") up and give both answers; --norm tukey is one that far rows cannot"
          + " decide; scaling check says more",
        lines: lines,
        numbers: set.changes.flatMap { change in
          [
            ("\(change.name) with", change.with), ("\(change.name) without", change.without),
            ("\(change.name) standard errors", change.distance),
            ("\(change.name) standard errors of the fit without", change.distanceWithout),
          ]
        })
    ]
  }
}

extension InfluentialSet.Change {
  /// `beta is 0.406 instead of 0.612 (5.0 standard errors)`.
  fileprivate func sentence(_ distance: Double, _ whose: String) -> String {
    "\(name) is \(without.formatted(significant: 3)) instead of \(with.formatted(significant: 3))"
      + " (\(distance.formatted(significant: 2)) standard errors\(whose))"
  }
}
