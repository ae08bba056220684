import Foundation
import ScalingLaws
import TestSupport
import Testing

/// The 27 nonlinear problems of NIST's Statistical Reference Datasets, from both starts: 54 runs.
@Suite struct NISTNonlinearTests {
  static let problems = NISTNonlinearProblem.all

  private func options(_ problem: NISTNonlinearProblem, _ start: Int, starts: Int = 64) -> FitOptions {
    FitOptions(interval: .classical, start: problem.start(start), starts: starts)
  }

  @Test("all 27 problems are here")
  func complete() {
    #expect(Self.problems.count == 27)
  }

  @Test("the library reaches the certified values from each start", arguments: problems, [1, 2])
  func throughTheLibrary(_ problem: NISTNonlinearProblem, _ start: Int) throws {
    let table = try Table(contentsOf: problem.path)
    let fit = try Law(problem.formula).fit(to: table, options: options(problem, start))
    #expect(fit.convergence.isCertified)
    try problem.check(
      coefficients: problem.names.map { fit.coefficients[$0]?.value ?? .nan },
      standardErrors: problem.names.map { fit.coefficients[$0]?.standardError ?? .nan },
      residualSumOfSquares: fit.statistics.residualSumOfSquares)
  }

  @Test("the command reaches the certified values from each start", arguments: problems, [1, 2])
  func throughTheCommand(_ problem: NISTNonlinearProblem, _ start: Int) throws {
    let values = zip(problem.names, start == 1 ? problem.start1 : problem.start2).map { "\($0)=\($1)" }
    let command = try Command.run([
      "fit", problem.path, "--formula", problem.formula, "--start", values.joined(separator: ","),
      "--interval", "classical", "--json", "--quiet",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    let rows = try #require(record["coefficients"] as? [[String: Any]])
    let named = Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as? String ?? "", $0) })
    let numbers = { (field: String) in problem.names.map { named[$0]?[field] as? Double ?? .nan } }
    let objective = try #require(record["objective"] as? [String: Any])
    try problem.check(
      coefficients: numbers("estimate"), standardErrors: numbers("std_error"),
      residualSumOfSquares: objective["rss"] as? Double ?? .nan)
  }

  @Test("the given start alone, without scattered ones, leads to the certified values in all 54 runs")
  func singleStart() throws {
    var solved = 0
    for problem in Self.problems {
      let table = try Table(contentsOf: problem.path)
      for start in [1, 2] {
        let fit = try Law(problem.formula).fit(to: table, options: options(problem, start, starts: 1))
        let digits = agreeingDigits(
          problem.names.map { fit.coefficients[$0]?.value ?? .nan }, problem.certifiedTruth.coefficients)
        if digits >= 9.9, fit.convergence.isCertified {
          solved += 1
        } else {
          print("\(problem.name) from start \(start) alone: \(digits) digits; \(fit.convergence.method)")
        }
      }
    }
    print("NIST nonlinear, single start: \(solved) of 54 runs solved")
    #expect(solved == 54)
  }

  @Test("without any start values the problems that have no other minimum are solved as well")
  func withoutStarts() throws {
    // Polynomial, rational and saturating curves, whose scale the data show.
    for name in ["Misra1a", "Misra1b", "Chwirut1", "Chwirut2", "DanWood", "Rat42", "BoxBOD", "Kirby2", "MGH09"] {
      let problem = try #require(Self.problems.first { $0.name == name })
      let table = try Table(contentsOf: problem.path)
      let fit = try Law(problem.formula).fit(to: table, options: FitOptions(interval: .classical))
      #expect(fit.convergence.isCertified, "\(name)")
      try problem.check(
        coefficients: problem.names.map { fit.coefficients[$0]?.value ?? .nan },
        standardErrors: problem.names.map { fit.coefficients[$0]?.standardError ?? .nan },
        residualSumOfSquares: fit.statistics.residualSumOfSquares)
    }
  }
}
