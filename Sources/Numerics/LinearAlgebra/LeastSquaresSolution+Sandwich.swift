extension LeastSquaresSolution {
  /// The sandwich formula for independent rows.
  ///
  ///     V = (XᵀWX)⁻¹ · (Σ mᵢ² xᵢ xᵢᵀ) · (XᵀWX)⁻¹
  ///
  /// It is formed as MᵀM from the rows mᵢ (XᵀWX)⁻¹ xᵢ, without a product of inverses.
  ///
  /// - Parameter multipliers: mᵢ, with weight and residual in it: `wᵢ rᵢ` gives HC0, `wᵢ rᵢ / (1 - hᵢ)` HC3. Rows of
  ///   weight zero take no part.
  /// - Shape: p × p, in the order of the design; NaN where not estimable.
  /// - Source: Huber 1967; White 1980. R: `sandwich::vcovHC`.
  public func sandwich(multipliers: [Double]) -> Matrix {
    precondition(multipliers.count == design.rows, "there is a multiplier for each row")
    var sums = Matrix(rows: rank, columns: rank, repeating: 0)
    // The rows at once, or of many a block at a time.
    let blockRows = design.rows < RankRevealingFactor.fewestTallRows ? design.rows : 1 << 14
    for start in stride(from: 0, to: design.rows, by: max(blockRows, 1)) {
      let count = min(blockRows, design.rows - start)
      var rows = Matrix(rows: count, columns: rank, repeating: 0)
      for column in 0..<rank {
        let place = start + column * design.rows
        for row in 0..<count {
          rows.elements[row + column * count] = influence.elements[place + row] * multipliers[start + row]
        }
      }
      sums = count == design.rows ? rows.crossProduct : sums + rows.crossProduct
    }
    return covariance(ofProducts: sums)
  }

  /// The sandwich formula for rows that depend on each other within clusters.
  ///
  ///     V = (XᵀWX)⁻¹ · (Σ_g u_g u_gᵀ) · (XᵀWX)⁻¹,   u_g = Σ_{i in g} mᵢ xᵢ
  ///
  /// There is no correction for a small number of clusters: scale V for it.
  ///
  /// - Parameters:
  ///   - multipliers: mᵢ, with weight and residual in it.
  ///   - clusters: any label for each row; equal labels are one cluster.
  /// - Shape: p × p, in the order of the design; NaN where not estimable.
  /// - Source: Liang & Zeger 1986. R: `sandwich::vcovCL(cadjust = FALSE, type = "HC0")`.
  public func clusteredSandwich(multipliers: [Double], clusters: [Int]) -> Matrix {
    precondition(multipliers.count == design.rows, "there is a multiplier for each row")
    precondition(clusters.count == design.rows, "there is a cluster for each row")
    var numbers: [Int: Int] = [:]
    for label in clusters where numbers[label] == nil { numbers[label] = numbers.count }
    let numbered = clusters.compactMap { numbers[$0] }
    var sums = Matrix(rows: numbers.count, columns: rank, repeating: 0)
    for column in 0..<rank {
      for row in 0..<design.rows {
        sums.elements[numbered[row] + column * sums.rows] +=
          influence.elements[row + column * design.rows] * multipliers[row]
      }
    }
    return covariance(ofSums: sums)
  }

  private func covariance(ofSums rows: Matrix) -> Matrix { covariance(ofProducts: rows.crossProduct) }

  private func covariance(ofProducts products: Matrix) -> Matrix {
    Self.inOrderOfDesign(
      products, pivots: pivots, estimable: isEstimable, shape: design, weightPower: 2)
  }
}
