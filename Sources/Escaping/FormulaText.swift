extension String {
  /// As a name in a formula: in backticks, a backtick in it written twice.
  package var quotedForFormula: String { "`" + doubling("`") + "`" }

  /// As a text in a formula: in double quotes, or in single ones where that needs none doubled.
  package var quotedAsFormulaText: String {
    let scalars = unicodeScalars
    let quote: Unicode.Scalar = scalars.contains("\"") && !scalars.contains("'") ? "'" : "\""
    return String(quote) + doubling(quote) + String(quote)
  }
}
