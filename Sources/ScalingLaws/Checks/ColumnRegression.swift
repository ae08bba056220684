import LinearAlgebra
import Statistics

/// Least squares of one column on a constant and others, in double precision: for checks, not for reported numbers.
struct ColumnRegression {
  let residuals: [Double]
  /// About the mean.
  let rSquared: Double
  /// The slopes, in the order of the columns.
  let slopes: [Double]

  /// - Returns: `nil` where the columns depend on each other, or the response does not vary.
  init?(_ response: [Double], on columns: [[Double]]) {
    let mean = Descriptive.mean(response)
    let total = response.reduce(0.0) { $0 + ($1 - mean).squared }
    let ones = [Double](repeating: 1, count: response.count)
    guard total > 0, response.count > columns.count + 1,
      let factor = try? QRDecomposition(Matrix(columns: [ones] + columns)),
      let solution = try? factor.solve(response, tolerance: 1e-9)
    else { return nil }
    residuals = response.indices.map { row in
      response[row] - solution[0] - columns.indices.reduce(0.0) { $0 + solution[$1 + 1] * columns[$1][row] }
    }
    rSquared = 1 - residuals.reduce(0.0) { $0 + $1.squared } / total
    slopes = Array(solution.dropFirst())
  }
}
