import Foundation
import TestSupport
import Testing

@Suite struct TrendCommandTests {
  @Test("transistors per processor double every 1.99 years")
  func transistors() throws {
    let command = try Command.run(["trend", "@transistors", "--claim", "doubles/2years", "--json"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.trend/1")
    let exponential = try #require(record["exponential"] as? [String: Any])
    let doubling = try #require(exponential["doubling_years"] as? [String: Any])
    let years = try #require(doubling["estimate"] as? Double)
    // R: log(2)/coef(lm(log(transistors) ~ year))[2], in Tests/ScalingLawsTests/References/transistors-trend.out.
    #expect(abs(years - 1.994987471104672) < 1e-9 && abs(years - 1.99) < 0.02)
    #expect(try #require(doubling["conf_low"] as? Double) < years)
    #expect(try #require(doubling["conf_high"] as? Double) > years)
    let claim = try #require((record["claims"] as? [[String: Any]])?.first)
    #expect(claim["verdict"] as? String == "consistent")
    let options = try #require(record["options"] as? [String: Any])
    #expect(options["interval"] as? String == "series")
    #expect((record["backtests"] as? [[String: Any]])?.count == 3)
  }

  @Test("--by gives each series what it has alone, with p-values adjusted for there being several")
  func byGroup() throws {
    let flags = [
      "trend", "@ai-revenue", "--value", "annualized_revenue_usd", "--claim", "3x/year", "--json", "--quiet",
    ]
    let command = try Command.run(flags + ["--by", "company"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.trends/1")
    let groups = try #require(record["groups"] as? [[String: Any]])
    #expect(groups.count == 2)
    var raw: [Double] = []
    for group in groups {
      let company = try #require((group["group"] as? [String: Any])?["company"] as? String)
      let alone = try Command.run(flags + ["--where", "company == \"\(company)\""]).json()
      let growth = try #require(group["growth"] as? [String: Any])
      let other = try #require(alone["exponential"] as? [String: Any])
      let (rate, expected) = (growth["factor_per_year"] as? [String: Any], other["factor_per_year"] as? [String: Any])
      #expect(NSDictionary(dictionary: rate ?? [:]).isEqual(to: try #require(expected)))
      let claim = try #require((group["claims"] as? [[String: Any]])?.first)
      let claimAlone = try #require((alone["claims"] as? [[String: Any]])?.first)
      #expect(claim["verdict"] as? String == claimAlone["verdict"] as? String)
      raw.append(try #require(claim["p_difference"] as? Double))
      #expect(claim["p_difference"] as? Double == claimAlone["p_difference"] as? Double)
    }
    // Holm's correction of two.
    let adjusted = groups.compactMap {
      (($0["claims"] as? [[String: Any]])?.first)?["p_difference_adjusted"] as? Double
    }
    #expect(adjusted.min() == min(1, 2 * (raw.min() ?? .nan)))
    #expect(try Command.run(flags + ["--by", "company", "--on", "2030-01-01"]).status == 64)
  }

  @Test("a claim that a short series does not decide says what would")
  func power() throws {
    let prices = [100, 120, 60, 90, 30, 45]
    let rows = prices.enumerated().map { "\(2015 + $0)-01-01,\($1)\n" }.joined()
    let command = try Command.run(
      ["trend", "-", "--claim", "1.3x/year", "--margin", "1.1x", "--json", "--quiet"], input: "date,price\n" + rows)
    let claim = try #require((try command.json()["claims"] as? [[String: Any]])?.first)
    #expect(claim["verdict"] as? String == "not decided by these data")
    #expect(try #require(claim["more_months_to_decide"] as? Double) > 0)
    #expect(try #require(claim["rows_factor_to_decide"] as? Double) > 1)
  }

  @Test("a date and a value to come are answered by every form that has bands")
  func projections() throws {
    let command = try Command.run(["trend", "@transistors", "--until", "1e9", "--on", "2030-01-01", "--json"])
    let projections = try #require(try command.json()["projections"] as? [[String: Any]])
    #expect(projections.count == 2)
    for projection in projections {
      let answers = try #require(projection["answers"] as? [[String: Any]])
      #expect(answers.compactMap { $0["form"] as? String } == ["exponential", "segmented", "random-walk"])
      for answer in answers {
        let estimate = try #require(answer["estimate"] as? Double)
        #expect(try #require(answer["conf_low"] as? Double) < estimate)
        if let high = answer["conf_high"] as? Double { #expect(high > estimate) }
      }
    }
  }

  @Test("log revenue is about linear in capability, and its curvature is not decided or none")
  func revenue() throws {
    let command = try Command.run(["value", "@ai-revenue", "--by", "company", "--json"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.value/1")
    let groups = try #require(record["groups"] as? [[String: Any]])
    #expect(groups.compactMap { $0["group"] as? String } == ["OpenAI", "Anthropic"])
    // R²: numpy, 1 - RSS/TSS of polyfit(own_best_eci, log(revenue), 1) per company.
    let expected = [0.9536571153818787, 0.9734401771009473]
    for (group, rSquared) in zip(groups, expected) {
      let found = try #require(group["r_squared"] as? Double)
      #expect(found > 0.9 && abs(found - rSquared) < 1e-9)
      #expect(["not decided", "exponential"].contains(group["verdict"] as? String ?? ""))
    }
    #expect(command.errors.contains("[collinear]"))
  }

  @Test(
    "what cannot be done says why, with its exit status and a hint",
    arguments: [
      ("trend", "date,price\n2020-01-01,1\n2021-01-01,0\n", [], 65, "x.csv:3: price is 0"),
      ("trend", "date,price\n2020-01-01,1\n2021-01-01,-2\n", [], 65, "number above zero"),
      ("trend", "date,price\n2021-01-01,1\n2020-01-01,2\n", [], 65, "not in order"),
      ("trend", "date,price\n2021-01-01,1\nsoon,2\n", [], 65, "soon"),
      ("trend", "date,price\n2021-01-01,1\n", [], 65, "one row is no trend"),
      ("trend", "date,price\n2021-01-01,1\n2021-01-01,2\n", [], 65, "all 2 rows are of 2021-01-01"),
      ("trend", "date,price\n2021-01-01,1\n2022-01-01,2\n", ["--claim", "10x"], 64, "has no period"),
      ("trend", "date,price\n2021-01-01,1\n2022-01-01,2\n", ["--on", "2021-06-01"], 64, "not after the last row"),
      ("trend", "date,price\n2021-01-01,1\n2022-01-01,2\n", ["--until", "-3"], 64, "not above zero"),
      ("trend", "date,price\n2021-01-01,1\n2022-01-01,2\n", ["--margin", "1x"], 64, "not above 1x"),
      ("trend", "date,price,sales\n2021-01-01,1,2\n2022-01-01,2,3\n", [], 64, "several columns could hold the value"),
      ("trend", "day,price\n2021-01-01,1\n2022-01-01,2\n", ["--date", "dya"], 65, "did you mean"),
      ("value", "date,value,eci\n2021-01-01,0,2\n2022-01-01,2,3\n", [], 65, "value is 0"),
      ("value", "date,value,eci\n2021-01-01,1,2\n2022-01-01,2,2\n", [], 65, "eci is 2 in every row"),
      ("value", "date,value,eci\n2022-01-01,1,2\n2021-01-01,2,3\n", [], 65, "not in order"),
      ("value", "date,value,eci\n2022-01-01,1,2\n", [], 65, "one row"),
      ("value", "date,value,skill\n2022-01-01,1,2\n", [], 64, "no column for the capability"),
      ("value", "date,value,eci\n2021-01-01,1,2\n2022-01-01,2,3\n", ["--by", "firm"], 65, "firm"),
    ] as [(String, String, [String], Int, String)])
  func refusals(_ verb: String, _ text: String, _ arguments: [String], _ status: Int, _ message: String) throws {
    let file = try temporaryFile("x.csv", text)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    let command = try Command.run([verb, "x.csv"] + arguments, folder: file.deletingLastPathComponent())
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.errors.contains("hint: "), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test("two rows are a rate without an interval, and no result to trust")
  func twoRows() throws {
    let command = try Command.run(["trend", "-"], input: "date,price\n2021-01-01,8\n2023-01-01,2\n")
    #expect(command.status == 1)
    // From 8 to 2 in two years: 0.5 a year, halving every 12 months.
    #expect(command.output.contains("12 months"), "\(command.output)")
    #expect(command.said.contains("[no-degrees-of-freedom]"))
  }
}
