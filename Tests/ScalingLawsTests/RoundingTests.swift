import Foundation
import ScalingLaws
import Testing

@Suite struct RoundingTests {
  private func fit(_ x: [Double], _ y: [Double]) throws -> Fit {
    let table = try Table(
      source: "memory",
      columns: [Column(name: "x", storage: .numbers(x)), Column(name: "y", storage: .numbers(y))])
    return try Law("y = a + b*x").fit(to: table, options: FitOptions(interval: .classical))
  }

  @Test("decimals of a line, by hand")
  func byHand() throws {
    // x = 1000...1004, y = x + (1, -1, 0, -1, 1): b = 1 + 0, a = 0, RSS = 4, sigma = 2/sqrt(3) = 1.1547.
    // Allowed unit of a: 2 * 0.1 * sigma / 2 = 0.115, so 1 decimal; its standard error is sigma*sqrt(1/5 + 1002²/10) = 366:
    // two digits are -1 decimals. Of b: 0.115 / 1004 = 1.15e-4, so 4 decimals; se = sigma/sqrt(10) = 0.365: 2.
    let x = [1000.0, 1001, 1002, 1003, 1004]
    let result = try fit(x, zip(x, [1.0, -1, 0, -1, 1]).map { $0 + $1 })
    #expect(result.decimals == [1, 4])
  }

  @Test("without residuals to judge by there are six significant digits")
  func noNoise() throws {
    // Two points: y = 0.5 + 123.25 x, without residual degrees of freedom.
    #expect(try fit([0, 1], [0.5, 123.75]).decimals == [6, 3])
  }

  @Test("decimals are those of the residual scale: a change of units moves them by its power of ten")
  func units() throws {
    let x = [1.0, 2, 3, 4, 5], y = [2.0, 4.1, 5.9, 8.2, 9.8]
    let first = try fit(x, y).decimals
    let second = try fit(x, y.map { $0 * 1000 }).decimals
    #expect(zip(first, second).allSatisfy { ($0 ?? 0) - ($1 ?? 0) == 3 })
  }
}
