import LinearAlgebra
import Testing

@Suite("Matrix")
struct MatrixTests {
  let matrix = Matrix(columns: [[1, 4], [2, 5], [3, 6]])

  @Test("elements lie column by column")
  func layout() {
    #expect(matrix == Matrix(rows: 2, columns: 3, elements: [1, 4, 2, 5, 3, 6]))
    #expect(matrix[1, 2] == 6)
    #expect(matrix.column(1) == [2, 5])
    #expect(matrix.diagonal == [1, 5])
    #expect(matrix.transposed == Matrix(columns: [[1, 2, 3], [4, 5, 6]]))
  }

  @Test("products with matrices and vectors are those worked by hand")
  func products() {
    #expect(matrix * matrix.transposed == Matrix(columns: [[14, 32], [32, 77]]))
    #expect(matrix.crossProduct == Matrix(columns: [[17, 22, 27], [22, 29, 36], [27, 36, 45]]))
    #expect(matrix * [1, 0, -1] == [-2, -2])
    #expect(matrix * Matrix.identity(3) == matrix)
  }

  @Test("an inner side of zero gives zeros")
  func empty() {
    let product = Matrix(rows: 2, columns: 0, elements: []) * Matrix(rows: 0, columns: 2, elements: [])
    #expect(product == Matrix(rows: 2, columns: 2, repeating: 0))
    #expect(Matrix(rows: 0, columns: 2, elements: []).crossProduct == Matrix(rows: 2, columns: 2, repeating: 0))
  }

  @Test("a product of sides that disagree is the caller's bug")
  func disagreeing() async {
    await #expect(processExitsWith: .failure) {
      let matrix = Matrix(columns: [[1, 4], [2, 5], [3, 6]])
      _ = matrix * matrix
    }
  }
}
