import Foundation
import LinearAlgebra
import Testing

@Suite("Cholesky decomposition")
struct CholeskyDecompositionTests {
  // R: A <- matrix(c(4, 1, 2, 1, 3, 0.5, 2, 0.5, 5), 3)
  let matrix = Matrix(columns: [[4, 1, 2], [1, 3, 0.5], [2, 0.5, 5]])

  @Test("the factor is that worked by hand")
  func factor() throws {
    let decomposition = try CholeskyDecomposition(Matrix(columns: [[4, 2], [2, 10]]))
    #expect(decomposition.lower == Matrix(columns: [[2, 1], [0, 3]]))
    #expect(decomposition.logDeterminant == log(36.0))
  }

  @Test("solution, inverse and determinant agree with R")
  func witness() throws {
    let decomposition = try CholeskyDecomposition(matrix)
    // R: solve(A), determinant(A)
    let inverse = [
      0.33522727272727271, -0.09090909090909091, -0.125, -0.09090909090909091, 0.36363636363636365, 0, -0.125, 0, 0.25,
    ]
    let found = try decomposition.inverse()
    #expect(zip(found.elements, inverse).allSatisfy { abs($0 - $1) < 1e-16 })
    #expect(found == found.transposed)
    #expect(relativeError(decomposition.logDeterminant, 3.784189633918261) < 1e-15)
    #expect(try relativeError(decomposition.solve(matrix * [1, -2, 3]), [1, -2, 3]) < 1e-15)
  }

  @Test("the upper triangle is not read")
  func lowerOnly() throws {
    var lower = matrix
    lower[0, 1] = 100
    #expect(try CholeskyDecomposition(lower) == CholeskyDecomposition(matrix))
  }

  @Test("an indefinite matrix is refused with the order of its minor")
  func indefinite() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try CholeskyDecomposition(Matrix(columns: [[1, 2], [2, 1]]))
    }
  }

  @Test("a NaN is refused with its place, not taken for an illegal argument")
  func notFinite() {
    #expect(throws: LinearAlgebraError.notFinite(what: "matrix", row: 0, column: 1)) {
      try CholeskyDecomposition(Matrix(columns: [[1, 0], [.nan, 1]]))
    }
  }
}

@Suite("Singular value decomposition")
struct SingularValueDecompositionTests {
  @Test("singular values agree with R, and the factors give the matrix back")
  func witness() throws {
    let matrix = Matrix(columns: [[1, 2, 3], [4, 5, 6]])
    let decomposition = try SingularValueDecomposition(matrix)
    // R: svd(matrix(1:6, 3))$d
    #expect(relativeError(decomposition.singularValues, [9.5080320006957262, 0.7728696356734848]) < 1e-15)
    #expect(try SingularValueDecomposition.singularValues(of: matrix.transposed).count == 2)
    var scaled = decomposition.leftVectors
    for row in 0..<3 {
      for column in 0..<2 { scaled[row, column] *= decomposition.singularValues[column] }
    }
    #expect(relativeError((scaled * decomposition.rightVectorsTransposed).elements, matrix.elements) < 1e-14)
    #expect(relativeError(decomposition.conditionNumber, 9.5080320006957262 / 0.7728696356734848) < 1e-14)
  }

  @Test("dependent columns lower the rank")
  func rank() throws {
    let decomposition = try SingularValueDecomposition(Matrix(columns: [[1, 2, 3], [2, 4, 6], [1, 0, 0]]))
    #expect(decomposition.rank(tolerance: 1e-12) == 2)
    #expect(decomposition.conditionNumber > 1e15)
  }

  @Test("an infinity is refused with its place")
  func notFinite() {
    #expect(throws: LinearAlgebraError.notFinite(what: "matrix", row: 1, column: 0)) {
      try SingularValueDecomposition(Matrix(columns: [[1, .infinity]]))
    }
  }
}

@Suite("QR decomposition")
struct QRDecompositionTests {
  let matrix = Matrix(columns: [[3, 4, 0, 0], [1, 1, 1, 1], [0, 0, 5, 12]])

  @Test("the first pivot is the longest column, and R starts with its length")
  func pivots() throws {
    let decomposition = try QRDecomposition(matrix)
    #expect(decomposition.permutation == [2, 0, 1])
    #expect(relativeError(abs(decomposition.r[0, 0]), 13) < 1e-15)
    #expect(relativeError(abs(decomposition.r[1, 1]), 5) < 1e-15)
    #expect(decomposition.r[1, 0] == 0)
  }

  @Test("Q R gives the permuted matrix back")
  func product() throws {
    let decomposition = try QRDecomposition(matrix)
    let product = try decomposition.thinQ() * decomposition.r
    let permuted = Matrix(columns: decomposition.permutation.map { matrix.column($0) })
    #expect(zip(product.elements, permuted.elements).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test("Q and its transpose undo each other")
  func orthogonality() throws {
    let decomposition = try QRDecomposition(matrix)
    let vector = [1.0, -2, 3, 7]
    let there = try decomposition.multiplyingByQTransposed(vector)
    #expect(try relativeError(decomposition.multiplyingByQ(there), vector) < 1e-14)
    #expect(there != vector)
  }

  @Test("a square system and a least-squares line are solved as by hand")
  func solve() throws {
    let square = try QRDecomposition(Matrix(columns: [[2, 1], [1, 3]]))
    // A few units in the last place: the kernels of LAPACK round differently from one processor to the next.
    #expect(try relativeError(square.solve([4, 7]), [1, 2]) < 4e-15)
    // Through (1, 1), (2, 2), (3, 2): intercept 2/3, slope 1/2.
    let line = try QRDecomposition(Matrix(columns: [[1, 1, 1], [1, 2, 3]]))
    #expect(try relativeError(line.solve([1, 2, 2]), [2.0 / 3, 0.5]) < 1e-14)
  }

  @Test("dependent columns have no unique solution")
  func deficient() throws {
    let decomposition = try QRDecomposition(Matrix(columns: [[1, 2, 3], [2, 4, 6]]))
    #expect(decomposition.rank(tolerance: 1e-12) == 1)
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1, columns: 2)) { try decomposition.solve([1, 1, 1]) }
    #expect(try QRDecomposition(Matrix(rows: 2, columns: 2, repeating: 0)).rank(tolerance: 1e-12) == 0)
  }

  @Test("a wide matrix has a trapezoidal R, an empty one none")
  func shapes() throws {
    let wide = try QRDecomposition(matrix.transposed)
    #expect(wide.r.rows == 3 && wide.r.columns == 4)
    #expect(wide.rank(tolerance: 1e-12) == 3)
    #expect(try QRDecomposition(Matrix(rows: 0, columns: 2, elements: [])).r.rows == 0)
  }
}
