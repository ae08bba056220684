import ArgumentParser
import Reporting
import ScalingLaws

struct VerifyVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Make a record again from its own request, and compare the two field by field.",
    discussion: """
      Each field is identical, or equal within 1e-12 (of the larger of the two numbers), or different. The exit status is 1 where one is different. What a record says of the version that wrote it is not compared.

      Data that were read from standard input are known by their SHA-256; --data says where they are.

      EXAMPLES
        scaling verify fit.json
        scaling verify fit.json --data runs.csv
        scaling verify plan.json --json
      """.reflowed)

  @Argument(help: "A record as JSON, or - for standard input.", completion: .fitFile)
  var file: String

  @Option(
    help: ArgumentHelp("The data or the fit file, where it is no longer in its place.", valueName: "file"),
    completion: .table)
  var data: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws { try output.refuseFigures("verify") }

  func answer(from inputs: Inputs) throws -> Answer {
    let asked = try RequestFile(inputs.text(file), named: file, data: data)
    guard asked.document["request"] != nil else {
      throw Problem(
        message: "\(FitFile.name(of: file)) is no record with a request", hint: "scaling run performs a request",
        status: 65)
    }
    let again = Inputs(like: inputs)
    let performed = try perform(asked.request, inputs: again)
    let verification = Verification(
      of: asked.document, again: try performed.record(), isMoved: data != nil,
      command: CommandLineText.line(asked.request.words(of: asked.table)))
    return Answer(
      page: verification.page, record: verification.record.json, warnings: [], isTrusted: verification.isSame)
  }
}
