import LinearAlgebra
import Statistics

/// How well the coefficients of an index are known.
///
///     V = H⁻¹ (Σ sᵢ² gᵢ gᵢᵀ) H⁻¹,   sᵢ² = τ_b² · 4 pᵢ(1 - pᵢ)
///
/// with H half the Hessian of the sum of squares and its penalty, gᵢ the derivatives of fitted score pᵢ, and τ_b² the variance of the
/// benchmark at a score of one half: its squared residuals over their degrees of freedom, drawn towards that of all scores as if by four
/// more. Scores scatter less where they near 0 or 1; the factor is 0.05 at the least. See `docs/decisions/index.md` for what
/// covered how much.
struct IndexCovariance {
  /// P × P, in the order of `IndexProblem.Point`.
  let matrix: Matrix
  let inverseHessian: Matrix
  /// Standard deviation of the noise of each score.
  let deviations: [Double]
  let rows: [IndexProblem.Row]
  let fitted: [Double]
  /// Of all scores: their number less the coefficients that they decide.
  let degreesOfFreedom: Double
  /// Root mean squared residual of all scores, for these degrees of freedom.
  let spread: Double
  let benchmarks: [Benchmark]

  struct Benchmark {
    let degreesOfFreedom: Double
    /// As `spread`; `nil` where nothing is left to judge it by.
    let spread: Double?
    /// That its scores scatter no more than those of the others.
    let pValue: Double
  }

  /// Scores that the variance of a benchmark borrows from the others.
  private static let borrowed = 4.0
  private static let leastShape = 0.05

  /// - Throws: `.notPositiveDefinite` where the point is no minimum.
  init(_ problem: IndexProblem, at point: IndexProblem.Point) throws(LinearAlgebraError) {
    let exact = problem.system(point, isExact: true)
    inverseHessian = try CholeskyDecomposition(problem.matrix(exact)).inverse()
    let approximate = try CholeskyDecomposition(problem.matrix(problem.system(point, isExact: false))).inverse()
    fitted = problem.fitted(point)
    var rows = problem.rows(point, fitted)
    if let fixed = problem.fixedSlope {
      for (place, cell) in problem.cells.enumerated() where cell.benchmark == fixed {
        rows[place] = IndexProblem.Row(capability: rows[place].capability, slope: 0)
      }
    }
    self.rows = rows
    var free = [Double](repeating: 0, count: problem.benchmarks)
    var squares = free
    var shaped = free
    var shapes: [Double] = []
    for (place, cell) in problem.cells.enumerated() {
      let leverage = problem.quadraticForm(approximate, rows[place], cell)
      let residual = fitted[place] - cell.score
      let shape = max(4 * fitted[place] * (1 - fitted[place]), Self.leastShape)
      shapes.append(shape)
      free[cell.benchmark] += 1 - min(leverage, 1)
      squares[cell.benchmark] += residual * residual
      shaped[cell.benchmark] += residual * residual / shape
    }
    let all = free.reduce(0, +)
    let allSquares = squares.reduce(0, +)
    let allShaped = shaped.reduce(0, +)
    degreesOfFreedom = all
    spread = (allSquares / all).squareRoot()
    let variances = zip(shaped, free).map {
      ($0 + Self.borrowed * allShaped / all) / ($1 + Self.borrowed)
    }
    benchmarks = (0..<problem.benchmarks).map { benchmark in
      let (own, rest) = (free[benchmark], all - free[benchmark])
      let ratio = (shaped[benchmark] / own) / ((allShaped - shaped[benchmark]) / rest)
      return Benchmark(
        degreesOfFreedom: own, spread: own > 0.5 ? (squares[benchmark] / own).squareRoot() : nil,
        pValue: own > 0.5 && rest > 0.5 ? FDistribution(numerator: own, denominator: rest).upperTail(ratio) : .nan)
    }
    deviations = zip(problem.cells, shapes).map { (variances[$0.benchmark] * $1).squareRoot() }
    matrix = inverseHessian * problem.outerProducts(rows, deviations) * inverseHessian
  }
}

extension IndexProblem {
  /// gᵀ A g for the derivatives of one score.
  fileprivate func quadraticForm(_ a: Matrix, _ row: Row, _ cell: IndexScores.Cell) -> Double {
    let (m, d, s) = (cell.model, difficulty(cell.benchmark), slope(cell.benchmark))
    let (c, e) = (row.capability, row.slope)
    return c * c * (a[m, m] - 2 * a[m, d] + a[d, d]) + 2 * c * e * (a[m, s] - a[d, s]) + e * e * a[s, s]
  }

  /// Σ sᵢ² gᵢ gᵢᵀ.
  fileprivate func outerProducts(_ rows: [Row], _ deviations: [Double]) -> Matrix {
    var made = Matrix(rows: size, columns: size, repeating: 0)
    for (place, cell) in cells.enumerated() {
      let (m, d, s) = (cell.model, difficulty(cell.benchmark), slope(cell.benchmark))
      let variance = deviations[place] * deviations[place]
      let (c, e) = (rows[place].capability, rows[place].slope)
      let entries = [(m, c), (d, -c), (s, e)]
      for (row, left) in entries {
        for (column, right) in entries { made[row, column] += variance * left * right }
      }
    }
    return made
  }

  /// A point as far from another as noise of the scores may have put it, to first order.
  func drawn(_ covariance: IndexCovariance, near point: Point, _ random: inout RandomStream) -> Point {
    var pull = [Double](repeating: 0, count: size)
    for (place, cell) in cells.enumerated() {
      let noise = covariance.deviations[place] * random.normal()
      pull[cell.model] += noise * covariance.rows[place].capability
      pull[difficulty(cell.benchmark)] -= noise * covariance.rows[place].capability
      pull[slope(cell.benchmark)] += noise * covariance.rows[place].slope
    }
    return zip(point, covariance.inverseHessian * pull).map { $0 + $1 }
  }
}
