extension String {
  /// As a field of CSV (RFC 4180).
  package var quotedForCSV: String { field(separator: ",") }

  /// As a field of tab-separated values with the quotes of CSV, as spreadsheets, pandas and Python's `excel-tab` have them.
  package var quotedForTSV: String { field(separator: "\t") }

  /// Between quotes where a reader could take part of it for a mark, for the end of the line, or for space around the field.
  private func field(separator: Unicode.Scalar) -> String {
    let scalars = unicodeScalars
    let isPlain = scalars.allSatisfy { $0 != separator && $0 != "\"" && !$0.endsLine }
    let isBare = [scalars.first, scalars.last].allSatisfy { $0 != " " && $0 != "\t" && $0 != "\u{FEFF}" }
    return isPlain && isBare ? self : "\"" + doubling("\"") + "\""
  }
}
