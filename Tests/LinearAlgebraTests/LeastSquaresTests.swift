import LinearAlgebra
import Testing
import VectorMath

@Suite("Least squares")
struct LeastSquaresTests {
  @Test("a line through three points is the one worked by hand")
  func line() throws {
    let solution = try LeastSquares.solve(design: [[1, 1, 1], [1, 2, 3]], response: [1, 2, 2])
    #expect(relativeError(solution.coefficients, [2.0 / 3, 0.5]) < 1e-16)
    #expect(relativeError(solution.residuals, [-1.0 / 6, 1.0 / 3, -1.0 / 6]) < 2e-16)
    #expect(relativeError(solution.fittedValues, [7.0 / 6, 5.0 / 3, 13.0 / 6]) < 2e-16)
    #expect(relativeError(solution.residualSumOfSquares, 1.0 / 6) < 2e-16)
    #expect(relativeError(solution.inverseGram.elements, [7.0 / 3, -1, -1, 0.5]) < 1e-14)
    #expect(relativeError(solution.leverages, [5.0 / 6, 1.0 / 3, 5.0 / 6]) < 1e-14)
    #expect(solution.rank == 2 && solution.isEstimable == [true, true] && solution.dependentSets.isEmpty)
  }

  @Test("a weight of two is a row given twice")
  func weightsAreCounts() throws {
    let weighted = try LeastSquares.solve(
      design: [[1, 1, 1, 1], [1, 2, 3, 5]], response: [1, 2, 2, 7], weights: [2, 1, 1, 3])
    let repeated = try LeastSquares.solve(
      design: [[1, 1, 1, 1, 1, 1, 1], [1, 1, 2, 3, 5, 5, 5]], response: [1, 1, 2, 2, 7, 7, 7])
    #expect(relativeError(weighted.coefficients, repeated.coefficients) < 1e-15)
    #expect(relativeError(weighted.inverseGram.elements, repeated.inverseGram.elements) < 1e-14)
    #expect(relativeError(weighted.residualSumOfSquares, repeated.residualSumOfSquares) < 1e-15)
    #expect(relativeError(weighted.leverages[3], 3 * repeated.leverages[4]) < 1e-14)
  }

  @Test("a row of weight zero changes nothing but has a residual", arguments: [1e9, 1e200, 1e300])
  func zeroWeights(outlier: Double) throws {
    let with = try LeastSquares.solve(
      design: [[1, 1, 1, 1], [1, 2, outlier, 3]], response: [1, 2, -4, 2], weights: [1, 1, 0, 1])
    let without = try LeastSquares.solve(design: [[1, 1, 1], [1, 2, 3]], response: [1, 2, 2])
    #expect(with.coefficients == without.coefficients)
    #expect(relativeError(with.inverseGram.elements, without.inverseGram.elements) < 1e-14)
    #expect(with.residualSumOfSquares == without.residualSumOfSquares)
    #expect(with.leverages[2] == 0)
    #expect(relativeError(with.residuals[2], -4 - 2.0 / 3 - 0.5 * outlier) < 1e-15)
    #expect(relativeError(with.scaledConditionNumber, without.scaledConditionNumber) < 1e-14)
  }

  @Test("units of columns, response and weights only scale the answer", arguments: [1e25, 1e-25, 1e140])
  func units(_ unit: Double) throws {
    let x = [1.0, 2, 4, 7, 11]
    let y = [2.0, 3, 5, 4, 9]
    let base = try LeastSquares.solve(design: [[1, 1, 1, 1, 1], ExtendedColumn(x)], response: ExtendedColumn(y))
    let scaled = try LeastSquares.solve(
      design: [[1, 1, 1, 1, 1], ExtendedColumn(x.map { $0 * unit })], response: ExtendedColumn(y),
      weights: [Double](repeating: unit, count: 5))
    #expect(relativeError(scaled.coefficients, [base.coefficients[0], base.coefficients[1] / unit]) < 1e-15)
    #expect(relativeError(scaled.inverseGram[0, 0] * unit, base.inverseGram[0, 0]) < 1e-14)
    #expect(relativeError(scaled.inverseGram[0, 1] * unit * unit, base.inverseGram[0, 1]) < 1e-14)
    #expect(relativeError(scaled.residualSumOfSquares, base.residualSumOfSquares * unit) < 1e-14)
    #expect(relativeError(scaled.leverages, base.leverages) < 1e-14)
    #expect(relativeError(scaled.scaledConditionNumber, base.scaledConditionNumber) < 1e-13)
  }

  @Test("columns that hardly differ are told apart, and their coefficients are right", arguments: [1e-3, 1e-9, 1e-11])
  func nearlyCollinear(difference: Double) throws {
    var random = UniformNumbers(seed: 1)
    let first = random.next(100)
    let second = zip(first, random.next(100)).map { $0 + difference * $1 }
    // 1 + 2 a + 3 b, which doubles could not hold.
    let response = zip(first, second).map {
      DoubleDouble(1) + DoubleDouble(productOf: 2, and: $0) + DoubleDouble(productOf: 3, and: $1)
    }
    let ones = ExtendedColumn([Double](repeating: 1, count: 100))
    let design = [ones, ExtendedColumn(first), ExtendedColumn(second)]
    let solution = try LeastSquares.solve(design: design, response: ExtendedColumn(response))
    #expect(solution.rank == 3)
    #expect(solution.scaledConditionNumber > 1 / difference && solution.scaledConditionNumber < 10 / difference)
    #expect(relativeError(solution.coefficients, [1, 2, 3]) < 1e-15)
    #expect(relativeError(solution.leverages.reduce(0, +), 3) < 1e-14)
  }

  @Test("two rows of enormous weight pin the line to themselves", arguments: [1e12, 1e30])
  func enormousWeights(weight: Double) throws {
    // Through (2, 2) and (3, 2) the line is level; the other rows move it by less than rounding from 1e16 on.
    let solution = try LeastSquares.solve(
      design: [[1, 1, 1, 1, 1], [1, 2, 3, 4, 5]], response: [1, 2, 2, 5, 9], weights: [1, weight, weight, 1, 1])
    #expect(relativeError(solution.coefficients[0], 2) < 100 / weight + 1e-15)
    #expect(abs(solution.coefficients[1]) < 100 / weight + 1e-15)
    #expect(relativeError([solution.residuals[0], solution.residuals[4]], [-1, 7]) < 100 / weight + 1e-15)
    #expect(relativeError(solution.leverages.reduce(0, +), 2) < 1e-14)
  }

  @Test("the residuals of many rows are orthogonal to the columns")
  func manyRows() throws {
    var random = UniformNumbers(seed: 2)
    let count = 100_000
    let x = random.next(count).map { 20 + $0 }
    let weights = random.next(count)
    let y = zip(x, random.next(count)).map { 3 - 2 * $0 + $1 }
    let solution = try LeastSquares.solve(
      design: [ExtendedColumn([Double](repeating: 1, count: count)), ExtendedColumn(x)],
      response: ExtendedColumn(y), weights: weights)
    let products = (0..<count).map { weights[$0] * solution.residuals[$0] }
    #expect(abs(products.reduce(0, +)) < 1e-15 * Double(count))
    #expect(abs(zip(products, x).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-13 * Double(count))
    // The noise is uniform: mean 1/2, standard deviation 0.29; the slope's own is 0.003.
    #expect(abs(solution.coefficients[1] + 2) < 0.02)
  }

  @Test("solutions at the same time in many tasks are the same")
  func concurrency() async throws {
    let problem: [ExtendedColumn] = [[1, 1, 1, 1], [1, 2, 3, 4], [1, 4, 9, 16]]
    let expected = try LeastSquares.solve(design: problem, response: [1, 3, 2, 5])
    await withTaskGroup(of: [Double]?.self) { group in
      for _ in 0..<64 {
        group.addTask { try? LeastSquares.solve(design: problem, response: [1, 3, 2, 5]).coefficients }
      }
      for await coefficients in group { #expect(coefficients == expected.coefficients) }
    }
  }

  @Test("a response of zeros has coefficients of zero")
  func zeroResponse() throws {
    let solution = try LeastSquares.solve(design: [[1, 1, 1], [1, 2, 4]], response: [0, 0, 0])
    #expect(solution.coefficients == [0, 0] && solution.residualSumOfSquares == 0)
  }

  @Test("what is not finite is refused with its place")
  func notFinite() {
    #expect(throws: LinearAlgebraError.notFinite(what: "design", row: 2, column: 1)) {
      try LeastSquares.solve(design: [[1, 1, 1], [1, 2, .nan]], response: [1, 2, 2])
    }
    #expect(throws: LinearAlgebraError.notFinite(what: "response", row: 0, column: nil)) {
      try LeastSquares.solve(design: [[1, 1, 1]], response: [-.infinity, 2, 2])
    }
    #expect(throws: LinearAlgebraError.notFinite(what: "weights", row: 1, column: nil)) {
      try LeastSquares.solve(design: [[1, 1, 1]], response: [1, 2, 2], weights: [1, .infinity, 1])
    }
    #expect(throws: LinearAlgebraError.negativeWeight(row: 1, value: -2)) {
      try LeastSquares.solve(design: [[1, 1, 1]], response: [1, 2, 2], weights: [1, -2, 1])
    }
  }

  @Test("no rows, or none with weight, is an error of the data's shape")
  func noRows() {
    let expected = "a row of positive weight or more"
    #expect(throws: LinearAlgebraError.shape(what: "design", rows: 0, columns: 2, expected: expected)) {
      try LeastSquares.solve(design: [[], []], response: [])
    }
    #expect(throws: LinearAlgebraError.shape(what: "design", rows: 2, columns: 1, expected: expected)) {
      try LeastSquares.solve(design: [[1, 2]], response: [1, 2], weights: [0, 0])
    }
  }
}
