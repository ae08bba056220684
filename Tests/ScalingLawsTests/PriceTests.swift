import Foundation
import ScalingLaws
import Statistics
import Testing

@Suite struct PriceTests {
  /// A price that falls by a factor of four a year, met exactly by one model a quarter, among dearer ones.
  private static let table = """
    date,model,price,score
    2021-01-01,first,100,50
    2021-01-01,too weak,1,40
    2022-01-01,second,25,55
    2022-07-01,dearer,90,60
    2023-01-01,third,6.25,50
    2023-01-01,third again,7,70
    2024-01-01,fourth,1.5625,52
    2024-06-01,unscored,0.01,
    """

  private func prices(_ text: String = table) throws -> PriceList {
    let table = try Table(bytes: Array(text.utf8), source: "prices.csv")
    return try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
  }

  @Test("the frontier is the running minimum from the first model at the level, one point per date")
  func frontier() throws {
    let frontier = try PriceFrontier(try prices(), atLeast: 50)
    #expect(frontier.points.map(\.model) == ["first", "second", "third", "fourth"])
    #expect(frontier.candidates == 6)
  }

  @Test("an exact trend gives its factor and halving time")
  func exactTrend() throws {
    let prices = try prices()
    let trend = try PriceTrend(try PriceFrontier(prices, atLeast: 50), of: prices)
    // Four a year, up to the one leap day in the decimal years (2024-01-01 is 3 years after 2021-01-01 exactly).
    #expect(abs(try #require(trend.factorPerYear.value) - 4) < 1e-9)
    #expect(abs(try #require(trend.halvingMonths.value) - 6) < 1e-9)
    #expect(abs(try #require(trend.percentPerYear.value) - 75) < 1e-9)
  }

  @Test("of two models of one day, only the better one sets a record")
  func recordsOfADay() throws {
    let text = "date,model,price,score\n2021-01-01,a,9,50\n2021-01-01,b,8,60\n2022-01-01,c,7,50\n2023-01-01,d,6,70\n"
    #expect(try prices(text).recordScores == [60, 70])
  }

  @Test("points exactly on a line have a factor and no interval")
  func exactLine() throws {
    let prices = try prices()
    let trend = try PriceTrend(try PriceFrontier(prices, atLeast: 50), of: prices)
    #expect(trend.factorPerYear.interval == nil)
  }

  @Test("each record of the score is a level")
  func records() throws {
    #expect(try prices().recordScores == [50, 55, 60, 70])
  }

  @Test("a level that no model reaches is refused with the best that there is")
  func unreached() throws {
    let prices = try prices()
    #expect { try PriceFrontier(prices, atLeast: 95) } throws: { error in
      "\(error)" == "no model reaches 95 on score; the highest is 70 (third again)"
    }
  }

  @Test("a price of zero is refused by its line")
  func zeroPrice() throws {
    #expect { try prices("date,model,price,score\n2021-01-01,a,1,5\n2022-01-01,b,0,5\n") } throws: { error in
      "\(error)" == "prices.csv:3: the price price is 0.0; a price is above zero"
    }
  }

  @Test("one point has no trend, two have no interval, and both say so")
  func fewPoints() throws {
    let prices = try prices()
    let alone = try PriceTrend(try PriceFrontier(prices, atLeast: 70), of: prices)
    #expect(alone.fit == nil && alone.factorPerYear.value == nil)
    #expect(alone.warnings.map(\.code) == [.fewPoints])
    let two = try prices2()
    let trend = try PriceTrend(try PriceFrontier(two, atLeast: 1), of: two)
    #expect(abs(try #require(trend.factorPerYear.value) - 10) < 1e-9)
    #expect(trend.factorPerYear.interval == nil)
  }

  private func prices2() throws -> PriceList {
    try prices("date,model,price,score\n2021-01-01,a,100,5\n2022-01-01,b,10,5\n")
  }

  @Test("a pair is a ratio at launch, with its annual factor")
  func pair() throws {
    let pair = try PricePair("first", "third", in: try prices())
    #expect(pair.ratio == 16)
    #expect(abs(try #require(pair.annualFactor) - 4) < 1e-12)
    #expect(try PricePair("third", "third again", in: try prices()).annualFactor == nil)
    #expect { try PricePair("frist", "third", in: try prices()) } throws: { error in
      (error as? PriceError)?.hint == "did you mean \"first\"?"
    }
  }

  @Test("rows without a score are counted, never placed")
  func unplaced() throws {
    let prices = try prices()
    #expect(prices.entriesWithoutScore == 1)
    let analysis = try PriceAnalysis(prices, thresholds: [50])
    #expect(analysis.warnings.contains { $0.code == .unplacedRows && $0.message.hasPrefix("1 row left out") })
    #expect(analysis.warnings.contains { $0.code == .perfectFit && $0.message.hasPrefix("at 50: ") })
    let frontier = try PriceAnalysis(prices, thresholds: [50], questions: PriceQuestions(definitions: [.frontier]))
    #expect(analysis.hasResult && !frontier.hasResult)
  }

  @Test("the naive interval covers the truth of a simulated line as often as it says")
  func naiveIntervalOnIndependentPoints() throws {
    // Independent noise on falling prices that never turn up: every point is on the frontier, so the straight line's
    // own assumptions hold, and 95 % means 95 %.
    var covered = 0
    let tables = 400
    for seed in 0..<tables {
      var random = RandomStream(seed: 7, stream: UInt64(seed))
      let rows = (0..<12).map { step in
        let t = 2020 + Double(step) / 2
        return (t, exp(-2 * (t - 2020) + 0.1 * random.normal()))
      }
      let table = try Table(
        source: "simulated",
        columns: [
          Column(name: "date", storage: .numbers(rows.map(\.0))),
          Column(name: "price", storage: .numbers(rows.map(\.1))),
        ])
      let options = FitOptions(interval: .classical)
      let fit = try Law.exponentialTrend.fit(to: table, columns: ["t": "date"], options: options)
      if try #require(fit.coefficients["k"]?.interval).contains(2) { covered += 1 }
    }
    // 380 expected, standard deviation 4.4: four of them either way.
    #expect(abs(covered - 380) <= 18)
  }
}
