import Foundation
import TestSupport
import Testing

@Suite struct PriceCommandTests {
  @Test("--every holds the main analysis, counts verdicts, and does not depend on threads")
  func every() throws {
    let flags = [
      "price", "@ai-prices", "--score", "mmlu", "--claim", "10x/year", "--replicates", "100", "--json", "--quiet",
    ]
    let command = try Command.run(flags + ["--every", "--threads", "1"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.specifications/1")
    let all = try #require(record["specifications"] as? [[String: Any]])
    #expect(all.count > 100)
    func factor(_ part: [String: Any]?) -> Double? {
      (part?["factor_per_year"] as? [String: Any])?["estimate"] as? Double
    }
    let estimates = all.compactMap(factor)
    #expect(estimates.count == all.count && estimates == estimates.sorted())
    let main = all.filter { $0["is_main"] as? Bool == true }
    #expect(main.count == 1)
    let alone = try #require(try Command.run(flags).json()["definitions"] as? [[String: Any]])
    #expect(factor(main[0]) == factor(alone[0]))
    // Every analysis that judges has one verdict; the tally counts them.
    let tally = try #require((record["tallies"] as? [[String: Any]])?.first)
    let verdicts = all.compactMap { ($0["verdicts"] as? [[String: Any]])?.first?["verdict"] as? String }
    #expect(tally["judged"] as? Int == verdicts.count)
    #expect(tally["slower"] as? Int == verdicts.count { $0 == "slower than claimed" })
    #expect(tally["not_decided"] as? Int == verdicts.count { $0 == "not decided by these data" })
    // What turns the verdict does so when it is done by hand.
    let turning = try #require((record["turnings"] as? [[String: Any]])?.first)
    let gone = try #require(turning["models_left_out"] as? [String])
    let kept = gone.map { "model != \"\($0)\"" }.joined(separator: " and ")
    let turned = try Command.run(flags + ["--where", kept]).json()["definitions"] as? [[String: Any]]
    let verdict = (turned?.first?["verdicts"] as? [[String: Any]])?.first?["verdict"] as? String
    #expect(verdict == turning["becomes"] as? String)
    #expect(try Command.run(flags + ["--every", "--threads", "2"]).sameRecord(as: command))
    #expect(try Command.run(flags + ["--every", "--breaks"]).status == 64)
  }

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
      "--at", "43.9", "--at", "86", "--where", "reasoning == \"no\" and date < \"2025-01-01\"",
    ])
    // Cottier et al., Epoch AI 2025, "LLM inference prices have fallen rapidly but unequally across tasks".
    #expect((8...30).contains(try factor(all[0])))
    #expect((4...75).contains(try factor(all[1])))
    // Least squares of numpy on the same eight points: exp(-polyfit(t, log(p), 1)[0]).
    #expect(abs(try factor(all[0]) - 15.784567431144435) < 1e-8)
    #expect(abs(try factor(all[1]) - 14.424989693143464) < 1e-8)
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

  @Test("cheapest and typical are the answer, with what each says, what stands behind them, and the frontier's models")
  func page() throws {
    let command = try Command.run(["price", "@ai-prices", "--score", "mmlu", "--at", "86", "--claim", "10x/year"])
    for part in [
      "The cheapest offers of a fixed mmlu became ", "The data do not decide the claim of 10x/year",
      "typical: slower than claimed", "Cheapest model scoring at least 86, over time", "Behind the rates",
      "80 % power to refute a claim", "GPT-4 8k (0314)",
    ] { #expect(command.said.contains(part), "\(part)") }
    #expect(!command.output.contains("frontier: not decided") && !command.output.contains("frontier: slower"))
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
    // References/price-rates.py datasets/ai-prices.csv mmlu: 106 prices of 58 models.
    let typical = try decline("typical", nil)
    #expect(abs(try #require(typical["estimate"] as? Double) - 1.6501267530393102) < 1e-10)
    #expect(abs(try #require(typical["std_error"] as? Double) - 0.29507685342188306) < 1e-10)
    let cheapest = try decline("cheapest", nil)
    #expect(abs(try #require(cheapest["estimate"] as? Double) - 1.7322423534205278) < 1e-10)
    // NumPy: the prices of 35 models with two and more, each less its model's mean; leave-one-model-out jackknife.
    let matched = try decline("matched", nil)
    #expect(abs(try #require(matched["estimate"] as? Double) - 0.40701786140253254) < 1e-12)
    #expect(abs(try #require(matched["std_error"] as? Double) - 0.08335087353537735) < 1e-12)
    #expect(try decline("frontier", 86)["estimate"] is Double)
  }

  @Test("with the index as score, five knots and a spread that depends on the score have the rates of NumPy")
  func index() throws {
    let command = try Command.run(["price", "@ai-prices", "--score", "eci", "--at", "120", "--json"])
    let all = try #require(try command.json()["definitions"] as? [[String: Any]])
    let groups = try #require(try command.json()["groups"] as? [[String: Any]])
    #expect(groups.compactMap { $0["name"] as? String } == ["reasoning", "others"])
    // References/price-rates.py datasets/ai-prices.csv eci: 231 prices of 179 models.
    for (name, expected) in [("typical", 1.6122927191647192), ("cheapest", 1.5108623901050433)] {
      let found = try #require(
        all.first { $0["definition"] as? String == name }?["log_decline_per_year"] as? [String: Any])
      #expect(abs(try #require(found["estimate"] as? Double) - expected) < 1e-10, "\(name)")
    }
  }

  @Test(
    "several scores: the first is the answer, the others have the rates that they have alone; levels are scores of models"
  )
  func severalScores() throws {
    let command = try Command.run([
      "price", "@ai-prices", "--score", "eci", "--score", "mmlu", "--at", "quantiles", "--json",
    ])
    let record = try command.json()
    let other = try #require((record["by_score"] as? [[String: Any]])?.first)
    #expect(other["score"] as? String == "mmlu")
    let rates = try #require(other["definitions"] as? [[String: Any]])
    let found = rates.compactMap { ($0["log_decline_per_year"] as? [String: Any])?["estimate"] as? Double }
    // References/price-rates.py datasets/ai-prices.csv mmlu.
    #expect(abs(found[0] - 1.7322423534205278) < 1e-10 && abs(found[1] - 1.6501267530393102) < 1e-10)
    let levels = try #require(record["trends"] as? [[String: Any]]).compactMap { $0["level"] as? Double }
    // Python: sorted best scores of the 179 models at int(p*178 + 0.5), p of 0.25, 0.5 and 0.75.
    #expect(levels == [130.48, 143.25, 151.05])
  }

  @Test("with tokens per task the price is that of a task, by the formula written out")
  func tokens() throws {
    let common = ["price", "@ai-prices", "--score", "eci", "--at", "120", "--derive", "tokens = eci*eci", "--json"]
    let rates = { (flags: [String]) throws -> [Double] in
      let record = try Command.run(common + flags).json()
      return try #require(record["definitions"] as? [[String: Any]]).compactMap {
        ($0["log_decline_per_year"] as? [String: Any])?["estimate"] as? Double
      }
    }
    let plain = try rates([])
    let tasks = try rates(["--tokens", "tokens"])
    let written = try rates(["--price", "(3*input_usd_per_mtok + output_usd_per_mtok)/4*tokens/1e6"])
    #expect(zip(tasks, written).allSatisfy { abs($0 - $1) < 1e-10 } && tasks.count == 4)
    // Tokens that depend on the score alone leave prices at a fixed score as they were, but for their being no spline.
    #expect(abs(tasks[1] - plain[1]) < 0.01 && abs(tasks[2] - plain[2]) > 0.01)
  }

  @Test("an error of the score that is given is that of a column of the table")
  func scoreError() throws {
    let common = ["price", "@ai-prices", "--score", "eci", "--at", "120", "--json"]
    let record = { (flags: [String]) throws in try Command.run(common + flags).json() }
    let typical = { (record: [String: Any]) throws -> Double in
      let rates = try #require(record["definitions"] as? [[String: Any]])
      return try #require((rates[1]["log_decline_per_year"] as? [String: Any])?["estimate"] as? Double)
    }
    let given = try record(["--score-error", "3"])
    let column = try record(["--derive", "eci_se = 3*(eci > 0)"])
    let limits = try record([
      "--derive", "eci_ci_low = eci - 5.879891954", "--derive", "eci_ci_high = eci + 5.879891954",
    ])
    let (rate, fromColumn, fromLimits) = (try typical(given), try typical(column), try typical(limits))
    #expect(abs(rate - fromColumn) < 1e-10 && abs(rate - fromLimits) < 1e-8)
    // Without it error passes for quality: the rate is slower.
    #expect(rate > 1.6122927191647192 + 0.05)
    let error = try #require((given["diagnostics"] as? [String: Any])?["score_error"] as? [String: Any])
    #expect(error["points"] as? Double == 3 && error["is_known"] as? Bool == true)
  }

  @Test("two claims that contradict one another are set against the data")
  func contradiction() throws {
    let command = try Command.run([
      "price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--claim", "10x/year", "--claim", "150x/16mo",
    ])
    #expect(command.status == 0)
    #expect(command.output.contains("10x/year and 150x/16mo contradict one another"))
    #expect(command.said.contains("150x/16mo, which lies outside") || command.said.contains("10x/year is closer"))
    #expect(command.said.contains("80 % power to show it slower than claimed needs "))
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
    for part in ["Rate within windows", "Break in the rate", "Price on a date", "reaches a price"] {
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
      (["--score", "mmlu", "--at", "0.8"], 64, "did you mean --at 80?"),
      (["--score", "mmlu", "--at", "q1.5"], 64, "not a quantile"),
      (["--score", "mmlu", "--at", "86", "--score-error", "-1"], 64, "above zero"),
      (["--score", "mmlu", "--score", "mmlu"], 64, "the same column twice"),
      (["--score", "mmlu", "--at", "86", "--tokens", "token"], 65, "token"),
      (["--score", "mmlu", "--at", "86", "--claim", "10x"], 64, "has no period"),
      (["--score", "mmlu", "--at", "86", "--margin", "1x"], 64, "not above 1x"),
      (["--score", "mmul", "--at", "86"], 65, "did you mean"),
      (["--score", "vendor", "--at", "86"], 65, "not a number"),
      (["--score", "mmlu", "--input-weight", "-1"], 64, "none"),
      (["--score", "mmlu", "--definition", "typicl"], 64, "did you mean typical?"),
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
