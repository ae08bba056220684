import Foundation
import TestSupport
import Testing

@Suite struct PriceCommandTests {
  private func trends(_ arguments: [String]) throws -> [[String: Any]] {
    let command = try Command.run(["price", "@ai-prices", "--score", "mmlu", "--json"] + arguments)
    #expect(command.status == 0, "\(command.errors)")
    return try #require(try command.json()["trends"] as? [[String: Any]])
  }

  private func factor(_ trend: [String: Any]) throws -> Double {
    let estimate = try #require(trend["factor_per_year"] as? [String: Any])
    let (value, low, high) = (estimate["estimate"], estimate["conf_low"], estimate["conf_high"])
    let factor = try #require(value as? Double)
    #expect(try #require(low as? Double) < factor && factor < (try #require(high as? Double)))
    return factor
  }

  @Test("up to the end of 2024, quality of GPT-3 and of GPT-4 fell within the published ranges")
  func publishedRanges() throws {
    let all = try trends([
      "--at", "43.9", "--at", "86", "--where", "reasoning == \"no\" and date < \"2025-01-01\"", "--claim", "10x/year",
    ])
    // Cottier et al., Epoch AI 2025, "LLM inference prices have fallen rapidly but unequally across tasks".
    #expect((8...30).contains(try factor(all[0])))
    #expect((4...75).contains(try factor(all[1])))
    // Least squares of numpy on the same eight points: exp(-polyfit(t, log(p), 1)[0]).
    #expect(abs(try factor(all[0]) - 15.784567431144435) < 1e-8)
    #expect(abs(try factor(all[1]) - 14.424989693143464) < 1e-8)
    let verdicts = try all.map { try #require(($0["verdicts"] as? [[String: Any]])?.first?["verdict"] as? String) }
    #expect(verdicts == ["not decided by these data", "not decided by these data"])
  }

  @Test(
    "pairs of models have the ratios of their price lists",
    arguments: [
      // Blended 3:1 by hand: (3*30+60)/4 = 37.5 against 0.2625, 7.5 and 4.375.
      ("GPT-4o mini", 142.857142857), ("GPT-4o (2024-05-13)", 5.0), ("GPT-4o (2024-08-06)", 8.571428571),
    ])
  func pairs(_ model: String, _ ratio: Double) throws {
    let command = try Command.run(["price", "@ai-prices", "--pair", "GPT-4 8k (0314)", model, "--json"])
    let pair = try #require((try command.json()["pairs"] as? [[String: Any]])?.first)
    #expect(abs(try #require(pair["ratio"] as? Double) - ratio) < 1e-8)
    let years = try #require(pair["years"] as? Double)
    #expect(abs(try #require(pair["factor_per_year"] as? Double) - pow(ratio, 1 / years)) < 1e-6)
  }

  @Test("each-first follows the price of every record")
  func eachFirst() throws {
    let all = try trends(["--at", "each-first"])
    #expect(all.count > 5)
    #expect(all.first?["level"] as? Double == 43.9)
  }

  @Test("the interval is called naive, and the dependence is warned of")
  func naive() throws {
    let command = try Command.run(["price", "@ai-prices", "--score", "mmlu", "--at", "86"])
    #expect(command.output.contains("naive 95 % interval"))
    #expect(command.errors.contains("[dependent-points]"))
    #expect(command.output.contains("GPT-4 8k (0314)"))
  }

  @Test(
    "what cannot be done says why, with its exit status",
    arguments: [
      (["--score", "mmlu", "--at", "99"], 65, "the highest is 91.8 (o1)"),
      (["--score", "mmlu", "--at", "high"], 64, "not a number"),
      (["--score", "mmlu", "--at", "86", "--claim", "10x"], 64, "has no period"),
      (["--score", "mmlu", "--at", "86", "--margin", "1x"], 64, "not above 1x"),
      (["--score", "mmul", "--at", "86"], 65, "did you mean"),
      (["--score", "vendor", "--at", "86"], 65, "not a number"),
      (["--score", "mmlu", "--input-weight", "-1"], 64, "none"),
      (["--pair", "GPT-4"], 64, "two models"),
      (["--pair", "GPT-4 8k (0314)", "GPT-4o mimi"], 64, "did you mean \"GPT-4o mini\"?"),
      (["--at", "86"], 64, "--score"),
      (["--score", "mmlu", "--at", "86", "--where", "date > \"2030-01-01\""], 65, "the filter leaves none"),
      (["--score", "mmlu", "--at", "86", "--price", "input_usd_per_mtok - 1"], 65, "a price is above zero"),
    ] as [([String], Int, String)])
  func refusals(_ arguments: [String], _ status: Int, _ message: String) throws {
    let command = try Command.run(["price", "@ai-prices"] + arguments)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.output.isEmpty)
  }
}
