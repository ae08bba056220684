import COpenBLAS

/// A scaled design decomposed, with its rank and the dependences among its columns.
///
///     W'^½ X' P = Q R,   R = | R11 R12 |     null space: R11⁻¹ R12
///                            |  0   0  |
struct RankRevealingFactor {
  /// The columns of the basic solution, in the order of the pivots. Their number is the rank.
  let pivots: [Int]
  /// The first columns of Q: rows × rank.
  let q: [Double]
  /// R11, upper triangular: rank × rank.
  let r: Matrix
  /// The inverse of R11.
  let rInverse: Matrix
  /// Each column that is not a pivot, as a combination of the pivots (in scaled columns).
  let dependences: [Dependence]

  /// `column = Σ weights[i] · pivots[i]`
  struct Dependence {
    let column: Int
    let weights: [Double]
    /// Every column that takes part, sorted; the column itself is one.
    let support: [Int]
    /// A constant column tied to an earlier constant one: it is left out, and the earlier one stays estimable.
    let isRepeatedConstant: Bool
  }

  init(_ design: ScaledDesign) throws(LinearAlgebraError) {
    let repeated = design.constantColumns.dropFirst()
    let candidates = (0..<design.columns).filter { !repeated.contains($0) }
    let rows = design.rows
    var packed = design.weightedColumns(candidates)
    let (factors, permutation) = try LAPACK.dgeqp3(rows: rows, columns: candidates.count, &packed)
    let order = permutation.map { candidates[$0] }

    let limit = LeastSquares.rankTolerance * abs(packed.first ?? 0)
    let rank = factors.indices.first { abs(packed[$0 * (rows + 1)]) <= limit } ?? factors.count
    pivots = Array(order[..<rank])
    r = Self.block(of: packed, rows: rows, rank: rank, columns: 0..<rank)
    var inverse = r
    try LAPACK.dtrtri(order: rank, &inverse.elements)
    rInverse = inverse
    let others = inverse * Self.block(of: packed, rows: rows, rank: rank, columns: rank..<candidates.count)

    let noise = LeastSquares.rankTolerance * r.frobeniusNorm * inverse.frobeniusNorm
    dependences = Self.dependences(
      on: pivots, columns: order[rank...].enumerated().map { ($1, others.column($0)) }, noise: noise, in: design)

    packed.removeLast((candidates.count - rank) * rows)
    try LAPACK.dorgqr(rows: rows, factors: Array(factors[..<rank]), &packed)
    q = packed
  }

  /// Rows 0..<rank of some columns of the upper triangle.
  private static func block(of packed: [Double], rows: Int, rank: Int, columns: Range<Int>) -> Matrix {
    var result = Matrix(rows: rank, columns: columns.count, repeating: 0)
    for (position, column) in columns.enumerated() {
      for row in 0..<min(column + 1, rank) { result[row, position] = packed[row + column * rows] }
    }
    return result
  }

  private static func dependences(
    on pivots: [Int], columns: [(column: Int, weights: [Double])], noise: Double, in design: ScaledDesign
  ) -> [Dependence] {
    var result = columns.map { column, weights in
      // What is rounding does not tie the column to another, here or in `scaledPivots(of:)`.
      let weights = weights.map { abs($0) > noise ? $0 : 0 }
      let support = zip(pivots, weights).filter { $1 != 0 }.map(\.0)
      return Dependence(
        column: column, weights: weights, support: (support + [column]).sorted(), isRepeatedConstant: false)
    }
    guard let first = design.constantColumns.first else { return result }
    for column in design.constantColumns.dropFirst() {
      // The first constant may itself hang on the pivots.
      let unit = pivots.map { $0 == first ? 1.0 : 0 }
      let base = result.first { $0.column == first }?.weights ?? unit
      let row = design.weights.map { $0.firstIndex { $0 > 0 } ?? 0 } ?? 0
      let ratio = design.high[column * design.rows + row] / design.high[first * design.rows + row]
      result.append(
        Dependence(
          column: column, weights: base.map { $0 * ratio }, support: [first, column], isRepeatedConstant: true))
    }
    return result
  }
}

extension Matrix {
  /// The root of the sum of squares of the elements.
  var frobeniusNorm: Double {
    elements.isEmpty ? 0 : cblas_dnrm2(blasint(elements.count), elements, 1)
  }
}
