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

  @Test("definitions side by side have the rates of other tools")
  func definitions() throws {
    let command = try Command.run([
      "price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--at", "86", "--definition", "all", "--json",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let all = try #require(try command.json()["definitions"] as? [[String: Any]])
    let decline = { (name: String, level: Double?) throws -> [String: Any] in
      let found = all.first { $0["definition"] as? String == name && $0["level"] as? Double == level }
      return try #require(found?["log_decline_per_year"] as? [String: Any])
    }
    // NumPy: lstsq of log price on time, score and twelve vendors; CR3 by its formula, clusters of 58 models.
    let hedonic = try decline("hedonic", nil)
    #expect(abs(try #require(hedonic["estimate"] as? Double) - 1.0462029794928045) < 1e-10)
    #expect(abs(try #require(hedonic["std_error"] as? Double) - 0.19895252636801114) < 1e-8)
    // NumPy: 72 prices of 24 models, each less its model's mean; leave-one-model-out jackknife.
    let matched = try decline("matched", nil)
    #expect(abs(try #require(matched["estimate"] as? Double) - 0.3876441841551705) < 1e-12)
    #expect(abs(try #require(matched["std_error"] as? Double) - 0.08079597762680689) < 1e-12)
    // NumPy: std(log p) / std(t) of the nine points of the frontier.
    #expect(abs(try #require(try decline("deming", 86)["estimate"] as? Double) - 3.3559876221823917) < 1e-10)
    for name in ["frontier", "quantile"] { #expect(try decline(name, 86)["estimate"] is Double) }
  }

  @Test("two claims that contradict one another are set against the data")
  func contradiction() throws {
    let command = try Command.run([
      "price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--claim", "10x/year", "--claim", "150x/16mo",
    ])
    #expect(command.status == 0)
    #expect(command.output.contains("10x/year and 150x/16mo contradict one another"))
    #expect(command.output.contains("the data bear out 10x/year rather than 150x/16mo"))
    #expect(command.output.contains("more months of prices"))
  }

  @Test("a grid of levels, windows, breaks and projections are printed and recorded")
  func course() throws {
    let flags = [
      "price", "@ai-prices", "--score", "mmlu", "--at", "45:85:20", "--window", "18mo", "--breaks", "--until", "0.01",
      "--on", "2027-01-01",
    ]
    let command = try Command.run(flags + ["--json"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    let levels = try #require(record["trends"] as? [[String: Any]]).compactMap { $0["level"] as? Double }
    #expect(levels == [45, 65, 85])
    for key in ["breaks", "projections"] { #expect((record[key] as? [Any])?.count == 3, "\(key)") }
    #expect(try #require(record["windows"] as? [Any]).count > 3)
    let text = try Command.run(flags).output
    for part in ["rate within windows", "a break in the rate", "price on a date", "reaches a price"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("the record does not depend on the number of threads")
  func threads() throws {
    let flags = ["price", "@ai-prices", "--score", "mmlu", "--at", "86", "--definition", "all", "--json", "--threads"]
    #expect(try Command.run(flags + ["1"]).output == Command.run(flags + ["4"]).output)
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
      (["--score", "mmlu", "--definition", "hedonik"], 64, "did you mean hedonic?"),
      (["--score", "mmlu", "--definition", "matched", "--breaks"], 64, "follows the frontier"),
      (["--score", "mmlu", "--at", "45:40:5"], 64, "not a grid"),
      (["--score", "mmlu", "--at", "86", "--on", "2027-13-01"], 64, "not a date"),
      (["--score", "mmlu", "--at", "86", "--until", "0"], 64, "prices are above zero"),
      (["--score", "mmlu", "--at", "86", "--window", "3moons"], 64, "not a length of time"),
      (["--score", "mmlu", "--at", "86", "--window", "1day"], 64, "is none to see a rate in"),
      (["--score", "mmlu", "--at", "86", "--replicates", "5"], 64, "too few"),
      (["--score", "mmlu", "--where", "date == \"2023-03-14\""], 65, "no change over time"),
      (["--score", "mmlu", "--where", "model == \"Llama 3.3 70B\""], 65, "one model"),
      (["--pair", "GPT-4", "--breaks"], 64, "--breaks needs --score"),
      (["--pair", "GPT-4"], 64, "two models"),
      (["--pair", "GPT-4 8k (0314)", "GPT-4o mimi"], 64, "did you mean \"GPT-4o mini\"?"),
      (["--pair", "GPT-4 8k (0314)", "GPT-4o mini", "--at", "86"], 64, "--score"),
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
