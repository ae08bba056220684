import ScalingLaws

/// A table with the columns that laws need of it, and what had to be found out for that.
struct BoundTable {
  let table: Table
  let mapping: [String: String]

  /// - Throws: `FitError` naming what is missing or ambiguous.
  init(_ laws: [Law], in table: Table, given: [String: String], telling inputs: Inputs) throws {
    let columns = try LawColumns(laws, in: table, given: given)
    (self.table, mapping) = (columns.table, columns.mapping)
    inputs.note(columns.readings)
  }
}
