import Statistics

/// Reasons to doubt an index.
struct IndexDoubts {
  let scores: IndexScores
  let options: IndexOptions
  let models: [CapabilityIndex.Model]
  let benchmarks: [CapabilityIndex.Benchmark]
  let search: IndexSearch
  let degreesOfFreedom: Double
  let second: SecondScale
  let explained: Double

  /// Fewer scores of a model are few: Epoch's index leaves such models out.
  private static let fewestOfModel = 4
  /// Two are what difficulty and slope take.
  private static let fewestOfBenchmark = 5
  private static let level = 0.05

  var warnings: [FitWarning] {
    [
      notCertified, penalized, disagreeing, fewDegrees, reversed, anchors, twoScales, misfit, decisive, fewOfModels,
      fewOfBenchmarks, atLimit,
      belowChance, repeated, leftOut, chance,
    ].compactMap { $0 }
  }

  private var notCertified: FitWarning? {
    search.isCertified
      ? nil
      : FitWarning(
        .notCertified,
        "no certified minimum: a full step would still take \(search.expectedDecrease.formatted(significant: 2)) of the sum of squares off",
        hint: "remove models and benchmarks with few scores, or raise --ridge")
  }

  private var penalized: FitWarning? {
    explained > 0.5
      ? nil
      : FitWarning(
        .weaklyIdentified,
        "the curves explain \((100 * max(explained, 0)).formatted(significant: 2)) % of what tells scores of a benchmark apart: the penalty decides more than the scores",
        hint: "lower --ridge; the default is \(IndexOptions().ridge.plain)")
  }

  private var disagreeing: FitWarning? {
    search.agreeing > 1
      ? nil
      : FitWarning(
        .startsDisagree, "only one of \(search.starts) starts reached the lowest sum of squares",
        hint: "try another --seed; benchmarks with few scores often run against the others")
  }

  private var fewDegrees: FitWarning? {
    degreesOfFreedom >= 10
      ? nil
      : FitWarning(
        .noDegreesOfFreedom,
        "\(scores.count) scores for \(scores.models.count + 2 * scores.benchmarks.count) coefficients: the penalty decides much of the index",
        hint: "add scores; each benchmark takes two coefficients, each model one")
  }

  private var reversed: FitWarning? {
    let names = benchmarks.filter { $0.slope < 0 }.map(\.name)
    return names.isEmpty
      ? nil
      : FitWarning(
        .residualPattern, "better models score less on \(names.listed)",
        hint:
          "check whether less is better there, as for an error rate, and leave it out or turn it round with --derive")
  }

  private var anchors: FitWarning? {
    let anchored = options.scale.anchors
    guard anchored.count == 2, let typical = typicalError else { return nil }
    let distance = abs(anchored[0].value - anchored[1].value)
    return distance > 4 * typical
      ? nil
      : FitWarning(
        .weaklyIdentified,
        "the anchors stand \(distance.plain) apart, and a typical standard error is \(typical.formatted(significant: 2)): the unit of the scale is poorly known",
        hint: "anchor models that stand further apart")
  }

  private var typicalError: Double? {
    let errors = models.filter { !$0.isAnchor }.compactMap(\.index.standardError)
    return errors.isEmpty ? nil : Descriptive.median(errors)
  }

  private var twoScales: FitWarning? {
    guard second.isShown else { return nil }
    let sides = [second.high, second.low].filter { !$0.isEmpty }.map(\.listed).joined(separator: " against ")
    return FitWarning(
      .clusteredResiduals,
      "a second number for each model would foretell \((100 * second.share).formatted(significant: 2)) % of what one scale leaves over (cross-validated): \(sides)",
      hint: "see the index of each side alone, with --where; intervals take the scores of a model for independent")
  }

  private var misfit: FitWarning? {
    let names = benchmarks.filter { ($0.misfit ?? 1) < Self.level }
      .sorted { ($0.misfit ?? 1, $0.name) < ($1.misfit ?? 1, $1.name) }.map(\.name)
    return names.isEmpty
      ? nil
      : FitWarning(
        .residualPattern,
        "\(names.listed) \(names.count == 1 ? "scatters" : "scatter") about the curve more than the others (F test, Holm): one scale does not say what \(names.count == 1 ? "it asks" : "they ask")",
        hint: "see the index without \(names.count == 1 ? "it" : "them"), with --where")
  }

  private var decisive: FitWarning? {
    guard let (benchmark, out) = largestShift, let typical = typicalError, out.shift > typical else { return nil }
    return FitWarning(
      .influentialRows,
      "without \(benchmark) models move by \(out.shift.formatted(significant: 2)) points (root mean square), more than a typical standard error of \(typical.formatted(significant: 2)); \(out.model) by \(out.largest.formatted(significant: 2))",
      hint: "compare with the index without it, with --where")
  }

  /// The benchmark without which the index moves most.
  private var largestShift: (String, CapabilityIndex.LeftOut)? {
    benchmarks.compactMap { benchmark in benchmark.leftOut.map { (benchmark.name, $0) } }.max {
      $0.1.shift < $1.1.shift
    }
  }

  private var fewOfModels: FitWarning? {
    few(models.filter { $0.scores < Self.fewestOfModel }.map(\.name), "fewer than \(Self.fewestOfModel) scores")
  }

  private var fewOfBenchmarks: FitWarning? {
    few(
      benchmarks.filter { $0.scores < Self.fewestOfBenchmark }.map(\.name),
      "scores of fewer than \(Self.fewestOfBenchmark) models")
  }

  private func few(_ names: [String], _ what: String) -> FitWarning? {
    names.isEmpty
      ? nil
      : FitWarning(
        .fewPoints, .note, "\(names.listed) \(names.count == 1 ? "has" : "have") \(what)",
        hint: "add scores, or leave \(names.count == 1 ? "it" : "them") out with --where")
  }

  private var atLimit: FitWarning? {
    let names = models.filter(\.isAtLimit).map(\.name)
    return names.isEmpty
      ? nil
      : FitWarning(
        .scoreAtLimit,
        "every score of \(names.listed) is 0 or 1: the penalty alone keeps \(names.count == 1 ? "it" : "them") on the scale",
        hint: "add scores on easier or harder benchmarks")
  }

  private var belowChance: FitWarning? {
    scores.belowChance == 0
      ? nil
      : FitWarning(
        .scoreOutOfRange, .note,
        "\(counted(scores.belowChance, "score")) below chance, taken as \(IndexScores.limits.lowerBound.plain)",
        hint: "check --chance")
  }

  private var repeated: FitWarning? {
    scores.repeated.isEmpty
      ? nil
      : FitWarning(
        .duplicateRows,
        "several scores of one model on one benchmark, of which the mean is taken: \(scores.repeated.listed)",
        hint: "keep one with --where, or tell versions apart with --model")
  }

  private var leftOut: FitWarning? {
    scores.rowsLeftOut == 0
      ? nil
      : FitWarning(
        .missingDropped, .note, "\(counted(scores.rowsLeftOut, "row")) left out: no model, benchmark or score",
        hint: "fill the values in, if they are known")
  }

  private var chance: FitWarning? {
    scores.columns.otherChance.map {
      FitWarning(
        .unplacedRows, .note, "scores are taken as adjusted for chance already, although there is a column \($0)",
        hint: "\(String.flag("--chance", $0)) adjusts them")
    }
  }
}
