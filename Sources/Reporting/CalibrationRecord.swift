import ScalingLaws

/// A study of coverage as a file: schema `scaling.calibration/1`.
public struct CalibrationRecord: Record {
  public static let schema = "scaling.calibration/1"
  public static let title = "Coverage of intervals"
  public static let summary = "What intervals cover on tables simulated from a fit, written by scaling calibrate."

  let law: LawPart
  let data: FitRecord.Data
  let options: Options
  let uncertified: Int
  let results: [Result]

  public static let descriptions = [
    "data": "what the law was fitted to", "uncertified": "tables whose fit is not certified",
    "results": "result by result",
  ]

  /// - Parameter fit: the fit that was taken for the truth.
  public init(_ study: Calibration, _ fit: Fit) {
    law = LawPart(fit)
    data = FitRecord.Data(fit, fit.saved)
    options = Options(
      scale: fit.scale, norm: fit.options.norm.description, level: study.level,
      replicates: fit.options.replicates, seed: fit.options.seed, weights: fit.options.weights?.description,
      cluster: ColumnNames(fit.options.clusters), noise: study.noise, tables: study.tables)
    uncertified = study.uncertified
    results = study.results.map {
      Result(
        target: $0.target, truth: $0.truth, method: $0.method.description, coverage: $0.coverage,
        monteCarloError: $0.monteCarloError, covered: $0.covered, below: $0.below, above: $0.above,
        open: $0.open, undefined: $0.undefined, medianWidth: $0.medianWidth)
    }
  }

  struct Options: RecordPart {
    let scale: ResidualScale
    let norm: String
    let level: Double
    let replicates: Int
    let seed: UInt64
    let weights: String?
    let cluster: ColumnNames?
    let noise: String
    let tables: Int

    static let descriptions = [
      "level": "what the intervals promise", "replicates": "refits of a bootstrap",
      "noise": "how tables were simulated, in words", "tables": "that were simulated",
    ]
  }

  struct Result: RecordPart {
    let target: String
    let truth: Double?
    let method: String
    let coverage, monteCarloError: Double
    let covered, below, above, open, undefined: Int
    let medianWidth: Double?

    static let descriptions = [
      "target": "coefficient or quantity", "truth": "value in the simulation", "method": "of the interval",
      "coverage": "share of tables whose interval holds the truth", "monteCarloError": "its standard error",
      "covered": "tables whose interval holds the truth", "below": "tables whose interval lies below the truth",
      "above": "tables whose interval lies above it", "open": "tables whose interval has an open end",
      "undefined": "tables without an interval", "medianWidth": "in the unit of the target",
    ]
  }
}
