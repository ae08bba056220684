/// A place in the text that a table was read from, printed as `runs.csv:118:7`.
public struct SourcePosition: Sendable, Hashable, CustomStringConvertible {
  /// The path, `-` for standard input, or `@name` for a bundled table.
  public let source: String
  /// The line, counted from 1. In a table made in memory, the row counted from 1.
  public let line: Int
  /// The first byte of the cell in its line, counted from 1, or `nil` where only the line is known.
  public let column: Int?

  /// The place at a line, and at a byte in it.
  public init(source: String, line: Int, column: Int? = nil) {
    self.source = source
    self.line = line
    self.column = column
  }

  public var description: String {
    guard let column else { return "\(source):\(line)" }
    return "\(source):\(line):\(column)"
  }
}
