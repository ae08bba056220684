import LinearAlgebra
import Statistics

/// How well a law foretells rows when it is fitted without them.
///
/// For a law that is solved directly, the fit without the rows k of a fold follows from the one fit, exactly:
///
///     eₖ = rₖ + Zₖ (I - S)⁻¹ Zₖ' W rₖ,   S = Zₖ' W Zₖ
///
/// with z a row of the design in orthonormal coordinates; for a single row that is `r/(1-h)`. Any other law is refitted to the
/// rest from the optimum of all rows. A new run is Student's t with the degrees of freedom of the rest about the prediction, of
/// variance `σ₋ₖ² (1/w + z'(I - S)⁻¹z)`; for laws that are not linear z is that of the linearised law.
///
/// - Source: Allen 1974 (PRESS); Cook & Weisberg 1982, 3.6 for several rows.
struct CrossValidation {
  private let fit: Fit
  private let rows: RowsToForetell
  /// Row by row, in coordinates in which the weighted design of the fit is orthonormal.
  private let z: [[Double]]
  private let weights: [Double]
  /// Positions, among the rows, of those that the fit was made to.
  private let training: [Int]
  private let folds: Folds
  /// Fold by fold, its rows, and those of them that the fit was made to.
  private let members: [(all: [Int], training: [Int])]

  /// What is foretold of each row on the residual scale: Student's t with these centers, widths and degrees of freedom.
  struct Foretold {
    var centers: [Double]
    var widths: [Double]
    var degreesOfFreedom: [Double]
  }

  /// - Parameters:
  ///   - table: all rows to foretell.
  ///   - training: positions of those that the fit was made to, in its order.
  /// - Returns: `nil` where the data do not determine every coefficient.
  init?(_ fit: Fit, on table: Table, training: [Int], folds: Folds) throws(FitError) {
    guard fit.coefficients.allSatisfy({ $0.estimate.value != nil }) else { return nil }
    rows = try RowsToForetell(fit, table, weights: true)
    weights = try rows.weights()
    let solution = fit.inference.solution
    z = rows.gradients.compactMap { solution.orthogonalCoordinates(ofRow: $0) }
    guard z.count == rows.gradients.count else { return nil }
    self.fit = fit
    self.training = training
    self.folds = folds
    var members = [(all: [Int], training: [Int])](repeating: ([], []), count: folds.count)
    for row in rows.observed.indices { members[folds.fold[row]].all.append(row) }
    for row in training { members[folds.fold[row]].training.append(row) }
    self.members = members
  }

  /// Every row foretold without its fold.
  ///
  /// - Returns: `nil` where the rest of a fold does not determine the law, or a refit ended at no optimum.
  func foretold(threads: Int) throws(FitError) -> Foretold? {
    fit.isSolvedDirectly ? leavingOutExactly() : try refitting(threads: threads)
  }

  private func leavingOutExactly() -> Foretold? {
    var result = unknown
    let residuals = rows.observed.indices.map { rows.observed[$0] - rows.fitted[$0] }
    for fold in members {
      guard let rest = Rest(z, weights, leaving: fold.training) else { return nil }
      var pull = [Double](repeating: 0, count: fit.statistics.rank)
      for row in fold.training {
        for index in pull.indices { pull[index] += weights[row] * residuals[row] * z[row][index] }
      }
      guard let step = rest.solve(pull) else { return nil }
      // How far each row's own fitted value falls when the fold is left out.
      let fall = { (row: Int) in zip(z[row], step).reduce(0.0) { $0 + $1.0 * $1.1 } }
      let lost = fold.training.reduce(0.0) { $0 + weights[$1] * residuals[$1] * (residuals[$1] + fall($1)) }
      let sum = max(fit.statistics.residualSumOfSquares - lost, 0)
      guard fill(&result, fold, rest, sumOfSquares: sum, center: { rows.fitted[$0] - fall($0) }) else { return nil }
    }
    return result
  }

  private func refitting(threads: Int) throws(FitError) -> Foretold? {
    let left = training.map { folds.fold[$0] }
    let ends = try fit.refits().run(folds.count, threads: threads) { fold, counts in
      for row in counts.indices { counts[row] = left[row] == fold ? 0 : 1 }
    }
    let law = try rows.program(names: ends.names)
    var result = unknown
    for (number, fold) in members.enumerated() {
      let isFound = fold.training.isEmpty || ends.isCertified[number]
      guard let coefficients = isFound ? Array(ends.coefficients(of: number)) : fittedAnew(number, names: ends.names),
        let rest = Rest(z, weights, leaving: fold.training)
      else { return nil }
      let values = law.evaluate(coefficients)[0]
      let sum = training.reduce(0.0) { sum, row in
        folds.fold[row] == number ? sum : sum + weights[row] * (rows.observed[row] - values[row]).squared
      }
      guard fill(&result, fold, rest, sumOfSquares: sum, center: { values[$0] }) else { return nil }
    }
    return result
  }

  /// Where the way from the optimum of all rows leads nowhere, the rest is fitted from scattered starts.
  private func fittedAnew(_ fold: Int, names: [String]) -> [Double]? {
    var options = fit.options
    options.interval = fit.covarianceMethod.map(IntervalMethod.wald)
    (options.quantities, options.hypotheses, options.collectsWarnings, options.progress) = ([], [], false, nil)
    let rest = rows.data.table.selecting(
      rows: training.filter { folds.fold[$0] != fold }.map { rows.data.rows[$0] })
    let columns = Dictionary(uniqueKeysWithValues: fit.law.columns.map { ($0.variable, $0.column) })
    guard let other = try? fit.law.law.fit(to: rest, columns: columns, options: options), other.convergence.isCertified
    else { return nil }
    let values = names.compactMap { other.coefficients[$0]?.value }
    return values.count == names.count ? values : nil
  }

  private var unknown: Foretold {
    let empty = [Double](repeating: .nan, count: rows.observed.count)
    return Foretold(centers: empty, widths: empty, degreesOfFreedom: empty)
  }

  /// - Parameter sumOfSquares: of the rows that are left.
  /// - Returns: whether enough rows are left to know the size of the noise.
  private func fill(
    _ result: inout Foretold, _ fold: (all: [Int], training: [Int]), _ rest: Rest, sumOfSquares: Double,
    center: (Int) -> Double
  ) -> Bool {
    let isCount = fit.options.weights?.kind == .count
    let lost = fold.training.reduce(0.0) { $0 + (isCount ? weights[$1] : weights[$1] > 0 ? 1 : 0) }
    let df = Double(fit.statistics.residualDegreesOfFreedom) - lost
    guard fit.statistics.isSigmaKnown || df > 0 else { return false }
    let variance = fit.statistics.isSigmaKnown ? 1 : sumOfSquares / df
    for row in fold.all {
      guard let leverage = rest.leverage(z[row]) else { return false }
      let own = isCount || weights[row] == 0 ? 1 : weights[row]
      result.centers[row] = center(row)
      result.widths[row] = (variance * (rows.noise[row].squared / own + leverage)).squareRoot()
      result.degreesOfFreedom[row] = fit.statistics.isSigmaKnown ? .infinity : df
    }
    return true
  }

  /// The scores of the foretold rows, on the residual scale of the fit.
  func scores(_ foretold: Foretold) -> (errors: [Double], logScores: [Double], probabilities: [Double]) {
    let errors = rows.observed.indices.map { rows.observed[$0] - foretold.centers[$0] }
    var (logScores, probabilities) = ([Double](), [Double]())
    for row in errors.indices {
      let student = StudentT(degreesOfFreedom: foretold.degreesOfFreedom[row])
      let width = foretold.widths[row]
      logScores.append(width > 0 ? student.logDensity(errors[row] / width) - Double.logarithm(width) : .nan)
      probabilities.append(width > 0 ? student.cumulative(errors[row] / width) : .nan)
    }
    return (errors, logScores, probabilities)
  }

  /// What is left of the information of the design without some rows: `I - Σ w z z'`.
  private struct Rest {
    private let factor: CholeskyDecomposition

    /// - Returns: `nil` where the rest does not determine the law.
    init?(_ z: [[Double]], _ weights: [Double], leaving rows: [Int]) {
      guard let size = z.first?.count else { return nil }
      var left = Matrix.identity(size)
      for row in rows where weights[row] > 0 {
        for column in 0..<size {
          for index in 0..<size { left[index, column] -= weights[row] * z[row][index] * z[row][column] }
        }
      }
      // What is smaller than this is rounding: a row decides a combination alone.
      guard let factor = try? CholeskyDecomposition(left),
        factor.lower.diagonal.allSatisfy({ $0.squared > Linearization.leastRoom })
      else { return nil }
      self.factor = factor
    }

    func solve(_ vector: [Double]) -> [Double]? { try? factor.solve(vector) }

    func leverage(_ z: [Double]) -> Double? {
      solve(z).map { solved in zip(z, solved).reduce(0.0) { $0 + $1.0 * $1.1 } }
    }
  }
}
