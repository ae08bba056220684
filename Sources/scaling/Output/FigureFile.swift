import Reporting

/// A figure as a file: the end of its name says what it becomes.
enum FigureFile: Hashable {
  case svg
  case converted(RSVGConvert.Format)
  case vegaLite

  /// `nil` for a name of another kind of file.
  init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".vl.json") {
      self = .vegaLite
    } else if name.hasSuffix(".svg") {
      self = .svg
    } else if let format = RSVGConvert.Format.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) {
      self = .converted(format)
    } else {
      return nil
    }
  }

  /// - Throws: `Failure` where a program is needed and not there, or fails.
  func bytes(of figure: Figure, theme: FigureTheme) throws -> [UInt8] {
    switch self {
    case .svg: Array(figure.svg(theme: theme).utf8)
    case .converted(let format): try RSVGConvert.picture(of: figure.svg(theme: theme), format: format)
    case .vegaLite: Array(VegaLite(figure, theme: theme).document.utf8)
    }
  }
}
