import Foundation
import LinearAlgebra
import Testing

/// The eleven linear problems of NIST's Statistical Reference Datasets.
@Suite("NIST linear regression")
struct ReferenceProblemTests {
  @Test("the reference problems are there where they must be")
  func present() {
    #expect(ReferenceProblem.all.count == 11)
  }

  @Test(
    "coefficients are right to the digits that the data hold",
    arguments: ReferenceProblem.all)
  func coefficients(_ problem: ReferenceProblem) throws {
    let solution = try LeastSquares.solve(design: problem.design, response: problem.response)
    let digits = -log10(relativeError(solution.coefficients, problem.coefficients))
    #expect(digits >= min(problem.ceiling, 15) - 0.1)
  }

  @Test("standard errors are right to thirteen digits", arguments: ReferenceProblem.all)
  func standardErrors(_ problem: ReferenceProblem) throws {
    let solution = try LeastSquares.solve(design: problem.design, response: problem.response)
    let variance = solution.residualSumOfSquares / Double(problem.residualDegreesOfFreedom)
    let found = solution.inverseGram.diagonal.map { ($0 * variance).squareRoot() }
    guard problem.residualSumOfSquares > 1e-100 else {
      // An exact polynomial: what is left is the rounding of the response.
      let size = problem.response.high.reduce(0) { $0 + $1 * $1 }
      #expect(solution.residualSumOfSquares <= 0x1p-104 * size)
      return
    }
    #expect(relativeError(found, problem.standardErrors) < 1e-13)
    #expect(relativeError(solution.residualSumOfSquares, problem.residualSumOfSquares) < 1e-13)
  }

  // mpmath at 60 digits: the square root of the ratio of extreme values of eigsy(X.T*X), columns as given and at unit
  // length. The smallest singular value is known to about 1e-16 times the scaled condition number.
  @Test(
    "condition numbers agree with mpmath, with and without scaling",
    arguments: [
      ("Pontius", 14230284515837.737861, 18.446823865810050635),
      ("Wampler1", 6398930.0539000732423, 2220.2084964482175625),
      ("Filip", 1767965249526658.9973, 5206821433.3057691651),
    ])
  func conditionNumbers(name: String, plain: Double, scaled: Double) throws {
    for problem in ReferenceProblem.all where problem.name == name {
      let solution = try LeastSquares.solve(design: problem.design, response: problem.response)
      #expect(relativeError(solution.conditionNumber, plain) < 1e-14 + 1e-15 * scaled)
      #expect(relativeError(solution.scaledConditionNumber, scaled) < 1e-14 + 1e-15 * scaled)
    }
  }
}
