import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct PriceDefinitionTests {
  /// Thirty models of five vendors, three prices each, that fall by e² a year and cost 3 % more
  /// for a point of score.
  private func simulated(_ table: Int) throws -> PriceList {
    var random = RandomStream(seed: 31, stream: UInt64(table))
    var rows: [(date: Double, price: Double, score: Double, model: String, vendor: String)] = []
    for model in 0..<30 {
      let (score, first, own) = (40 + 50 * random.uniform(), 2021 + 2 * random.uniform(), 0.3 * random.normal())
      for _ in 0..<3 {
        let date = first + random.uniform()
        let log = -2 * (date - 2021) + 0.03 * score + own + Double(model % 5) + 0.1 * random.normal()
        rows.append((date, exp(log), score, "model \(model)", "vendor \(model % 5)"))
      }
    }
    let table = try Table(
      source: "simulated",
      columns: [
        Column(name: "date", storage: .numbers(rows.map(\.date))),
        Column(name: "price", storage: .numbers(rows.map(\.price))),
        Column(name: "score", storage: .numbers(rows.map(\.score))),
        Column(name: "model", storage: .texts(TextValues(rows.map(\.model)))),
        Column(name: "vendor", storage: .texts(TextValues(rows.map(\.vendor)))),
      ])
    return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
  }

  @Test("the intervals of every definition but the frontier cover a known rate as often as they say")
  func coverage() throws {
    var covered: [PriceDefinition: Int] = [:]
    for table in 0..<200 {
      let analysis = try PriceAnalysis(
        try simulated(table), thresholds: [60],
        questions: PriceQuestions(
          definitions: [.cheapest, .typical, .matched],
          subsampling: ModelSubsampling(replicates: 100, seed: UInt64(table))))
      for rate in analysis.rates where try #require(rate.logDecline.interval).contains(2) {
        covered[rate.definition, default: 0] += 1
      }
    }
    // 190 expected, standard deviation 3.1; three of them below, and no upper limit for a cautious one.
    for (definition, count) in covered { #expect(count >= 180, "\(definition): \(count) of 200") }
    #expect(covered.count == 3)
  }

  @Test("every definition finds a known rate within four of its standard errors, and says what it is")
  func allDefinitions() throws {
    let analysis = try PriceAnalysis(
      try simulated(7), thresholds: [45, 60], claims: [try Rate("7.39x/year")],
      questions: PriceQuestions(
        definitions: PriceDefinition.allCases, subsampling: ModelSubsampling(replicates: 200, threads: 2)))
    #expect(analysis.rates.count == 5)
    for rate in analysis.rates {
      let (value, error) = (try #require(rate.logDecline.value), try #require(rate.logDecline.standardError))
      #expect(abs(value - 2) < 4 * error, "\(rate.definition) \(value) ± \(error)")
      #expect(rate.verdicts.count == (rate.definition == .frontier ? 0 : 1))
    }
  }

  @Test("claims that contradict one another are said, with which of them an estimate bears out")
  func conflicts() throws {
    let (ten, fast, close) = (try Rate("10x/year"), try Rate("150x/16mo"), try Rate("12x/year"))
    #expect(ClaimConflict(ten, close, margin: 1.5) == nil)
    let conflict = try #require(ClaimConflict(ten, fast, margin: 1.5))
    // 150^(12/16)/10 by hand.
    #expect(abs(conflict.ratio - pow(150, 0.75) / 10) < 1e-12)
    let finding = { (value: Double, half: Double) in
      conflict.finding(
        Estimate(
          value: value, standardError: nil, interval: Interval(low: value - half, high: value + half, level: 0.95)))
    }
    #expect(finding(log(11), 0.5) == .bearsOut(ten, not: fast))
    #expect(finding(log(40), 0.5) == .bearsOut(fast, not: ten))
    #expect(finding(log(20), 2) == .both)
    #expect(finding(log(3), 0.1) == .neither(closer: ten))
    #expect(conflict.finding(.notEstimable) == .noInterval)
  }

  @Test("how much more data decides a claim follows from how standard errors shrink")
  func power() throws {
    // Twice too fast: log 2 apart, which needs se = log 2 / (1.959964 + 0.841621) = 0.2474126; z by R's qnorm.
    let power = ClaimPower(
      of: try Rate("10x/year"), logDecline: log(20), standardError: 0.4948252, span: 2, level: 0.95, margin: 1.1)
    #expect(power.answer == .faster)
    #expect(abs(power.neededStandardError - 0.2474126) < 1e-6)
    // Half the standard error: four times as many models, or 2^(2/3) times the span.
    #expect(abs(power.modelsFactor - 4) < 1e-5)
    #expect(abs(power.moreMonths - 24 * (pow(2, 2.0 / 3) - 1)) < 1e-4)
    let close = ClaimPower(
      of: try Rate("10x/year"), logDecline: log(10), standardError: 0.5, span: 2, level: 0.95, margin: 1.5)
    #expect(close.answer == .consistent)
  }

  @Test("halving times are open where the price may not fall at all")
  func openHalving() throws {
    let months = Estimate(
      value: 1, standardError: 1, interval: Interval(low: -1, high: 3, level: 0.95)
    ).asHalvingMonths
    #expect(abs(try #require(months.interval?.low) - 4 * log(2)) < 1e-12)
    #expect(months.interval?.high == nil)
    let rising = Estimate(
      value: -1, standardError: 0.1, interval: Interval(low: -2, high: -0.5, level: 0.95)
    ).asHalvingMonths
    #expect(abs(try #require(rising.interval?.low) + 24 * log(2)) < 1e-12)
    #expect(abs(try #require(rising.interval?.high) + 6 * log(2)) < 1e-12)
  }

  @Test("when the line reaches a price is the inverse of what it is on a date, bands included")
  func projection() throws {
    let prices = try PriceFrontierCoverageTests.prices(table: 3)
    let analysis = try PriceAnalysis(
      prices, thresholds: [50], questions: PriceQuestions(targets: [1e-5], dates: [2026]))
    let projection = try #require(analysis.projections.first ?? nil)
    let date = projection.date(reaching: 1e-5)
    let reached = try #require(date.value)
    #expect(abs(try #require(projection.price(on: reached).line.value) / 1e-5 - 1) < 1e-9)
    let low = try #require(date.interval?.low)
    // Found to a thousandth of a year, in which the price falls by about 0.3 %.
    #expect(abs(try #require(projection.price(on: low).line.interval?.low) / 1e-5 - 1) < 0.01)
    let on = projection.price(on: 2026)
    #expect(try #require(on.price.high) > (try #require(on.line.interval?.high)))
  }

  @Test("prices of one date, and of one model, are refused")
  func noChange() throws {
    let list = { (text: String) throws in
      let table = try Table(bytes: Array("date,model,price,score\n\(text)".utf8), source: "p.csv")
      return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
    }
    let day = try list("2021-01-01,a,3,5\n2021-01-01,b,2,5\n")
    #expect(throws: PriceError.oneDate(source: "p.csv", date: "2021-01-01", prices: 2)) {
      try PriceAnalysis(day, thresholds: [5])
    }
    let alone = try list("2021-01-01,a,3,5\n2022-01-01,a,2,5\n")
    #expect(throws: PriceError.oneModel(source: "p.csv", model: "a", prices: 2)) {
      try PriceAnalysis(alone, thresholds: [5])
    }
  }
}
