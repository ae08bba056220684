import LinearAlgebra
import Testing

/// Designs of so many rows that they are decomposed block by block.
@Suite struct TallDesignTests {
  @Test("orthogonal columns of 100,000 rows have the solution that sums of whole numbers give")
  func orthogonal() throws {
    let count = 100_000
    let signs: [[Double]] = [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]]
    let y = (0..<count).map { Double($0 * $0 % 7) }
    let solution = try LeastSquares.solve(
      design: signs.map { pattern in ExtendedColumn((0..<count).map { pattern[$0 % 4] }) }, response: ExtendedColumn(y))
    // X'X = n I.
    for (index, pattern) in signs.enumerated() {
      let product = (0..<count).reduce(0.0) { $0 + pattern[$1 % 4] * y[$1] }
      #expect(solution.coefficients[index] == product / Double(count))
      #expect(abs(solution.inverseGram[index, index] * Double(count) - 1) < 1e-13)
    }
    #expect(solution.leverages.allSatisfy { abs($0 * Double(count) / 3 - 1) < 1e-12 })
    #expect(abs(solution.scaledConditionNumber - 1) < 1e-13)
    // White's meat of ±1 columns: V₀₁ = Σ rᵢ² xᵢ₀ xᵢ₁ / n².
    let sandwich = solution.sandwich(multipliers: solution.residuals)
    let expected = (0..<count).reduce(0.0) { $0 + solution.residuals[$1] * solution.residuals[$1] * signs[1][$1 % 4] }
    #expect(abs(sandwich[0, 1] - expected / 1e10) < 1e-12 * sandwich[0, 0])
  }

  @Test("rows that stand twice are rows of weight two of a design that is decomposed at once", arguments: [0.0, 30])
  func doubled(_ offset: Double) throws {
    // From an offset of 30 on the columns are collinear enough for the inverse to be refined.
    let count = 60_000
    let x = (0..<count).map { (row: Int) -> Double in offset + Double((row * 7919) % count) / Double(count) }
    let z = (0..<count).map { (row: Int) -> Double in Double((row * 104_729) % 997) / 997 }
    let y = (0..<count).map { (row: Int) -> Double in
      let noise = Double((row * 31) % 11) / 11
      return x[row] - 2 * z[row] + noise
    }
    func solved(_ copies: Int) throws -> LeastSquaresSolution {
      func column(_ values: [Double]) -> ExtendedColumn { ExtendedColumn((0..<copies).flatMap { _ in values }) }
      return try LeastSquares.solve(
        design: [column(x.map { _ in 1 }), column(x), column(z)], response: column(y),
        weights: copies == 1 ? x.map { _ in 2 } : nil)
    }
    let (tall, weighted) = (try solved(2), try solved(1))
    for index in 0..<3 {
      #expect(abs(tall.coefficients[index] / weighted.coefficients[index] - 1) < 1e-14)
      for other in 0..<3 {
        #expect(abs(tall.inverseGram[index, other] / weighted.inverseGram[index, other] - 1) < 1e-11)
      }
    }
    for row in stride(from: 0, to: count, by: 997) {
      #expect(abs(2 * tall.leverages[row] / weighted.leverages[row] - 1) < 1e-10)
      #expect(abs(tall.residuals[row] - weighted.residuals[row]) < 1e-13)
    }
    #expect(abs(tall.residualSumOfSquares / weighted.residualSumOfSquares - 1) < 1e-14)
    let (many, few) = (
      tall.sandwich(multipliers: tall.residuals), weighted.sandwich(multipliers: weighted.residuals.map { 2 * $0 })
    )
    for index in 0..<3 { #expect(abs(2 * many[index, index] / few[index, index] - 1) < 1e-10) }
    let row = tall.orthogonalRow(5)
    #expect(abs(row.reduce(0.0) { $0 + $1 * $1 } / tall.leverages[5] - 1) < 1e-10)
  }

  @Test("a tall design whose columns depend on each other says so")
  func dependent() throws {
    let x = (0..<100_000).map(Double.init)
    let solution = try LeastSquares.solve(
      design: [ExtendedColumn(x.map { _ in 1 }), ExtendedColumn(x), ExtendedColumn(x.map { 2 * $0 + 1 })],
      response: ExtendedColumn(x))
    #expect(solution.rank == 2 && solution.dependentSets == [[0, 1, 2]])
  }
}
