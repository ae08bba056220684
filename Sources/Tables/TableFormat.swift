/// How a table is written as text.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Cells separated by commas, quoted as in RFC 4180.
  case csv
  /// Cells separated by tabs. Quotes mean the same as in CSV.
  case tsv
  /// One JSON array of flat objects (RFC 8259).
  case json
  /// One flat JSON object on each line.
  case jsonLines

  /// As flags and files name it: `csv`, `tsv`, `json` or `jsonl`.
  public var name: String { self == .jsonLines ? "jsonl" : rawValue }

  /// The format that a file name's extension stands for, or `nil` when the extension says nothing.
  ///
  /// `.csv`, `.tsv`, `.json`, `.jsonl` and `.ndjson`, in any letter case, with or without `.gz`.
  public init?(path: String) {
    var name = path.split(separator: "/").last ?? ""
    if name.lowercased().hasSuffix(".gz") { name = name.dropLast(3) }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonLines
    default: return nil
    }
  }
}
