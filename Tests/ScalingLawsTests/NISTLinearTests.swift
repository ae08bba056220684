import Foundation
import ScalingLaws
import TestSupport
import Testing

/// The eleven linear problems of NIST's Statistical Reference Datasets, to the digits that doubles can hold.
@Suite
struct NISTLinearTests {
  static let names = [
    "Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley", "Wampler1", "Wampler2", "Wampler3", "Wampler4",
    "Wampler5",
  ]

  struct Problem {
    let formula: String
    let path: String
    let coefficients: [Double]
    let standardErrors: [Double]
    let residualSumOfSquares: Double
    /// Digits of the coefficients that survive the rounding of the data to doubles, at most the 15 of a double.
    let ceiling: Double

    /// - Parameter name: a key of `strd.json`; its `hp` values were solved at 110 digits from the decimal text.
    init(_ name: String) throws {
      let record = try #require(try References.json("strd/strd.json")[name] as? [String: Any])
      let precise = try #require(record["hp"] as? [String: Any])
      let numbers = { (key: String) in (precise[key] as? [String] ?? []).compactMap(Double.init) }
      let ceilings = try #require(precise["fp64_data_ceiling"] as? [String: Any])
      formula = "\(record["response"] ?? "") = \(record["formula"] ?? "")"
      path = References.path("strd/\(name).csv")
      coefficients = numbers("params")
      standardErrors = numbers("stderr")
      residualSumOfSquares = Double(precise["rss"] as? String ?? "") ?? .nan
      ceiling = min(15, try #require(ceilings["params"] as? Double))
    }
  }

  @Test("coefficients and standard errors reach the digits that the data hold", arguments: names)
  func throughTheLibrary(_ name: String) throws {
    let problem = try Problem(name)
    let table = try Table(contentsOf: problem.path)
    let fit = try Law(problem.formula).fit(to: table, options: FitOptions(interval: .classical))
    check(
      problem, coefficients: fit.coefficients.map { $0.estimate.value ?? .nan },
      standardErrors: fit.coefficients.map { $0.estimate.standardError ?? .nan },
      residualSumOfSquares: fit.statistics.residualSumOfSquares)
    #expect(fit.convergence.isCertified)
  }

  @Test("the command reaches the same digits", arguments: names)
  func throughTheCommand(_ name: String) throws {
    let problem = try Problem(name)
    let command = try Command.run([
      "fit", problem.path, "--formula", problem.formula, "--interval", "classical", "--json", "--quiet",
    ])
    #expect(command.status == 0)
    let record = try command.json()
    let coefficients = try #require(record["coefficients"] as? [[String: Any]])
    let objective = try #require(record["objective"] as? [String: Any])
    check(
      problem, coefficients: coefficients.map { $0["estimate"] as? Double ?? .nan },
      standardErrors: coefficients.map { $0["std_error"] as? Double ?? .nan },
      residualSumOfSquares: objective["rss"] as? Double ?? .nan)
  }

  private func check(
    _ problem: Problem, coefficients: [Double], standardErrors: [Double], residualSumOfSquares: Double
  ) {
    // A tenth of a digit covers the last rounding of the result itself.
    #expect(agreeingDigits(coefficients, problem.coefficients) >= problem.ceiling - 0.1)
    guard problem.residualSumOfSquares > 1e-20 else {
      // Wampler1 and Wampler2 lie on a polynomial: what is left is the rounding of the data.
      #expect(residualSumOfSquares < 1e-18)
      return
    }
    #expect(agreeingDigits([residualSumOfSquares], [problem.residualSumOfSquares]) >= min(13, problem.ceiling) - 0.5)
    #expect(agreeingDigits(standardErrors, problem.standardErrors) >= min(13, problem.ceiling) - 0.5)
  }
}
