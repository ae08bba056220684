extension TrustRegion {
  /// Quantile regression: linear programmes in a box, until none lowers F.
  ///
  /// For a linear model the first programme ends at the optimum, and its box is that of the bounds. For others the box is the
  /// trust region as well; near an optimum where p rows are met exactly the steps converge quadratically.
  func minimizeQuantile(_ tau: Double) -> Solution {
    resetScale()
    updateNoise()
    // Bounds are faces of the box here.
    releasesBounds = true
    defer { releasesBounds = false }
    var radius = Double.nan
    var reason = StopReason.noProgress
    var best = checkSum(current, tau)
    // A refit does not depend on the one before.
    quantileProgram?.basis = []
    while iterations < options.maximumIterations {
      buildModel()
      guard freeCount > 0 else {
        reason = .nothingFree
        break
      }
      if radius.isNaN { radius = isLinear ? .infinity : 10 * (firstRadius() + weightedResidualNorm) }
      let program = linearProgram(tau, radius: radius)
      program.solve(from: program.basis)
      let predicted = best - program.value
      if predicted <= max(options.tolerance * 0.1 * best, checkNoise) {
        reason = predicted <= options.tolerance * best ? .expectedDecrease : .rounding
        if options.polishes { meetRows(of: program, tau, best: &best) }
        break
      }
      iterations += 1
      let value = tryVertex(program, tau)
      let ratio = (best - value) / predicted
      if ratio < 0.25 || ratio.isNaN { radius *= 0.25 } else if ratio > 0.75 { radius *= 2 }
      if ratio > 1e-4 {
        swap(&current, &trial)
        best = value
        if !options.polishes, isLinear, program.isOptimal, value - program.value <= checkNoise {
          // The programme was the problem itself, and no other point of it is lower.
          return solution(vertexCertificate, scale: 1, objective: best)
        }
      } else if predicted <= 4 * Double.ulpOfOne * best || radius == .infinity {
        break
      }
    }
    if iterations >= options.maximumIterations { reason = .iterationLimit }
    let certificate = certifyQuantile(reason, best: best, tau: tau)
    return solution(certificate, scale: 1, objective: best)
  }

  /// Whether the model is linear in all that is varied.
  private var isLinear: Bool {
    (0..<parameters).allSatisfy { !isVaried[$0] || problem.linearParameters.contains($0) }
  }

  /// Evaluates the model at the vertex of a programme, and returns F there.
  private func tryVertex(_ program: CheckFunctionProgram, _ tau: Double) -> Double {
    for (j, d) in program.step().enumerated() { subproblem.z[j] = d }
    moveTrial()
    evaluate(trial)
    return trial.objective.isFinite ? checkSum(trial, tau) : .infinity
  }

  /// Moves by what rounding has left between the point and the rows that it meets.
  private func meetRows(of program: CheckFunctionProgram, _ tau: Double, best: inout Double) {
    guard program.isOptimal else { return }
    let value = tryVertex(program, tau)
    guard value <= best * (1 + 4 * Double.ulpOfOne) else { return }
    swap(&current, &trial)
    best = value
  }

  private var weightedResidualNorm: Double { Kernels.dot(current.psi, current.residuals, rows).squareRoot() }

  /// Rounding of the sum itself.
  private var checkNoise: Double {
    (0..<rows).reduce(0) { $0 + weights[$1] * 4 * Double.ulpOfOne * observed[$1].magnitude }
  }

  /// Σ w r (τ - [r < 0])
  private func checkSum(_ point: FitPoint, _ tau: Double) -> Double {
    var sum = 0.0
    for row in 0..<rows {
      let r = point.residuals[row]
      sum += weights[row] * r * (r < 0 ? tau - 1 : tau)
    }
    return sum
  }

  /// The linearised problem in scaled parameters, in the memory of the one before.
  private func linearProgram(_ tau: Double, radius: Double) -> CheckFunctionProgram {
    let (n, m) = (rows, freeCount)
    let program: CheckFunctionProgram
    if let last = quantileProgram, last.order == m {
      program = last
    } else {
      program = CheckFunctionProgram(rows: n, order: m)
      quantileProgram = program
    }
    for row in 0..<n {
      program.constants[row] = current.residuals[row]
      program.up[row] = weights[row] * tau
      program.down[row] = weights[row] * (1 - tau)
      program.noise[row] = observed[row].magnitude + current.values[row].magnitude
    }
    for j in 0..<m {
      let source = current.jacobian + free[j] * n
      let (column, theta) = (program.columns + j * n, current.theta[free[j]].magnitude)
      let factor = 1 / scale[free[j]]
      // Twice the steepest that the sum can be along this column.
      var slope = Double.leastNormalMagnitude
      for row in 0..<n {
        column[row] = source[row] * factor
        program.noise[row] += source[row].magnitude * theta
        slope += 2 * weights[row] * column[row].magnitude
      }
      let (high, low) = (n + j, n + m + j)
      program.constants[high] = min(radius, subproblem.high[j])
      program.constants[low] = min(radius, -subproblem.low[j])
      for face in [high, low] { (program.up[face], program.down[face], program.noise[face]) = (0, slope, 0) }
    }
    for row in 0..<n { program.noise[row] *= 4 * Double.ulpOfOne }
    return program
  }

  private func certifyQuantile(_ stop: StopReason, best: Double, tau: Double) -> Certificate {
    buildModel()
    guard freeCount > 0 else { return quantileCertificate(stop, isCertified: best.isFinite, reason: "nothing is free") }
    let program = linearProgram(tau, radius: isLinear ? .infinity : 0.1 * firstRadius())
    let isSolved = program.solve(from: program.basis)
    let gap = program.gap
    let decrease = gap > 0 ? gap / best : 0
    let isSmall = isSolved && gap <= max(Certificate.largestExpectedDecrease * best, checkNoise)
    // A face of the box counts where it is a bound of the problem that has been reached.
    let isVertex = program.basis.allSatisfy { $0 < rows || program.constants[$0] == 0 }
    let isWhole = program.active.count == freeCount
    let isStrict = isVertex && isWhole && program.freeEdges.isEmpty
    let isUnique = isStrict || (problem.hasLinearForm && isWhole && options.polishes && program.isUnique() == true)
    let faces = zip(program.basis, program.multipliers).filter { $0.0 >= rows && program.constants[$0.0] == 0 }
    let held = faces.map { row, y in
      let position = (row - rows) % freeCount
      let isUpper = row - rows < freeCount
      return (index: free[position], multiplier: (isUpper ? y : -y) * scale[free[position]])
    }.sorted { $0.index < $1.index }
    let met = program.basis.filter { $0 < rows }.count
    let reason =
      if !isSmall {
        "the linearised problem still lowers F by \(decrease) of F"
      } else if isStrict {
        "\(met) rows are met exactly and no edge lowers F"
      } else if !problem.hasLinearForm {
        "fewer rows are met exactly than there are free parameters: the optimum is not a vertex, or not unique"
      } else if isUnique {
        "\(met) rows are met exactly and every other point has a larger F"
      } else {
        "no point has a smaller F, but others may have the same: the coefficients are a vertex of these optima"
      }
    return quantileCertificate(
      stop, isCertified: isSmall && (isStrict || problem.hasLinearForm) && stop != .iterationLimit, decrease: decrease,
      isUnique: isUnique, isIdentified: isWhole && isUnique, held: held, reason: reason)
  }

  private var vertexCertificate: Certificate {
    quantileCertificate(
      .expectedDecrease, isCertified: true, isUnique: false, reason: "a vertex that no edge leaves downwards")
  }

  private func quantileCertificate(
    _ stop: StopReason, isCertified: Bool, decrease: Double = 0, isUnique: Bool = true, isIdentified: Bool = true,
    held: [(index: Int, multiplier: Double)] = [], reason: String
  ) -> Certificate {
    Certificate(
      isCertified: isCertified, scaledGradient: 0, expectedDecrease: decrease, isIdentified: isIdentified,
      isUnique: isUnique, atBound: held.map(\.index), multipliers: held.map(\.multiplier), noise: noise,
      iterations: iterations, evaluations: evaluations, stop: stop, reason: reason)
  }
}
