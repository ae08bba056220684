/// How a message names a cell: by its column, or by its number where the header is still being read.
public enum CellName: Sendable, Hashable, CustomStringConvertible {
  /// A cell of the column of this name.
  case column(String)
  /// A cell of the header, counted from 1.
  case header(Int)
  /// A cell beyond the last column, counted from 1.
  case extra(Int)

  public var description: String {
    switch self {
    case .column(let name): Message.quoted(name)
    case .header(let field): "cell \(field) of the header"
    case .extra(let field): "cell \(field)"
    }
  }
}
