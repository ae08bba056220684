/// Why there is no such figure.
public enum FigureError: Error, Sendable, Hashable, CustomStringConvertible {
  case unknown(String, figures: [String], suggestion: String?)
  /// A figure that shows rows, of a fit without them.
  case needsRows(String)
  /// Text of a law or a fit that the figure cannot be drawn of.
  case notOf(figure: String, reason: String)

  public var description: String {
    switch self {
    case .unknown(let name, _, _): "there is no figure \"\(name)\""
    case .needsRows(let figure): "the figure \(figure) shows the rows of the fit, and they are not there"
    case .notOf(let figure, let reason): "the figure \(figure) cannot be drawn: \(reason)"
    }
  }

  public var hint: String? {
    switch self {
    case .unknown(_, let figures, let suggestion):
      suggestion.map { "did you mean \"\($0)\"?" } ?? "one of \(figures.joined(separator: ", "))"
    case .needsRows: "say where the table is: --data runs.csv"
    case .notOf: nil
    }
  }
}
