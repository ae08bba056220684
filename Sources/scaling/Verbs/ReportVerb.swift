import ArgumentParser
import Reporting
import ScalingLaws

struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "What a reader needs to know about a fit: the reporting checklist.",
    discussion: """
      --checklist goes through what surveys of scaling laws ask authors to report (Li et al. 2025, Choshen et al. 2025). What the fit
      file holds is filled in; what it cannot know is listed as open, with the question to answer. --answer answers it.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json
        scaling report fit.json --checklist
        scaling report fit.json --checklist --answer "loss.checkpoints=final ones only" -o checklist.md
      """)

  @Argument(help: "A fit file, as scaling fit -o fit.json writes it, or - for standard input.")
  var file: String

  @Flag(help: "The reporting checklist.")
  var checklist = false

  @Option(
    name: .customLong("answer"),
    help: ArgumentHelp("Answer an open item. Repeatable.", valueName: "item=text"))
  var answers: [String] = []

  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Also write it to a .md, .txt or .json file. Repeatable.", valueName: "file"))
  var outputs: [String] = []

  @Flag(help: "End with status 1 while an item is open.")
  var strict = false

  func validate() throws {
    if !checklist { throw ValidationError("say what to report: --checklist") }
    for path in outputs where ![".md", ".txt", ".json"].contains(where: path.lowercased().hasSuffix) {
      throw ValidationError("-o \(path): only .md, .txt and .json can be written")
    }
  }

  func run() throws {
    var list = Checklist(try FitFile.read(file))
    for answer in answers {
      guard let equals = answer.firstIndex(of: "=") else {
        throw Failure.usage(
          "--answer \(answer): an answer is ITEM=TEXT",
          hint: "for example --answer \"loss.checkpoints=final ones only\"")
      }
      let id = String(answer[..<equals])
      do {
        list = try list.answering(id, String(answer[answer.index(after: equals)...]))
      } catch {
        throw Failure.usage(
          "--answer: \(error)", hint: Suggestion.sentence(for: id, among: list.open.map(\.id)))
      }
    }
    let report = ChecklistReport(list)
    for path in outputs {
      let lower = path.lowercased()
      try OutputFile.write(
        lower.hasSuffix(".md") ? report.markdown : lower.hasSuffix(".txt") ? report.text : report.json.document,
        to: path)
    }
    Terminal.write(json ? report.json.document : report.text)
    if strict, !list.open.isEmpty { throw ExitCode(1) }
  }
}
