import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct TrendTests {
  private func series(_ rows: [(Double, Double)], sorts: Bool = false) throws -> TimeSeries {
    let text = "date,price\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()
    let table = try Table(bytes: Array(text.utf8), source: "series.csv")
    return try TimeSeries(table, columns: try TimeSeriesColumns(in: table), sorts: sorts)
  }

  /// exp of a line with normal noise, one row each quarter.
  private func noisy(_ count: Int, slope: Double, sigma: Double, seed: UInt64) throws -> TimeSeries {
    var random = RandomStream(seed: seed)
    return try series(
      (0..<count).map { (2000 + 0.25 * Double($0), exp(slope * 0.25 * Double($0) + sigma * random.normal())) })
  }

  @Test("a rate that may be zero leaves the doubling time open, and a falling one halves")
  func openTimes() throws {
    let rate = { (low: Double, value: Double, high: Double) in
      GrowthRate(
        Estimate(value: value, standardError: 0.1, interval: Interval(low: low, high: high, level: 0.95))
      )
      .yearsPerFactorOfTwo
    }
    let open = rate(-0.1, 0.1, 0.3)
    #expect(try open.interval?.high == nil && abs(try #require(open.interval?.low) - log(2) / 0.3) < 1e-15)
    let falling = rate(-0.4, -0.2, -0.1)
    #expect(abs(try #require(falling.value) - log(2) / 0.2) < 1e-15)
    #expect(abs(try #require(falling.interval?.low) - log(2) / 0.4) < 1e-15)
    #expect(abs(try #require(falling.interval?.high) - log(2) / 0.1) < 1e-15)
    #expect(rate(-0.3, -0.1, 0.1).interval?.high == nil)
  }

  @Test("the break in closed form is that of the fitted law, and no date on a fine grid is better")
  func closedForm() throws {
    var random = RandomStream(seed: 3)
    let t = (0..<40).map { _ in 10 * random.uniform() }.sorted()
    let y = t.map { 0.3 * $0 + 0.8 * max($0 - 6.1, 0) + 0.2 * random.normal() }
    let line = try #require(StraightLine(t, y))
    let search = try #require(HingeSearch(t))
    let best = search.best(line.residuals(t, y))
    let table = try Table(
      source: "t", columns: [Column(name: "t", storage: .numbers(t)), Column(name: "y", storage: .numbers(y))])
    let fit = try Law.segmentedTrend.fit(to: table)
    #expect(
      abs(line.residualSumOfSquares - best.gain - fit.statistics.residualSumOfSquares)
        < 1e-9 * fit.statistics.residualSumOfSquares)
    #expect(abs(best.place - (try #require(fit.coefficients["tau"]?.value))) < 1e-6)
    let limit = 0.9 * best.gain
    let places = try #require(search.places(line.residuals(t, y), gainAtLeast: limit))
    for step in 0...2000 {
      let tau = search.range.lowerBound + Double(step) / 2000 * (search.range.upperBound - search.range.lowerBound)
      let hinge = t.map { max($0 - tau, 0) }
      let onTime = try #require(StraightLine(t, hinge))
      let rest = onTime.residuals(t, hinge)
      let gain = zip(rest, y).reduce(0) { $0 + $1.0 * $1.1 }.squared / onTime.residualSumOfSquares
      #expect(gain <= best.gain * (1 + 1e-9))
      #expect(gain < limit * (1 - 1e-9) ? true : places.contains(tau) || gain < limit * (1 + 1e-9))
    }
  }

  @Test("a random walk of three steps has the drift, volatility and band of a hand computation")
  func randomWalk() throws {
    // Steps 1, 0, 2: drift 3/3 = 1, deviations 0, -1, 1, so K² = 2/(3-1) = 1. Three years ahead: variance 3 + 9/3 = 6.
    let walk = try #require(RandomWalkSeries(years: [0, 1, 2, 3], logs: [0, 1, 1, 3]))
    #expect(abs(walk.volatility - 1) < 1e-14 && walk.steps == 3)
    #expect(abs(try #require(walk.drift.logPerYear.value) - 1) < 1e-14)
    // Student's t of two degrees of freedom in closed form: (2p - 1)/√(2p(1 - p)) at p = 0.975.
    let half = 0.95 / (2 * 0.975 * 0.025).squareRoot()
    #expect(abs(try #require(walk.drift.logPerYear.standardError) - (1.0 / 3).squareRoot()) < 1e-14)
    let projection = walk.band.projection(3)
    #expect(abs(try #require(projection.high) - (6 + half * 6.0.squareRoot())) < 1e-10)
    // Twice the time between equal steps is half the variance per year.
    let slow = try #require(RandomWalkSeries(years: [0, 2, 4, 6], logs: [0, 1, 1, 3]))
    #expect(abs(slow.volatility.squared - 0.5) < 1e-14)
  }

  @Test("a date to come has the ends at which the band meets the value, open where the drift may be zero")
  func crossing() throws {
    let analysis = try TrendAnalysis(try noisy(40, slope: 0.5, sigma: 0.2, seed: 1))
    let band = try #require(analysis.segmented).band
    let found = try #require(band.years(to: 12))
    #expect(abs(band.projection(found.years).value - 12) < 1e-9)
    let (low, high) = (found.low, try #require(found.high))
    #expect(abs(try #require(band.projection(low).high) - 12) < 1e-6)
    #expect(abs(try #require(band.projection(high).low) - 12) < 1e-6)
    let walk = try #require(RandomWalkSeries(years: [0, 1, 2, 3], logs: [0, 1, 1, 3]))
    let open = try #require(walk.band.years(to: 6))
    #expect(open.high == nil && open.low > 0 && abs(open.years - 3) < 1e-12)
  }

  @Test("a claim without a direction is read in that of the series, and faster means more of it")
  func claims() throws {
    var questions = TrendAnalysis.Questions()
    questions.claims = try ["2x/year", "1.2x/year", "10x/year", "halves/1year"].map { try Rate($0) }
    questions.margin = 1.2
    let rising = try TrendAnalysis(try noisy(40, slope: log(2), sigma: 0.1, seed: 2), questions: questions)
    #expect(rising.claims.map(\.direction) == [.rises, .rises, .rises, .falls])
    #expect(rising.claims.map { $0.verdict?.answer } == [.consistent, .faster, .slower, .slower])
    let falling = try TrendAnalysis(try noisy(40, slope: -log(2), sigma: 0.1, seed: 2), questions: questions)
    #expect(falling.claims.map(\.direction) == [.falls, .falls, .falls, .falls])
    #expect(falling.claims.map { $0.verdict?.answer } == [.consistent, .faster, .slower, .consistent])
  }

  @Test("a logistic finds its ceiling, and its mirror image its floor; an exponential has none that the data bound")
  func logistic() throws {
    var random = RandomStream(seed: 4)
    let rows = (0..<60).map { index in
      let t = 0.25 * Double(index)
      return (2000 + t, 50 / (1 + exp(-0.9 * (t - 8))) * exp(0.05 * random.normal()))
    }
    let rising = try #require(try TrendAnalysis(try series(rows)).logistic)
    #expect(try rising.isGrowth && abs(try #require(rising.limit.value) - 50) < 2)
    #expect(abs(try #require(rising.middle.value) - 2008) < 0.3)
    let falling = try #require(try TrendAnalysis(try series(rows.map { ($0.0, 1 / $0.1) })).logistic)
    #expect(
      try !falling.isGrowth && abs(try #require(falling.limit.value) * (try #require(rising.limit.value)) - 1) < 1e-6)
    let steady = try TrendAnalysis(try noisy(60, slope: 0.5, sigma: 0.05, seed: 5))
    // Noise may put a ceiling somewhere; then the data say no more than that it is far away.
    let limit = steady.logistic?.limit
    #expect(try limit == nil || (try #require(limit?.standardError)) > (try #require(limit?.value)))
  }

  @Test("where production stops growing steadily, Wright's law and time are told apart")
  func wright() throws {
    var random = RandomStream(seed: 6)
    var text = "date,price,units\n"
    for index in 0..<40 {
      let t = Double(index) / 2
      let units = exp(0.3 * t + 1.5 * sin(t))
      text += "\(2000 + t),\(100 * pow(units, -0.4) * exp(0.03 * random.normal())),\(units)\n"
    }
    let table = try Table(bytes: Array(text.utf8), source: "wright.csv")
    let columns = try TimeSeriesColumns(in: table, cumulative: .symbol("units"))
    let analysis = try TrendAnalysis(try TimeSeries(table, columns: columns))
    let wright = try #require(analysis.wright)
    #expect(abs(try #require(wright.exponent.value) - 0.4) < 0.02)
    #expect(abs(try #require(wright.progressRatio.value) - pow(2, -0.4)) < 0.01)
    #expect(try #require(wright.rateGivenQuantity.interval).contains(0))
    let weights = Dictionary(uniqueKeysWithValues: analysis.comparisons.map { ($0.form, $0.weight ?? 0) })
    #expect(try #require(weights[.wright]) > 0.99)
    let scores = try #require(analysis.backtests.first).scores
    let best = scores.min { $0.errors.rootMeanSquare < $1.errors.rootMeanSquare }
    #expect(best?.form == .wright)
  }

  @Test("rows exactly on an exponential have a rate and no interval")
  func exact() throws {
    let analysis = try TrendAnalysis(try series((0..<10).map { (2000 + Double($0), pow(2, Double($0))) }))
    #expect(abs(try #require(analysis.exponential.yearsPerFactorOfTwo.value) - 1) < 1e-12)
    #expect(!analysis.hasResult && analysis.segmented == nil && analysis.randomWalk == nil)
    #expect(analysis.warnings.map(\.code).contains(.perfectFit))
  }

  @Test("rows out of order are refused with their line, or put in order when asked")
  func order() throws {
    let rows = [(2001.0, 1.0), (2000.0, 2.0), (2002.0, 3.0)]
    #expect(
      throws: TrendError.outOfOrder(source: "series.csv", line: 3, date: "2000-01-01", previous: "2001-01-01")
    ) { try series(rows) }
    #expect(try series(rows, sorts: true).points.map(\.value) == [2, 1, 3])
  }
}
