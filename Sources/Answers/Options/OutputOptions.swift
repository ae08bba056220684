import ArgumentParser
import Reporting
import ScalingLaws

/// What is written where.
package struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document instead of text.")
  package var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Also write a file: the record as .json; the result as .html, .md, .tex or .txt; of a verb that has a figure, the figure as .svg, .png, "
        + ".pdf or .vl.json (Vega-Lite); of a fit, a notebook as .ipynb. Repeatable.",
      valueName: "file"),
    completion: .file())
  package var outputs: [String] = []

  @Flag(help: "Print what is asked as JSON, for scaling run, and do nothing.")
  package var request = false

  @Flag(help: "Every doubt and note in the text, not only the three doubts of most consequence.")
  package var all = false

  @Option(
    help: ArgumentHelp(
      "Colour and bold in the text: auto (on a terminal, unless NO_COLOR is set), always or never.", valueName: "when"),
    completion: .list(TextColor.allCases.map(\.rawValue)))
  package var color = TextColor.auto

  @Flag(help: "No warnings and hints on standard error.")
  package var quiet = false

  @Flag(help: "End with status 1 on any warning.")
  package var strict = false

  package init() {}

  package func validate() throws {
    for path in outputs where AnswerFile(path: path) == nil {
      throw ValidationError(
        "-o \(path): only \(Self.documents), .svg, .png, .pdf and .vl.json can be written, and of a fit .ipynb")
    }
  }

  /// What every verb with a result writes.
  private static let documents = ".json, .html, .md, .tex, .txt"

  /// Of a verb that has no figure.
  func refuseFigures(_ verb: String) throws {
    for path in outputs where FigureFile(path: path) != nil {
      throw ValidationError("-o \(path): scaling \(verb) has no figure; only \(Self.documents) can be written")
    }
  }
}
