import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Wald inference for a linear fit: the variance of any linear combination g'θ of what was solved for.
///
///     var(g'θ) = Σ mᵢ² (xᵢ' (X'WX)⁻¹ g)²
///
/// computed row by row from the factors of the design, so that a combination that the data determine keeps its digits
/// even where its parts are not determined at all. `m` holds the residual with its weight and its HC correction; the
/// classical variance has `s²·wᵢ` in its place.
///
/// Intervals are `θ ± t(1 - (1 - level)/2, df)·se`, taken over to the coefficient by its link.
struct LinearInference: Sendable {
  let names: [String]
  let links: [LinearForm.Link]
  let solution: LeastSquaresSolution
  let rowMultipliers: RowMultipliers
  let level: Double
  /// Degrees of freedom of the t quantile; infinite where the noise is known.
  let degreesOfFreedom: Double
  let isPerfect: Bool

  init(_ linear: LinearFit, statistics: FitStatistics, method: CovarianceMethod, level: Double) {
    names = linear.form.coefficients
    links = linear.form.links
    solution = linear.solution
    self.level = level
    isPerfect = statistics.isPerfect
    let isKnown = statistics.isSigmaKnown && method == .classical
    degreesOfFreedom = isKnown ? .infinity : Double(statistics.residualDegreesOfFreedom)
    rowMultipliers = RowMultipliers(linear, statistics: statistics, method: method)
  }

  /// Half the width of an interval, in standard errors.
  var quantile: Double {
    degreesOfFreedom > 0 ? StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2) : .nan
  }

  /// Variance of a linear combination of what was solved for; `nil` where the data do not determine it or where there
  /// are no residual degrees of freedom.
  func variance(of gradient: [Double]) -> Double? {
    switch rowMultipliers {
    case .undefined: nil
    case .common(let variance): defined(variance * solution.leverage(ofRow: gradient))
    case .rows(let multipliers): defined(solution.sandwichVariance(ofRow: gradient, multipliers: multipliers))
    }
  }

  private func defined(_ variance: Double) -> Double? { variance.isFinite ? variance : nil }

  /// Variance of one of what was solved for.
  func variance(ofCoefficient index: Int) -> Double? {
    guard case .common(let variance) = rowMultipliers else { return self.variance(of: unitVector(index)) }
    // The diagonal is refined where the design is ill-conditioned; a general combination is not.
    return defined(variance * solution.inverseGram[index, index])
  }

  /// Covariance of the coefficients on their natural scale.
  var naturalCovariance: Matrix {
    let slopes = names.indices.map { link(of: $0).slope }
    let covariance: Matrix =
      switch rowMultipliers {
      case .undefined: Matrix(rows: names.count, columns: names.count, repeating: .nan)
      case .common(let variance):
        Matrix(rows: names.count, columns: names.count, elements: solution.inverseGram.elements.map { variance * $0 })
      case .rows(let multipliers): solution.sandwich(multipliers: multipliers)
      }
    var natural = covariance
    for column in names.indices {
      for row in names.indices { natural[row, column] *= slopes[row] * slopes[column] }
    }
    return natural
  }

  func coefficients(of law: Law) -> CoefficientEstimates {
    CoefficientEstimates(
      elements: names.indices.map { index in
        let name = names[index]
        let unit = law.coefficients?.first { $0.name == name }?.unit
        guard solution.isEstimable[index] else {
          return .init(name: name, unit: unit, estimate: .notEstimable, tStatistic: nil, pValue: nil)
        }
        let theta = solution.coefficients[index]
        let link = link(of: index)
        guard let variance = variance(ofCoefficient: index) else {
          let estimate = Estimate(value: link.value, standardError: nil, interval: nil)
          return .init(name: name, unit: unit, estimate: estimate, tStatistic: nil, pValue: nil)
        }
        let error = variance.squareRoot()
        let t = isPerfect || error == 0 || links[index] == .exponential ? nil : theta / error
        return .init(
          name: name, unit: unit,
          estimate: Estimate(
            value: link.value, standardError: link.slope * error, interval: interval(index, halfWidth: quantile * error)
          ),
          tStatistic: t, pValue: t.map { StudentT(degreesOfFreedom: degreesOfFreedom).twoSided($0) })
      })
  }

  /// Interval of the coefficient: that of θ, through the link.
  private func interval(_ index: Int, halfWidth: Double) -> Interval {
    let theta = solution.coefficients[index]
    let ends = [theta - halfWidth, theta + halfWidth].map { links[index] == .exponential ? exp($0) : $0 }
    return Interval(low: ends[0], high: ends[1], level: level)
  }

  /// The coefficient, and its derivative with respect to what was solved for.
  private func link(of index: Int) -> (value: Double, slope: Double) {
    let theta = solution.coefficients[index]
    switch links[index] {
    case .identity: return (theta, 1)
    case .exponential: return (exp(theta), exp(theta))
    }
  }

  func unitVector(_ index: Int) -> [Double] {
    names.indices.map { $0 == index ? 1 : 0 }
  }
}
