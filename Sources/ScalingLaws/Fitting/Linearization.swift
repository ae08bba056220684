import Optimization
import VectorMath

/// A least-squares fit at its solution, where it is a linear problem: what statistics and inference are computed from.
///
/// For a law that is linear in its coefficients this is the fit itself. For any other it is the problem
/// `residual = J·step` at the optimum, whose solution is a step of zero and whose covariance is that of Gauss and Newton.
struct Linearization: Sendable {
  /// Names of what was solved for, in the order of the columns of the design.
  let parameters: [String]
  /// Where the optimum is.
  let point: [Double]
  /// Names of the law's coefficients.
  let coefficients: [String]
  /// Coefficient by coefficient, its value as an expression of what was solved for.
  let natural: [Expression]
  /// Column by column of the design, what it is, for messages.
  let terms: [String]
  /// Derivatives of the law on the residual scale.
  let design: [ExtendedColumn]
  /// The response on the residual scale.
  let response: [Double]
  let fitted: [Double]
  let solution: LeastSquaresSolution
  /// At the point: those of the solution for least squares, while for another norm a least-squares step would move away.
  let residuals: [Double]
  /// Weighted.
  let residualSumOfSquares: Double
  let weights: RowWeights
  /// Whether the law is linear neither in its coefficients nor in functions of them: the point is where a search ended.
  var isSearched = false
  /// Of shares out of a known number of trials; what `FitStatistics` computes counts otherwise.
  var logLikelihood: Double?
  /// Column by column of those that name clusters, the number of the cluster of each row.
  var clusterings: [[Int]] = []
  /// Row by row, the time that the law declares.
  var time: [Double]?

  /// What was solved for, by name.
  var values: [String: Double] { Dictionary(uniqueKeysWithValues: zip(parameters, point)) }

  /// Whether every coefficient of a linear law lies in its domain.
  func respects(_ domains: [Domain]) -> Bool {
    zip(natural, domains).allSatisfy { expression, domain in
      guard domain != .free, let value = try? expression.value(values) else { return true }
      return value >= domain.lower && value <= domain.upper
    }
  }
}
