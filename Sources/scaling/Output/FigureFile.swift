import Reporting

/// A figure as a file: the end of its name says how it is drawn.
enum FigureFile: Hashable {
  case picture(GnuplotScript.Format)
  case script
  case vegaLite

  /// `nil` for a name of another kind of file.
  init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".vl.json") {
      self = .vegaLite
    } else if name.hasSuffix(".gp") {
      self = .script
    } else if let format = GnuplotScript.Format.allCases.first(where: { name.hasSuffix("." + $0.rawValue) }) {
      self = .picture(format)
    } else {
      return nil
    }
  }

  private static func picture(_ script: GnuplotScript, _ format: GnuplotScript.Format) throws -> [UInt8] {
    let drawn = try Gnuplot.picture(of: script.text, format: format)
    return format == .svg ? Array(script.finished(String(decoding: drawn, as: UTF8.self)).utf8) : drawn
  }

  /// - Throws: `Failure` where gnuplot is needed and not there, or fails.
  func bytes(of figure: Figure, theme: FigureTheme) throws -> [UInt8] {
    switch self {
    case .picture(let format): try Self.picture(GnuplotScript(figure, format: format, theme: theme), format)
    case .script: Array(GnuplotScript(figure, theme: theme).text.utf8)
    case .vegaLite: Array(VegaLite(figure, theme: theme).document.utf8)
    }
  }
}
