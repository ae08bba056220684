extension TrustRegion {
  /// Quantile regression: linear programmes in a box, until none lowers F.
  ///
  /// For a linear model the first programme ends at the optimum. For others the box is the trust region; near an optimum
  /// where p rows are met exactly the steps converge quadratically.
  func minimizeQuantile(_ tau: Double) -> Solution {
    resetScale()
    updateNoise()
    // Bounds are faces of the box here.
    releasesBounds = true
    defer { releasesBounds = false }
    var radius = Double.nan
    var reason = StopReason.noProgress
    var best = checkSum(current, tau)
    while iterations < options.maximumIterations {
      buildModel()
      guard freeCount > 0 else {
        reason = .nothingFree
        break
      }
      if radius.isNaN { radius = 10 * (firstRadius() + weightedResidualNorm) }
      let program = linearProgram(tau, radius: radius)
      let found = program.solve(from: boxBasis, pivotLimit: 100 * (rows + parameters))
      let predicted = best - program.value(found.d, count: rows)
      if predicted <= options.tolerance * 0.1 * best || best <= checkNoise {
        reason = predicted <= options.tolerance * best ? .expectedDecrease : .rounding
        break
      }
      iterations += 1
      for j in 0..<freeCount { subproblem.z[j] = found.d[j] }
      moveTrial()
      evaluate(trial)
      let value = trial.objective.isFinite ? checkSum(trial, tau) : .infinity
      let ratio = (best - value) / predicted
      if ratio < 0.25 || ratio.isNaN { radius *= 0.25 } else if ratio > 0.75 { radius *= 2 }
      if ratio > 1e-4 {
        swap(&current, &trial)
        best = value
      } else if predicted <= 4 * Double.ulpOfOne * best {
        break
      }
    }
    if iterations >= options.maximumIterations { reason = .iterationLimit }
    let certificate = certifyQuantile(reason, best: best, tau: tau)
    return solution(certificate, scale: 1, objective: best)
  }

  /// The upper faces of the box: the vertex where each programme starts.
  private var boxBasis: [Int] { (0..<freeCount).map { rows + $0 } }

  private var weightedResidualNorm: Double { Kernels.dot(current.psi, current.residuals, rows).squareRoot() }

  /// Rounding of the sum itself.
  private var checkNoise: Double {
    (0..<rows).reduce(0) { $0 + weights[$1] * 4 * Double.ulpOfOne * observed[$1].magnitude }
  }

  /// Σ w r (τ - [r < 0])
  private func checkSum(_ point: FitPoint, _ tau: Double) -> Double {
    (0..<rows).reduce(0) { sum, row in
      let r = point.residuals[row]
      return sum + weights[row] * r * (r < 0 ? tau - 1 : tau)
    }
  }

  /// The linearised problem in scaled parameters. Faces of the box are rows of a slope that no residuals outweigh.
  private func linearProgram(_ tau: Double, radius: Double) -> CheckFunctionProgram {
    let m = freeCount
    var constants = (0..<rows).map { current.residuals[$0] }
    var up = (0..<rows).map { weights[$0] * tau }
    var down = (0..<rows).map { weights[$0] * (1 - tau) }
    var columns = (0..<m).map { j in (0..<rows).map { current.jacobian[$0 + free[j] * rows] / scale[free[j]] } }
    let slopes = columns.map { column in
      1 + 2 * column.indices.reduce(0.0) { $0 + weights[$1] * column[$1].magnitude }
    }
    for side in [1.0, -1.0] {
      for j in 0..<m {
        constants.append(side > 0 ? min(radius, subproblem.high[j]) : min(radius, -subproblem.low[j]))
        up.append(0)
        down.append(slopes[j])
        for k in 0..<m { columns[k].append(k == j ? side : 0) }
      }
    }
    return CheckFunctionProgram(columns: columns, constants: constants, up: up, down: down)
  }

  private func certifyQuantile(_ stop: StopReason, best: Double, tau: Double) -> Certificate {
    buildModel()
    let program = linearProgram(tau, radius: 0.1 * firstRadius())
    let vertex = program.solve(from: boxBasis, pivotLimit: 100 * (rows + parameters))
    let decrease = max(0, best - program.value(vertex.d, count: rows)) / best
    // A face of the box counts where it is a bound of the problem that has been reached.
    let isVertex = vertex.isOptimal && vertex.basis.allSatisfy { $0 < rows || program.constants[$0] == 0 }
    let isSmall = decrease <= Certificate.largestExpectedDecrease || best <= checkNoise
    let reason =
      if !isVertex {
        "fewer rows are met exactly than there are free parameters: the optimum is not a vertex, or not unique"
      } else if isSmall {
        "\(vertex.basis.filter { $0 < rows }.count) rows are met exactly and no edge lowers F"
      } else {
        "the linearised problem still lowers F by \(decrease) of F"
      }
    let faces = zip(vertex.basis, vertex.multipliers).filter { $0.0 >= rows && program.constants[$0.0] == 0 }
    let held = faces.map { row, y in
      let position = (row - rows) % freeCount
      let isUpper = row - rows < freeCount
      return (index: free[position], multiplier: (isUpper ? y : -y) * scale[free[position]])
    }.sorted { $0.index < $1.index }
    return Certificate(
      isCertified: isSmall && isVertex && stop != .iterationLimit, scaledGradient: 0,
      expectedDecrease: best > 0 ? decrease : 0, isIdentified: isVertex, atBound: held.map(\.index),
      multipliers: held.map(\.multiplier), noise: noise, iterations: iterations, evaluations: evaluations, stop: stop,
      reason: reason)
  }
}
