import ArgumentParser
import Reporting
import ScalingLaws

struct ReportVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "A page to pass on: the three observations as HTML or Markdown, or the reporting checklist of a fit.",
    discussion: """
      The record of scaling observations holds its page; -o page.html writes it as one file that asks for nothing else, -o page.md as Markdown.

      --checklist goes through what surveys of scaling laws ask authors to report (Li et al. 2025, Choshen et al. 2025). What the fit
      file holds is filled in; what it cannot know is listed as open, with the question to answer. --answer answers it.

      EXAMPLES
        scaling observations --json | scaling report - -o observations.html
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json
        scaling report fit.json --checklist
        scaling report fit.json --checklist --answer "loss.checkpoints=final ones only" -o checklist.md
      """.reflowed)

  @Argument(help: "A record, as scaling observations -o and scaling fit -o write it, or - for standard input.")
  var file: String

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
    help: ArgumentHelp("Also write it to a .html (pages), .md, .txt or .json file. Repeatable.", valueName: "file"))
  var outputs: [String] = []

  @Flag(help: "End with status 1 while an item is open.")
  var strict = false

  func validate() throws {
    let extensions = checklist ? [".md", ".txt", ".json"] : [".html", ".md", ".txt", ".json"]
    for path in outputs where !extensions.contains(where: path.lowercased().hasSuffix) {
      throw ValidationError("-o \(path): only \(extensions.joined(separator: ", ")) can be written")
    }
    if !checklist, strict || !answers.isEmpty { throw ValidationError("--strict and --answer go with --checklist") }
  }

  func run() throws {
    let document = try TextFile.read(file)
    if checklist {
      let list = try answered(Checklist(try FitFile.parsed(document, from: file)))
      let report = ChecklistReport(list)
      try write(text: report.text, markdown: report.markdown, html: "", json: report.json)
      if strict, !list.open.isEmpty { throw ExitCode(1) }
    } else {
      let page = try page(document)
      try write(
        text: PageText(page).text, markdown: PageMarkdown(page).text, html: PageHTML(page).text, json: page.json)
    }
  }

  /// - Throws: `Failure` with status 65 where the record holds no page.
  private func page(_ document: String) throws -> Page {
    let name = FitFile.name(of: file)
    let hint = "scaling observations -o observations.json writes one; of a fit file, say --checklist"
    do {
      guard let page = try JSONValue(parsing: document)["page"] else {
        throw Failure(message: "\(name) holds no page", hint: hint, status: 65)
      }
      return try Page(json: page)
    } catch let error as JSONError {
      throw Failure(message: "\(name): no JSON document: \(error)", hint: hint, status: 65)
    } catch let error as PageError {
      throw Failure(message: "\(name): \(error)", hint: hint, status: 65)
    }
  }

  private func write(text: String, markdown: String, html: String, json document: JSONValue) throws {
    for path in outputs {
      let lower = path.lowercased()
      let content =
        lower.hasSuffix(".md")
        ? markdown : lower.hasSuffix(".html") ? html : lower.hasSuffix(".txt") ? text : document.document
      try OutputFile.write(content, to: path)
    }
    Terminal.write(json ? document.document : text)
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
