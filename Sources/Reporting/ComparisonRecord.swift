import ScalingLaws

/// A comparison of laws as a file: schema `scaling.compare/1`.
public struct ComparisonRecord: Record {
  public static let schema = "scaling.compare/1"
  public static let title = "Comparison of laws"
  public static let summary = "Several laws on one table, ranked, written by scaling compare."

  let data: Data
  let options: Options
  let lawsTried: Int
  let laws: [Entry]
  let cuts: [Cut]
  let average: Average?
  let nested: [Nested]
  let predictions: [Prediction]
  let warnings: [WarningPart]

  public static let descriptions = [
    "lawsTried": "how many laws were compared", "laws": "the best first", "cuts": "of the back-test",
    "average": "the laws together", "nested": "F tests of laws within laws",
    "predictions": "what the laws say together",
  ]

  public init(_ results: ComparisonResults) {
    let comparison = results.comparison
    data = Data(
      source: comparison.data.source, sha256: comparison.data.sha256, rows: comparison.rows,
      incomplete: comparison.incomplete, response: comparison.response)
    options = Options(comparison)
    lawsTried = comparison.count
    laws = comparison.entries.map { entry in
      Entry(
        name: entry.candidate.name, law: LawPart(entry.fit), norm: entry.fit.options.norm.description,
        scale: entry.fit.scale, subset: entry.candidate.training?.description,
        fixed: Named(sorted: entry.fit.options.fixed.mapValues { $0 }), rowsUsed: entry.fit.data.rowsUsed,
        certified: entry.fit.convergence.isCertified,
        coefficients: Named(entry.fit.coefficients.map { (name: $0.name, value: $0.estimate.value) }),
        rss: entry.fit.statistics.residualSumOfSquares, logLikelihood: entry.criteria?.logLikelihood,
        aic: entry.criteria?.aic, aicc: entry.criteria?.aicc, bic: entry.criteria?.bic,
        converted: entry.criteria?.isConverted ?? false,
        crossValidation: Scores(entry.crossValidation, difference: entry.crossValidationDifference),
        backtest: Scores(
          entry.backtest, difference: entry.backtestDifference, squared: entry.backtestErrorDifference),
        backtests: entry.backtests.map { Scores($0.scores, certified: $0.fit.convergence.isCertified) },
        akaikeWeight: entry.akaikeWeight, stackingWeight: entry.stackingWeight, weight: entry.weight)
    }
    cuts = comparison.cuts.map {
      Cut(
        formula: $0.expression.description, value: $0.value, training: $0.training.count, heldOut: $0.heldOut.count)
    }
    average = comparison.average.map { average in
      Average(
        backtest: Scores(average.backtest),
        backtests: zip(average.scores, average.weights).map { Scores($0, weights: $1) })
    }
    nested = comparison.nested.map {
      Nested(
        law: $0.small, of: $0.large, restrictions: $0.nesting.restrictions, fStatistic: $0.test.statistic,
        dfNumerator: $0.test.numeratorDegreesOfFreedom, dfDenominator: $0.test.denominatorDegreesOfFreedom,
        pValue: $0.test.pValue)
    }
    predictions = results.predictions.map { found in
      Prediction(
        at: Named(sorted: found.point.mapValues { $0 }),
        bands: Flat(Bands(found.mixture.value, found.mixture.mean, found.mixture.newRun)),
        sdWithinLaws: found.mixture.within, sdBetweenLaws: found.mixture.between,
        reach: found.mixture.reach.map {
          Prediction.Reach(
            distance: $0.distance, tested: $0.tested, unit: $0.isDecades ? .decades : .ranges, evidence: $0.evidence)
        },
        laws: found.mixture.parts.map {
          Prediction.Law(
            name: $0.name, weight: $0.weight,
            bands: Flat(Bands($0.prediction.value, $0.prediction.mean, $0.prediction.newRun)))
        })
    }
    warnings = results.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, incomplete: Int
    let response: String
    var reading: [ReadingPart]?

    static let descriptions = [
      "incomplete": "rows left out because a law lacks a value there", "response": "formula on the left of the laws",
    ]
  }

  struct Options: RecordPart {
    let rankedBy: Comparison.Measure
    let scale: ResidualScale
    let level: Double
    let folds: Int
    let leavesOneOut: Bool
    let cluster: ColumnNames?
    let weights, noise: String?
    let seed: UInt64

    init(_ comparison: Comparison) {
      let first = comparison.entries[0].fit.options
      rankedBy = comparison.measure
      scale = comparison.scale
      level = comparison.level
      folds = comparison.folds
      leavesOneOut = comparison.leavesOneOut
      cluster = ColumnNames(comparison.clusters)
      weights = first.weights?.description
      noise = first.noise?.description
      seed = first.seed
    }

    static let descriptions = [
      "rankedBy": "the measure that orders the laws", "scale": "on which laws are compared",
      "folds": "of the cross-validation; 0 for none", "leavesOneOut": "a fold for each row or cluster",
      "noise": "factor by which the noise differs from row to row",
    ]
  }

  struct Entry: RecordPart {
    let name: String
    let law: LawPart
    let norm: String
    let scale: ResidualScale
    let subset: String?
    let fixed: Named<Double?>
    let rowsUsed: Int
    let certified: Bool
    let coefficients: Named<Double?>
    let rss, logLikelihood, aic, aicc, bic: Double?
    let converted: Bool
    let crossValidation, backtest: Scores?
    let backtests: [Scores?]
    let akaikeWeight, stackingWeight, weight: Double?

    static let descriptions = [
      "subset": "condition of the rows that it was fitted to", "fixed": "coefficients that were held, by name",
      "rowsUsed": "fitted to", "certified": "shown to be at its optimum", "coefficients": "estimates by name",
      "rss": "weighted sum of squared residuals", "logLikelihood": "on the scale of the comparison, in nats",
      "aic": "Akaike's criterion, on the scale of the comparison", "bic": "Schwarz's criterion; less is better",
      "converted": "the likelihood was taken from the law's own scale to that of the comparison",
      "crossValidation": "over the folds", "backtest": "all cuts together", "backtests": "cut by cut",
      "akaikeWeight": "share by AICc", "stackingWeight": "share by the log scores of the cross-validation",
      "weight": "in the band of all laws",
    ]
  }

  /// How well rows were predicted that a fit had not seen.
  struct Scores: RecordPart {
    let n: Int
    let rmse, bias, logScore: Double?
    let covered: Int
    let coverage: Double?
    let certified: Bool?
    let logScoreDifference, logScoreDifferenceSe, meanSquaredErrorDifference, meanSquaredErrorDifferenceSe: Double?
    let weights: [Double?]?

    /// `nil` where no row was predicted.
    init?(
      _ scores: PointScores?, difference: PairedDifference? = nil, squared: PairedDifference? = nil,
      certified: Bool? = nil, weights: [Double]? = nil
    ) {
      guard let scores, scores.count > 0 else { return nil }
      n = scores.count
      rmse = scores.rootMeanSquare
      bias = scores.bias
      logScore = scores.logScore
      covered = scores.covered
      coverage = scores.coverage
      self.certified = certified
      logScoreDifference = difference?.estimate
      logScoreDifferenceSe = difference?.standardError
      meanSquaredErrorDifference = squared?.estimate
      meanSquaredErrorDifferenceSe = squared?.standardError
      self.weights = weights
    }

    static let descriptions = [
      "n": "rows predicted", "rmse": "root mean square error, on the residual scale",
      "bias": "mean of observed less predicted, on the residual scale",
      "logScore": "mean log density of what was observed, in nats", "covered": "rows inside the new-run band",
      "coverage": "share of rows inside it", "certified": "of the fit to one cut",
      "logScoreDifference": "to the best law, in nats", "logScoreDifferenceSe": "its standard error",
      "meanSquaredErrorDifference": "to the best law", "meanSquaredErrorDifferenceSe": "its standard error",
      "weights": "of the laws, in one cut",
    ]
  }

  struct Cut: RecordPart {
    let formula: String
    let value: Double
    let training, heldOut: Int

    static let descriptions = [
      "formula": "what orders the runs", "value": "beyond which rows are held out, in the unit of the formula",
      "training": "rows fitted to", "heldOut": "rows predicted",
    ]
  }

  struct Average: RecordPart {
    let backtest: Scores?
    let backtests: [Scores?]

    static let descriptions = [
      "backtest": "all cuts together", "backtests": "cut by cut, with the weights of the laws",
    ]
  }

  struct Nested: RecordPart {
    let law, of: String
    let restrictions: [String]
    let fStatistic: Double?
    let dfNumerator, dfDenominator: Int
    let pValue: Double?

    static let descriptions = [
      "law": "the smaller", "of": "the larger", "restrictions": "that make it the smaller", "fStatistic": "F",
      "dfNumerator": "degrees of freedom", "dfDenominator": "degrees of freedom", "pValue": "of the statistic",
    ]
  }

  /// A value with the ends of both bands.
  struct Bands: RecordPart {
    let estimate, meanLow, meanHigh, newRunLow, newRunHigh: Double?

    init(_ estimate: Double, _ mean: Interval?, _ newRun: Interval?) {
      self.estimate = estimate
      meanLow = mean?.low
      meanHigh = mean?.high
      newRunLow = newRun?.low
      newRunHigh = newRun?.high
    }

    static let descriptions = [
      "estimate": "in the unit of the response", "meanLow": "lower end for the mean",
      "meanHigh": "upper end for the mean", "newRunLow": "lower end for a new run",
      "newRunHigh": "upper end for a new run",
    ]
  }

  struct Prediction: RecordPart {
    let at: Named<Double?>
    let bands: Flat<Bands>
    let sdWithinLaws, sdBetweenLaws: Double?
    let reach: Reach?
    let laws: [Law]

    struct Reach: RecordPart {
      let distance, tested: Double?
      let unit: ExtrapolationPart.Unit
      let evidence: Double?

      static let descriptions = [
        "distance": "beyond the rows", "tested": "how far back-tests reached",
        "unit": "factors of ten, or times the range of the rows",
        "evidence": "how much of the weights the scores decide, 0 to 1",
      ]
    }

    struct Law: RecordPart {
      let name: String
      let weight: Double?
      let bands: Flat<Bands>

      static let descriptions = ["weight": "share in the mixture"]
    }

    static let descriptions = [
      "at": "value of each variable, in the unit of its column",
      "sdWithinLaws": "standard deviation of new runs within the laws, on the scale of the comparison",
      "sdBetweenLaws": "between their means, on the same scale", "reach": "how far out the point lies",
      "laws": "law by law",
    ]
  }
}

extension Comparison.Measure: JSONWord {}
