import ArgumentParser
import Reporting
import ScalingLaws

struct ReportVerb: Answering {
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

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    let extensions = checklist ? [".md", ".txt", ".json"] : [".html", ".md", ".txt", ".json", ".tex", ".ipynb"]
    for path in output.outputs where !extensions.contains(where: path.lowercased().hasSuffix) {
      throw ValidationError("-o \(path): only \(extensions.joined(separator: ", ")) can be written")
    }
    if !checklist, output.strict || !answers.isEmpty {
      throw ValidationError("--strict and --answer go with --checklist")
    }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    let document = try inputs.text(file)
    if checklist {
      let list = try answered(Checklist(try FitFile.parsed(document, from: file)))
      let report = ChecklistReport(list)
      return Answer(
        page: report.page, record: report.json, warnings: [], isTrusted: !output.strict || list.open.isEmpty,
        printsBesideFiles: false, printed: report.text, document: { _ in report.markdown })
    }
    if (try? JSONValue(parsing: document))?["schema"] == .string(FitRecord.schema) {
      return try answer(of: FitFile.parsed(document, from: file), from: inputs)
    }
    let page = try page(document)
    return Answer(
      page: page, record: page.record, warnings: [], isTrusted: true, printsBesideFiles: false)
  }

  private func answer(of read: FitFile, from inputs: Inputs) throws -> Answer {
    let needsRows = output.outputs.contains { FitDocument(path: $0)?.needsRows == true }
    let fit = try read.rows(
      at: data, isNeeded: needsRows, without: "the report goes without the rows", from: inputs)
    let reported = ReportedFit(read, fit: fit, saved: try read.fit(draws: draws, from: inputs))
    let page = try FitPage(reported).page()
    return Answer(
      page: page, record: page.record, warnings: [], isTrusted: true, printsBesideFiles: false,
      document: { kind in try kind.text(of: reported) })
  }

  /// - Throws: `Problem` with status 65 where the record holds no page.
  private func page(_ document: String) throws -> Page {
    let name = FitFile.name(of: file)
    let hint = "scaling fit -o fit.json and scaling observations -o observations.json write what can be reported"
    do {
      guard let page = try JSONValue(parsing: document)["page"] else {
        throw Problem(message: "\(name) holds neither a fit nor a page", hint: hint, status: 65)
      }
      return try Page(json: page)
    } catch let error as JSONError {
      throw Problem(message: "\(name): no JSON document: \(error)", hint: hint, status: 65)
    } catch let error as PageError {
      throw Problem(message: "\(name): \(error)", hint: hint, status: 65)
    }
  }

  private func answered(_ list: Checklist) throws -> Checklist {
    var list = list
    for answer in answers {
      guard let equals = answer.firstIndex(of: "=") else {
        throw Problem.usage(
          "--answer \(answer): an answer is ITEM=TEXT",
          hint: "for example --answer \"loss.checkpoints=final ones only\"")
      }
      let id = String(answer[..<equals])
      do {
        list = try list.answering(id, String(answer[answer.index(after: equals)...]))
      } catch {
        throw Problem.usage("--answer: \(error)", hint: Suggestion.sentence(for: id, among: list.open.map(\.id)))
      }
    }
    return list
  }
}
