/// A figure as a file: the end of its name says what it becomes.
package enum FigureFile: String, CaseIterable {
  case vegaLite = ".vl.json"
  case svg = ".svg"
  case png = ".png"
  case pdf = ".pdf"
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// The kind of file whose names end in its raw value; `nil` for a name of another kind.
  init?(path: String) {
    guard let kind = Self.allCases.first(where: { path.lowercased().hasSuffix($0.rawValue) }) else { return nil }
    self = kind
  }
}
