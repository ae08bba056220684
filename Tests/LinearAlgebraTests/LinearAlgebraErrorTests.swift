import LinearAlgebra
import Testing

@Suite("Linear algebra errors")
struct LinearAlgebraErrorTests {
  static let messages: [(LinearAlgebraError, String)] = [
    (.notFinite(what: "design", row: 2, column: 1), "row 3, column 2 of the design is not a finite number"),
    (.notFinite(what: "response", row: 0, column: nil), "row 1 of the response is not a finite number"),
    (.negativeWeight(row: 4, value: -0.5), "row 5 has the weight -0.5, expected zero or more"),
    (
      .shape(what: "design", rows: 0, columns: 2, expected: "a row of positive weight or more"),
      "the design is 0 x 2, expected a row of positive weight or more"
    ),
    (.rankDeficient(rank: 2, columns: 3), "the 3 columns span only 2 dimensions: the solution is not unique"),
    (
      .notPositiveDefinite(order: 2),
      "the matrix is not positive definite: its leading minor of order 2 is not positive"
    ),
    (
      .lapack(routine: "dgesdd", rows: 9, columns: 3, status: 1),
      "LAPACK dgesdd on a 9 x 3 matrix did not converge (status 1)"
    ),
    (
      .lapack(routine: "dgeqp3", rows: 9, columns: 3, status: -4),
      "LAPACK dgeqp3 on a 9 x 3 matrix refused argument 4"
    ),
  ]

  @Test("each error says what was found and where", arguments: messages)
  func message(_ error: LinearAlgebraError, _ message: String) {
    #expect(error.description == message)
  }

  @Test("errors that the data can mend carry a hint")
  func hints() {
    #expect(LinearAlgebraError.notFinite(what: "design", row: 2, column: 1).hint?.contains("row") == true)
    #expect(LinearAlgebraError.rankDeficient(rank: 2, columns: 3).hint?.contains("column") == true)
    #expect(LinearAlgebraError.lapack(routine: "dgesdd", rows: 9, columns: 3, status: 1).hint == nil)
  }
}
