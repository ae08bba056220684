import ArgumentParser
import Reporting
import ScalingLaws

/// Which figure of a fit is drawn, and how it looks.
struct FitFigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What a figure shows: \(FitFigure.allCases.map(\.rawValue).joined(separator: ", ")); fit unless given. scaling plot --help describes them.",
      valueName: "figure"))
  var figure: String?

  @OptionGroup var look: FigureOptions

  /// - Throws: `Failure` with a suggestion.
  func chosen() throws -> FitFigure {
    do throws(FigureError) {
      return try figure.map { name throws(FigureError) in try FitFigure(named: name) } ?? .fit
    } catch {
      throw Failure(error)
    }
  }
}
