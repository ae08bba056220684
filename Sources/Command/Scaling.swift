import Answers
import ArgumentParser
import Reporting
import ScalingLaws

/// The command `scaling`: verbs and flags in, a result on standard output and an exit status out.
struct Scaling: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "Fit scaling laws, say how far to trust the fit, test claims with it.",
    discussion: """
      EXAMPLES
        Does AI get 10x cheaper every year?
          scaling price @ai-prices --score mmlu --at 43.9 --at 86 --claim 10x/year

        A score against the logs of model size and data, with intervals:
          scaling fit @open-base-models --formula "mmlu = b0 + b1*log10(params) + b2*log10(tokens)"

        A table of your own, as JSON for the next program:
          scaling fit runs.csv --law log-linear -c score=accuracy -c C=flops --json

      Data is a path, - for standard input, or @name for a bundled table. Standard output holds the result and nothing
      else; warnings and hints go to standard error.

      EXIT STATUS
        0 a result; 1 no result to trust, or a warning under --strict; 64 usage;
        65 bad data; 66 no input; 70 a bug; 71 the system gives no memory; 73 cannot write
      """.reflowed,
    version: Version.current,
    subcommands: Verbs.results + [RunVerb.self] + Verbs.listings + [SchemaVerb.self])
}

extension Scaling {
  static var verbNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } }
}

/// The command, from its words to its exit status.
package enum Main {
  package static func main() -> Never {
    Terminal.ignoreBrokenPipes()
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      try refuseUnknownVerb(words)
      try carryOut(words)
    } catch let code as ExitCode {
      Terminal.exit(code.rawValue)
    } catch {
      guard let failure = Problem(any: error) else { explain(error, asksForJSON: words.contains("--json")) }
      if words.contains("--json") { Terminal.writeData(failure.record.json.document) }
      Terminal.error("error: \(failure.message)")
      if let hint = failure.hint { Terminal.error("hint: \(hint)") }
      Terminal.exit(failure.status)
    }
    Terminal.exit(0)
  }

  /// What the argument parser says: help, or what is wrong with the words.
  private static func explain(_ error: any Error, asksForJSON: Bool) -> Never {
    let status = Scaling.exitCode(for: error).rawValue
    let message = CompletionScript.adapted(Scaling.fullMessage(for: error))
    if status == 0 {
      Terminal.writeData(message.hasSuffix("\n") ? message : message + "\n")
    } else {
      if asksForJSON {
        let problem = ProblemRecord(message: Scaling.message(for: error), hint: nil, status: Int(status))
        Terminal.writeData(problem.json.document)
      }
      Terminal.error(message)
    }
    Terminal.exit(status)
  }

  /// Performs a command, and hands its answer over.
  static func carryOut(_ words: [String]) throws {
    var command = try Scaling.parseAsRoot(words)
    guard let verb = command as? any Answering else { return try command.run() }
    let output = verb.output
    if output.request { return Terminal.writeData(Asked(verb, words: words).request.json.document) }
    for (flag, paths) in Dictionary(grouping: verb.writes, by: \.flag) {
      try UsedFiles.willWrite(paths.map(\.path).filter { $0 != "-" }, flag: flag)
    }
    try UsedFiles.willWrite(output.outputs, flag: "-o")
    if output.outputs.isEmpty, Terminal.showsOutput, let problem = verb.needsFile { throw problem }
    try requireMemory(for: verb)
    let inputs = Inputs(
      willRead: UsedFiles.willRead, progress: { output.progress($0).update },
      note: { if !output.quiet { Terminal.note($0) } })
    let performed = try Asked(verb, words: words).answered(from: inputs)
    try output.deliver(performed, asked: words)
  }

  /// Everything but a listing computes with matrices.
  private static func requireMemory(for command: any ParsableCommand) throws {
    guard !Verbs.listings.contains(where: { $0 == type(of: command) }) else { return }
    do { try OpenBLAS.requireMemory() } catch { throw Problem(FitError.linearAlgebra(error)) }
  }

  /// A mistyped verb gets a suggestion.
  private static func refuseUnknownVerb(_ words: [String]) throws {
    guard let verb = words.first, !verb.hasPrefix("-") else { return }
    let verbs = Scaling.verbNames + ["help"]
    guard !verbs.contains(verb) else { return }
    throw Problem.usage(
      "\"\(verb)\" is not a verb of scaling",
      hint: Suggestion.sentence(for: verb, among: verbs) ?? "scaling --help lists them")
  }
}
