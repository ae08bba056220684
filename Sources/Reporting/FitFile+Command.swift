import Escaping
import ScalingLaws

extension FitFile {
  /// The command that makes this fit again: in a POSIX shell, in the folder in which it was made.
  ///
  /// Everything that the numbers depend on is said, also the interval and the scale that were chosen by default; of the rest, what differs
  /// from the default.
  public var commandLine: String { words.map(\.shellWord).joined(separator: " ") }

  /// The same in one line that may be shown on a terminal.
  public var shownCommandLine: String { words.map(\.shownShellWord).joined(separator: " ") }

  private var words: [String] { ["scaling", "fit"] + arguments }

  /// What follows `scaling fit`.
  var arguments: [String] { dataArguments + lawArguments + searchArguments + intervalArguments }

  private var options: FitRecord.Options { record.options }

  private func flags(_ name: String, _ values: [String]) -> [String] {
    values.flatMap { String.flagWords(name, $0) }
  }

  private var dataArguments: [String] {
    let request = data
    var result = [request.source.pathAsArgument]
    if let format = request.format, !request.source.hasPrefix("@") { result += ["--format", format.name] }
    result += flags("--missing", request.missing)
    if request.readsThousands { result.append("--thousands") }
    result += flags("--decimal", [request.decimal?.rawValue].compactMap { $0 })
    result += flags("--delimiter", [request.delimiter == "\t" ? "tab" : request.delimiter].compactMap { $0 })
    result += flags("--date-format", [request.dateOrder?.rawValue].compactMap { $0 })
    result += flags("--derive", request.derivations) + flags("--where", request.conditions)
    if record.data.dropMissing { result.append("--drop-missing") }
    return result
  }

  private var lawArguments: [String] {
    let law = fit.law.flatMap(Law.named)
    var result = law.map { ["--law", $0.id ?? ""] } ?? flags("--formula", [record.law.asGiven])
    for (variable, column) in fit.columns where variable != column {
      let words = String.flagWords("--column", "\(variable)=\(column)")
      result += words.count == 2 ? ["-c", words[1]] : words
    }
    if fit.scale != law?.scale ?? .identity { result += ["--scale", fit.scale.rawValue] }
    result += flags("--weights", [options.weights].compactMap { $0 })
    result += flags("--effect", [options.effect?.column].compactMap { $0 })
    return result + flags("--quantity", options.quantities) + flags("--test", options.tests)
  }

  private var searchArguments: [String] {
    let defaults = FitOptions()
    var result = flags("--norm", [options.norm].filter { $0 != defaults.norm.description })
    let pairs = { (values: Named<Double?>) in
      values.members.compactMap { name, value in value.map { "\(name)=\($0.plain)" } }
    }
    result += flags("--fix", pairs(options.fixed)) + flags("--start", pairs(options.start))
    for (name, ends) in options.bounds.members {
      result += flags("--bounds", ["\(name)=\(ends.low?.plain ?? "")..\(ends.high?.plain ?? "")"])
    }
    if options.starts != defaults.starts { result += ["--starts", "\(options.starts)"] }
    if options.seed != defaults.seed { result += ["--seed", "\(options.seed)"] }
    if options.maxIterations != defaults.iterations { result += ["--max-iterations", "\(options.maxIterations)"] }
    if options.tolerance != defaults.tolerance { result += ["--tolerance", options.tolerance.plain] }
    return result
  }

  private var intervalArguments: [String] {
    var result = ["--interval", fit.intervalMethod.description]
    let clusters = options.cluster?.names ?? []
    // Clusters that were found are found again, and where there were none, none are looked for.
    let areFound = warnings.contains { $0.code == .clusteredByRun }
    let areRefused =
      clusters.isEmpty && (fit.law.flatMap(Law.named)?.run != nil || fit.intervalMethod.takesClusters)
    if !areFound { result += flags("--cluster", areRefused ? [FitOptions.noClusters] : clusters) }
    let defaults = FitOptions()
    if let replicates = options.replicates, replicates != defaults.replicates {
      result += flags("--replicates", ["\(replicates)"])
    }
    if fit.level != defaults.level { result += ["--level", "\(fit.level)"] }
    result += flags("--noise", [options.noise].compactMap { $0 })
    if let draws = fit.draws, draws.replicates.count * (draws.names.count + 2) > FitRecord.mostNumbers {
      result.append("--keep-draws")
    }
    return result
  }
}
