import Foundation
import Optimization
import Testing

@Suite struct BoundsTests {
  /// y = 2 - x: the slope of least squares is -1, the intercept 2.
  static let rows = [[1.0, 0], [1, 1], [1, 2], [1, 3]]
  static let observed = [2.0, 1, 0, -1]

  static func problem(_ domains: [Domain]) throws -> FitProblem {
    try FitProblem(model: linearModel(rows), observed: observed, domains: domains)
  }

  @Test(
    "an optimum on a bound is found, reported, and certified with its multiplier",
    arguments: [
      Norm.squared, .huber(delta: 10), .quantile(0.5),
    ])
  func onBound(norm: Norm) throws {
    let fit = try TrustRegion(Self.problem([.free, .between(0, 10)])).solve(from: [1, 1], norm: norm)
    #expect(fit.parameters[1] == 0)
    #expect(fit.certificate.atBound == [1])
    #expect(fit.certificate.multipliers.count == 1)
    #expect(fit.certificate.multipliers.allSatisfy { $0 >= 0 })
    #expect(fit.certificate.stop != .iterationLimit)
    if norm != .quantile(0.5) {
      // With slope zero the intercept is the mean, 0.5, and ∂F/∂slope = -Σ x r = 0.5·1 + ... = -(0.5 - 1 - 4.5) = 5.
      #expect(abs(fit.parameters[0] - 0.5) < 1e-15)
      #expect(abs(fit.certificate.multipliers[0] - 5) < 1e-14)
      #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    }
  }

  @Test("a fixed parameter keeps its value, and the others are fitted around it")
  func fixed() throws {
    let fit = try TrustRegion(Self.problem([.fixed(4), .free])).solve(from: [0, 0])
    // Σ x (y - 4) / Σ x² = -(0 + 3 + 8 + 15) / 14
    #expect(fit.parameters[0] == 4)
    #expect(abs(fit.parameters[1] + 26.0 / 14) < 1e-15)
    #expect(fit.certificate.atBound.isEmpty)
    #expect(fit.certificate.isCertified)
  }

  @Test("with every parameter fixed there is nothing to do")
  func allFixed() throws {
    let fit = try TrustRegion(Self.problem([.fixed(2), .fixed(-1)])).solve(from: [0, 0])
    #expect(fit.objective == 0)
    #expect(fit.certificate.stop == .nothingFree)
    #expect(fit.certificate.isCertified)
  }

  @Test("a start outside the domain is moved to its border, and a bound can be left again")
  func leavesBound() throws {
    let fit = try TrustRegion(Self.problem([.between(0, 5), .between(-3, -0.5)])).solve(from: [9, 9])
    #expect(relativeErrors(fit.parameters, [2, -1]) < 1e-14)
    #expect(fit.certificate.atBound.isEmpty)
  }

  @Test("a floor that the data push below zero ends at zero")
  func floorAtZero() throws {
    // Differences of a power law and its own curvature: the best floor is negative.
    let x = (0..<12).map { Double($0) * 0.5 }
    let model = JetModel(3, x.map { [$0] }) { b, x in b[0] + exp(b[1] - b[2] * x[0]) }
    let y = x.map { 2 * Foundation.exp(-0.3 * $0) - 0.2 }
    let problem = try FitProblem(model: model, observed: y, domains: [.positive, .free, .positive])
    let fit = try TrustRegion(problem).solve(from: [0.5, 0, 1])
    #expect(fit.parameters[0] == 0)
    #expect(fit.certificate.atBound == [0])
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
    #expect(fit.certificate.multipliers[0] > 0)
  }

  @Test("what cannot be a problem is refused by name")
  func refusals() throws {
    #expect(throws: OptimizationError.shape(what: "observations", found: 3, expected: 4)) {
      try FitProblem(model: linearModel(Self.rows), observed: [1, 2, 3])
    }
    #expect(throws: OptimizationError.notFinite(what: "observation", index: 1)) {
      try FitProblem(model: linearModel(Self.rows), observed: [1, .nan, 3, 4])
    }
    #expect(throws: OptimizationError.negativeWeight(row: 2, value: -1)) {
      try FitProblem(model: linearModel(Self.rows), observed: Self.observed, weights: [1, 1, -1, 1])
    }
    #expect(throws: OptimizationError.emptyDomain(parameter: 1, .between(1, 0))) {
      try Self.problem([.free, .between(1, 0)])
    }
    let error = OptimizationError.notFinite(what: "observation", index: 1)
    #expect(error.description == "observation 2 is not a finite number")
  }
}
