import ArgumentParser
import Reporting
import ScalingLaws

/// What is written where.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Also write the record to a .json file. Repeatable.", valueName: "file"))
  var outputs: [String] = []

  @Flag(help: "No warnings and hints on standard error.")
  var quiet = false

  @Flag(help: "End with status 1 on any warning.")
  var strict = false

  func validate() throws {
    for path in outputs where !path.lowercased().hasSuffix(".json") {
      throw ValidationError("-o \(path): only .json can be written")
    }
  }

  /// A bar for work that takes long.
  func progress(_ what: String) -> ProgressBar { ProgressBar(what, isQuiet: quiet) }

  /// Writes the files, then the result, then the doubts; ends with 1 when there is no result to trust.
  ///
  /// - Parameter printsWarnings: false where the result itself lists them.
  func finish(
    text: @autoclosure () -> String, record: @autoclosure () -> JSONValue, warnings: [FitWarning], isTrusted: Bool,
    next: [String] = [], printsWarnings: Bool = true
  ) throws {
    let document = json || !outputs.isEmpty ? record().document : ""
    for path in outputs { try OutputFile.write(document, to: path) }
    Terminal.write(json ? document : text())
    if !quiet {
      for warning in warnings where printsWarnings {
        Terminal.error("\(warning.severity.rawValue): \(warning.message) [\(warning.code.rawValue)]")
        Terminal.error("  hint: \(warning.hint)")
      }
      if !json, !next.isEmpty { Terminal.error("next: " + next.joined(separator: "\n      ")) }
    }
    let isDoubted = strict && warnings.contains { $0.severity == .warning }
    if !isTrusted || isDoubted { throw ExitCode(1) }
  }
}
