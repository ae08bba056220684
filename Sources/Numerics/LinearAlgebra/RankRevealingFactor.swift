import COpenBLAS

/// A scaled design decomposed, with its rank and the dependences among its columns.
///
///     W'^½ X' P = Q R,   R = | R11 R12 |     null space: R11⁻¹ R12
///                            |  0   0  |
struct RankRevealingFactor {
  /// The columns of the basic solution, in the order of the pivots. Their number is the rank.
  let pivots: [Int]
  /// The first columns of Q: rows × rank; `nil` where the design is tall and Q is `W'^½ X' R⁻¹`, which nobody keeps.
  let q: [Double]?
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
    if let tall = try Self.tall(design, candidates) {
      self = tall
      return
    }
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

  private init(pivots: [Int], r: Matrix, rInverse: Matrix, repeated dependences: [Dependence]) {
    (self.pivots, self.r, self.rInverse, self.dependences, q) = (pivots, r, rInverse, dependences, nil)
  }

  /// From so many rows on, blocks of rows are decomposed one after the other, each with the triangle of those before.
  static let fewestTallRows = 100_000
  /// Rows of a block, which stays in the second-level cache.
  private static let blockRows = 1024
  /// Above this condition number Q by `X R⁻¹` is not orthogonal enough for the refinement to gain three digits a step.
  private static let largestTallCondition = 1e5

  /// The decomposition of a design of many rows without Q.
  ///
  /// - Returns: `nil` where the design is not tall, or columns depend on each other or nearly do.
  /// - Source: Demmel, Grigori, Hoemmen & Langou 2012, "Communication-optimal parallel and sequential QR and LU factorizations".
  private static func tall(
    _ design: ScaledDesign, _ candidates: [Int]
  ) throws(LinearAlgebraError) -> RankRevealingFactor? {
    let width = candidates.count
    guard design.rows >= fewestTallRows, width > 0, width <= blockRows / 4 else { return nil }
    var triangle = [Double](repeating: 0, count: width * width)
    var block = [Double](repeating: 0, count: (width + blockRows) * width)
    for start in stride(from: 0, to: design.rows, by: blockRows) {
      let count = min(blockRows, design.rows - start)
      let height = width + count
      for (position, column) in candidates.enumerated() {
        for row in 0..<width { block[row + position * height] = triangle[row + position * width] }
        design.copyWeighted(column, rows: start..<start + count, into: &block, at: width + position * height)
      }
      try LAPACK.dgeqrf(rows: height, columns: width, &block)
      for column in 0..<width {
        for row in 0...column { triangle[row + column * width] = block[row + column * height] }
      }
    }
    let (_, permutation) = try LAPACK.dgeqp3(rows: width, columns: width, &triangle)
    let limit = LeastSquares.rankTolerance * abs(triangle[0])
    guard (0..<width).allSatisfy({ abs(triangle[$0 * (width + 1)]) > limit }) else { return nil }
    let r = self.block(of: triangle, rows: width, rank: width, columns: 0..<width)
    var inverse = r
    try LAPACK.dtrtri(order: width, &inverse.elements)
    guard r.frobeniusNorm * inverse.frobeniusNorm < largestTallCondition else { return nil }
    let pivots = permutation.map { candidates[$0] }
    return RankRevealingFactor(
      pivots: pivots, r: r, rInverse: inverse,
      repeated: dependences(on: pivots, columns: [], noise: 0, in: design))
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
