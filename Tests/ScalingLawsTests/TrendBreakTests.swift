import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct TrendBreakTests {
  /// Twenty-four points over six years; the slope goes from -1 to -3 at 2023.
  private func points(table: Int, change: Double) -> (t: [Double], y: [Double]) {
    var random = RandomStream(seed: 21, stream: UInt64(table))
    let t = (0..<24).map { 2020 + Double($0) / 4 }
    return (t, t.map { -($0 - 2020) + change * max($0 - 2023, 0) + 0.3 * random.normal() })
  }

  @Test("the interval holds a planted date in nine tables of ten and more")
  func plantedBreak() throws {
    var covered = 0
    for table in 0..<500 {
      let (t, y) = points(table: table, change: -2)
      if try #require(TrendBreak(t: t, y: y, tables: 1)).interval.contains(2023) { covered += 1 }
    }
    // Nominal 95 %: 475 of 500.
    #expect(covered >= 450, "\(covered) of 500")
  }

  @Test("where there is no break, the test finds one as often as its size says")
  func sizeOfTheTest() throws {
    var found = 0
    for table in 0..<500 {
      let (t, y) = points(table: table, change: 0)
      if try #require(TrendBreak(t: t, y: y, seed: UInt64(1000 + table), tables: 99)).pValue <= 0.05 { found += 1 }
    }
    // The simulated p-value is exact: 25 expected, standard deviation 4.9; three of them either way.
    #expect((10...40).contains(found), "\(found) of 500")
  }

  @Test("an exact bend is found, with its slopes; a straight line and six points have none")
  func exact() throws {
    let t = (0..<12).map { 2020 + Double($0) / 2 }
    let found = try #require(TrendBreak(t: t, y: t.map { 2 * $0 - 3 * max($0 - 2022.5, 0) + ($0 == 2021 ? 1e-6 : 0) }))
    #expect(abs(found.date - 2022.5) < 1e-3)
    #expect(abs(found.slopes[0] - 2) < 1e-4 && abs(found.slopes[1] + 1) < 1e-4)
    #expect(found.pValue == 0.001)
    #expect(TrendBreak(t: t, y: t.map { 2 * $0 }) == nil)
    #expect(TrendBreak(t: Array(t.prefix(6)), y: [1, 5, 2, 4, 3, 9]) == nil)
  }
}
