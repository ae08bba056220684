import ArgumentParser
import Reporting
import ScalingLaws

struct CalibrateVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measure what the intervals really cover on a design of your own.",
    discussion: """
      The law is fitted to the table, and taken for the truth. Tables with the same rows are simulated from it with random noise,
      every interval method makes its intervals from each, and those that hold the truth are counted. A 95 % interval should
      hold it 95 times in 100; a fit that fails, or an interval that is undefined, counts as one that does not.

      Noise: normal (as large as the fit's residuals), student-t:DF (heavier tails, the same size), residuals (the fit's own, drawn
      with replacement), clustered:COLUMN (a share of it common to all rows of a group, as large as in the residuals) or
      clustered:COLUMN:SHARE. For --norm binomial: binomial (counts of the trials, the law's probability in each) or beta (shares, or
      with trials probabilities, that scatter as far as those of the fit); the others then act on the log odds.

      EXAMPLES
        scaling calibrate @olmo-ladder --law chinchilla -c N=params -c D=tokens --where 'role == "fit"'
        scaling calibrate runs.csv --law chinchilla --method hc3 --method profile --noise student-t:3 --tables 2000
        scaling calibrate runs.csv --formula "loss = E + A*C^-alpha" --at C=1e24 --method bootstrap:wild
      """.reflowed)

  @OptionGroup var source: DataOptions

  @OptionGroup(title: "Law") var law: LawOptions

  @OptionGroup var plausibility: PlausibilityOptions

  @Option(
    name: .customLong("noise"),
    help: ArgumentHelp(
      "normal (unless given), student-t:DF, residuals, clustered:COLUMN or clustered:COLUMN:SHARE; for shares binomial (unless "
        + "given, with trials) or beta (unless given, without).", valueName: "model"), completion: .simulatedNoise)
  var noise: String?

  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      "An interval method, as of --interval in fit. Repeatable; unless given the usual ones for the norm.",
      valueName: "method"), completion: .intervals)
  var methods: [String] = []

  @Option(help: ArgumentHelp("How many tables are simulated.", valueName: "count"))
  var tables = 1000

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      "Also judge the predictions at a point, e.g. N=70B,D=1.4T: of the mean, and of a new run. Repeatable.",
      valueName: "point"))
  var points: [String] = []

  @OptionGroup(title: "Intervals") var intervals: CalibratedOptions

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup var figures: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if tables < 2 { throw ValidationError("--tables is 2 or more.") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    let chosen = try law.law()
    let mapping = try law.mapping()
    try [chosen].refuseTexts(points: points, verb: "calibrate")
    let points = try points.map { try Point.parsed($0, flag: "--at") }
    var options = FitOptions(
      scale: law.scale, weights: try law.parsedWeights(), quantities: try law.parsedQuantities(),
      dropsMissing: law.dropMissing)
    try search.apply(to: &options)
    intervals.apply(to: &options)
    let noise = noise ?? options.usualNoise
    let parts = noise.split(separator: ":", maxSplits: 2).map(String.init)
    let clusterOfNoise = parts.first == "clustered" && parts.count > 1 ? parts[1] : nil
    let table = try source.table(
      needed: law.columns(of: chosen, options, mapping: mapping)?.union([clusterOfNoise].compactMap { $0 }),
      from: inputs)
    let bound = try BoundTable([chosen], in: table, given: mapping, telling: inputs)
    try plausibility.check(chosen, bound.table, mapping: bound.mapping)
    let fit = try chosen.fit(to: bound.table, columns: bound.mapping, options: options)
    let methods =
      try methods.isEmpty ? fit.usualIntervalMethods : methods.compactMap { try IntervalMethod.parsed($0) }
    let study = try Calibration(
      of: fit, noise: try model(noise, parts, fit), methods: methods, quantities: options.quantities, points: points,
      tables: tables, threads: options.threads, progress: inputs.progress("tables"))
    return Answer(
      page: study.page(of: fit), record: CalibrationRecord(study, fit).json, warnings: [],
      isTrusted: fit.convergence.isCertified, theme: figures.theme
    ) { CalibrationFigure(study, fit).figure }
  }

  private func model(_ noise: String, _ parts: [String], _ fit: Fit) throws -> SimulatedNoise {
    let number = parts.count > 1 ? Double(parts[parts.count - 1]) : nil
    switch (parts.first, parts.count) {
    case ("normal", 1): return try fit.normalNoise()
    case ("residuals", 1): return try fit.resampledNoise()
    case ("binomial", 1): return try fit.binomialNoise()
    case ("beta", 1): return try fit.betaNoise()
    case ("student-t", 2):
      if let number, number > 0, number.isFinite { return try fit.studentNoise(degreesOfFreedom: number) }
    case ("clustered", 2): return try fit.clusteredNoise(by: parts[1])
    case ("clustered", 3):
      if let number, number >= 0, number <= 1 { return try fit.clusteredNoise(by: parts[1], share: number) }
    default: break
    }
    throw Problem.usage(
      "--noise \(noise): not a model of noise",
      hint:
        "write normal, student-t:3, residuals, clustered:COLUMN or clustered:COLUMN:0.5; for --norm binomial binomial or beta"
    )
  }
}

/// What `calibrate` takes of the options of intervals: it names methods by itself.
struct CalibratedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows that share a value of this column depend on one another. Repeatable.", valueName: "column"),
    completion: .columns)
  var cluster: [String] = []

  @Option(help: ArgumentHelp("Resamples of a bootstrap.", valueName: "count"))
  var replicates = 400

  @OptionGroup var refits: RefitOptions

  func apply(to options: inout FitOptions) {
    options.clusters = cluster
    options.replicates = replicates
    refits.apply(to: &options)
  }
}

extension FitOptions {
  /// The model of noise that is taken unless another is named.
  fileprivate var usualNoise: String {
    guard norm.isBinomial else { return "normal" }
    return weights?.kind == .trials ? "binomial" : "beta"
  }
}
