import ArgumentParser
import Escaping
import Reporting
import ScalingLaws

struct DesignVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Which runs to make next: those that tell most for a budget.",
    discussion: """
      Among candidate runs with costs, those are chosen that most reduce the variance of what one wants to know: coefficients, any \
      function of them (--for), the law at a point (--at); or of all coefficients together (--criterion d). A run may be repeated. \
      The gain is averaged over draws of the coefficients, so that the runs are good whichever of them are true. Beside it stands \
      what a plain grid of as many runs would tell for the same money.

      From a fit file, the runs are added to what the fit knows: fit them together with its rows, since alone they may determine \
      nothing. -o runs.csv writes a row for each run, to be filled in with what it measures. Before there are data, --law or \
      --formula with --prior ranges and --sigma does the same with the runs alone.

      EXAMPLES
        scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens -o fit.json
        scaling design fit.json --grid N=1e8..1e10:8,D=1e9..1e12:8 --budget 1e22 --at N=70B,D=1.4T
        scaling design fit.json --candidates sizes.csv --budget 5e21 --for "beta/(alpha + beta)" --runs 12 -o runs.csv
        scaling design --law chinchilla --prior E=1.5..2,A=200..600,alpha=0.3..0.4,B=500..3000,beta=0.3..0.45 --sigma 0.01 --grid N=1e7..1e10:12,D=1e9..1e12:12 --budget 1e21 --for alpha
      """.reflowed)

  @Argument(
    help: "A fit file, as scaling fit -o fit.json writes it, or - for standard input. None with --law or --formula.",
    completion: .fitFile)
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Coefficients of refits, as scaling fit --draws draws.csv wrote them: the gain is averaged over some of them.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var draws: String?

  @OptionGroup(title: "Before there are data") var prior: PriorOptions

  @OptionGroup(title: "Candidates") var runs: CandidateOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What all runs together may cost, in the unit of the costs, e.g. 1e22.", valueName: "cost"))
  var budget: String

  @Option(name: .customLong("runs"), help: ArgumentHelp("The most runs, up to 200.", valueName: "count"))
  var most = 50

  @Flag(help: "Run each candidate once at most.")
  var once = false

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "What the runs are to tell: a coefficient, a quantity of the law, or a formula of coefficients. Repeatable.",
      valueName: "name = formula"))
  var quantities: [String] = []

  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("A point at which the law is to be known, e.g. N=70B,D=1.4T. Repeatable.", valueName: "point"))
  var points: [String] = []

  @Option(
    help: ArgumentHelp(
      "What is made small: c the variances of what is named (unless given, where something is), d the joint region of all coefficients "
        + "(unless given, where nothing is), a the sum of the variances in units of what they are now.",
      valueName: "c, d or a"))
  var criterion: DesignCriterion?

  @Option(
    name: .customLong("average"), parsing: .unconditional,
    help: ArgumentHelp(
      "Draws of the coefficients that the gain is averaged over; 0 takes the estimate alone.", valueName: "count"))
  var average = 50

  @Option(help: ArgumentHelp("Seed of the draws.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Standard deviation of the noise of a run, on the scale of the residuals; that of the fit unless given.",
      valueName: "sd"))
  var sigma: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Coverage of the intervals; that of the fit unless given, 0.95 without a fit.", valueName: "level"))
  var level: Double?

  @Option(help: ArgumentHelp("Threads that search; the runs do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var look: FigureOptions

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if file != nil, prior.isGiven {
      throw ValidationError("give either a fit file, or --law or --formula with --prior.")
    }
    if file == nil, !prior.isGiven { throw ValidationError("give a fit file, or --law or --formula with --prior.") }
    if file == nil, draws != nil { throw ValidationError("--draws goes with a fit file.") }
    if threads < 1 { throw ValidationError("--threads is 1 or more.") }
  }

  func answer(from inputs: Inputs) throws -> Answer {
    let saved = try file.map(inputs.fit)
    let options = try designOptions()
    let basis =
      try saved.map { file in try DesignBasis(file.fit(draws: draws, from: inputs), options: options) }
      ?? prior.basis(options)
    if let column = basis.fit.textVariables.first {
      throw Problem.usage(
        "the law depends on the text of \(column), which candidates do not have",
        hint: "fit the rows of one text alone: "
          + String.flag(
            "--where",
            TextComparison(
              column: column, comparison: .equal, literal: basis.fit.texts[column]?.first ?? "TEXT"
            ).description))
    }
    let design = try RunDesign(
      basis, candidates: runs.candidates(for: basis, from: inputs), targets: try targets(basis), options: options)
    let results = DesignResults(
      design, source: file.map(FitFile.name(of:)), fitWarnings: saved?.savedWarnings ?? [])
    return Answer(
      page: results.page, record: DesignRecord(results).json, warnings: results.warnings,
      isTrusted: basis.fit.isCertified, next: next, table: DesignTable(design).csv,
      theme: look.theme
    ) { DesignFigure(results).figure() }
  }

  private func designOptions() throws -> DesignOptions {
    guard let money = SearchOptions.signed(budget) else {
      throw Problem.usage("--budget \(budget): not a number", hint: "for example --budget 1e22")
    }
    let noise = try sigma.map { text in
      guard let value = SearchOptions.signed(text) else {
        throw Problem.usage("--sigma \(text): not a number", hint: "for example --sigma 0.01")
      }
      return value
    }
    var options = DesignOptions(
      budget: money, runs: most, once: once, criterion: criterion, draws: average, seed: seed, level: level,
      sigma: noise, threads: threads)
    options.memory = memory.limit
    return options
  }

  /// Quantities and points. A quantity of the law is known by its name.
  private func targets(_ basis: DesignBasis) throws -> [DesignTarget] {
    let known = basis.fit.law.flatMap(Law.named)?.derived ?? []
    let asked = try Quantity.parsed(quantities, flag: "--for").map { quantity in
      guard !basis.fit.coefficients.contains(quantity.name) else { return quantity }
      return known.first { .symbol($0.name) == quantity.expression } ?? quantity
    }
    return asked.map(DesignTarget.quantity) + (try points.map { .point(try Point.parsed($0, flag: "--at")) })
  }

  /// What one may want to do with the runs.
  private var next: [[String]] {
    guard output.outputs.isEmpty else { return [] }
    return [
      ["-o", "runs.csv"]
    ]
  }
}

extension DesignCriterion: ExpressibleByArgument {}
