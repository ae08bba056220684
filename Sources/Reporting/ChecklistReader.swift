import ScalingLaws

/// What a fit file says about each item of the checklist.
struct ChecklistReader {
  private let record: FitRecord

  init(_ record: FitRecord) { self.record = record }

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

  // MARK: Form

  private var form: [Checklist.Item] {
    let law = record.law
    return [
      item(
        "form.law", "law", (law.id.map { "\($0): " } ?? "") + law.formula + (law.source.map { " (\($0))" } ?? ""),
        or: "Which law is fitted?"),
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
    listed(record.coefficients.map { "\($0.name) = \($0.estimate.part.estimate?.plain ?? "not estimable")" })
  }

  private var variables: String? {
    let parts = record.data.columns.members.map { name, column -> String in
      let words = column == name ? name : "\(name) is \(column)"
      guard let ends = record.data.ranges[name] else { return words }
      let (low, high) = (ends.low ?? .nan, ends.high ?? .nan)
      return "\(words), \(low.formatted(significant: 4)) to \(high.formatted(significant: 4))"
    }
    return listed(parts, by: "; ")
  }

  private var units: String? {
    listed(record.coefficients.compactMap { element in element.unit.map { "\(element.name) in \($0)" } })
  }

  private func listed(_ parts: [String], by separator: String = ", ") -> String? {
    parts.isEmpty ? nil : parts.joined(separator: separator)
  }

  // MARK: Data

  private var data: [Checklist.Item] {
    let data = record.data
    return [
      item(
        "data.source", "source", "\(data.source), SHA-256 \(data.sha256)", or: "Where do the data come from?"),
      item("data.rows", "rows", "\(data.rowsUsed) of \(data.rows)", or: "How many runs?"),
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
    let filters = record.data.filters.map { filter in
      "\(filter.condition) left out \(filter.excluded)"
        + (filter.undecided > 0 ? ", \(filter.undecided) undecided" : "")
    }
    let missing = record.data.missing.members.map { "\($0.name) missing in \($0.value)" }
    return listed(filters + missing, by: "; ") ?? "none of the rows of the table"
  }

  private var derivations: String { listed(record.data.derive, by: "; ") ?? "none" }

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

extension ChecklistReader {
  // MARK: Fit

  fileprivate var objective: [Checklist.Item] {
    let options = record.options
    let held = options.fixed.members.map { "\($0.name) = \($0.value?.plain ?? "")" }
    return [
      item(
        "objective.norm", "norm and scale", "\(options.norm) on the \(options.scale.rawValue) scale",
        or: "What was minimised, on which scale?"),
      item(
        "objective.value", "value", "\(record.objective.value.plain): \(record.objective.definition)",
        or: "What is the objective at the fit?"),
      item("objective.weights", "weights", options.weights ?? "none"),
      item("objective.fixed", "held coefficients", listed(held) ?? "none"),
    ]
  }

  fileprivate var optimiser: [Checklist.Item] {
    let stop = record.convergence
    let certificate =
      !stop.certified
      ? "not certified as an optimum"
      : stop.certifiedGlobally == true ? "certified as the global optimum" : "certified as a local optimum"
    let numbers = [("scaled gradient", stop.scaledGradient), ("expected decrease", stop.expectedDecrease)].compactMap {
      name, value in value.map { "\(name) \($0.formatted(significant: 2))" }
    }
    return [
      item("optimiser.method", "method", stop.method, or: "Which optimiser?"),
      item("optimiser.certificate", "certificate", ([certificate] + numbers).joined(separator: ", ")),
      item("optimiser.starts", "starts", starts, or: "From how many starts, and how many agree?"),
      item(
        "optimiser.bounds", "at a bound", listed(record.coefficients.filter(\.atBound).map(\.name)) ?? "no coefficient"),
    ]
  }

  private var starts: String {
    let stop = record.convergence
    return stop.starts == 0
      ? "none needed: solved directly"
      : "\(stop.agreeing) of \(stop.starts) agree; other minima seen: \(stop.otherMinima.count)"
  }

  fileprivate var uncertainty: [Checklist.Item] {
    let options = record.options
    return [
      item(
        "uncertainty.interval", "intervals", "\(options.interval), \(options.level.percentText)",
        or: "How were intervals made, at which level?"),
      item(
        "uncertainty.replicates", "resamples",
        options.replicates.map { "\($0), seed \(options.seed)" } ?? "none drawn"),
      item(
        "uncertainty.clusters", "dependent rows",
        options.cluster.map { "clustered by \($0.names.joined(separator: ", "))" },
        or: "Are the rows independent? If some share a run or a seed, say why they are not clustered."),
      item(
        "uncertainty.noise", "noise",
        record.glance.sigma.map { "sigma \($0.formatted(significant: 4)) on the residual scale" },
        or: "How large is the noise between runs of equal setup?"),
      item(
        "uncertainty.coverage", "coverage", nil,
        or: "What do these intervals really cover? (scaling calibrate measures it on this design)"),
    ]
  }

  fileprivate var validation: [Checklist.Item] {
    let tests = record.tests.count
    return [
      item(
        "validation.held-out", "held-out runs", nil,
        or: "How well does the law predict runs that it was not fitted to, the largest ones above all?"),
      item(
        "validation.sensitivity", "sensitivity", nil,
        or:
          "How much do the answers move without the most influential runs, and under another norm? (scaling check says)"
      ),
      item("validation.warnings", "warnings", listed(record.warnings.map(\.code.name)) ?? "none"),
      item("validation.tests", "tests of hypotheses", tests == 0 ? "none" : "\(tests)"),
    ]
  }
}
