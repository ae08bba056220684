import Foundation
import LinearAlgebra
import Testing

@Suite("Orthonormal coordinates and eigenvalues")
struct OrthogonalCoordinatesTests {
  @Test("eigenvalues of a matrix worked by hand, and functions of it")
  func eigenvalues() throws {
    // (2 1; 1 2): 1 along (1, -1), 3 along (1, 1).
    let matrix = Matrix(rows: 2, columns: 2, elements: [2, 1, 1, 2])
    let parts = try SymmetricEigenDecomposition(matrix)
    #expect(abs(parts.values[0] - 1) < 1e-15 && abs(parts.values[1] - 3) < 1e-15)
    #expect(abs(abs(parts.vectors[0, 1]) - 0.5.squareRoot()) < 1e-15)
    let root = parts.matrix { $0.squareRoot() }
    #expect(relativeError((root * root).elements, matrix.elements) < 1e-15)
    let inverse = parts.matrix { 1 / $0 }
    #expect(relativeError(inverse.elements, [2.0 / 3, -1.0 / 3, -1.0 / 3, 2.0 / 3]) < 1e-15)
    #expect(try SymmetricEigenDecomposition(Matrix(rows: 0, columns: 0, repeating: 0)).values.isEmpty)
    #expect(throws: LinearAlgebraError.self) {
      try SymmetricEigenDecomposition(Matrix(rows: 1, columns: 1, repeating: .nan))
    }
  }

  @Test("sums, multiples and weighted products of matrices")
  func arithmetic() {
    let a = Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4])
    let zero = a + a - 2 * a
    #expect(zero.elements == [0, 0, 0, 0])
    var b = a
    b.add(2, outer: [1, -1])
    #expect(b.elements == [3, 0, 1, 6])
    // Rows (1, 3) and (2, 4) with weights 1 and -1: 1 - 4, 3 - 8, 9 - 16.
    #expect(a.weightedCrossProduct([1, -1]).elements == [-3, -5, -5, -7])
  }

  @Test(
    "rows are orthonormal, move a combination as they do in the design, and its length is its variance",
    arguments: [0.0, 1000])
  func orthonormal(_ offset: Double) throws {
    let x = (1...8).map { offset + Double($0) }
    let weights = [1, 2, 0.5, 0.25, 4, 1, 3, 0]
    let solution = try LeastSquares.solve(
      design: [ExtendedColumn(x.map { _ in 1 }), ExtendedColumn(x), ExtendedColumn(x.map { $0 * $0 })],
      response: [3, 1, 4, 1, 5, 9, 2, 6], weights: weights)
    let rows = solution.orthogonalRows
    let product = rows.weightedCrossProduct(weights)
    // Rounding grows with the scaled condition number, 25 and 1e6.
    let tolerance = 1e-15 * max(100, solution.scaledConditionNumber)
    for row in 0..<3 {
      for column in 0..<3 { #expect(abs(product[row, column] - (row == column ? 1 : 0)) < tolerance) }
    }
    let point: Double = offset + 10
    let combination: [Double] = [1, point, point * point]
    let z = try #require(solution.orthogonalCoordinates(ofRow: combination))
    let length: Double = z.reduce(0.0) { $0 + $1 * $1 }
    #expect(abs(length / solution.leverage(ofRow: combination) - 1) < 1e-14)
    let moved = rows * z
    let movements = try #require(solution.movements(ofRow: combination))
    for row in 0..<7 { #expect(abs(moved[row] - movements[row]) < tolerance * 10) }
  }

  @Test("a combination that the data do not determine has no coordinates")
  func undetermined() throws {
    let solution = try LeastSquares.solve(design: [[1, 2, 3], [2, 4, 6]], response: [1, 2, 2])
    #expect(solution.orthogonalCoordinates(ofRow: [1, 0]) == nil)
    #expect(solution.orthogonalCoordinates(ofRow: [1, 2])?.count == 1)
  }
}
