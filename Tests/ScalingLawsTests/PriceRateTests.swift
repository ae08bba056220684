import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// The parts of the typical and the cheapest rate.
@Suite struct PriceRateTests {
  @Test("a restricted cubic spline is straight beyond its knots, and has the values of its formula between them")
  func spline() {
    // Knots at 1, 5 and 9: the 10, 50 and 90 % quantiles of 0 to 10.
    let spline = RestrictedCubicSpline((0...10).map(Double.init), knots: 3)
    #expect(spline.knots == [1, 5, 9])
    // By hand: (x-1)³/64 at 3 is 1/8; ((7-1)³ - 2·(7-5)³)/64 at 7 is 3.125.
    #expect(spline.bend(0, at: 0.5) == 0 && spline.bend(0, at: 3) == 0.125 && spline.bend(0, at: 7) == 3.125)
    let slope = spline.bend(0, at: 21) - spline.bend(0, at: 20)
    #expect(abs(slope - spline.finalSlope(0)) < 1e-10 && abs(slope - 1.5) < 1e-10)
    // Scores that take two values only have no curve.
    #expect(RestrictedCubicSpline([1, 1, 1, 2, 2, 2], knots: 5).bends == 0)
  }

  /// Models whose quality and score rise, one price each, that falls by e² a year.
  private func list(_ models: Int, error: Double, spread: Double = 0, byScore: Double = 0, rate: Double = 0) throws
    -> PriceList
  {
    var random = RandomStream(seed: 5, stream: 0)
    let rows = (0..<models).map { model in
      let (t, z) = (4 * random.uniform(), random.normal())
      let quality = 50 + 6 * t + 7.5 * z
      let deviation = 0.5 * (1 + spread * t) * exp(byScore * (quality - 62)) * random.normal()
      return (
        t, exp(-(2 + rate * (quality - 62)) * t + 0.12 * quality + deviation), quality + error * random.normal(),
        "model \(model)"
      )
    }
    let table = try Table(
      source: "simulated",
      columns: [
        Column(name: "date", storage: .numbers(rows.map { 2022 + $0.0 })),
        Column(name: "price", storage: .numbers(rows.map(\.1))),
        Column(name: "score", storage: .numbers(rows.map(\.2))),
        Column(name: "score_ci_low", storage: .numbers(rows.map { $0.2 - 1.959964 * error })),
        Column(name: "score_ci_high", storage: .numbers(rows.map { $0.2 + 1.959964 * error })),
        Column(name: "model", storage: .texts(TextValues(rows.map(\.3)))),
      ])
    return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
  }

  @Test("error in the score that the table tells is taken out of the rate")
  func scoreError() throws {
    let prices = try list(4000, error: 4)
    let rate = { (isCalibrated: Bool) throws in
      try #require(CheapestPrices(PriceRegression(prices, isCalibrated: isCalibrated), quantile: 0.1)).typical
    }
    // By the formula slope·drift·σ²/(σ²+τ²): 0.12·6·16/(16+56.25) = 0.159 too slow. The standard error here is 0.013.
    #expect(abs(try rate(false) - (2 - 0.159)) < 0.04)
    #expect(abs(try rate(true) - 2) < 0.04)
    let found = try PriceAnalysis(prices, thresholds: [60], questions: PriceQuestions(definitions: [.typical]))
      .diagnostics
    let error = try #require(found?.scoreError)
    #expect(error.isKnown && abs(error.standardDeviation - 4) < 1e-5 && abs(error.logDeclineLost - 0.159) < 0.05)
  }

  @Test("where the spread of offers grows, the cheap end falls faster by the spread's growth times its quantile")
  func growingSpread() throws {
    let prices = try list(4000, error: 0, spread: 0.5)
    let found = try #require(CheapestPrices(PriceRegression(prices), quantile: 0.1))
    // 0.5·0.5 of deviation a year at the 10 % point of the normal distribution, 1.2816.
    #expect(abs(found.typical - 2) < 0.06)
    #expect(abs(found.cheapest - (2 + 0.25 * 1.2816)) < 0.08)
  }

  @Test("a spread that depends on the score alone does not pass for one that grows with time, as scores do")
  func spreadByScore() throws {
    let prices = try list(4000, error: 0, byScore: 0.03)
    let found = try #require(CheapestPrices(PriceRegression(prices), quantile: 0.1))
    // Taken for growth in time it would be 0.5·0.03·6 a year at the 10 % point of the normal distribution: 0.115.
    #expect(abs(found.cheapest - found.typical) < 0.05 && abs(found.typical - 2) < 0.05)
    let diagnostics = try PriceAnalysis(
      prices, thresholds: [60], questions: PriceQuestions(definitions: [.typical])
    ).diagnostics
    #expect(try #require(diagnostics?.spreadByScore.interval).contains(0.03))
  }

  @Test("a rate that differs by score is found, with the rate at each level")
  func rateByScore() throws {
    let prices = try list(1000, error: 0, rate: 0.05)
    let analysis = try PriceAnalysis(prices, thresholds: [55], questions: PriceQuestions(definitions: [.typical]))
    let found = try #require(analysis.diagnostics)
    #expect(try #require(found.timeByScore.interval).contains(0.05))
    let level = try #require(found.ratesByScore.first { $0.score == 55 })
    // 2 + 0.05·(55 - 62).
    #expect(try #require(level.logDecline.interval).contains(1.65) && found.ratesByScore.count == 3)
    #expect(analysis.warnings.contains { $0.code == .residualPattern })
    let even = try PriceAnalysis(
      try list(1000, error: 0), thresholds: [55], questions: PriceQuestions(definitions: [.typical]))
    #expect(!even.warnings.contains { $0.code == .residualPattern })
  }

  @Test("the interval of a running minimum ends at no change, for it cannot rise")
  func notRising() {
    let wide = Estimate(0.5, standardError: 1, degreesOfFreedom: 5, level: 0.95)
    #expect(wide.interval?.contains(-1) == true)
    #expect(wide.notRising.interval?.low == 0 && wide.notRising.interval?.high == wide.interval?.high)
    #expect(wide.notRising.asFactorPerYear.interval?.low == 1)
    #expect(wide.notRising.asHalvingMonths.interval?.high == nil)
    let narrow = Estimate(2, standardError: 0.1, degreesOfFreedom: 5, level: 0.95)
    #expect(narrow.notRising == narrow)
  }

  @Test("what a list cannot tell follows from its standard error: 1.5 with ten degrees of freedom")
  func refutable() throws {
    let question = DefinedRate.Question(
      claims: [], margin: 1.5, level: 0.95, quantile: 0.1, subsampling: ModelSubsampling())
    let rate = DefinedRate(
      .typical,
      DefinedRate.Found(
        logDecline: Estimate(2, standardError: 0.13055, degreesOfFreedom: 10, level: 0.95), prices: 20, models: 11),
      question: question)
    // R: exp((qt(.975, 10) + qt(.8, 10))*0.13055) = exp(3.107196*0.13055).
    #expect(abs(try #require(rate.refutableFactor) - 1.500248) < 1e-4)
  }

  @Test("reasoning models are told apart where the table marks them, and have a term of their own")
  func reasoning() throws {
    var text = "date,model,price,score,reasoning\n"
    var random = RandomStream(seed: 9, stream: 0)
    for model in 0..<40 {
      let day = 1 + model * 36
      let date = CalendarDate(decimalYear: 2022 + Double(day) / 365)?.description ?? ""
      let marked = model % 2 == 0
      let price = exp(-Double(day) / 365 + (marked ? 1.5 : 0) + 0.1 * random.normal())
      text += "\(date),m\(model),\(price),\(50 + 10 * random.uniform()),\(marked ? "yes" : "no")\n"
    }
    let table = try Table(bytes: Array(text.utf8), source: "p.csv")
    let prices = try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
    #expect(PriceRegression(prices).terms.contains { $0.name == "reasoning" })
    let analysis = try PriceAnalysis(prices, thresholds: [50])
    #expect(analysis.groups.map(\.name) == ["reasoning", "others"] && analysis.groups.map(\.models) == [20, 20])
    let typical = try #require(analysis.rates.first { $0.definition == .typical }?.logDecline)
    // Without the term the noise would be 0.75 instead of 0.1, and the standard error with it.
    #expect(abs(try #require(typical.value) - 1) < 0.1)
    #expect(try #require(typical.standardError) < 0.03)
  }

  @Test("a level in per cent on shares, and a share on per cent, are refused with the right one")
  func levelScale() throws {
    let list = { (scores: [Double]) throws in
      let rows = scores.enumerated().map { "202\($0.offset)-01-01,m\($0.offset),\(9 - $0.offset),\($0.element)\n" }
      let table = try Table(bytes: Array(("date,model,price,score\n" + rows.joined()).utf8), source: "p.csv")
      return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
    }
    let shares = try list([0.4, 0.6, 0.9])
    #expect { try PriceAnalysis(shares, thresholds: [80]) } throws: { error in
      (error as? PriceError)?.hint == "did you mean --at 0.8?"
    }
    let points = try list([40, 60, 90])
    #expect { try PriceAnalysis(points, thresholds: [0.8]) } throws: { error in
      (error as? PriceError)?.hint == "did you mean --at 80?"
    }
    // An index above a hundred, and a level of zero, are what they are.
    try list([120, 130, 150]).checkScale(of: 0.8)
    try points.checkScale(of: 0)
    #expect(try points.scoreQuantiles([0, 0.5, 1]) == [40, 60, 90])
  }
}
