import ArgumentParser
import Reporting

/// How a figure looks.
struct FigureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The ground of a figure: light or dark.", valueName: "theme"))
  var theme = FigureTheme.light
}

extension FigureTheme: ExpressibleByArgument {}
extension PriceFigure: ExpressibleByArgument {}
