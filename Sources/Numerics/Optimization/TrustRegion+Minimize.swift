extension TrustRegion {
  /// How close to the optimum, as expected decrease relative to F, undamped steps take over.
  private static let polishZone = 1e-10
  /// The same for the last step of a fit that is not polished. The decrease after it is of the order of its square.
  private static let finalZone = 1e-13
  /// The same where nothing is left to gain: rounding of a well-conditioned problem leaves 1e-31.
  private static let restZone = 1e-30
  /// A Newton step from here ends where rounding does, since the decrease after it is of the order of its square.
  private static let settledZone = 1e-16
  /// How close to the optimum least squares changes to Newton steps, which then need few more. Far from it Gauss-Newton
  /// steps go further, and where the residuals are zero they are as good.
  private static let newtonZone = 1e-2
  /// Undamped Gauss-Newton steps that shrink the expected decrease by less than this are slow.
  private static let slowRatio = 0.01
  /// The first radius in units of ‖D θ‖; MINPACK calls it `factor` and takes 100.
  ///
  /// From 1 and from 10 all 54 runs of NIST's nonlinear problems end at the optimum, from 1 in a quarter fewer steps. From
  /// 100 two runs fail, from 0.1 one.
  private static let radiusFactor = 1.0

  /// Minimises F for a smooth norm of fixed width, from the current point, which has been evaluated and is finite.
  ///
  /// The result is the current point.
  ///
  /// - Parameter roughly: the expected decrease, relative to F, that is good enough for a stage on the way.
  func minimize(_ norm: FixedNorm, usesNewton: Bool, roughly: Double = 0) -> StopReason {
    self.norm = norm
    self.usesNewton = usesNewton
    let isLoose = options.tolerance > Certificate.largestExpectedDecrease
    let target = isLoose ? max(options.tolerance, roughly) : roughly
    assess(current)
    updateNoise()
    resetScale()
    var radius = Double.nan
    lastDecrement = .infinity

    while true {
      buildModel()
      if freeCount == 0 { return .nothingFree }
      let decrement = subproblem.solveFully()
      if decrement == nil, self.usesNewton || norm != .squared { takeConvexModel() }

      if let decrement {
        if decrement <= target * current.objective { return .expectedDecrease }
        if decrement <= max(Self.polishZone * current.objective, noise) { return polish() }
        if decrement < Self.newtonZone * current.objective, norm == .squared, roughly == 0 { self.usesNewton = true }
        lastDecrement = decrement
      }
      if radius.isNaN { radius = firstRadius() }
      if let stop = descend(&radius) { return stop }
    }
  }

  /// Replaces a matrix that is not positive definite by the majorant Σ (w ψ / r) gᵢ gᵢᵀ, or by Gauss-Newton's.
  ///
  /// It gives a direction to go, but its fall says nothing about the optimum.
  private func takeConvexModel() {
    subproblem.hasR = false
    if norm == .squared {
      buildGram(current.curvature)
    } else {
      for row in 0..<rows {
        let r = current.residuals[row]
        majorant[row] = r == 0 ? current.curvature[row] : current.psi[row] / r
      }
      buildGram(majorant)
    }
  }

  func firstRadius() -> Double {
    var sum = 0.0
    for j in 0..<freeCount {
      let size = current.theta[free[j]] * scale[free[j]]
      sum += size * size
    }
    return sum > 0 ? Self.radiusFactor * sum.squareRoot() : Self.radiusFactor
  }

  /// Tries steps of the model until one lowers F.
  ///
  /// - Returns: nil after a step; otherwise why there is none.
  private func descend(_ radius: inout Double) -> StopReason? {
    while true {
      if iterations >= options.maximumIterations { return .iterationLimit }
      let step = subproblem.solve(radius: radius)
      guard step.length > 0, step.predicted > 0 else { return .noProgress }
      iterations += 1
      moveTrial()
      evaluate(trial)
      let ratio = (current.objective - trial.objective) / step.predicted
      if !(ratio >= 0.25) {
        let shrink = trial.objective.isFinite ? 0.5 : 0.25
        radius = shrink * min(radius, 10 * step.length) * (ratio > -4 ? 1 : 0.2)
      } else if ratio >= 0.75 {
        radius = max(radius, 2 * step.length)
      }
      if ratio > 1e-4 {
        swap(&current, &trial)
        return nil
      }
      // A fall this small is lost in the rounding of F.
      if step.predicted <= 0.5 * Double.ulpOfOne * current.objective { return .noProgress }
      if step.predicted <= 1e-3 * noise { return .noProgress }
    }
  }

  /// Puts the step of the subproblem, inside the bounds, into the trial point.
  func moveTrial() {
    trial.theta.update(from: current.theta, count: parameters)
    for j in 0..<freeCount {
      let index = free[j]
      // On a bound exactly, not to within the rounding of the scaling.
      if subproblem.z[j] == subproblem.low[j] {
        trial.theta[index] = lower[index]
      } else if subproblem.z[j] == subproblem.high[j] {
        trial.theta[index] = upper[index]
      } else {
        let moved = current.theta[index] + subproblem.z[j] / scale[index]
        trial.theta[index] = min(max(moved, lower[index]), upper[index])
      }
    }
  }

  /// Takes undamped steps until the expected decrease stops falling; the best point is the result.
  private func polish() -> StopReason {
    var least = Double.infinity
    var last = Double.infinity
    var misses = 0
    // The scaling of the path would hide a column that has become small.
    resetScale()
    while true {
      buildModel(exactly: options.polishes)
      guard freeCount > 0, let decrement = subproblem.solveFully() else { break }
      let isSettled = usesNewton && last <= Self.settledZone * current.objective
      if decrement < least {
        least = decrement
        copyCurrentToBest()
        misses = decrement < 0.25 * last ? 0 : misses + 1
      } else {
        misses += 1
      }
      let isSlow = decrement > Self.slowRatio * last
      if isSlow, norm == .squared, !usesNewton, decrement > noise {
        usesNewton = true
        least = .infinity
        continue
      }
      last = decrement
      if isSettled || decrement <= Self.restZone * current.objective { break }
      if !options.polishes, decrement <= Self.finalZone * current.objective {
        takeLastStep(expecting: decrement)
        return .expectedDecrease
      }
      if misses > 0 || iterations >= options.maximumIterations { break }
      iterations += 1
      _ = subproblem.solve(radius: .infinity)
      moveTrial()
      evaluate(trial)
      guard trial.objective.isFinite else { break }
      swap(&current, &trial)
    }
    guard least < .infinity else { return .noProgress }
    swap(&current, &best)
    lastDecrement = least
    if least <= Certificate.largestExpectedDecrease * current.objective { return .expectedDecrease }
    if least <= noise { return .rounding }
    return iterations >= options.maximumIterations ? .iterationLimit : .noProgress
  }

  /// Moves the parameters by a full step without evaluating the model there.
  private func takeLastStep(expecting decrement: Double) {
    _ = subproblem.solve(radius: .infinity)
    moveTrial()
    current.theta.update(from: trial.theta, count: parameters)
    lastEvaluated = nil
    current.objective -= decrement
    lastDecrement = decrement
  }

  func resetScale() {
    for j in 0..<parameters { scale[j] = 0 }
  }

  private func copyCurrentToBest() {
    best.copy(current, rows: rows, parameters: parameters)
    if lastEvaluated === best { lastEvaluated = nil }
  }
}
