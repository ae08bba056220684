import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// What intervals of a frontier are worth on tables with a known rate: forty models over four years, one price each, that scatter
/// by a factor of e about a price that falls tenfold a year.
@Suite struct PriceFrontierCoverageTests {
  private static let rate = log(10.0)

  static func prices(table: Int, models: Int = 40, years: Double = 4, scatter: Double = 1) throws -> PriceList {
    var random = RandomStream(seed: 11, stream: UInt64(table))
    let rows = (0..<models).map { _ in (date: 2020 + years * random.uniform(), noise: scatter * random.normal()) }
    let simulated = try Table(
      source: "simulated",
      columns: [
        Column(name: "date", storage: .numbers(rows.map(\.date))),
        Column(name: "price", storage: .numbers(rows.map { exp(-rate * ($0.date - 2020) + $0.noise) })),
        Column(name: "score", storage: .numbers(rows.map { _ in 50 })),
        Column(name: "model", storage: .texts(TextValues((0..<models).map { "model \($0)" }))),
      ])
    return try PriceList(simulated, columns: try PriceColumns(in: simulated, score: "score"))
  }

  @Test("the interval by leaving out models covers the true rate, and the naive one does not")
  func coverage() throws {
    let tables = 500
    var (covered, naive) = (0, 0)
    for table in 0..<tables {
      let prices = try Self.prices(table: table)
      let trend = try PriceTrend(
        try PriceFrontier(prices, atLeast: 50), of: prices,
        subsampling: ModelSubsampling(replicates: 200, seed: UInt64(table), threads: 1))
      if try #require(trend.factorPerYear.interval).contains(10) { covered += 1 }
      if try #require(trend.naiveFactorPerYear.interval).contains(10) { naive += 1 }
    }
    // 97 and 81 % by the same simulation in NumPy (500 tables).
    #expect((450...490).contains(covered), "\(covered) of \(tables)")
    #expect(naive < covered - 25, "\(naive) of \(tables)")
  }

  @Test("intervals are the same on one thread and on four, and differ with the seed")
  func threads() throws {
    let prices = try Self.prices(table: 0)
    let frontier = try PriceFrontier(prices, atLeast: 50)
    let error = { (seed: UInt64, threads: Int) throws in
      try PriceTrend(frontier, of: prices, subsampling: ModelSubsampling(replicates: 300, seed: seed, threads: threads))
        .logDecline.standardError
    }
    #expect(try error(1, 1) == error(1, 4))
    #expect(try error(1, 1) != error(2, 1))
  }

  @Test("a subsample keeps seven in ten, without repeats, and each model as often as any other")
  func subsamples() {
    let draws = ModelSubsampling(replicates: 2000, seed: 3, threads: 2).draws(models: 10, width: 10) { isKept in
      isKept.map { $0 ? 1 : 0 }
    }
    for replicate in 0..<draws.count {
      #expect(draws.values[replicate * 10..<(replicate + 1) * 10].reduce(0, +) == 7)
    }
    // 1,400 of 2,000 expected, standard deviation 20.5: five of them either way.
    for model in 0..<10 { #expect(abs(draws.column(model).reduce(0, +) - 1400) < 103) }
  }

  @Test("the standard error of a mean by subsampling is the usual one")
  func meanByHand() throws {
    // For the mean, the variance over subsamples without replacement is s²/m·(1 - m/n); times m/(n-m) it is s²/n.
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3]
    let draws = ModelSubsampling(replicates: 20_000, seed: 5, threads: 2).draws(models: 10, width: 1) { isKept in
      [zip(values, isKept).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / 7]
    }
    let error = try #require(draws.standardError(0, around: 3.9))
    // s² = 6.1 (NumPy: var with ddof 1), so se = √0.61; Monte Carlo error 0.5 %, four times.
    #expect(abs(error / 0.61.squareRoot() - 1) < 0.02, "\(error)")
  }
}
