import Statistics

/// Coefficients of refits to resamples, from which any quantity has its interval.
///
/// Only refits that ended at an optimum are kept; how many did not is counted and said.
public struct Draws: Sendable {
  /// Names of the coefficients.
  public let names: [String]
  /// Coefficient by coefficient, its value in each refit, on the natural scale.
  public let columns: [[Double]]
  /// Refit by refit, the number of its replicate, which is the stream that it was drawn from.
  public let replicates: [Int]
  /// Refit by refit, what was minimised.
  public let objectives: [Double]
  /// How many refits were made.
  public let requested: Int
  /// Refit by refit, the covariance of the coefficients, p × p; empty where it was not asked for.
  let covariances: [Double]

  /// Refits that ended at no optimum: a resample may not determine the coefficients.
  public var failures: Int { requested - replicates.count }

  /// Draws that were read from a file.
  ///
  /// - Shape: a column for each name, all as long as `replicates`.
  package init(names: [String], columns: [[Double]], replicates: [Int], objectives: [Double]) {
    precondition(columns.allSatisfy { $0.count == replicates.count }, "columns of one length")
    self.names = names
    self.columns = columns
    self.replicates = replicates
    self.objectives = objectives
    requested = replicates.count
    covariances = []
  }

  public init(_ results: RefitResults) {
    names = results.names
    requested = results.count
    let kept = (0..<results.count).filter { replicate in
      results.isCertified[replicate] && results.coefficients(of: replicate).allSatisfy { !$0.isNaN }
    }
    replicates = kept
    objectives = kept.map { results.objectives[$0] }
    columns = results.names.map { name in
      let all = results[name]
      return kept.map { all[$0] }
    }
    let size = results.names.count * results.names.count
    covariances =
      results.covariances.isEmpty
      ? [] : kept.flatMap { results.covariances[$0 * size..<($0 + 1) * size] }
  }

  /// What a refit takes while draws are made and read: results as the threads leave them, those that are kept, and the values of a
  /// quantity, sorted.
  static func bytesEach(coefficients p: Int, hasCovariances: Bool) -> Double {
    Double(8 * (3 * p + 8) + (hasCovariances ? 24 * p * p : 0))
  }

  /// A coefficient in every refit; empty for a name that the law does not have.
  public subscript(name: String) -> [Double] {
    names.firstIndex(of: name).map { columns[$0] } ?? []
  }

  /// A function of the coefficients in every refit.
  ///
  /// - Throws: `FormulaError.unknownSymbol` for a symbol that is no coefficient.
  public func values(of quantity: Expression) throws(FormulaError) -> [Double] {
    try values(of: [quantity])[0]
  }

  func values(of quantities: [Expression]) throws(FormulaError) -> [[Double]] {
    try Program(quantities, variables: names, parameters: []).bind(columns: columns, rowCount: replicates.count)
      .evaluate()
  }

  /// Covariance of the coefficients over the refits, with the denominator m - 1.
  var covariance: Matrix {
    let means = columns.map(Descriptive.mean)
    var result = Matrix(rows: names.count, columns: names.count, repeating: .nan)
    for column in names.indices {
      for row in 0...column {
        let sum = replicates.indices.reduce(0.0) {
          $0 + (columns[row][$1] - means[row]) * (columns[column][$1] - means[column])
        }
        let value = sum / Double(replicates.count - 1)
        result[row, column] = value
        result[column, row] = value
      }
    }
    return result
  }
}
