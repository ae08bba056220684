import Foundation
import LinearAlgebra
import Optimization
import TestSupport
import Testing

@Suite
struct NISTTests {
  struct Problem {
    let name: String
    let model: JetModel
    let observed: [Double]
    let starts: [[Double]]
    let truth: [String: [Double]]
    let ceiling: [String: Double]
  }

  static func problem(_ name: String, _ record: [String: Any]) throws -> Problem {
    let function = try #require(NISTModels.named(name))
    let columns = try Reference.table(References.path("strd/\(name).csv")).rows
    let numbers = { (key: String) in (record[key] as? [String] ?? []).compactMap(Double.init) }
    let hp = record["hp"] as? [String: Any] ?? [:]
    let certified = { (key: String) in
      (hp[key] as? [String] ?? [hp[key] as? String ?? ""]).compactMap(Double.init)
    }
    let isLog = record["response"] as? String == "log(y)"
    return Problem(
      name: name, model: JetModel(numbers("start1").count, columns.map { Array($0.dropFirst()) }, function),
      observed: columns.map { isLog ? log($0[0]) : $0[0] }, starts: [numbers("start1"), numbers("start2")],
      truth: ["params": certified("params"), "stderr": certified("stderr"), "rss": certified("rss")],
      ceiling: hp["fp64_data_ceiling"] as? [String: Double] ?? [:])
  }

  @Test("27 nonlinear problems of NIST from both starts reach the digits that doubles allow")
  func allProblems() throws {
    let records = try References.json("strd/strd.json")
    var lines: [String] = []
    for (name, value) in records.sorted(by: { $0.key < $1.key }) {
      guard let record = value as? [String: Any], record["kind"] as? String == "nonlinear" else { continue }
      let problem = try Self.problem(name, record)
      for (index, start) in problem.starts.enumerated() {
        let fit = try TrustRegion(FitProblem(model: problem.model, observed: problem.observed)).solve(from: start)
        let errors = try Self.standardErrors(problem, fit)
        let found = [
          "params": Self.least(fit.parameters, problem.truth["params"]),
          "stderr": Self.least(errors, problem.truth["stderr"]),
          "rss": Self.least([2 * fit.objective], problem.truth["rss"]),
        ]
        let aims = ["params": min(11, (problem.ceiling["params"] ?? 0) - 1), "stderr": 10, "rss": 10]
        for (key, aim) in aims {
          let ceiling = problem.ceiling[key] ?? 0
          let required = name.hasPrefix("Lanczos") && key != "params" ? min(aim, ceiling - 1) : aim
          #expect(found[key] ?? 0 >= required, "\(name) start \(index + 1) \(key): \(found[key] ?? 0)")
        }
        #expect(fit.certificate.isCertified, "\(name) start \(index + 1): \(fit.certificate.reason)")
        let numbers = ["params", "stderr", "rss"].map { String(format: "%.1f", found[$0] ?? 0) }
        let steps = fit.certificate.iterations
        lines.append("\(name) \(index + 1): digits \(numbers.joined(separator: " / ")), \(steps) iterations")
      }
    }
    #expect(lines.count == 54)
    print(lines.joined(separator: "\n"))
  }

  private static func least(_ values: [Double], _ truth: [Double]?) -> Double {
    zip(values, truth ?? []).map(digits).min() ?? 0
  }

  /// √(RSS/df diag (JᵀJ)⁻¹)
  private static func standardErrors(_ problem: Problem, _ fit: Solution) throws -> [Double] {
    let n = problem.observed.count
    let p = fit.parameters.count
    var values = [Double](repeating: 0, count: n)
    var jacobian = [Double](repeating: 0, count: n * p)
    problem.model.makeEvaluator().evaluate(fit.parameters, values: &values, jacobian: &jacobian)
    let matrix = Matrix(rows: n, columns: p, elements: jacobian)
    let linear = try LeastSquares.solve(
      design: (0..<p).map { ExtendedColumn(matrix.column($0)) }, response: ExtendedColumn(problem.observed))
    let variance = 2 * fit.objective / Double(n - p)
    return linear.inverseGram.diagonal.map { ($0 * variance).squareRoot() }
  }
}
