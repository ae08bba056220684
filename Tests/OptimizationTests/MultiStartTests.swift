import Foundation
import Optimization
import Testing

@Suite struct MultiStartTests {
  /// (b² - 1)² + small tilt: minima near -1 and 1, the lower near -1.
  static func twoWells() throws -> FitProblem {
    try squares(1, [{ $0[0].squared - 1 }, { 0.3 * ($0[0] + 1) }])
  }

  @Test("both minima of a double well are reported, the lower as the best, and the search ends by the rule for two")
  func twoMinima() throws {
    let starts = MultiStart(region: [.linear(-3, 3)])
    let result = try starts.fit(Self.twoWells(), norm: .squared)
    #expect(abs(result.best.parameters[0] + 1) < 1e-14)
    #expect(result.otherMinima.count == 1)
    let other = try #require(result.otherMinima.first)
    // The other zero of 4 b (b² - 1) + 0.18 (b + 1) on the right: b = (1 + √0.82) / 2.
    #expect(abs(other.parameters[0] - (1 + 0.82.squareRoot()) / 2) < 1e-12)
    #expect(result.starts == result.agreeing + other.count + result.uncertified + result.notFinite)
    // Boender and Rinnooy Kan: 2 * 3 / (n (n - 1)) is at most 1 % from n = 25 on: 6/600, where 24 starts leave 6/552.
    #expect(result.agreeing + other.count == 25)
    #expect(result.shareUnseen == 0.01)
  }

  @Test("starts that all agree leave 2/(n (n - 1)) unseen: a sixth after four, less than 1 % after fifteen")
  func shareUnseen() throws {
    let problem = try squares(1, [{ $0[0] - 2 }])
    let all = try MultiStart(region: [.linear(-3, 3)]).fit(problem, norm: .squared)
    #expect(all.starts == 15)
    #expect(all.shareUnseen == 2.0 / 210)
    let four = try MultiStart(region: [.linear(-3, 3)], maximumStarts: 4).fit(problem, norm: .squared)
    #expect(four.shareUnseen == 1.0 / 6)
    let known = try MultiStart(region: [.linear(-3, 3)], hasOneMinimum: true).fit(problem, norm: .squared)
    #expect(known.starts == 1)
    #expect(known.shareUnseen == 0)
  }

  @Test("a start that is given keeps its minimum where nothing better is found, and is told where something is")
  func givenStart() throws {
    let worse = try MultiStart(region: [.linear(-3, 3)]).fit(Self.twoWells(), norm: .squared, from: [0.9])
    #expect(abs(worse.best.parameters[0] + 1) < 1e-14)
    #expect(worse.otherMinima.map(\.isOfGivenStart) == [true])
    let better = try MultiStart(region: [.linear(-3, 3)]).fit(Self.twoWells(), norm: .squared, from: [-1.1])
    #expect(abs(better.best.parameters[0] + 1) < 1e-14)
    #expect(better.otherMinima.map(\.isOfGivenStart) == [false])
    // Only random starts say how much was seen: one more start in all than without.
    #expect(better.agreeing + better.otherMinima[0].count == 26)
  }

  @Test("the result does not depend on the number of threads")
  func threads() throws {
    let problem = try Self.twoWells()
    let results = try [1, 2, 3, 7].map { threads in
      try MultiStart(region: [.linear(-3, 3)], seed: 5, threads: threads).fit(problem, norm: .squared)
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test("a model that is finite nowhere in the region is an error with the number of starts")
  func nowhereFinite() throws {
    let model = JetModel(1, [[1], [2]]) { b, x in log(-(b[0].squared) - x[0]) }
    let problem = try FitProblem(model: model, observed: [1, 2])
    #expect(throws: OptimizationError.noFiniteStart(tried: 10)) {
      try MultiStart(region: [.linear(0, 1)], maximumStarts: 10).fit(problem, norm: .squared)
    }
  }

  @Test("a logarithmic region is even in the logarithm")
  func logarithmic() {
    #expect(abs(StartRegion.logarithmic(1e-2, 1e4).value(at: 0.5) - 10) < 1e-13)
    #expect(StartRegion.linear(2, 4).value(at: 0.25) == 2.5)
  }

  @Test("linear parameters are solved for at the start")
  func linearParameters() throws {
    // A start of amplitude with the wrong sign and size: the linear solve makes the rate the only unknown.
    let x = (0..<10).map { Double($0) }
    let model = JetModel(3, x.map { [$0] }) { b, x in b[0] + b[1] * exp(-b[2] * x[0]) }
    let y = x.map { 5 + 3e6 * Foundation.exp(-0.4 * $0) }
    let problem = try FitProblem(model: model, observed: y, linearParameters: [0, 1])
    let fit = try TrustRegion(problem).solve(from: [0, -1, 2])
    #expect(relativeErrors(Array(fit.parameters[1...]), [3e6, 0.4]) < 1e-12)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    #expect(fit.certificate.evaluations < 25)
  }
}
