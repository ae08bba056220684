import ScalingLaws
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// A market whose rates are known: new offers whose price falls by `factor` a year at fixed quality.
///
///     log price = -k·t + 1.2·q + 0.25·q²·[curved] + m(t, q)·(vendor + noise)
///
/// over four years, with q the quality in units of ten points of score, eight vendors, and the truth that of new offers of the
/// vendors that were drawn.
struct World: Sendable {
  enum Noise: Sendable { case normal, student, markup(from: Double, to: Double) }

  let name: String
  var factor = 10.0
  var rises = true
  var isCurved = false
  var hasCuts = false
  var grows = false
  var noise = Noise.normal
  var vendorDeviation = 0.22
  /// m at the first and at the last date.
  var spread = (1.0, 1.0)
  /// Growth of m per unit of q.
  var spreadByScore = 0.0
  /// Growth of k per unit of q.
  var rateByScore = 0.0
  /// Standard deviation of the error in q, and whether the table tells it.
  var scoreError = 0.0
  var tellsError = false
  /// Price of q above its middle, more.
  var kink = 0.0
  /// Several hosts of the same model.
  var hasHosts = false
  /// Share of offers that a discounter makes, at the first and at the last date.
  var discounters = (0.0, 0.0)
  /// A third of the models reason and cost e times as much.
  var hasReasoning = false

  static let years = 4.0
  private static let deviation = 0.55
  private static let slope = 1.2

  /// The thirteen of the study that chose the estimators, by its names.
  static let study: [World] = [
    World(name: "one-st", rises: false), World(name: "cut-st", rises: false, hasCuts: true), World(name: "one-ri"),
    World(name: "cut-ri", hasCuts: true), World(name: "curve-st", rises: false, isCurved: true),
    World(name: "curve-ri", isCurved: true), World(name: "spread-st", rises: false, spread: (0.5, 2)),
    World(name: "spread-ri", spread: (0.5, 2)), World(name: "grow-st", rises: false, grows: true),
    World(name: "grow+cut-ri", hasCuts: true, grows: true),
    World(name: "exp-ri", noise: .markup(from: 0.8, to: 0.8)),
    World(name: "expshr-ri", noise: .markup(from: 1.2, to: 0.4)),
    World(name: "all-ri", isCurved: true, hasCuts: true, grows: true, spread: (0.5, 2)),
  ]

  static let others: [World] = [
    World(name: "3x, spread", factor: 3, spread: (0.5, 2)), World(name: "40x, cuts", factor: 40, hasCuts: true),
    World(name: "no fall", factor: 1.0001), World(name: "t(3) noise", noise: .student),
    World(name: "vendor sd .88", vendorDeviation: 0.88), World(name: "spread shrinks", spread: (1.6, 0.6)),
    World(name: "kink in score", kink: 0.8), World(name: "several hosts", hasHosts: true),
    World(name: "discounters 5 to 40 %", discounters: (0.05, 0.4)), World(name: "reasoning dearer", hasReasoning: true),
    World(name: "spread by score", spreadByScore: 0.3), World(name: "rate by score", rateByScore: 0.25),
    World(name: "score error .2, not told", scoreError: 0.2),
    World(name: "score error .2, told", scoreError: 0.2, tellsError: true),
    World(name: "score error .4, not told", scoreError: 0.4),
    World(name: "score error .4, told", scoreError: 0.4, tellsError: true),
  ]
}

extension World {
  /// A list of prices, and the yearly declines of the logarithm that it was drawn with.
  func list(models: Int, random: inout RandomStream) throws -> (prices: PriceList, typical: Double, cheapest: Double) {
    let k = log(factor)
    let vendors = (0..<8).map { _ in vendorDeviation * random.normal() }
    let middle = rises ? 0.6 * Self.years / 2 : 1.2
    var rows = Rows()
    for model in 0..<models {
      let u = random.uniform()
      let t = Self.years * (grows ? log(1 + 9 * u) / log(10) : u)
      let q = (rises ? 0.6 * t : 1.2) + 0.75 * random.normal()
      let isDear = hasReasoning && random.uniform() < t / Self.years * 0.66
      let deviation = vendors[random.integer(below: 8)] + draw(at: t, &random)
      let quality = Self.slope * q + (isCurved ? 0.25 * q * q : 0) + kink * max(0, q - middle) + (isDear ? 1 : 0)
      let size = size(at: t) * exp(spreadByScore * (q - middle))
      let price = -(k + rateByScore * (q - middle)) * t + quality + size * deviation
      let seen = 50 + 10 * (q + scoreError * random.normal())
      let add = { (rows: inout Rows, date: Double, price: Double) in
        rows.add(date: 2022 + date, price: exp(price), score: seen, model: "model \(model)", isDear: isDear)
      }
      add(&rows, t, price)
      if hasHosts, random.uniform() < 0.3 {
        for _ in 0..<2 { add(&rows, t, price + 0.3 * random.normal()) }
      }
      if hasCuts, random.uniform() < 0.5 {
        let later = t + min(1.2, Self.years - t) * random.uniform()
        add(&rows, later, price - 0.6 * k * (later - t) + 0.2 * random.normal())
      }
    }
    let mean = Descriptive.mean(vendors)
    let ends = [0, Self.years].map { (typical: size(at: $0) * (mean + centre(at: $0)), low: low(at: $0, vendors)) }
    return (
      try rows.list(error: tellsError ? 10 * scoreError : nil, marksReasoning: hasReasoning),
      k - (ends[1].typical - ends[0].typical) / Self.years, k - (ends[1].low - ends[0].low) / Self.years
    )
  }

  private func share(_ t: Double, _ ends: (Double, Double)) -> Double { ends.0 + (ends.1 - ends.0) * t / Self.years }
  private func size(at t: Double) -> Double { share(t, spread) }

  private func draw(at t: Double, _ random: inout RandomStream) -> Double {
    let discount = random.uniform() < share(t, discounters) ? -1.0 : 0
    return switch noise {
    case .normal: discount + Self.deviation * random.normal()
    case .student: discount + Self.deviation * random.student(3)
    case .markup(let from, let to):
      discount + 0.15 * random.normal() - share(t, (from, to)) * (-random.exponential())
    }
  }

  /// The mean of the noise.
  private func centre(at t: Double) -> Double {
    let discount = -share(t, discounters)
    if case .markup(let from, let to) = noise { return discount + share(t, (from, to)) }
    return discount
  }

  /// The 10 % quantile of the deviations of a time, by bisection of their distribution.
  private func low(at t: Double, _ vendors: [Double]) -> Double {
    var (below, above) = (-20.0, 20.0)
    while above - below > 1e-10 {
      let middle = (below + above) / 2
      let reached = vendors.reduce(0) { $0 + probability(middle - $1, at: t) } / Double(vendors.count)
      if reached < 0.1 { below = middle } else { above = middle }
    }
    return size(at: t) * below
  }

  private func probability(_ x: Double, at t: Double) -> Double {
    let discount = share(t, discounters)
    return (1 - discount) * plain(x, at: t) + (discount > 0 ? discount * plain(x + 1, at: t) : 0)
  }

  private func plain(_ x: Double, at t: Double) -> Double {
    let z = StandardNormal()
    switch noise {
    case .normal: return z.cumulative(x / Self.deviation)
    case .student: return StudentT(degreesOfFreedom: 3).cumulative(x / Self.deviation)
    case .markup(let from, let to):
      // Normal plus exponential: the exponentially modified normal distribution.
      let (s, mean) = (0.15, share(t, (from, to)))
      return z.cumulative(x / s)
        - exp(-x / mean + s * s / (2 * mean * mean)) * z.cumulative(x / s - s / mean)
    }
  }
}

/// The columns of a simulated list.
private struct Rows {
  private var dates: [Double] = []
  private var prices: [Double] = []
  private var scores: [Double] = []
  private var models: [String] = []
  private var marks: [String] = []

  mutating func add(date: Double, price: Double, score: Double, model: String, isDear: Bool) {
    dates.append(date)
    prices.append(price)
    scores.append(score)
    models.append(model)
    marks.append(isDear ? "yes" : "no")
  }

  func list(error: Double?, marksReasoning: Bool) throws -> PriceList {
    var columns = [
      Column(name: "date", storage: .numbers(dates)), Column(name: "price", storage: .numbers(prices)),
      Column(name: "score", storage: .numbers(scores)), Column(name: "model", storage: .texts(TextValues(models))),
    ]
    if let error { columns.append(Column(name: "score_se", storage: .numbers(scores.map { _ in error }))) }
    if marksReasoning { columns.append(Column(name: "reasoning", storage: .texts(TextValues(marks)))) }
    let table = try Table(source: "simulated", columns: columns)
    return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
  }
}
