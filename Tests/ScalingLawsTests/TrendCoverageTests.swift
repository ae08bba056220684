import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// What intervals and tests of series in time cover, over 500 simulated series each with a known truth.
@Suite struct TrendCoverageTests {
  private static let tables = 500

  private func series(_ t: [Double], _ logs: [Double]) throws -> TimeSeries {
    let table = try Table(
      source: "simulated",
      columns: [
        Column(name: "date", storage: .numbers(t.map { 2000 + $0 })),
        Column(name: "price", storage: .numbers(logs.map { exp($0) })),
      ])
    return try TimeSeries(table, columns: try TimeSeriesColumns(in: table))
  }

  private func noise(_ count: Int, autocorrelation rho: Double, _ random: inout RandomStream) -> [Double] {
    var noise = [random.normal()]
    while noise.count < count {
      noise.append(rho * noise[noise.count - 1] + (1 - rho * rho).squareRoot() * random.normal())
    }
    return noise
  }

  // Covered 469 and 455 of 500 when written.
  @Test("the interval of a break's date holds the planted date", arguments: [0.0, 0.4])
  func breakDate(_ rho: Double) throws {
    var held = 0
    for index in 0..<Self.tables {
      var random = RandomStream(seed: 11, stream: UInt64(index))
      let t = (0..<60).map { _ in 15 * random.uniform() }.sorted()
      let scatter = noise(60, autocorrelation: rho, &random)
      let logs = zip(t, scatter).map { 0.3 * $0 + 0.35 * max($0 - 7.3, 0) + 0.3 * $1 }
      let found = try #require(SegmentedSeries(try series(t, logs), tests: false))
      held += found.interval.contains(2007.3) ? 1 : 0
    }
    #expect(held >= Self.tables * 9 / 10)
  }

  @Test("a break is found in at most some 5 % of series without one")
  func falseBreaks() throws {
    var found = 0
    for index in 0..<Self.tables {
      var random = RandomStream(seed: 12, stream: UInt64(index))
      let t = (0..<40).map { Double($0) / 4 }
      let logs = t.map { 0.5 * $0 + 0.3 * random.normal() }
      let tested = try #require(SegmentedSeries(try series(t, logs), seed: 1))
      found += tested.isNamed ? 1 : 0
    }
    // Of 500 with probability 0.05, more than 38 come up once in 250 times.
    #expect(found <= 38)
  }

  @Test(
    "the band of a random walk with drift covers what comes, at equal and at unequal steps", arguments: [false, true])
  func driftBand(_ isUnequal: Bool) throws {
    var held = 0
    for index in 0..<Self.tables {
      var random = RandomStream(seed: 13, stream: UInt64(index))
      var (t, y) = ([0.0], [0.0])
      for _ in 0..<12 {
        let step = isUnequal ? 0.2 + 2 * random.uniform() : 1
        t.append(t[t.count - 1] + step)
        y.append(y[y.count - 1] - 0.3 * step + 0.4 * step.squareRoot() * random.normal())
      }
      let walk = try #require(RandomWalkSeries(years: t, logs: y))
      let ahead = 6.0
      let truth = y[12] - 0.3 * ahead + 0.4 * ahead.squareRoot() * random.normal()
      let band = walk.band.projection(ahead)
      held += try #require(band.low) <= truth && truth <= (try #require(band.high)) ? 1 : 0
    }
    #expect((Self.tables * 90 / 100...Self.tables * 98 / 100).contains(held))
  }
}
