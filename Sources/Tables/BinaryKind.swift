import Escaping

/// A kind of file that holds tables and is no text, by its first bytes.
public enum BinaryKind: String, Sendable, Hashable {
  /// A spreadsheet of Excel, or another zip file (`PK`).
  case excel
  /// Apache Parquet (`PAR1`).
  case parquet
  /// A file that zstd compressed.
  case zstd

  init?(firstBytes bytes: UnsafeBufferPointer<UInt8>) {
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x50, 0x4B, 3, 4): self = .excel
    // The name of a column may begin in the same way; what follows in Parquet is no text.
    case (0x50, 0x41, 0x52, 0x31) where bytes.count > 4 && bytes[4] > 13 && bytes[4] < 32: self = .parquet
    case (0x28, 0xB5, 0x2F, 0xFD): self = .zstd
    default: return nil
    }
  }

  var noun: String {
    switch self {
    case .excel: "an Excel workbook or another zip file"
    case .parquet: "a Parquet file"
    case .zstd: "a zstd file"
    }
  }

  /// A line that makes text of it.
  func hint(_ source: String) -> String {
    let name = source == "-" ? "FILE" : source
    switch self {
    case .excel:
      let code = "import pandas, sys; pandas.read_excel(\(name.quotedForPython)).to_csv(sys.stdout, index=False)"
      return "convert it: python3 -c \(code.shownShellWord) | scaling … -"
    case .parquet:
      let query = "SELECT * FROM '\(name.replacing("'", with: "''"))'"
      return "convert it: duckdb -csv -c \(query.shownShellWord) | scaling … -"
    case .zstd: return "give its text: zstdcat \(name.pathAsArgument.shownShellWord) | scaling … -"
    }
  }
}
