import ScalingLaws

/// A fit as a file: schema `scaling.fit/1`.
///
/// Every number is there with all its digits; what is open or undefined is `null`. Keys keep their order and meaning;
/// a change of either is a new schema version. What files of earlier versions do not say is optional.
public struct FitRecord: Record {
  public static let schema = "scaling.fit/1"
  public static let title = "Fit"
  public static let summary =
    "A fit of one law to one table, written by scaling fit; read by predict, plan, design, plot and report."

  let law: LawPart
  let data: Data
  let options: Options
  let objective: Objective
  let glance: Glance
  let coefficients: [Coefficient]
  let covariance: [[Double?]]
  let derived: [QuantityPart]
  let tests: [Test]
  let convergence: Stop
  let inference: Inference
  let draws: DrawsPart?
  let warnings: [WarningPart]

  public static let descriptions = [
    "data": "what it was fitted to", "options": "how it was fitted", "objective": "what was minimised",
    "glance": "the fit in one row", "coefficients": "coefficient by coefficient",
    "covariance": "of the coefficients, in their order, row by row",
    "derived": "quantities of the law, and those asked for", "tests": "tests of hypotheses",
    "convergence": "how the search stopped", "inference": "what a prediction needs",
    "draws": "refits behind the intervals: up to 200,000 numbers, and any number with --keep-draws",
  ]

  /// Whether the coefficients of all refits are in a record.
  public enum KeptDraws: Sendable, Hashable {
    case none
    /// Where they are at most `mostNumbers`.
    case few
    case all
  }

  /// Of draws that are kept without being asked for, with the objective and the number of each refit: about 4 MB.
  public static let mostNumbers = 200_000

  /// Of a column that the law compares with text.
  static let mostTexts = 100

  public init(_ fit: Fit, keeping kept: KeptDraws = .none) { self.init(fit, keeping: kept, most: Self.mostNumbers) }

  /// - Parameter most: numbers that are few.
  init(_ fit: Fit, keeping kept: KeptDraws, most: Int) {
    let saved = fit.saved
    law = LawPart(fit)
    data = Data(fit, saved)
    options = Options(fit)
    objective = Objective(
      value: fit.objective,
      definition: "\(fit.objectiveName) on the \(fit.scale.rawValue) scale; log_likelihood is that of the response on"
        + " this scale, and aic, aicc and bic count \(fit.statistics.parametersCounted) parameters",
      rss: fit.statistics.residualSumOfSquares, logLikelihood: fit.statistics.logLikelihood,
      aic: fit.statistics.aic, aicc: fit.statistics.aicc, bic: fit.statistics.bic)
    glance = Glance(
      n: fit.statistics.observations, rank: fit.statistics.rank,
      dfResidual: fit.statistics.residualDegreesOfFreedom, sigma: fit.statistics.sigma,
      rSquared: fit.statistics.rSquared, adjRSquared: fit.statistics.adjustedRSquared,
      withinRSquared: fit.effect?.withinRSquared, robustScale: fit.statistics.robustScale,
      fStatistic: fit.statistics.fTest?.statistic, fPValue: fit.statistics.fTest?.pValue,
      conditionNumber: fit.statistics.conditionNumber,
      scaledConditionNumber: fit.statistics.scaledConditionNumber,
      chiSquaredPValue: fit.statistics.goodnessOfFitPValue)
    coefficients = fit.coefficients.map {
      Coefficient(
        name: $0.name, unit: $0.unit, estimate: Flat(EstimatePart($0.estimate)), statistic: $0.tStatistic,
        pValue: $0.pValue, atBound: fit.convergence.atBound.contains($0.name))
    }
    covariance = fit.covariance.recorded
    derived = fit.derived.map(QuantityPart.init)
    tests = fit.tests.map { Test($0, coefficients: fit.coefficients.map(\.name)) }
    convergence = Stop(
      certified: fit.convergence.isCertified, certifiedGlobally: fit.convergence.isGlobal,
      shareUnseen: fit.convergence.shareUnseen, searchEnd: fit.convergence.searchEnd,
      method: fit.convergence.method, scaledGradient: fit.convergence.scaledGradient,
      expectedDecrease: fit.convergence.expectedDecrease, iterations: fit.convergence.iterations,
      starts: fit.convergence.starts, agreeing: fit.convergence.agreeing,
      otherMinima: fit.convergence.otherMinima.map { minimum in
        Stop.Minimum(
          objective: minimum.objective, starts: minimum.count, fromGivenStart: minimum.isOfGivenStart,
          coefficients: minimum.coefficients.map { Named(zip(fit.law.coefficients, $0).map { (name: $0, value: $1) }) })
      })
    inference = Inference(
      degreesOfFreedom: saved.solved.degreesOfFreedom,
      noise: Inference.Noise(
        sigma: saved.noise.sigma, formula: saved.noise.formula?.description, efficiency: saved.noise.efficiency,
        low: saved.responseRange.low, high: saved.responseRange.high),
      natural: zip(saved.solved.names, saved.solved.natural).map {
        let domain = saved.solved.domains[$0] ?? .all
        return Inference.Natural(
          name: $0, formula: $1.description, positive: domain.low >= 0, low: domain.low, high: domain.high)
      },
      solved: Inference.Solved(
        coefficients: zip(saved.solved.parameters, saved.solved.point).map {
          Inference.Solved.Value(name: $0, value: $1)
        },
        covariance: saved.solved.covariance.recorded))
    draws =
      kept == .all || kept == .few && fit.drawnNumbers <= most
      ? fit.draws.map { draws in
        DrawsPart(
          requested: draws.requested, replicates: draws.replicates,
          coefficients: Named(zip(draws.names, draws.columns).map { (name: $0, value: $1) }),
          objective: draws.objectives)
      } : nil
    warnings = fit.warnings.map(WarningPart.init)
  }

  struct Data: RecordPart {
    let source, sha256: String
    let rows, rowsUsed: Int
    let derive, missingTokens: [String]
    let thousands: Bool
    let format: Format?
    let decimal, dateFormat, delimiter: String?
    let reading: [ReadingPart]?
    let dropMissing: Bool
    let `where`: String?
    let filters: [FilterPart]
    let missing: Named<Int>
    let columns: Named<String>
    let ranges: Named<Ends>
    let texts: Named<[String]>?

    enum Format: String, JSONWord { case csv, tsv, json, jsonl }

    init(_ fit: Fit, _ saved: SavedFit) {
      source = fit.data.source
      sha256 = fit.data.sha256
      (rows, rowsUsed) = (fit.data.rows, fit.data.rowsUsed)
      (derive, missingTokens) = (fit.data.derivations, fit.data.missingTokens)
      thousands = fit.data.readsThousands
      format = fit.data.format.flatMap { Format(rawValue: $0.name) }
      (decimal, dateFormat) = (fit.data.decimal?.rawValue, fit.data.dateOrder?.rawValue)
      delimiter = fit.data.delimiter.map { String($0) }
      reading = fit.data.readings.map(ReadingPart.init)
      dropMissing = fit.options.dropsMissing
      `where` = fit.data.filters.joined
      filters = fit.data.filters.map(FilterPart.init)
      missing = Named(fit.data.missing.map { (name: $0.column, value: $0.rows) })
      columns = Named(fit.data.columns.map { (name: $0.variable, value: $0.column) })
      ranges = Named(sorted: saved.ranges.mapValues { Ends($0) })
      texts = Named(
        saved.textVariables.map { (name: $0, value: Array((saved.texts[$0] ?? []).prefix(FitRecord.mostTexts))) })
    }

    static let descriptions = [
      "derive": "formulas of derived columns", "missingTokens": "texts that stand for a missing value",
      "thousands": "commas group the digits of numbers",
      "format": "of the table, where it was given; null where the name or the first bytes told it",
      "decimal": "what begins decimals, where it was given: a point or a comma",
      "dateFormat": "order of month and day, where it was given: mdy or dmy",
      "delimiter": "what separates cells, where it was given",
      "dropMissing": "rows with a missing value are left out", "missing": "rows without a value, by column",
      "columns": "column that stands for each symbol", "ranges": "least and greatest value in the rows used, by symbol",
      "texts": "texts in the rows used, 100 at the most, by column that the law compares with text",
    ]
  }

  struct Options: RecordPart {
    let scale: ResidualScale
    let norm, interval: String
    let level: Double
    let replicates: Int?
    let seed: UInt64
    let weights: String?
    let cluster: ColumnNames?
    let effect: Effect?
    let fixed: Named<Double?>
    let bounds: Named<Ends>
    let start: Named<Double?>
    let starts, maxIterations: Int
    let tolerance: Double
    let quantities, tests: [String]
    let noise: String?

    init(_ fit: Fit) {
      let options = fit.options
      scale = fit.scale
      norm = options.norm.description
      interval = fit.intervalMethod.description
      level = options.level
      if case .bootstrap = fit.intervalMethod { replicates = options.replicates } else { replicates = nil }
      seed = options.seed
      weights = options.weights?.description
      cluster = ColumnNames(options.clusters)
      effect = fit.effect.map { effect in
        Effect(
          column: effect.column, constant: effect.constant,
          groups: effect.groups.map {
            Effect.Group(value: $0.value, rows: $0.rows, coefficient: $0.coefficient, indicator: $0.indicator)
          })
      }
      fixed = Named(sorted: fit.saidOnce(options.fixed).mapValues { $0 })
      bounds = Named(sorted: fit.saidOnce(options.domains).mapValues { Ends($0.lower, $0.upper) })
      start = Named(sorted: fit.saidOnce(options.start).mapValues { $0 })
      starts = options.starts
      maxIterations = options.iterations
      tolerance = options.tolerance
      quantities = options.quantities.map(\.description)
      tests = options.hypotheses.map(\.text)
      noise = options.noise?.description
    }

    static let descriptions = [
      "interval": "method of the intervals: hc3, cr3, profile, bootstrap:wild:t, …",
      "replicates": "refits of a bootstrap; null for other intervals", "effect": "groups with intercepts of their own",
      "fixed": "coefficients that were held, by name",
      "bounds": "lowest and highest value allowed to a coefficient; null where there is none",
      "start": "where the search began, by coefficient", "starts": "starts of the search at most",
      "maxIterations": "steps of one start at most", "tolerance": "relative, at which a step counts as none",
      "quantities": "asked for, as name = formula", "tests": "hypotheses, as they were written",
      "noise": "factor by which the noise differs from row to row, a formula",
    ]
  }

  /// Groups with intercepts of their own, and which coefficient and which column of ones stands for each.
  struct Effect: RecordPart {
    let column, constant: String
    let groups: [Group]

    struct Group: RecordPart {
      let value: String
      let rows: Int
      let coefficient, indicator: String

      static let descriptions = [
        "value": "in the column", "rows": "how many rows", "coefficient": "its constant",
        "indicator": "column of ones for its rows",
      ]
    }

    static let descriptions = [
      "column": "that names the group", "constant": "coefficient that each group has of its own",
      "groups": "group by group",
    ]
  }

  struct Objective: RecordPart {
    let value: Double
    let definition: String
    let rss: Double
    let logLikelihood, aic, aicc, bic: Double?

    static let descriptions = [
      "value": "at the optimum", "definition": "what was minimised, in words",
      "rss": "weighted sum of squared residuals, on the residual scale",
      "logLikelihood": "of the response on the residual scale, in nats", "aic": "Akaike's criterion",
      "aicc": "the same, corrected for few rows", "bic": "Schwarz's criterion",
    ]
  }

  struct Glance: RecordPart {
    let n, rank, dfResidual: Int
    let sigma, rSquared, adjRSquared, withinRSquared, robustScale, fStatistic, fPValue: Double?
    let conditionNumber, scaledConditionNumber, chiSquaredPValue: Double?

    static let descriptions = [
      "n": "rows used", "rank": "coefficients that the rows determine", "dfResidual": "n less rank",
      "sigma": "standard deviation of the residuals, on their scale",
      "adjRSquared": "R², less what the number of coefficients brings by itself",
      "withinRSquared": "of the rows about the means of their groups",
      "robustScale": "scale of the residuals by a robust norm", "fStatistic": "classical, of all slopes",
      "fPValue": "of the F statistic", "conditionNumber": "of the design",
      "scaledConditionNumber": "of the design with columns scaled to one length",
      "chiSquaredPValue": "goodness of fit, where standard deviations are known",
    ]
  }

  struct Coefficient: RecordPart {
    let name: String
    let unit: String?
    let estimate: Flat<EstimatePart>
    let statistic, pValue: Double?
    let atBound: Bool

    static let descriptions = [
      "statistic": "estimate over standard error", "pValue": "two-sided, of zero", "atBound": "ended on a bound",
    ]
  }

  struct Test: RecordPart {
    let hypothesis: String
    let kind: Kind
    let difference, stdError, margin, equivalencePValue: Double?
    let results: [Result]
    let restricted: Named<Double?>?

    enum Kind: String, JSONWord { case equality, equivalence, residuals }

    struct Result: RecordPart {
      let test: HypothesisTest.Method
      let statistic, df, dfResidual, pValue: Double?

      static let descriptions = [
        "test": "name of the test", "statistic": "of the test", "df": "degrees of freedom; of F, of its numerator",
        "dfResidual": "of the denominator of F", "pValue": "of the statistic",
      ]
    }

    /// - Parameter names: of the coefficients of the fit.
    init(_ test: HypothesisTest, coefficients names: [String]) {
      hypothesis = test.hypothesis.text
      switch test.hypothesis.kind {
      case .restrictions: (kind, margin) = (.equality, nil)
      case .equivalence(_, let given): (kind, margin) = (.equivalence, given)
      case .residuals: (kind, margin) = (.residuals, nil)
      }
      difference = test.difference?.value
      stdError = test.difference?.standardError
      equivalencePValue = test.equivalencePValue
      results = test.results.map {
        Result(
          test: $0.method, statistic: $0.statistic, df: $0.degreesOfFreedom,
          dfResidual: $0.denominatorDegreesOfFreedom, pValue: $0.pValue)
      }
      restricted = test.restrictedCoefficients.map { Named(zip(names, $0).map { (name: $0, value: $1) }) }
    }

    static let descriptions = [
      "hypothesis": "as it was written", "kind": "what is claimed",
      "difference": "left minus right of a single equality", "stdError": "of the difference",
      "margin": "of equivalence, in the unit of the difference", "equivalencePValue": "larger of the two one-sided",
      "results": "result by result", "restricted": "coefficients under the hypothesis, where they were computed",
    ]
  }

  struct Stop: RecordPart {
    let certified: Bool
    let certifiedGlobally: Bool?
    let shareUnseen: Double?
    let searchEnd: Convergence.SearchEnd?
    let method: String
    let scaledGradient, expectedDecrease: Double?
    let iterations, starts, agreeing: Int
    let otherMinima: [Minimum]

    struct Minimum: RecordPart {
      let objective: Double?
      let starts: Int
      let fromGivenStart: Bool?
      let coefficients: Named<Double?>?

      static let descriptions = [
        "objective": "at that minimum, as objective.value", "starts": "that ended there",
        "fromGivenStart": "the start values of the options lead there", "coefficients": "at that minimum, by name",
      ]
    }

    static let descriptions = [
      "certified": "the point is shown to be a local optimum",
      "certifiedGlobally": "it is the only one, or minima that were not seen attract at most one start in a hundred",
      "shareUnseen": "share of starts expected to end in minima that were not seen (Boender and Rinnooy Kan 1987)",
      "searchEnd": "why no further starts were made: the problem has one minimum, share_unseen is small, or --starts",
      "method": "how it was found, in words",
      "scaledGradient": "largest cosine between a column and the residuals; 0 at an optimum",
      "expectedDecrease": "share of the objective that one step more could remove", "iterations": "steps of the search",
      "starts": "that were made", "agreeing": "starts that ended at this optimum", "otherMinima": "that were met",
    ]
  }

  /// What a prediction needs: what was solved for with its covariance, the coefficients in terms of it, the noise.
  struct Inference: RecordPart {
    let degreesOfFreedom: Double?
    let noise: Noise
    let natural: [Natural]
    let solved: Solved

    struct Noise: RecordPart {
      let sigma: Double?
      let formula: String?
      let efficiency, low, high: Double?

      static let descriptions = [
        "sigma": "standard deviation of a row about the law, on the residual scale",
        "formula": "factor by which it differs from row to row",
        "efficiency": "what a row tells under the norm, over least squares",
        "low": "least value of an observation; null where none is known",
        "high": "greatest value of an observation; null where none is known",
      ]
    }

    struct Natural: RecordPart {
      let name, formula: String
      let positive: Bool
      let low, high: Double?

      /// A file of an earlier version says `positive` alone.
      var domain: ValueRange { ValueRange(low ?? (positive ? 0 : -.infinity), high ?? .infinity) }

      static let descriptions = [
        "formula": "in terms of what was solved for", "positive": "zero or above",
        "low": "least value that it may have; null where there is none",
        "high": "greatest value that it may have; null where there is none",
      ]
    }

    struct Solved: RecordPart {
      let coefficients: [Value]
      let covariance: [[Double?]]

      struct Value: RecordPart {
        let name: String
        let value: Double?

        static let descriptions = ["value": "at the optimum"]
      }

      static let descriptions = [
        "coefficients": "coefficient by coefficient", "covariance": "in their order, row by row",
      ]
    }

    static let descriptions = [
      "degreesOfFreedom": "of the t intervals; null for normal ones", "noise": "of a new run",
      "natural": "each coefficient", "solved": "what was solved for",
    ]
  }

  /// The coefficients of every refit, column by column.
  struct DrawsPart: RecordPart {
    let requested: Int
    let replicates: [Int]
    let coefficients: Named<[Double?]>
    let objective: [Double?]

    static let descriptions = [
      "requested": "refits asked for", "replicates": "numbers of the refits that have an optimum",
      "coefficients": "a value for each refit, by coefficient", "objective": "of each refit",
    ]
  }
}

extension Fit {
  /// How many numbers its draws are, with the objective and the number of each refit; 0 without draws.
  fileprivate var drawnNumbers: Int { draws.map { $0.replicates.count * ($0.names.count + 2) } ?? 0 }

  /// What was said of coefficients, by their names; of the constant of groups once.
  fileprivate func saidOnce<Value>(_ values: [String: Value]) -> [String: Value] {
    var said = values
    for group in effect?.groups ?? [] {
      if let value = said.removeValue(forKey: group.coefficient) { said[effect?.constant ?? ""] = value }
    }
    return said
  }

  /// What was minimised, in words.
  var objectiveName: String {
    switch options.norm.shape {
    case .squared: "weighted sum of squared residuals"
    case .binomial: "deviance: twice the log-likelihood of the shares themselves over that of the law,"
    case .firth: "deviance less the logarithm of the determinant of the information, Firth's penalty,"
    case .studentT: "negative log-likelihood of the residuals under Student's t"
    default: "weighted sum of rho(residual), \(options.norm.inWords),"
    }
  }
}
