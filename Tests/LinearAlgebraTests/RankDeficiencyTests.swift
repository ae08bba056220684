import Foundation
import LinearAlgebra
import Testing

/// Designs whose columns depend on each other.
@Suite("Rank deficiency")
struct RankDeficiencyTests {
  private func column(_ values: [Double]) -> ExtendedColumn { ExtendedColumn(values) }

  @Test("a column that is a sum of two ties the three, and the rest stays")
  func sum() throws {
    var random = UniformNumbers(seed: 3)
    let (a, b, c, y) = (random.next(20), random.next(20), random.next(20), random.next(20))
    let ones = column([Double](repeating: 1, count: 20))
    let sum = column(zip(a, b).map { $0 + $1 })
    let solution = try LeastSquares.solve(design: [ones, column(a), column(b), sum, column(c)], response: column(y))
    let reduced = try LeastSquares.solve(design: [ones, column(a), column(b), column(c)], response: column(y))
    #expect(solution.rank == 4)
    #expect(solution.dependentSets == [[1, 2, 3]])
    #expect(solution.isEstimable == [true, false, false, false, true])
    #expect(solution.coefficients.map(\.isNaN) == [false, true, true, true, false])
    #expect(relativeError(solution.coefficients[0], reduced.coefficients[0]) < 1e-14)
    #expect(relativeError(solution.coefficients[4], reduced.coefficients[3]) < 1e-14)
    #expect(relativeError(solution.inverseGram[0, 4], reduced.inverseGram[0, 3]) < 1e-12)
    #expect(solution.inverseGram[0, 1].isNaN && solution.inverseGram[3, 3].isNaN)
    #expect(zip(solution.residuals, reduced.residuals).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(relativeError(solution.residualSumOfSquares, reduced.residualSumOfSquares) < 1e-14)
    #expect(relativeError(solution.leverages, reduced.leverages) < 1e-12)
    #expect(solution.conditionNumber == .infinity && solution.scaledConditionNumber == .infinity)
  }

  @Test("log C = log 6 + log N + log D is seen through its rounding")
  func compute() throws {
    var random = UniformNumbers(seed: 4)
    let parameters = random.next(50).map { exp(17 + 6 * $0) }
    let tokens = random.next(50).map { exp(20 + 6 * $0) }
    let flops = zip(parameters, tokens).map { 6 * $0 * $1 }
    let vocabulary = random.next(50)
    let solution = try LeastSquares.solve(
      design: [
        column([Double](repeating: 1, count: 50)), column(parameters.map { log($0) }), column(tokens.map { log($0) }),
        column(flops.map { log($0) }), column(vocabulary),
      ], response: column(random.next(50)))
    #expect(solution.dependentSets == [[0, 1, 2, 3]])
    #expect(solution.isEstimable == [false, false, false, false, true])
    #expect(solution.residuals.allSatisfy { $0.isFinite })
    // Rows that obey the law have a prediction, others have none.
    let row = [1, log(1e9), log(2e10), log(6.0 * 1e9 * 2e10), 0.5]
    #expect(solution.prediction(atRow: row).isFinite && solution.leverage(ofRow: row) > 0)
    let broken = [1, log(1e9), log(2e10), log(6.1 * 1e9 * 2e10), 0.5]
    #expect(solution.prediction(atRow: broken).isNaN && solution.leverage(ofRow: broken).isNaN)
  }

  @Test("a predictor that never varies is left out, and the intercept stays")
  func constantPredictor() throws {
    let solution = try LeastSquares.solve(
      design: [[1, 1, 1], [7, 7, 7], [1, 2, 3]], response: [1, 2, 2])
    #expect(solution.isEstimable == [true, false, true])
    #expect(solution.dependentSets == [[0, 1]])
    #expect(relativeError([solution.coefficients[0], solution.coefficients[2]], [2.0 / 3, 0.5]) < 1e-15)
    #expect(solution.coefficients[1].isNaN)
    #expect(relativeError(solution.inverseGram[0, 0], 7.0 / 3) < 1e-14)
    #expect(relativeError(solution.prediction(atRow: [1, 7, 4]), 8.0 / 3) < 1e-15)
    #expect(solution.prediction(atRow: [1, 8, 4]).isNaN)
  }

  @Test("a predictor that varies only in rows of weight zero is constant")
  func constantWhereWeighted() throws {
    let solution = try LeastSquares.solve(
      design: [[1, 1, 1, 1], [9, 7, 7, 7]], response: [5, 1, 2, 3], weights: [0, 1, 1, 1])
    #expect(solution.isEstimable == [true, false])
    #expect(relativeError(solution.coefficients[0], 2) < 1e-15)
  }

  @Test("an intercept tied to indicators as well is not estimable")
  func indicators() throws {
    let solution = try LeastSquares.solve(
      design: [[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], [5, 5, 5, 5]], response: [1, 2, 5, 8])
    #expect(solution.rank == 2)
    #expect(Set(solution.dependentSets) == [[0, 1, 2], [0, 3]])
    #expect(solution.isEstimable == [false, false, false, false])
    #expect(relativeError(solution.fittedValues, [1.5, 1.5, 6.5, 6.5]) < 1e-15)
    #expect(relativeError(solution.prediction(atRow: [1, 0, 1, 5]), 6.5) < 1e-15)
    #expect(relativeError(solution.leverage(ofRow: [1, 0, 1, 5]), 0.5) < 1e-14)
    #expect(solution.prediction(atRow: [1, 1, 1, 5]).isNaN)
  }

  @Test("fewer rows than columns leave a perfect fit and no coefficient")
  func fewRows() throws {
    let solution = try LeastSquares.solve(design: [[1, 1], [1, 2], [1, 5]], response: [3, 4])
    #expect(solution.rank == 2)
    #expect(solution.isEstimable == [false, false, false])
    #expect(solution.residuals.allSatisfy { abs($0) < 1e-15 })
    #expect(relativeError(solution.leverages, [1, 1]) < 1e-14)
  }

  @Test("rows of weight zero do not lend rank")
  func weightlessRows() throws {
    let solution = try LeastSquares.solve(
      design: [[1, 1, 1], [1, 2, 3]], response: [3, 4, 9], weights: [0, 5, 0])
    #expect(solution.rank == 1)
    #expect(solution.dependentSets == [[0, 1]])
    #expect(solution.residuals[1] == 0)
  }

  @Test("a column of zeros is tied to none but itself")
  func zeroColumn() throws {
    let solution = try LeastSquares.solve(design: [[0, 0, 0], [1, 1, 1]], response: [1, 2, 3])
    #expect(solution.dependentSets == [[0]])
    #expect(solution.isEstimable == [false, true])
    #expect(relativeError(solution.coefficients[1], 2) < 1e-15)
    let nothing = try LeastSquares.solve(design: [[0, 0]], response: [3, 4])
    #expect(nothing.rank == 0 && nothing.residuals == [3, 4] && nothing.residualSumOfSquares == 25)
    #expect(nothing.leverages == [0, 0] && nothing.leverage(ofRow: [0]) == 0 && nothing.leverage(ofRow: [1]).isNaN)
  }
}
