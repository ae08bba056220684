import ArgumentParser
import Reporting
import ScalingLaws

/// Which figure of a fit is drawn, and how it looks.
struct FitFigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a figure shows: \(FitFigure.allCases.map(\.rawValue).joined(separator: ", ")); fit unless given. scaling plot --help describes them.",
      valueName: "figure"), completion: .figures)
  var figure: String?

  @Option(help: ArgumentHelp("The two coefficients of --figure cloud, e.g. alpha,beta.", valueName: "name,name"))
  var coefficients: String?

  @OptionGroup var look: FigureOptions

  /// - Throws: `Problem` with a suggestion.
  func chosen() throws -> FitFigure {
    try figure.map { name in try FitFigure(named: name) } ?? .fit
  }

  /// - Throws: `FigureError`, `FitError`.
  func figure(of drawn: DrawnFit) throws -> Figure {
    let names = coefficients?.split(separator: ",").map(\.trimmed) ?? []
    return try chosen().figure(of: drawn, coefficients: names)
  }
}
