import CDatasets

/// A bundled table: what it holds, where it comes from, and its bytes.
///
/// The bytes are a CSV file with a header line, in UTF-8, with lines that end in carriage return and line feed.
public struct Dataset: Sendable {
  /// One column of a bundled table.
  public struct Column: Sendable, Hashable {
    /// The name in the header line.
    public let name: String
    /// The unit of the values, or the kind of value where there is no unit: "date", "text", "yes or no".
    public let unit: String
    /// What the values are, and when they are empty.
    public let meaning: String

    init(_ name: String, _ unit: String, _ meaning: String) {
      self.name = name
      self.unit = unit
      self.meaning = meaning
    }
  }

  /// The name that the command takes after `@`.
  public let name: String
  public let title: String
  public let summary: String
  /// The number of rows, without the header line.
  public let rows: Int
  /// The columns in the order of the table.
  public let columns: [Column]
  /// Who made the numbers, with links.
  public let source: String
  public let licence: String
  /// What one must know before using the table.
  public let caveat: String
  /// SHA-256 of the bytes, in lower-case hexadecimal digits.
  public let sha256: String

  /// The table as a CSV file.
  public var bytes: [UInt8] {
    let table = scaling_dataset(name)
    return Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
  }
}
