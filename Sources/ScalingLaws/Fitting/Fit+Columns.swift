extension Fit {
  /// The numbers of a column that the fit uses, or the truth of a comparison, at the rows used; empty for any other.
  package func numbers(ofColumn column: String) -> [Double] { sample.column(column) }

  /// The texts of a column of the table at the rows used; `nil` where there is no such column.
  package func texts(ofColumn column: String) -> [String?]? {
    guard let texts = try? sample.table.texts(column) else { return nil }
    return sample.rows.map { texts[$0] }
  }

  /// Whether a column of the table holds dates, whose numbers are decimal years.
  package func holdsDates(_ column: String) -> Bool {
    guard let found = try? sample.table.column(column), case .dates = found.storage else { return false }
    return true
  }

  /// Where a coefficient may lie, by the options or else by the law.
  package func domain(of coefficient: String) -> Domain { options.domains[coefficient] ?? law.domain(of: coefficient) }
}
