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

  private var options: JSONValue? { document["options"] }

  private func texts(_ value: JSONValue?) -> [String] {
    value.map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) } ?? []
  }

  private func flags(_ name: String, _ values: [String]) -> [String] {
    values.flatMap { String.flagWords(name, $0) }
  }

  private var dataArguments: [String] {
    let request = data
    var result = [request.source.pathAsArgument]
    if let format = request.format, !request.source.hasPrefix("@") { result += ["--format", format.name] }
    result += flags("--missing", request.missing)
    if request.readsThousands { result.append("--thousands") }
    result += flags("--derive", request.derivations) + flags("--where", request.conditions)
    if document["data"]?["drop_missing"] == .bool(true) { result.append("--drop-missing") }
    return result
  }

  private var lawArguments: [String] {
    let law = fit.law.flatMap(Law.named)
    var result = law.map { ["--law", $0.id ?? ""] } ?? flags("--formula", [formulaAsGiven])
    for (variable, column) in fit.columns where variable != column {
      let words = String.flagWords("--column", "\(variable)=\(column)")
      result += words.count == 2 ? ["-c", words[1]] : words
    }
    if fit.scale != law?.scale ?? .identity { result += ["--scale", fit.scale.rawValue] }
    result += flags("--weights", texts(options?["weights"]))
    result += flags("--effect", texts(options?["effect"]?["column"]))
    result += flags("--quantity", texts(options?["quantities"])) + flags("--test", texts(options?["tests"]))
    return result
  }

  private var searchArguments: [String] {
    let defaults = FitOptions()
    var result = flags("--norm", texts(options?["norm"]).filter { $0 != Norm.squared.description })
    let pairs = { (key: String) in
      (self.options?[key]?.members ?? []).compactMap { member in member.value.numberText.map { "\(member.key)=\($0)" } }
    }
    result += flags("--fix", pairs("fixed")) + flags("--start", pairs("start"))
    for member in options?["bounds"]?.members ?? [] where member.value.elements.count == 2 {
      let ends = member.value.elements.map { $0.numberText ?? "" }
      result += flags("--bounds", ["\(member.key)=\(ends[0])..\(ends[1])"])
    }
    let numbers: [(key: String, flag: String, standard: JSONValue)] = [
      ("starts", "--starts", .integer(defaults.starts)), ("seed", "--seed", JSONValue(defaults.seed)),
      ("max_iterations", "--max-iterations", .integer(defaults.iterations)),
      ("tolerance", "--tolerance", .number(defaults.tolerance)),
    ]
    for (key, flag, standard) in numbers {
      if let value = options?[key], value.double != standard.double, let text = value.numberText {
        result += [flag, text]
      }
    }
    return result
  }

  private var intervalArguments: [String] {
    var result = ["--interval", fit.intervalMethod.description]
    let clusters = texts(options?["cluster"])
    result += flags(
      "--cluster", clusters.isEmpty && fit.law.flatMap(Law.named)?.run != nil ? [FitOptions.noClusters] : clusters)
    let defaults = FitOptions()
    if let replicates = options?["replicates"]?.double, replicates != Double(defaults.replicates) {
      result += flags("--replicates", [options?["replicates"]?.numberText ?? ""])
    }
    if fit.level != defaults.level { result += ["--level", "\(fit.level)"] }
    result += flags("--noise", texts(options?["noise"]))
    if let draws = fit.draws, draws.replicates.count * (draws.names.count + 2) > FitRecord.mostNumbers {
      result.append("--keep-draws")
    }
    return result
  }
}

extension JSONValue {
  /// A number with every digit; `nil` for anything else.
  fileprivate var numberText: String? {
    switch self {
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .number(let value): "\(value)"
    default: nil
    }
  }
}
