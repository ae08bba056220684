import Foundation
import TestSupport
import Testing

@Suite struct HorizonCommandTests {
  private static let header = "model,release_date,task,human_minutes,successes,runs\n"
  private static let rows = [
    "A,2024-01-01,t1,1,3,4", "A,2024-01-01,t2,8,2,4", "A,2024-01-01,t3,60,1,4", "B,2024-07-01,t1,1,4,4",
    "B,2024-07-01,t2,8,3,4", "B,2024-07-01,t3,60,1,4", "C,2025-01-01,t1,1,4,4", "C,2025-01-01,t2,8,3,4",
    "C,2025-01-01,t3,60,2,4",
  ]
  private static func table(_ change: (String) -> String = { $0 }) -> String {
    header + rows.map { change($0) + "\n" }.joined()
  }

  @Test("the bundled runs have the horizons of their note, and a record with both steps")
  func bundled() throws {
    let command = try Command.run(["horizon", "@horizon-runs", "--replicates", "200", "--json", "--quiet"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.horizon/1")
    let models = try #require(record["models"] as? [[String: Any]])
    // 7.8, 4.4, 23, 61 and 43 minutes: the check beside the bundled table; digits by References/horizon.py.
    for (name, minutes) in [
      ("GPT-4 0314", 4.35098179917), ("GPT-4o", 7.8269634973), ("Claude 3.5 Sonnet (Old)", 23.2534983755),
      ("Claude 3.5 Sonnet (New)", 60.9415022293), ("o1", 43.3159361264),
    ] {
      let model = try #require(models.first { $0["model"] as? String == name })
      let horizon = try #require((model["horizons"] as? [[String: Any]])?.first)
      let part = try #require(horizon["minutes"] as? [String: Any])
      #expect(abs(try #require(part["estimate"] as? Double) - minutes) < 1e-6, "\(name)")
      #expect(try #require(part["conf_low"] as? Double) < minutes)
      #expect(try #require(part["conf_high"] as? Double) > minutes)
      #expect(model["in_trend"] as? Bool == true)
    }
    let outside = models.filter { $0["in_trend"] as? Bool == false }.compactMap { $0["model"] as? String }
    #expect(outside == ["davinci-002", "gpt-3.5-turbo-instruct", "human"])
    let trend = try #require(record["trend"] as? [String: Any])
    #expect(trend["models"] as? Int == 8)
    let messages = (record["warnings"] as? [[String: Any]] ?? []).compactMap { $0["message"] as? String }
    #expect(messages.contains("no horizon for davinci-002: no run succeeds"))
    #expect(messages.contains { $0.hasPrefix("the horizon of gpt-3.5-turbo-instruct lies outside") })
  }

  @Test("the answer comes first: the doubling time, who stands highest, and how sure that is")
  func answer() throws {
    let command = try Command.run([
      "horizon", "@time-horizons", "--where",
      "version == \"v1.1-2026-04\" and is_sota == \"yes\" and release_date >= 2023",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let answer = command.said
    #expect(answer.hasPrefix("The 50 % time horizon doubles every 129 days (95 %: "), "\(answer.prefix(200))")
    #expect(answer.contains("claude_opus_4_6_inspect stands highest, at 12 hours (95 %: 5.3 to 66)."))
  }

  @Test("versions of a measurement that are mixed are named")
  func mixed() throws {
    let command = try Command.run(["horizon", "@time-horizons", "--json"])
    #expect(command.errors.contains("versions of a measurement must not be mixed"), "\(command.errors)")
  }

  @Test("without dates there are horizons alone, and what would give a trend is said; --dates gives it")
  func dates() throws {
    let undated = Self.table {
      $0.replacing(",2024-01-01", with: "").replacing(",2024-07-01", with: "").replacing(",2025-01-01", with: "")
    }
    .replacing("release_date,", with: "")
    let without = try Command.run(["horizon", "-", "--replicates", "200"], input: undated)
    #expect(
      without.status == 0 && without.said.contains("There are no dates of release, and so no trend; --dates FILE"))
    let folder = URL.temporaryDirectory.appending(path: "horizon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "dates.csv")
    try Data("model,released\nA,2024-01-01\nB,2024-07-01\nC,2025-01-01\n".utf8).write(to: file)
    let flags = ["horizon", "-", "--replicates", "200", "--json", "--quiet"]
    let joined = try Command.run(flags + ["--dates", file.path], input: undated).json()
    let inside = try Command.run(flags, input: Self.table()).json()
    let days = { (record: [String: Any]) in
      ((record["trend"] as? [String: Any])?["doubling_days"] as? [String: Any])?["estimate"] as? Double
    }
    #expect(days(joined) != nil && days(joined) == days(inside))
  }

  @Test("a table of horizons comes out as a CSV that the verb reads again")
  func table() throws {
    let folder = URL.temporaryDirectory.appending(path: "horizon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "horizons.csv")
    let made = try Command.run(
      ["horizon", "@horizon-runs", "--replicates", "200", "-o", file.path, "--json", "--quiet"])
    #expect(made.status == 0, "\(made.errors)")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.hasPrefix("model,release_date,p50_minutes,p50_ci_low_minutes,p50_ci_high_minutes,p80_minutes,"))
    let again = try Command.run(
      ["horizon", file.path, "--where", "model != \"gpt-3.5-turbo-instruct\"", "--json", "--quiet"])
    let days = { (record: [String: Any]) in
      ((record["trend"] as? [String: Any])?["doubling_days"] as? [String: Any])?["estimate"] as? Double
    }
    let (first, second) = (try #require(days(try made.json())), try #require(days(try again.json())))
    #expect(abs(first / second - 1) < 1e-12)
  }

  @Test(
    "a table that makes no sense is refused with the line and a remedy",
    arguments: [
      ("t2,8,3,4", "t2,8,5,4", "-:6: 5 successes of 4 runs", 65),
      ("t2,8,2,4", "t2,0,2,4", "-:3: human_minutes is 0; its logarithm needs a number above zero", 65),
      ("t2,8,2,4", "t2,-8,2,4", "-:3: human_minutes is -8; its logarithm needs a number above zero", 65),
      ("t2,8,2,4", "t2,8,2.5,4", "-:3: successes is 2.5, not a number of runs", 65),
      ("t2,8,2,4", "t2,8,2,4e12", "-:3: runs is 4000000000000, not a number of runs", 65),
      ("t2,8,2,4", "t2,8,-1,4", "-:3: successes is -1, not a number of runs", 65),
      ("A,2024-01-01,t2", "A,2024-01-02,t2", "A has several release dates: 2024-01-01 and 2024-01-02", 65),
    ] as [(String, String, String, Int)])
  func refusals(_ old: String, _ new: String, _ message: String, _ status: Int) throws {
    let command = try Command.run(["horizon", "-"], input: Self.table { $0.replacing(old, with: new) })
    #expect(Int(command.status) == status && command.said.contains(message), "\(command.errors)")
    #expect(command.errors.contains("hint: "))
  }

  @Test("one task, tasks of one length, no successes and no chance are refused")
  func more() throws {
    let one = Self.header + Self.rows.filter { $0.contains(",t1,") }.joined(separator: "\n") + "\n"
    #expect(try Command.run(["horizon", "-"], input: one).errors.contains("1 task with runs, and a horizon needs two"))
    let alike = Self.table { $0.replacing(/,(1|8|60),(\d),4/) { ",5,\($0.output.2),4" } }
    #expect(
      try Command.run(["horizon", "-"], input: alike).errors.contains("every task takes people 5 minutes"))
    let published = { (horizons: [Double], date: String) in
      "model,release_date,p50_minutes\n"
        + horizons.enumerated().map { "m\($0),\(date)\($0 + 1),\($1)\n" }.joined()
    }
    for (text, message) in [
      (published([3, 3], "2024-01-0"), "every model has a horizon of 3 minutes, so there is no trend"),
      (published([3, 0], "2024-01-0"), "-:3: p50_minutes is 0; its logarithm needs a number above zero"),
      (published([3, 4], "12345"), "-:2: 123451 is no date of release"),
    ] {
      let refused = try Command.run(["horizon", "-"], input: text)
      #expect(refused.status == 65 && refused.errors.contains(message), "\(refused.errors)")
    }
    let nameless = Self.table().replacing("successes", with: "solved_runs")
    let command = try Command.run(["horizon", "-"], input: nameless)
    #expect(command.status == 64 && command.errors.contains("no column for the successes"), "\(command.errors)")
    #expect(
      try Command.run(["horizon", "-", "--successes", "solved_runs", "--replicates", "100"], input: nameless).status
        == 0)
    for chance in ["0", "1", "120%", "often"] {
      #expect(try Command.run(["horizon", "@horizon-runs", "--at", chance]).status == 64, "\(chance)")
    }
    let runs = "model,task,minutes,success\nA,t1,1,1\nA,t2,8,0.4\n"
    let shares = try Command.run(["horizon", "-"], input: runs)
    #expect(shares.status == 65 && shares.errors.contains("-:3: success is 0.4, neither 0 nor 1"), "\(shares.errors)")
  }

  @Test("the figure has points, intervals, line and band")
  func figure() throws {
    let folder = URL.temporaryDirectory.appending(path: "horizon-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "horizons.svg")
    let command = try Command.run([
      "horizon", "@time-horizons", "--where", "version == \"v1.0\" and is_sota == \"yes\"", "-o", file.path, "--quiet",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let text = try String(contentsOf: file, encoding: .utf8)
    for part in ["doubles in 196 days", "95 % of the line", "gpt2", "horizon (minutes of human time)"] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("lengths in hours are taken for hours, and words for successes")
  func hoursAndWords() throws {
    let rows = (0..<40).map { row in
      let minutes = pow(2, Double(row % 10) - 1)
      return (model: "m\(row / 20)", minutes: minutes, isSolved: (row * 7) % 10 < 9 - row % 10)
    }
    let minutes = rows.enumerated().map { "\($1.model),t\($0),\($1.minutes),\($1.isSolved ? 1 : 0)\n" }.joined()
    let hours = rows.enumerated().map { "\($1.model),t\($0),\($1.minutes / 60),\($1.isSolved ? "true" : "false")\n" }
      .joined()
    let asked = try Command.run(["horizon", "-", "--json", "--quiet"], input: "model,task,minutes,success\n" + minutes)
    let other = try Command.run(
      ["horizon", "-", "--minutes", "human_hours", "--json", "--quiet"],
      input: "model,task,human_hours,success\n" + hours)
    let horizons = try [asked, other].map { command in
      try #require(try command.json()["models"] as? [[String: Any]]).map { model in
        ((model["horizons"] as? [[String: Any]])?.first?["minutes"] as? [String: Any])?["estimate"] as? Double ?? -1
      }
    }
    #expect(
      horizons[0].count == 2 && zip(horizons[0], horizons[1]).allSatisfy { $0 > 0 && abs($0 / $1 - 1) < 1e-9 },
      "\(horizons)")
  }
}
