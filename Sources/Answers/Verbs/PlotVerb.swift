import ArgumentParser
import Reporting
import ScalingLaws

struct PlotVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a figure of a fit file: SVG, PNG, PDF, Vega-Lite.",
    discussion: """
      The end of a file's name says what is made: .svg, or .vl.json, a specification of Vega-Lite with the data in it, of which the same fit
      file gives the same bytes; .png and .pdf by rsvg-convert, which must be installed (apt-get install librsvg2-bin). Without -o the
      specification goes to standard output, unless that is a terminal.

      FIGURES
      \(figures)

      A fit file holds no rows. They are read from where the fit had them, or from --data, and must be the same to the byte; the law is
      then fitted again and must come out the same.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json
        scaling plot fit.json -o fit.svg
        scaling plot fit.json -o fit.png -o fit.vl.json --theme dark
        scaling plot fit.json --figure contours -o contours.svg
        scaling plot fit.json --figure cloud --coefficients alpha,beta -o cloud.svg
        scaling fit runs.csv --law power-law-floor --json | scaling plot - --data runs.csv -o fit.pdf
      """.reflowed)

  private static var figures: String {
    FitFigure.allCases.map { figure in
      "  \(figure.rawValue)\(String(repeating: " ", count: max(1, 11 - figure.rawValue.count)))\(figure.summary)"
        + (figure.needsRows ? " [needs the rows]" : "")
    }.joined(separator: "\n")
  }

  @OptionGroup var source: FitFileOptions

  @OptionGroup var drawing: FitFigureOptions

  @Option(
    help: ArgumentHelp(
      "The table of the fit, where it is no longer in its place: a path, or @name for a bundled table.",
      valueName: "file"), completion: .table)
  var data: String?

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write the figure: .svg, .png, .pdf or .vl.json. Repeatable.", valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Flag(help: "No notes on standard error.")
  var quiet = false

  func validate() throws {
    for path in outputs where FigureFile(path: path) == nil {
      throw ValidationError("-o \(path): only .svg, .png, .pdf and .vl.json can be written")
    }
  }

  var output: OutputOptions {
    var output = OutputOptions()
    (output.json, output.request, output.strict, output.all) = (false, false, false, false)
    output.color = .auto
    (output.outputs, output.quiet) = (outputs, quiet)
    return output
  }

  var needsFile: Problem? {
    let name = drawing.figure ?? FitFigure.fit.rawValue
    return .usage("there is no file to draw to", hint: "-o \(name).svg, or .png, .pdf, .vl.json")
  }

  func answer(from inputs: Inputs) throws -> Answer {
    let figure = try drawing.chosen()
    let file = try inputs.fit(source.file)
    let fit = try file.rows(at: data, isNeeded: figure.needsRows, without: "the rows are not drawn", from: inputs)
    let drawn = DrawnFit(file, fit: fit, saved: try file.fit(draws: source.draws, from: inputs))
    let made = try drawing.figure(of: drawn)
    let specification = VegaLite(made, theme: drawing.look.theme)
    return Answer(
      page: Page(title: figure.summary, blocks: []), record: specification.json, warnings: [], isTrusted: true,
      printsBesideFiles: false, theme: drawing.look.theme, printed: outputs.isEmpty ? specification.document : nil,
      figure: { made })
  }
}

extension DataOptions {
  /// The table of a fit file, read as it was for the fit.
  init(_ request: FitFile.DataRequest, at place: String) {
    self.init()
    data = place
    conditions = request.conditions
    derivations = request.derivations
    missing = request.missing
    format = request.format
    thousands = request.readsThousands
    units = []
    (decimal, dateFormat, delimiter) = (request.decimal, request.dateOrder, request.delimiter)
  }
}
