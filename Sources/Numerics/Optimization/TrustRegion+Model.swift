import VectorMath

extension TrustRegion {
  /// Builds the quadratic model at the current point: gradient, scaling, free parameters and matrix.
  func buildModel(exactly: Bool = false) {
    updateGradient(exactly: exactly)
    updateScale()
    chooseFree()
    let m = freeCount
    subproblem.order = m
    for j in 0..<m {
      let index = free[j]
      subproblem.b[j] = descent[index] / scale[index]
      subproblem.low[j] = (lower[index] - current.theta[index]) * scale[index]
      subproblem.high[j] = (upper[index] - current.theta[index]) * scale[index]
    }
    buildMatrix()
  }

  private func updateGradient(exactly: Bool) {
    if exactly {
      for j in 0..<parameters where isVaried[j] {
        descent[j] = Kernels.exactDot(current.jacobian + j * rows, current.psi, rows)
      }
    } else {
      Kernels.dots(
        current.psi, columns: current.jacobian, stride: rows, columnCount: parameters, rows, into: descent)
    }
  }

  private func updateScale() {
    for j in 0..<parameters where isVaried[j] {
      let norm = Kernels.weightedSquare(current.jacobian + j * rows, weights, rows).squareRoot()
      scale[j] = max(scale[j], norm)
      if scale[j] == 0 || !scale[j].isFinite { scale[j] = 1 }
    }
  }

  /// A parameter on its bound that the gradient presses against it is not free.
  private func chooseFree() {
    freeCount = 0
    for j in 0..<parameters where isVaried[j] {
      let isPressedDown = current.theta[j] <= lower[j] && descent[j] <= 0
      let isPressedUp = current.theta[j] >= upper[j] && descent[j] >= 0
      if !releasesBounds, isPressedDown || isPressedUp { continue }
      free[freeCount] = j
      freeCount += 1
    }
  }

  private func buildMatrix() {
    subproblem.hasR = false
    if norm == .squared {
      if rows >= freeCount { decompose() } else { buildGram(current.curvature) }
      if usesNewton {
        computeSecondDerivatives()
        subtractSecondDerivatives()
        subproblem.hasR = false
      }
      return
    }
    buildGram(current.curvature)
    if usesNewton {
      computeSecondDerivatives()
      subtractSecondDerivatives()
    }
  }

  /// R of the weighted, scaled Jacobian, and RᵀR.
  private func decompose() {
    let m = freeCount
    for row in 0..<rows { spare[row] = weights[row].squareRoot() }
    for j in 0..<m {
      Kernels.multiply(current.jacobian + free[j] * rows, spare, into: column, rows)
      VectorArithmetic.scale(column, by: 1 / scale[free[j]], into: scratch + j * rows, count: rows)
    }
    SmallFactor.householder(scratch, rows: rows, columns: m, into: subproblem.r, sums: sums)
    subproblem.hasR = true
    for j in 0..<m {
      for i in 0...j {
        let product = Kernels.smallDot(subproblem.r + i * m, subproblem.r + j * m, i + 1)
        subproblem.matrix[i + j * m] = product
        subproblem.matrix[j + i * m] = product
      }
    }
  }

  /// Σ hᵢ gᵢ gᵢᵀ over the rows where h is not zero, columns scaled.
  ///
  /// A robust norm of small width has few such rows, so they are gathered first.
  func buildGram(_ h: Doubles) {
    let m = freeCount
    let used = gatherRows(h)
    for j in 0..<m {
      let inverse = 1 / scale[free[j]]
      Kernels.multiply(scratch + j * rows, spare, into: column, used)
      Kernels.dots(column, columns: scratch + j * rows, stride: rows, columnCount: m - j, used, into: sums)
      for i in j..<m {
        let product = sums[i - j] * inverse / scale[free[i]]
        subproblem.matrix[i + j * m] = product
        subproblem.matrix[j + i * m] = product
      }
    }
  }

  /// Copies the rows of the Jacobian where h is not zero to `scratch`, and h to `spare`.
  private func gatherRows(_ h: Doubles) -> Int {
    var used = 0
    for row in 0..<rows where h[row] != 0 {
      spare[used] = h[row]
      chosen[used] = row
      used += 1
    }
    for j in 0..<freeCount {
      let source = current.jacobian + free[j] * rows
      let target = scratch + j * rows
      if used == rows {
        target.update(from: source, count: rows)
      } else {
        for position in 0..<used { target[position] = source[chosen[position]] }
      }
    }
    return used
  }

  /// Takes Σ w ψ ∂²f/∂θ∂θᵀ off the matrix, which makes it the Hessian of F.
  private func subtractSecondDerivatives() {
    let m = freeCount
    for j in 0..<m {
      for i in 0..<m {
        let value = secondDerivatives[free[i] + free[j] * parameters]
        subproblem.matrix[i + j * m] -= value / (scale[free[i]] * scale[free[j]])
      }
    }
  }

  /// Asks the model for Σ w ψ ∂²f/∂θ∂θᵀ at the current point, or takes differences of its Jacobian.
  func computeSecondDerivatives() {
    if lastEvaluated !== current { evaluate(current) }
    if evaluator.sumSecondDerivatives(coefficients: current.psi, into: secondDerivatives) { return }
    let p = parameters
    for j in 0..<p where isVaried[j] {
      let step = differenceStep(j)
      trial.theta.update(from: current.theta, count: p)
      trial.theta[j] += step
      let width = trial.theta[j] - current.theta[j]
      evaluations += 1
      evaluator.evaluate(trial.theta, values: trial.values, jacobian: trial.jacobian)
      for i in 0..<p where isVaried[i] {
        let there = Kernels.dot(trial.jacobian + i * rows, current.psi, rows)
        let here = Kernels.dot(current.jacobian + i * rows, current.psi, rows)
        let value = (there - here) / width
        secondDerivatives[i + j * p] = value.isFinite ? value : 0
      }
    }
    lastEvaluated = trial
    for j in 0..<p {
      for i in 0..<j {
        let mean = 0.5 * (secondDerivatives[i + j * p] + secondDerivatives[j + i * p])
        secondDerivatives[i + j * p] = mean
        secondDerivatives[j + i * p] = mean
      }
    }
  }

  /// √ε of the parameter, or of what it takes to move the values by their size; inwards where a bound is near.
  private func differenceStep(_ j: Int) -> Double {
    let size = Kernels.dot(current.values, current.values, rows).squareRoot()
    let natural = size > 0 ? size / scale[j] : 1
    let step = Double.ulpOfOne.squareRoot() * max(current.theta[j].magnitude, 1e-3 * natural)
    return current.theta[j] + step > upper[j] ? -step : step
  }
}
