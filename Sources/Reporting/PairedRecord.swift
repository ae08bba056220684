import ScalingLaws

/// What two fits differ by as a file: schema `scaling.paired/1`.
public struct PairedRecord: Record {
  public static let schema = "scaling.paired/1"
  public static let title = "Two fits to the same resamples"
  public static let summary = "What two laws differ by, written by scaling compare --paired."

  let data: Data
  let options: Options
  let laws: [Entry]
  let estimates: [Difference]
  let warnings: [WarningPart]

  public static let descriptions = ["laws": "law by law", "estimates": "what is compared, one by one"]

  public init(_ comparison: PairedComparison) {
    let first = comparison.fits.first?.fit
    data = Data(
      source: first?.data.source ?? "", sha256: first?.data.sha256 ?? "", rows: comparison.rows,
      incomplete: comparison.incomplete)
    options = Options(
      level: first?.options.level, replicates: first?.options.replicates ?? 0, seed: first?.options.seed ?? 0,
      cluster: ColumnNames(first?.options.clusters ?? []))
    laws = comparison.fits.map {
      Entry(
        name: $0.candidate.name, law: LawPart($0.fit), norm: $0.fit.options.norm.description,
        certified: $0.fit.convergence.isCertified)
    }
    estimates = comparison.estimates.map(Difference.init)
    warnings = comparison.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, incomplete: Int
    var reading: [ReadingPart]?

    static let descriptions = ["incomplete": "rows left out because a law lacks a value there"]
  }

  struct Options: RecordPart {
    let level: Double?
    let replicates: Int
    let seed: UInt64
    let cluster: ColumnNames?

    static let descriptions = ["replicates": "resamples asked for"]
  }

  struct Entry: RecordPart {
    let name: String
    let law: LawPart
    let norm: String
    let certified: Bool

    static let descriptions = ["certified": "shown to be at its optimum"]
  }

  struct Difference: RecordPart {
    let name, first, second, firstFormula, secondFormula: String
    let firstEstimate, secondEstimate, difference, differenceStdError, differenceLow, differenceHigh: Double?
    let ratio, ratioLow, ratioHigh, shareFirstLarger: Double?
    let resamples: Int

    init(_ estimate: PairedEstimate) {
      name = estimate.name
      (first, second) = estimate.laws
      (firstFormula, secondFormula) = estimate.formulas
      firstEstimate = estimate.first
      secondEstimate = estimate.second
      difference = estimate.difference
      differenceStdError = estimate.differenceError
      differenceLow = estimate.differenceInterval.low
      differenceHigh = estimate.differenceInterval.high
      ratio = estimate.ratio
      ratioLow = estimate.ratioInterval?.low
      ratioHigh = estimate.ratioInterval?.high
      shareFirstLarger = estimate.shareFirstLarger
      resamples = estimate.resamples
    }

    static let descriptions = [
      "name": "of what is compared", "first": "law", "second": "law", "firstFormula": "of its coefficients",
      "secondFormula": "of its coefficients", "firstEstimate": "by the first law, in the unit of what is compared",
      "secondEstimate": "by the second law, in the unit of what is compared", "difference": "first less second",
      "differenceStdError": "standard error of the difference", "differenceLow": "lower end of the interval",
      "differenceHigh": "upper end of the interval", "ratio": "first over second; null where they differ in sign",
      "ratioLow": "lower end of the interval", "ratioHigh": "upper end of the interval",
      "shareFirstLarger": "of the resamples", "resamples": "with a value of both",
    ]
  }
}
