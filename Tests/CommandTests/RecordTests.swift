import Foundation
import TestSupport
import Testing

/// Parts of records that few questions fill. What is in them is tested elsewhere; here they are made, to be held against their schemas.
@Suite struct RecordTests {
  struct Question: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var table = ""
    /// Keys, one inside the other; a digit is a place in an array.
    let filled: [String]

    var testDescription: String { "\(arguments[0]): \(filled.joined(separator: ", "))" }
  }

  private static let scores = (1...16).map { row in
    let decades = Double(row) / 3
    let score = 0.1 + 0.12 * decades + (row.isMultiple(of: 2) ? 0.01 : -0.01)
    let params = pow(10, 8 + decades / 2)
    let tokens = pow(10, 10 + decades / 2 + (row.isMultiple(of: 3) ? 0.2 : 0))
    return "\(2019 + Double(row * row) / 40),\(score),\(params),\(tokens),\(6 * params * tokens)"
  }

  /// A price that falls while production grows, but not at one rate.
  private static let modules = (0..<24).map { row in
    let year = 2000 + Double(row) / 2
    return "\(year),\(1 + 10 / (1 + exp(0.5 * (year - 2006)))),\(exp(0.3 * Double(row) + 0.2 * sin(Double(row))))"
  }

  /// A share that rises to a ceiling.
  private static let adoption = (0..<40).map { row in
    let year = 2000 + Double(row) / 2
    return "\(year),\(100 / (1 + exp(-0.7 * (year - 2009))) * exp(0.05 * sin(7 * Double(row))))"
  }

  static let questions = [
    Question(
      arguments: [
        "capability", "-", "--score", "score", "--resource", "params", "--resource", "tokens", "--date", "date",
        "--where", "score > 0", "--derive", "share = score/100",
      ], table: "date,score,params,tokens,flops\n" + scores.joined(separator: "\n") + "\n",
      filled: [
        "data/filters/0/kept", "data/derived", "scores/0/with_date/per_year/estimate",
        "scores/0/straightness/curvature",
        "separation/correlations/0/correlation",
      ]),
    Question(
      arguments: [
        "trend", "-", "--value", "usd", "--cumulative", "sold", "--where", "sold > 1", "--derive", "cents = 100*usd",
        "--until", "0.5", "--on", "2020-01-01", "--claim", "2x/year",
      ], table: "date,usd,sold\n" + modules.joined(separator: "\n") + "\n",
      filled: [
        "data/columns/cumulative", "data/where", "wright/exponent/estimate",
        "wright/exponent_given_time/estimate", "claims/0/verdict", "projections/1/answers/0/estimate",
      ]),
    Question(
      arguments: ["trend", "-"], table: "date,share\n" + adoption.joined(separator: "\n") + "\n",
      filled: ["logistic/limit/estimate"]),
    Question(
      arguments: [
        "value", "@ai-revenue", "--by", "company", "--where", "frontier_eci > 110", "--derive",
        "log_eci = log(frontier_eci)",
      ], filled: ["data/filters/0/kept", "data/derived", "groups/0/curvature/q/estimate"]),
    Question(
      arguments: [
        "index", "@benchmark-scores", "--anchor", "Claude 3.5 Sonnet=0", "--anchor", "GPT-5=1", "--where", "score > 0",
      ],
      filled: [
        "data/filters/0/kept", "data/columns/benchmark", "options/anchors/1/value", "models/0/estimate",
        "benchmarks/0/left_out/shift", "benchmarks/0/p_misfit",
      ]),
    Question(
      arguments: [
        "price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--claim", "10x/year", "--claim", "150x/16mo",
        "--definition",
        "all", "--replicates", "100", "--pair", "GPT-4 8k (0314)", "GPT-4o mini",
      ], filled: ["conflicts/0/findings/0/finding", "pairs/0/first/score", "definitions/0/verdicts/1/claim/text"]),
    Question(
      arguments: ["check", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--at", "C=1e24"],
      filled: ["targets/0/decades_outside/C", "fit/coefficients/0/estimate"]),
    Question(
      arguments: ["fit", "-", "--formula", "y = a + b*x", "--by", "g"],
      table: "g,x,y\na,1,1.1\na,2,2.1\na,3,2.9\n,4,5\nc,1,2\nc,1,3\n",
      filled: ["ungrouped/lines/0", "fits/1/group/value", "fits/0/fit/coefficients/0/estimate"]),
    Question(
      arguments: [
        "compare", "@olmo-ladder", "--law", "chinchilla", "--law", "coupled", "-c", "N=params", "-c", "D=tokens",
        "--weights",
        "precision=params",
      ], filled: ["options/weights", "laws/0/backtest/rmse", "cuts/0/value"]),
    Question(
      arguments: [
        "calibrate", "@olmo-ladder", "--law", "power-law-floor", "-c", "C=compute", "--derive",
        "compute = 6*params*tokens",
        "--where", "role == \"fit\"", "--tables", "10",
      ], filled: ["data/derive/0", "data/filters/0/excluded", "results/0/coverage"]),
  ]

  @Test("a record holds what was asked for", arguments: questions)
  func parts(_ question: Question) throws {
    let command = try Command.run(question.arguments + ["--json", "--quiet"], input: question.table)
    #expect([0, 1].contains(command.status), "\(command.errors)")
    let record = try command.json()
    for path in question.filled { #expect(isFilled(try part(path, of: record)), "\(path) of \(question.arguments)") }
  }

  @Test("a plan at its limits says so, for parameters and for tokens")
  func limits() throws {
    let path = try temporaryFile("old.json", "").deletingLastPathComponent().appending(path: "fit.json").path
    let fit = ["fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--quiet", "-o", path]
    #expect(try Command.run(fit).status == 0)
    let record = try Command.run(["plan", path, "--flops", "1e24", "--max-params", "10B", "--json", "--quiet"]).json()
    #expect(try part("plans/0/bound", of: record) as? String == "the most parameters allowed")
    #expect(try part("plans/0/certificate", of: record) as? String == "bound")
    let held = try Command.run(["plan", path, "--flops", "1e24", "--fixed", "D=20T", "--json", "--quiet"]).json()
    #expect(try part("plans/0/certificate", of: held) as? String == "held")
    #expect(try part("options/tokens_limit", of: held) as? Double == 20e12)
  }

  private func part(_ path: String, of record: [String: Any]) throws -> Any {
    try path.split(separator: "/").reduce(record as Any) { value, key in
      if let array = value as? [Any], let place = Int(key) {
        return try #require(array.indices.contains(place) ? array[place] : nil, "\(path) ends before \(key)")
      }
      return try #require((value as? [String: Any])?[String(key)], "\(path) ends before \(key)")
    }
  }

  private func isFilled(_ value: Any) -> Bool {
    !(value is NSNull) && (value as? [Any])?.isEmpty != true && (value as? [String: Any])?.isEmpty != true
  }
}
