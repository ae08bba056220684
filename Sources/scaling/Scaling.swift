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
    subcommands: [
      ObservationsVerb.self, FitVerb.self, CompareVerb.self, CheckVerb.self, CalibrateVerb.self, PredictVerb.self,
      PlanVerb.self, DesignVerb.self, IsoFLOPVerb.self, CapabilityVerb.self, TrendVerb.self, PriceVerb.self,
      ValueVerb.self, ReportVerb.self, PlotVerb.self, LawsVerb.self, DatasetsVerb.self, SchemaVerb.self,
    ])
}

@main
enum Main {
  static func main() {
    Terminal.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try refuseUnknownVerb(arguments)
      var command = try Scaling.parseAsRoot(arguments)
      try requireMemory(for: command)
      try command.run()
    } catch let failure as Failure {
      Terminal.error("error: \(failure.message)")
      if let hint = failure.hint { Terminal.error("hint: \(hint)") }
      Terminal.exit(failure.status)
    } catch let code as ExitCode {
      Terminal.exit(code.rawValue)
    } catch {
      let status = Scaling.exitCode(for: error).rawValue
      let message = CompletionScript.adapted(Scaling.fullMessage(for: error))
      if status == 0 {
        Terminal.writeData(message.hasSuffix("\n") ? message : message + "\n")
      } else {
        Terminal.error(message)
      }
      Terminal.exit(status)
    }
  }

  /// Everything but a listing computes with matrices.
  private static func requireMemory(for command: any ParsableCommand) throws {
    guard !(command is LawsVerb || command is DatasetsVerb || command is SchemaVerb) else { return }
    do { try OpenBLAS.requireMemory() } catch { throw Failure(FitError.linearAlgebra(error)) }
  }

  /// A mistyped verb gets a suggestion.
  private static func refuseUnknownVerb(_ arguments: [String]) throws {
    guard let verb = arguments.first, !verb.hasPrefix("-") else { return }
    let verbs = Scaling.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !verbs.contains(verb) else { return }
    throw Failure.usage(
      "\"\(verb)\" is not a verb of scaling",
      hint: Suggestion.sentence(for: verb, among: verbs) ?? "scaling --help lists them")
  }
}
