import Foundation
import Optimization
import Testing

@Suite struct MultiStartTests {
  /// (b² - 1)² + small tilt: minima near -1 and 1, the lower near -1.
  static func twoWells() throws -> FitProblem {
    try squares(1, [{ $0[0].squared - 1 }, { 0.3 * ($0[0] + 1) }])
  }

  @Test("both minima of a double well are reported, the lower as the best")
  func twoMinima() throws {
    let starts = MultiStart(region: [.linear(-3, 3)], agreement: 8)
    let result = try starts.fit(Self.twoWells(), norm: .squared)
    #expect(abs(result.best.parameters[0] + 1) < 1e-14)
    #expect(result.agreeing == 8)
    #expect(result.otherMinima.count == 1)
    let other = try #require(result.otherMinima.first)
    // The other zero of 4 b (b² - 1) + 0.18 (b + 1) on the right: b = (1 + √0.82) / 2.
    #expect(abs(other.parameters[0] - (1 + 0.82.squareRoot()) / 2) < 1e-12)
    #expect(result.starts == result.agreeing + other.count + result.uncertified + result.notFinite)
  }

  @Test("the result does not depend on the number of threads")
  func threads() throws {
    let problem = try Self.twoWells()
    let results = try [1, 2, 3, 7].map { threads in
      try MultiStart(region: [.linear(-3, 3)], seed: 5, agreement: 6, threads: threads).fit(problem, norm: .squared)
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
