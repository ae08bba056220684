import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What the typical and the cheapest rate are read from: log price on time and score, over all prices that have a score.
///
///     log price = a - k·t + f(score) + l·[a later price of the model] + g·[a reasoning model]
///
/// f is a restricted cubic spline, for a straight line breaks where price is curved in the score: three knots, four from 30 models on,
/// five from 60. A later price of a model is one after its first date; without that term price cuts pass for cheaper models. The last
/// term is there where the table marks reasoning models.
///
/// - Valid when: price falls at one rate whatever the score.
/// - Source: Griliches 1961 for the regression. Choice and coverage: `docs/decisions/price-frontier.md`.
struct PriceRegression: Sendable {
  /// Prices that have a score, by date.
  let entries: [PriceList.Entry]
  let logPrices: [Double]
  /// From the mean date, in years.
  let years: [Double]
  /// As the regression takes them: see `ScoreCalibration`.
  let scores: [Double]
  /// Which model each price belongs to, counted from zero.
  let models: [Int]
  let modelCount: Int
  let spline: RestrictedCubicSpline
  let calibration: ScoreCalibration?
  /// Prices after a model's first date.
  let laterPrices: Int
  /// All but the constant, `years` first.
  let terms: [Term]
  private let source: PriceList

  /// A column of the design, and the coefficient that it has in the law.
  struct Term: Sendable {
    let name: String
    let coefficient: String
    let values: [Double]

    var varies: Bool { values.contains { $0 != values[0] } }
  }

  /// - Parameter isCalibrated: whether scores are shrunk by their errors where the table has these.
  init(_ prices: PriceList, isCalibrated: Bool = true) {
    let entries = prices.entries.filter { $0.score != nil }
    let sampler = FrontierSampler(entries)
    let mean = Descriptive.mean(sampler.dates)
    let raw = entries.map { $0.score ?? .nan }
    var firstDates: [Int: Double] = [:]
    for (place, model) in sampler.models.enumerated() where firstDates[model] == nil {
      firstDates[model] = sampler.dates[place]
    }
    let later = sampler.dates.indices.map { sampler.dates[$0] > firstDates[sampler.models[$0]] ?? .infinity ? 1.0 : 0 }
    self.entries = entries
    source = prices
    logPrices = sampler.prices
    years = sampler.dates.map { $0 - mean }
    (models, modelCount) = (sampler.models, sampler.modelCount)
    calibration = isCalibrated ? ScoreCalibration(raw, errors: entries.map(\.scoreError), dates: sampler.dates) : nil
    scores = calibration?.scores ?? raw
    laterPrices = later.count { $0 > 0 }
    spline = RestrictedCubicSpline(scores, knots: modelCount < 30 ? 3 : modelCount < Self.manyModels ? 4 : 5)
    var terms = [
      Term(name: "years", coefficient: "k", values: years), Term(name: "score", coefficient: "b", values: scores),
    ]
    for j in 0..<spline.bends {
      let values = scores.map { [spline] in spline.bend(j, at: $0) }
      terms.append(Term(name: "bend_\(j + 1)", coefficient: "b\(j + 1)", values: values))
    }
    terms.append(Term(name: "later", coefficient: "l", values: later))
    let isReasoning = entries.map { $0.isReasoning == true ? 1.0 : 0 }
    terms.append(Term(name: "reasoning", coefficient: "g", values: isReasoning))
    // A term that never varies says nothing; the time stays, so that one date is noticed.
    self.terms = terms.filter { $0.name == "years" || $0.varies }
  }

  /// Whether the size of residuals is taken to depend on the score; see `CheapestPrices`.
  var scalesWithScore: Bool { modelCount >= Self.manyModels && terms.contains { $0.name == "score" } }

  /// From so many models on the spline has five knots, and the spread of offers may depend on the score.
  private static let manyModels = 60

  /// Coefficients, the constant included.
  var width: Int { terms.count + 1 }

  /// The regression as a law: `log_price = a - k*years + …`, and what is added to it.
  func law(adding more: String = "") throws(FitError) -> Law {
    let text = terms.map { "\($0.coefficient == "k" ? "-" : "+") \($0.coefficient)*\($0.name)" }
    do { return try Law("log_price = a \(text.joined(separator: " "))\(more)") } catch { throw .formula(error) }
  }

  /// The columns that the law names, with `model`, and `centred`, the score from its mean.
  func table() throws(FitError) -> Table {
    let centre = Descriptive.mean(scores)
    let numbers = terms.map { Column(name: $0.name, storage: .numbers($0.values)) }
    do {
      return try Table(
        source: source.source, sha256: source.sha256,
        columns: [
          Column(name: "log_price", storage: .numbers(logPrices)),
          Column(name: "model", storage: .texts(TextValues(entries.map(\.identity)))),
          Column(name: "centred", storage: .numbers(scores.map { $0 - centre })),
        ] + numbers, lineNumbers: LineNumbers(entries.map(\.line)))
    } catch {
      throw .table(error)
    }
  }

  /// CR3 by model, t(G-1).
  func fit(adding more: String = "", level: Double) throws(FitError) -> Fit {
    var options = FitOptions(interval: .cr3, level: level, clusters: ["model"])
    options.collectsWarnings = false
    return try law(adding: more).fit(to: try table(), options: options)
  }
}
