import ArgumentParser
import Reporting
import ScalingLaws

struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "A fit, or the three observations, to pass on: a page, a notebook, Markdown, LaTeX; or the reporting checklist of a fit.",
    discussion: """
      Of a fit file, -o fit.html writes one page that asks for nothing else: the result, its doubts, figures, plans with sliders, the
      checklist, the options, the rows, and the command that makes the fit again. -o fit.md is the same as text, -o fit.tex the formula and the
      coefficients for a paper, -o fit.ipynb a notebook that fits the law again with SciPy. The record of scaling observations holds a page of its own.

      A fit file holds no rows. They are read from where the fit had them, or from --data, and must be the same to the byte.

      --checklist goes through what surveys of scaling laws ask authors to report (Li et al. 2025, Choshen et al. 2025). What the fit
      file holds is filled in; what it cannot know is listed as open, with the question to answer. --answer answers it.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json
        scaling report fit.json -o fit.html -o fit.tex
        scaling observations --json | scaling report - -o observations.html
        scaling report fit.json --checklist
        scaling report fit.json --checklist --answer "loss.checkpoints=final ones only" -o checklist.md
      """.reflowed)

  @Argument(
    help: "A record, as scaling fit -o and scaling observations -o write it, or - for standard input.",
    completion: .fitFile)
  var file: String

  @Option(
    help: ArgumentHelp(
      "The table of the fit, where it is no longer in its place: a path, or @name for a bundled table.",
      valueName: "file"), completion: .table)
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Coefficients of refits, as scaling fit --draws draws.csv wrote them: intervals are read off them.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var draws: String?

  @Flag(help: "The reporting checklist of a fit file.")
  var checklist = false

  @Option(
    name: .customLong("answer"),
    help: ArgumentHelp("Answer an open item. Repeatable.", valueName: "item=text"))
  var answers: [String] = []

  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write it to a file in place of standard output: .html, .md, .txt or .json; of a fit .tex and .ipynb too. Repeatable.",
      valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Flag(help: "No notes on standard error.")
  var quiet = false

  @Flag(help: "End with status 1 while an item is open.")
  var strict = false

  func validate() throws {
    let extensions = checklist ? [".md", ".txt", ".json"] : [".html", ".md", ".txt", ".json", ".tex", ".ipynb"]
    for path in outputs where !extensions.contains(where: path.lowercased().hasSuffix) {
      throw ValidationError("-o \(path): only \(extensions.joined(separator: ", ")) can be written")
    }
    try UsedFiles.willWrite(outputs, flag: "-o")
    if !checklist, strict || !answers.isEmpty { throw ValidationError("--strict and --answer go with --checklist") }
  }

  func run() throws {
    let document = try TextFile.read(file)
    if checklist {
      let list = try answered(Checklist(try FitFile.parsed(document, from: file)))
      let report = ChecklistReport(list)
      try deliver(text: report.text, record: report.json) { _ in report.markdown }
      if strict, !list.open.isEmpty { throw ExitCode(1) }
    } else if (try? JSONValue(parsing: document))?["schema"] == .string(FitRecord.schema) {
      try deliver(try FitFile.parsed(document, from: file))
    } else {
      let page = try page(document)
      try deliver(text: PageText(page).text, record: page.record) { path in
        switch FitDocument(path: path) {
        case .page: return PageHTML(page).text
        case .latex, .notebook: throw Failure.usage("-o \(path): only of a fit")
        case .markdown, nil: return PageMarkdown(page).text
        }
      }
    }
  }

  private func deliver(_ read: FitFile) throws {
    do {
      let needsRows = outputs.contains { FitDocument(path: $0)?.needsRows == true }
      let fit = try read.rows(
        at: data, isNeeded: needsRows, without: "the report goes without the rows", isQuiet: quiet)
      let reported = ReportedFit(read, fit: fit, saved: try read.fit(draws: draws))
      let page = FitPage(reported)
      try deliver(text: PageText(page.page()).text, record: page.page().record) { path in
        try FitDocument(path: path)?.text(of: reported) ?? ""
      }
    } catch let error as FitError {
      throw Failure(error)
    }
  }

  /// The files, all made before the first is written; without any, the text.
  ///
  /// - Parameter content: of a file that is neither .txt nor .json.
  private func deliver(
    text: @autoclosure () throws -> String, record: @autoclosure () throws -> JSONValue,
    _ content: (String) throws -> String
  ) throws {
    let files = try outputs.map { path in
      let name = path.lowercased()
      return (path, try name.hasSuffix(".txt") ? text() : name.hasSuffix(".json") ? record().document : content(path))
    }
    for (path, content) in files { try OutputFile.write(content, to: path) }
    if json { Terminal.writeData(try record().document) } else if outputs.isEmpty { Terminal.write(try text()) }
  }

  /// - Throws: `Failure` with status 65 where the record holds no page.
  private func page(_ document: String) throws -> Page {
    let name = FitFile.name(of: file)
    let hint = "scaling fit -o fit.json and scaling observations -o observations.json write what can be reported"
    do {
      guard let page = try JSONValue(parsing: document)["page"] else {
        throw Failure(message: "\(name) holds neither a fit nor a page", hint: hint, status: 65)
      }
      return try Page(json: page)
    } catch let error as JSONError {
      throw Failure(message: "\(name): no JSON document: \(error)", hint: hint, status: 65)
    } catch let error as PageError {
      throw Failure(message: "\(name): \(error)", hint: hint, status: 65)
    }
  }

  private func answered(_ list: Checklist) throws -> Checklist {
    var list = list
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
        throw Failure.usage("--answer: \(error)", hint: Suggestion.sentence(for: id, among: list.open.map(\.id)))
      }
    }
    return list
  }
}
