import ArgumentParser
import Reporting
import ScalingLaws

/// How intervals are made.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How intervals are made. hc3-effective where noise may differ between rows (unless given): HC3 with t on the degrees of freedom that its "
        + "own sum has; hc3 with t(n-p), hc0, hc1, hc2, hc4 with other corrections; "
        + "with --cluster cr3 (unless given), cr2 (Satterthwaite t), cr1, cr0; series for rows in time whose deviations may resemble their neighbours; hac:LAG where rows depend on the "
        + "LAG before, hac-raw:LAG without n/(n-p). Least squares only: classical for one noise level (with --weights sd= unless given), hessian the same with "
        + "second derivatives, profile. Of every norm: bootstrap (for robust norms unless given; of laws that are not linear bootstrap:pairs:middle), jackknife. Of "
        + "robust norms: m-estimation. Of quantiles: nid. A bootstrap may name how it draws and how it reads: bootstrap:SCHEME:READING, of pairs, residual, wild, "
        + "wild-mammen, wild-webb, parametric, and percentile, middle, bca, t, basic, normal.", valueName: "method"),
    completion: .intervals)
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "Rows that share a value of this column depend on one another, such as checkpoints of one run: cr3 standard errors "
        + "with t(G-1), or another --interval for clusters. Repeat it for rows that depend where they share any (cr0 to cr3). Unless "
        + "given, a column whose name says family, vendor, lab, organisation, developer, run, trial, model or seed; none for independent rows.",
      valueName: "column"), completion: .columns)
  var cluster: [String] = []

  @Option(help: ArgumentHelp("Resamples of a bootstrap.", valueName: "count"))
  var replicates = 1000

  @OptionGroup var refits: RefitOptions

  @Option(
    help: ArgumentHelp("Write the coefficients of every refit to a .csv file.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var draws: String?

  @Flag(
    help:
      "Keep the coefficients of every refit in the fit file however many there are; up to 200,000 numbers are kept without being asked."
  )
  var keepDraws = false

  @Option(
    help: ArgumentHelp(
      "How the noise of a new run grows, as a formula of the law's variables, e.g. \"C^-0.25\"; of one size unless given.",
      valueName: "formula"))
  var noise: String?

  func validate() throws {
    if let draws, !draws.lowercased().hasSuffix(".csv") {
      throw ValidationError("--draws \(draws): only .csv can be written")
    }
  }

  func apply(to options: inout FitOptions) throws {
    options.interval = try IntervalMethod.parsed(interval)
    options.noise = try Expression.parsed(noise, flag: "--noise")
    options.clusters = cluster
    options.replicates = replicates
    refits.apply(to: &options)
  }

  /// Which draws a record keeps.
  var kept: FitRecord.KeptDraws { keepDraws ? .all : .few }

  /// The record of a fit, with draws where they are to be kept.
  func record(of fit: Fit) throws -> FitRecord {
    try requireDraws([fit])
    return FitRecord(fit, keeping: kept)
  }

  /// The record of fits to groups, with draws where they are to be kept.
  func record(of grouped: GroupedFit) throws -> GroupedRecord {
    try requireDraws(grouped.groups.compactMap(\.fit))
    return GroupedRecord(grouped, keeping: kept)
  }

  /// - Throws: `Problem` where draws are to be kept, and the intervals of none of the fits are made by refits.
  private func requireDraws(_ fits: [Fit]) throws {
    guard keepDraws, let fit = fits.first, fits.allSatisfy({ $0.draws == nil }) else { return }
    throw Problem.usage(
      "--keep-draws: \(fit.intervalMethod.description) intervals have none", hint: "add --interval bootstrap")
  }

  /// The file that is written, if any.
  var writes: [(flag: String, path: String)] { draws.map { [("--draws", $0)] } ?? [] }

  /// - Throws: `Problem` where draws are wanted and the intervals are not made by refits.
  func drawsFile(of fit: Fit) throws -> [(path: String, content: String)] {
    guard let path = draws else { return [] }
    guard let draws = fit.draws else {
      throw Problem.usage(
        "--draws: \(fit.intervalMethod.description) intervals have none", hint: "add --interval bootstrap")
    }
    // A number as text, in its row, in its line, and in the whole.
    try refits.memory.limit.check(
      "rows of --draws", count: draws.replicates.count, bytesEach: Double(100 * (draws.names.count + 2)))
    return [(path, DrawsTable(draws).csv)]
  }
}

/// How sure intervals are to be, and how many threads refit.
struct RefitOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Coverage of the intervals.", valueName: "level"))
  var level = 0.95

  @Option(help: ArgumentHelp("Threads that refit; the numbers do not depend on it.", valueName: "count"))
  var threads = Threads.available

  @OptionGroup var memory: MemoryOptions

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is 1 or more.") }
  }

  func apply(to options: inout FitOptions) {
    options.level = level
    options.threads = threads
    options.memory = memory.limit
  }
}
