import Answers
import ArgumentParser

struct RunVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Perform a request that is written as JSON, or that of a record again.",
    discussion: """
      A request is what a command line says, as JSON: the verb, and a key for each of its options, as flags have them. Every record carries the request that made it, so that it can be made again.

      What only says how the answer is handed over (--json, -o, --all, --color, --quiet, --strict) and how many threads work on it is said here, and not in the request.

      EXAMPLES
        scaling run request.json --json
        scaling run fit.json -o again.json
        echo '{"verb": "fit", "data": "@open-base-models", "formula": "mmlu = a + b*log10(params)"}' | scaling run -
        scaling run fit.json --data runs-of-today.csv
        scaling run fit.json --print
      """.reflowed)

  @Argument(help: "A request or a record as JSON, or - for standard input.", completion: .fitFile)
  var file: String

  @Option(
    help: ArgumentHelp("Other data, or another fit file, in place of what the request names.", valueName: "file"),
    completion: .table)
  var data: String?

  @Flag(help: "Print the request as a command line instead of performing it.")
  var print = false

  @Flag(help: "Print one JSON document instead of text; with --print, the request.")
  var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Also write a file, as the verb of the request does. Repeatable.", valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Flag(help: "Every doubt and note in the text, not only the three doubts of most consequence.")
  var all = false

  @Option(help: ArgumentHelp("Colour and bold in the text: auto, always or never.", valueName: "when"))
  var color = TextColor.auto

  @Flag(help: "No warnings and hints on standard error.")
  var quiet = false

  @Flag(help: "End with status 1 on any warning.")
  var strict = false

  func run() throws {
    let asked = try RequestFile(TextFile.read(file), named: file, data: data)
    if print {
      return json
        ? Terminal.writeData(asked.request.json.document)
        : Terminal.write(CommandLineText.line(asked.request.words(of: asked.table)) + "\n")
    }
    let flags = [(json, "--json"), (quiet, "--quiet"), (strict, "--strict"), (all, "--all")].filter(\.0).map(\.1)
    let delivery = flags + outputs.flatMap { ["-o", $0] } + (color == .auto ? [] : ["--color", color.rawValue])
    try Main.carryOut(CommandLineText.words(asked.request.words(of: asked.table), adding: delivery))
  }
}
