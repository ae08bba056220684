import Escaping
import ScalingLaws

/// A table of the page, with what is asked of it besides what its columns say.
struct ObservationSource {
  let data: String
  var condition: String?
  var score: String?
  var levels: [String] = []
  var group: String?
  var pairs: [(String, String)] = []

  init(_ data: String) { self.data = data }

  private init(
    bundled data: String, where condition: String? = nil, score: String? = nil, levels: [String] = [],
    group: String? = nil, pairs: [(String, String)] = []
  ) {
    (self.data, self.condition, self.score, self.levels) = (data, condition, score, levels)
    (self.group, self.pairs) = (group, pairs)
  }

  /// Moore's law as the observations put it.
  static let moore = "2x/18mo"

  static let capability = [
    ObservationSource(bundled: "@open-base-models"), ObservationSource(bundled: "@cerebras-gpt"),
    ObservationSource(bundled: "@olmo-ladder", where: "role == \"fit\"", score: "loss"),
    ObservationSource(bundled: "@codex-pass-at-k", group: "params"),
  ]
  /// At the scores of GPT-3 and GPT-4.
  static let prices = ObservationSource(
    bundled: "@ai-prices", where: "reasoning == \"no\"", score: "mmlu", levels: ["43.9", "86"],
    pairs: ["GPT-4o mini", "GPT-4o (2024-05-13)", "GPT-4o (2024-08-06)"].map { ("GPT-4 8k (0314)", $0) })
  static let transistors = ObservationSource(bundled: "@transistors")
  static let value = ObservationSource(bundled: "@ai-revenue", group: "company")

  /// - Throws: `Problem`.
  func table(from inputs: Inputs) throws -> Table {
    let table = try inputs.table(data)
    return try condition.map { try table.filtering(Expression(parsing: $0)) } ?? table
  }

  /// The verb that asks the same of this table.
  func command(_ verb: String, _ more: [String] = []) -> String {
    let groupFlag = verb == "value" ? "--by" : "--group"
    let words =
      ["scaling", verb, data] + (condition.map { ["--where", $0] } ?? []) + (score.map { ["--score", $0] } ?? [])
      + levels.flatMap { ["--at", $0] } + (group.map { [groupFlag, $0] } ?? []) + more
    return words.map(\.shellWord).joined(separator: " ")
  }
}
