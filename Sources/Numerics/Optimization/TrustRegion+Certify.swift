extension TrustRegion {
  /// Examines the current point with the Hessian of F, second derivatives included.
  func certify(_ stop: StopReason) -> Certificate {
    usesNewton = true
    updateNoise()
    resetScale()
    buildModel()
    let newton = freeCount == 0 ? 0 : subproblem.solveFully()
    let objective = current.objective
    let isSmall = newton.map { $0 <= max(Certificate.largestExpectedDecrease * objective, noise) } ?? false
    let bounds = boundMultipliers()
    let gradient = scaledGradient()
    let isFlat = gradient <= max(Self.gradientLimit, (2 * noise).squareRoot() / residualNorm)
    let relative = newton.map { $0 == 0 ? 0 : $0 / objective } ?? .infinity
    return Certificate(
      isCertified: isSmall && isFlat && stop != .iterationLimit, scaledGradient: gradient, expectedDecrease: relative,
      isIdentified: newton != nil, isUnique: newton != nil, atBound: bounds.map(\.index),
      multipliers: bounds.map(\.multiplier), noise: noise, iterations: iterations, evaluations: evaluations,
      stop: stop, reason: reason(stop, relative, newton))
  }

  /// The largest cosine between residuals and a column at an optimum. Rounding leaves 1e-16 to 1e-11.
  private static let gradientLimit = 1e-6

  private var residualNorm: Double { Kernels.dot(current.psi, current.psi, rows).squareRoot() }

  private func scaledGradient() -> Double {
    let residual = residualNorm
    var largest = 0.0
    for position in 0..<freeCount {
      let column = current.jacobian + free[position] * rows
      let length = Kernels.dot(column, column, rows).squareRoot()
      if descent[free[position]] != 0 {
        largest = max(largest, descent[free[position]].magnitude / (length * residual))
      }
    }
    return largest
  }

  func boundMultipliers() -> [(index: Int, multiplier: Double)] {
    (0..<parameters).filter { isVaried[$0] && (current.theta[$0] <= lower[$0] || current.theta[$0] >= upper[$0]) }
      .map { (index: $0, multiplier: -descent[$0]) }
  }

  private func reason(_ stop: StopReason, _ relative: Double, _ newton: Double?) -> String {
    guard newton != nil || stop == .iterationLimit else {
      return "the Hessian is not positive definite: some direction of the parameters is not identified by the data"
    }
    return switch stop {
    case .expectedDecrease where relative > Certificate.largestExpectedDecrease:
      "expected decrease \(relative) of F, by a tolerance of \(options.tolerance); a certificate asks for less"
    case .expectedDecrease:
      "expected decrease \(relative) of F <= \(Certificate.largestExpectedDecrease)"
    case .rounding:
      "expected decrease is within the rounding error of F, \(noise)"
    case .nothingFree:
      "every parameter is fixed or held at a bound by the gradient"
    case .noProgress:
      "no step lowers F any further; expected decrease \(relative) of F"
    case .iterationLimit:
      "the limit of \(options.maximumIterations) iterations was reached; expected decrease \(relative) of F"
    }
  }
}
