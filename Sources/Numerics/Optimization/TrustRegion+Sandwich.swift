extension TrustRegion {
  /// Covariance of the parameters at the point where the last fit of the squared norm ended, by the sandwich formula with
  /// the residuals as they are.
  ///
  ///     V = (J'WJ)⁻¹ · Σ_g s_g s_g'/m_g · (J'WJ)⁻¹,   s_g = Σ_{i in g} wᵢ rᵢ Jᵢ
  ///
  /// It is the pivot of a bootstrap, which divides it by itself: no correction for small samples is made. Allocates nothing.
  ///
  /// - Parameters:
  ///   - groups: row by row, the number of its cluster.
  ///   - copies: cluster by cluster, m: how many equal and independent clusters it stands for, all of them in its weights. One
  ///     of zero counts nothing.
  ///   - scores: scratch of p values for each cluster.
  /// - Shape: `covariance` p × p.
  /// - Returns: false where the rows do not determine the parameters; `covariance` is then left alone.
  package func sandwich(
    groups: UnsafeBufferPointer<Int>, copies: UnsafeBufferPointer<Double>,
    scores: UnsafeMutableBufferPointer<Double>, into covariance: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    let (n, p, groupCount) = (rows, parameters, copies.count)
    guard groups.count == n, scores.count >= groupCount * p, covariance.count >= p * p,
      let scores = scores.baseAddress, let target = covariance.baseAddress, factorGram()
    else { return false }
    for index in 0..<groupCount * p { scores[index] = 0 }
    for j in 0..<p {
      let column = current.jacobian + j * n
      for row in 0..<n { scores[groups[row] * p + j] += current.psi[row] * column[row] / scale[j] }
    }
    for index in 0..<p * p { target[index] = 0 }
    for group in 0..<groupCount where copies[group] > 0 {
      let score = scores + group * p
      SmallFactor.solveTransposed(secondDerivatives, order: p, score)
      SmallFactor.solve(secondDerivatives, order: p, score)
      for column in 0..<p {
        let factor = score[column] / (copies[group] * scale[column])
        for row in 0..<p { target[row + column * p] += score[row] * factor / scale[row] }
      }
    }
    return true
  }

  /// The Cholesky factor of the scaled J'WJ, in `secondDerivatives`.
  private func factorGram() -> Bool {
    let (n, p) = (rows, parameters)
    for j in 0..<p {
      scale[j] = Kernels.weightedSquare(current.jacobian + j * n, weights, n).squareRoot()
      guard scale[j] > 0, scale[j].isFinite else { return false }
    }
    for j in 0..<p {
      Kernels.multiply(current.jacobian + j * n, weights, into: column, n)
      for i in 0...j {
        scratch[i + j * p] = Kernels.dot(current.jacobian + i * n, column, n) / (scale[i] * scale[j])
      }
    }
    return SmallFactor.cholesky(scratch, order: p, damping: 0, threshold: 1e-13, into: secondDerivatives)
  }
}
