import Formulas
import Tables
import Testing

/// Derived columns and filters.
@Suite struct FilterTests {
  private func table() throws -> Table {
    let text = """
      date,name,N,D,mmlu
      2024-07-18,small,1e8,2B,43.9
      2024-12-31,big one,2e9,,86
      2025-01-01,,5e8,1e10,

      """
    return try Table(bytes: Array(text.utf8), source: "t.csv")
  }

  private func names(where condition: String) throws -> [String?] {
    try table().filtering(try Expression(parsing: condition)).texts("date")
  }

  @Test(
    "conditions on numbers, texts and dates keep the rows for which they hold",
    arguments: [
      ("N > 2e8", ["2024-12-31", "2025-01-01"]),
      ("name == \"big one\"", ["2024-12-31"]),
      ("name != 'big one'", ["2024-07-18"]),
      ("date < \"2025-01-01\"", ["2024-07-18", "2024-12-31"]),
      ("date >= 2024-12-31", ["2024-12-31", "2025-01-01"]),
      ("not (N > 2e8) or mmlu > 80", ["2024-07-18", "2024-12-31"]),
      ("name == \"small\" and D > 1e9", ["2024-07-18"]),
    ])
  func conditions(_ condition: String, _ dates: [String]) throws {
    #expect(try names(where: condition) == dates)
  }

  @Test("a missing value leaves a condition undecided, and the row is counted apart")
  func undecided() throws {
    let kept = try table().filtering(try Expression(parsing: "mmlu > 50"))
    #expect(kept.filters.map(\.condition) == ["mmlu > 50"])
    #expect(kept.filters.map { [$0.kept, $0.excluded, $0.undecided] } == [[1, 1, 1]])
    #expect(kept.rowCount == 1 && kept.sourceRowCount == 3)
    // What is true whatever the missing value is, is decided.
    #expect(try table().filtering(try Expression(parsing: "mmlu > 50 or N > 0")).rowCount == 3)
  }

  @Test("filters follow one another, and lines stay those of the source")
  func chain() throws {
    let kept = try table().filtering(try Expression(parsing: "N > 2e8")).filtering(try Expression(parsing: "N < 1e9"))
    #expect(kept.filters.map(\.kept) == [2, 1])
    #expect(kept.lineNumbers[0] == 4)
  }

  @Test("a derived column is a column like any other, missing where its inputs are")
  func derived() throws {
    let table = try table().deriving(try Formula("C = 6*N*D"))
    let compute = try table.numbers("C")
    #expect(compute[0] == 1.2e18 && compute[1].isNaN && compute[2] == 3e19)
  }

  @Test(
    "what makes no sense is refused with a hint",
    arguments: [
      ("N", "N is not a condition", TableError.Kind.usage),
      ("N == \"5\"", "N == \"5\": \"N\" holds numbers, not text", .usage),
      ("date > \"soon\"", "\"soon\" is not a date, and \"date\" holds dates", .usage),
      ("M > 5", "t.csv: no column \"M\", in M > 5", .badData),
      ("nmae == \"x\"", "t.csv: no column \"nmae\"", .badData),
      ("name == small", "t.csv: no column \"small\", in name == small", .badData),
      ("name > 5", "t.csv:2:12: \"name\" is \"small\", not a number", .badData),
    ])
  func refusals(_ condition: String, _ message: String, _ kind: TableError.Kind) throws {
    let table = try table()
    #expect { try table.filtering(try Expression(parsing: condition)) } throws: { error in
      let error = error as? TableError
      return error?.description == message && error?.hint != nil && error?.kind == kind
    }
  }

  @Test("a derived column must have a new name")
  func derivedNames() throws {
    let table = try table()
    #expect(throws: TableError.duplicateColumn(source: "t.csv", name: "N")) {
      try table.deriving(try Formula("N = 2*N"))
    }
    #expect(throws: TableError.derivedName(formula: "log(M) = N")) { try table.deriving(try Formula("log(M) = N")) }
  }
}
