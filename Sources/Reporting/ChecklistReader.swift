import ScalingLaws

/// What a fit file says about each item of the checklist.
struct ChecklistReader {
  private let record: JSONValue

  init(_ record: JSONValue) { self.record = record }

  var sections: [Checklist.Section] {
    [
      .init(title: "Form and variables", items: form), .init(title: "Data and exclusions", items: data),
      .init(title: "Loss and checkpoints", items: loss), .init(title: "Training setup", items: training),
      .init(title: "Objective", items: objective), .init(title: "Optimiser", items: optimiser),
      .init(title: "Uncertainty", items: uncertainty), .init(title: "Validation", items: validation),
    ]
  }

  private func item(_ id: String, _ title: String, _ answer: String?, or question: String? = nil) -> Checklist.Item {
    Checklist.Item(
      id: id, title: title, answer: answer, origin: answer == nil ? .open : .record, question: question)
  }

  private func value(_ path: String...) -> JSONValue? { path.reduce(record as JSONValue?) { $0?[$1] } }

  // MARK: Form

  private var form: [Checklist.Item] {
    let law = value("law", "id")?.string.map { "\($0): " } ?? ""
    let source = value("law", "source")?.string.map { " (\($0))" } ?? ""
    return [
      item("form.law", "law", (value("law", "formula")?.string).map { law + $0 + source }, or: "Which law is fitted?"),
      item("form.coefficients", "coefficients", coefficients, or: "What are the fitted coefficients, with all digits?"),
      item("form.variables", "variables", variables, or: "Which columns stand for the variables?"),
      item("form.units", "units", units, or: "In which units are the coefficients and the variables?"),
      item(
        "form.purpose", "purpose", nil,
        or: "Which question does the law answer, and how far from these runs is it used?"),
      item(
        "form.tried", "laws tried", nil,
        or: "How many laws, norms, scales and subsets of the data were tried before this one?"),
    ]
  }

  private var coefficients: String? {
    let parts = value("coefficients")?.elements.compactMap { element in
      element["name"]?.string.map { "\($0) = \(element["estimate"]?.plain ?? "not estimable")" }
    }
    return parts.flatMap { $0.isEmpty ? nil : $0.joined(separator: ", ") }
  }

  private var variables: String? {
    let ranges = value("data", "ranges")
    let parts = value("data", "columns")?.members.map { member -> String in
      let column = member.value.string.flatMap { $0 == member.key ? nil : " is \($0)" } ?? ""
      guard let ends = ranges?[member.key]?.elements, ends.count == 2 else { return member.key + column }
      let (low, high) = (ends[0].double ?? .nan, ends[1].double ?? .nan)
      return "\(member.key)\(column), \(low.formatted(significant: 4)) to \(high.formatted(significant: 4))"
    }
    return parts.flatMap { $0.isEmpty ? nil : $0.joined(separator: "; ") }
  }

  private var units: String? {
    let parts = value("coefficients")?.elements.compactMap { element -> String? in
      guard let name = element["name"]?.string, let unit = element["unit"]?.string else { return nil }
      return "\(name) in \(unit)"
    }
    return parts.flatMap { $0.isEmpty ? nil : $0.joined(separator: ", ") }
  }

  // MARK: Data

  private var data: [Checklist.Item] {
    let source = value("data", "source")?.string
    let digest = value("data", "sha256")?.string ?? ""
    let rows = value("data", "rows")?.integer
    let used = value("data", "rows_used")?.integer
    return [
      item(
        "data.source", "source", source.map { $0 + (digest.isEmpty ? "" : ", SHA-256 \(digest)") },
        or: "Where do the data come from?"),
      item("data.rows", "rows", used.map { "\($0) of \(rows.map(String.init) ?? "unknown")" }, or: "How many runs?"),
      item(
        "data.exclusions", "exclusions", exclusions, or: "Which rows were left out before the table was read, and why?"),
      item("data.derived", "derived columns", derivations),
      item(
        "data.collection", "runs", nil,
        or: "How were the runs chosen, how many seeds has each, and were failed or diverged runs left out of the table?"
      ),
      item("data.public", "availability", nil, or: "Where can a reader get the table and the code?"),
    ]
  }

  private var exclusions: String {
    var parts = (value("data", "filters")?.elements ?? []).map { filter -> String in
      let undecided = filter["undecided"]?.integer ?? 0
      return "\(filter["condition"]?.string ?? "a condition") left out \(filter["excluded"]?.integer ?? 0)"
        + (undecided > 0 ? ", \(undecided) undecided" : "")
    }
    parts += (value("data", "missing")?.members ?? []).map { "\($0.key) missing in \($0.value.integer ?? 0)" }
    return parts.isEmpty ? "none of the rows of the table" : parts.joined(separator: "; ")
  }

  private var derivations: String {
    let parts = value("data", "derive")?.elements.compactMap(\.string) ?? []
    return parts.isEmpty ? "none" : parts.joined(separator: "; ")
  }

  // MARK: What only the author knows

  private var loss: [Checklist.Item] {
    [
      item(
        "loss.which", "response", nil,
        or: "Which loss or score is it: on training or held-out data, of which set, per which token?"),
      item("loss.checkpoints", "checkpoints", nil, or: "Which checkpoints were used: final ones only?"),
      item("loss.smoothing", "smoothing", nil, or: "Were losses smoothed or interpolated, and how?"),
    ]
  }

  private var training: [Checklist.Item] {
    [
      item(
        "training.setup", "setup", nil,
        or: "Architecture, tokenizer, data, optimiser, batch size, learning rate schedule and warm-up?"),
      item("training.tuning", "tuning", nil, or: "Were hyperparameters tuned at each scale, or carried over?"),
      item(
        "training.counting", "counting", nil,
        or: "How are parameters (with embeddings?), tokens (repeated?) and FLOP (6ND, or counted?) counted?"),
    ]
  }
}

extension JSONValue {
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }

  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// A number with all its digits; `nil` for what is none.
  var plain: String? {
    switch self {
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    default: double.map(\.plain)
    }
  }
}

extension ChecklistReader {
  // MARK: Fit

  fileprivate var objective: [Checklist.Item] {
    let scale = value("options", "scale")?.string
    let norm = value("options", "norm")?.string
    let held = value("options", "fixed")?.members.map { "\($0.key) = \($0.value.plain ?? "")" } ?? []
    return [
      item(
        "objective.norm", "norm and scale", norm.flatMap { norm in scale.map { "\(norm) on the \($0) scale" } },
        or: "What was minimised, on which scale?"),
      item(
        "objective.value", "value",
        (value("objective", "value")?.plain).map {
          $0 + ((value("objective", "definition")?.string).map { ": \($0)" } ?? "")
        },
        or: "What is the objective at the fit?"),
      item("objective.weights", "weights", value("options", "weights")?.string ?? "none"),
      item("objective.fixed", "held coefficients", held.isEmpty ? "none" : held.joined(separator: ", ")),
    ]
  }

  fileprivate var optimiser: [Checklist.Item] {
    let isCertified = value("convergence", "certified") == .bool(true)
    let isGlobal = value("convergence", "certified_globally") == .bool(true)
    let certificate = isGlobal ? "certified as the global optimum" : "certified as a local optimum"
    let numbers = [("scaled gradient", "scaled_gradient"), ("expected decrease", "expected_decrease")].compactMap {
      name, key in
      value("convergence", key)?.double.map { "\(name) \($0.formatted(significant: 2))" }
    }
    let bounds = value("coefficients")?.elements.filter { $0["at_bound"] == .bool(true) }.compactMap {
      $0["name"]?.string
    }
    return [
      item("optimiser.method", "method", value("convergence", "method")?.string, or: "Which optimiser?"),
      item(
        "optimiser.certificate", "certificate",
        ([isCertified ? certificate : "not certified as an optimum"] + numbers).joined(separator: ", ")),
      item("optimiser.starts", "starts", starts, or: "From how many starts, and how many agree?"),
      item(
        "optimiser.bounds", "at a bound", (bounds ?? []).isEmpty ? "no coefficient" : bounds?.joined(separator: ", ")),
    ]
  }

  private var starts: String? {
    guard let starts = value("convergence", "starts")?.integer else { return nil }
    if starts == 0 { return "none needed: solved directly" }
    let others = value("convergence", "other_minima")?.elements.count ?? 0
    return "\(value("convergence", "agreeing")?.integer ?? 0) of \(starts) agree; other minima seen: \(others)"
  }

  fileprivate var uncertainty: [Checklist.Item] {
    let level = value("options", "level")?.double
    let clusters = value("options", "cluster").map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) } ?? []
    let replicates = value("options", "replicates")?.integer
    return [
      item(
        "uncertainty.interval", "intervals",
        (value("options", "interval")?.string).map { method in method + (level.map { ", \($0.percentText)" } ?? "") },
        or: "How were intervals made, at which level?"),
      item(
        "uncertainty.replicates", "resamples",
        replicates.map { "\($0), seed \(value("options", "seed")?.plain ?? "0")" } ?? "none drawn"),
      item(
        "uncertainty.clusters", "dependent rows",
        clusters.isEmpty ? nil : "clustered by \(clusters.joined(separator: ", "))",
        or: "Are the rows independent? If some share a run or a seed, say why they are not clustered."),
      item(
        "uncertainty.noise", "noise",
        (value("glance", "sigma")?.double).map { "sigma \($0.formatted(significant: 4)) on the residual scale" },
        or: "How large is the noise between runs of equal setup?"),
      item(
        "uncertainty.coverage", "coverage", nil,
        or: "What do these intervals really cover? (scaling calibrate measures it on this design)"),
    ]
  }

  fileprivate var validation: [Checklist.Item] {
    let warnings = value("warnings")?.elements.compactMap { $0["code"]?.string } ?? []
    let tests = value("tests")?.elements.count ?? 0
    return [
      item(
        "validation.held-out", "held-out runs", nil,
        or: "How well does the law predict runs that it was not fitted to, the largest ones above all?"),
      item(
        "validation.sensitivity", "sensitivity", nil,
        or:
          "How much do the answers move without the most influential runs, and under another norm? (scaling check says)"
      ),
      item("validation.warnings", "warnings", warnings.isEmpty ? "none" : warnings.joined(separator: ", ")),
      item("validation.tests", "tests of hypotheses", tests == 0 ? "none" : "\(tests)"),
    ]
  }
}
