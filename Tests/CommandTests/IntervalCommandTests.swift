import Foundation
import TestSupport
import Testing

/// Standard errors by name, and what is said where they do not go together with the rest.
@Suite struct IntervalCommandTests {
  /// Twelve rows in four runs and three days.
  static let runs: String = {
    let rows = (0..<12).map { row in
      let noise: Double = [0.1, -0.2, 0.15, 0.05][row % 4] + [0.2, -0.1, 0.05][row / 4]
      return "r\(row / 3),d\(row % 3),one,\(row),\(2 + 0.5 * Double(row) + noise)"
    }
    return "run,day,lab,x,y\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func fit(_ arguments: [String]) throws -> Command {
    let file = try temporaryFile("runs.csv", Self.runs)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    return try Command.run(
      ["fit", "runs.csv", "--formula", "y = a + b*x"] + arguments, folder: file.deletingLastPathComponent())
  }

  @Test("every method is taken by its name, and named in the record")
  func names() throws {
    for method in ["classical", "hessian", "hc0", "hc1", "hc2", "hc3", "hc4", "hac:2", "hac-raw:2"] {
      let command = try fit(["--interval", method, "--json"])
      #expect(command.status == 0, "\(method)")
      let options = try #require(try command.json()["options"] as? [String: Any])
      #expect(options["interval"] as? String == method && options["cluster"] is NSNull)
    }
    for method in ["cr0", "cr1", "cr2", "cr3"] {
      let command = try fit(["--interval", method, "--cluster", "run", "--json"])
      let options = try #require(try command.json()["options"] as? [String: Any])
      #expect(options["interval"] as? String == method && options["cluster"] as? String == "run")
    }
    for method in ["hc3", "hac:2", "m-estimation"] {
      #expect(try fit(["--interval", method, "--norm", "huber:0.1"]).status == 0, "\(method)")
    }
    #expect(try fit(["--interval", "nid", "--norm", "quantile:0.5"]).output.contains("Hendricks-Koenker"))
  }

  @Test("clusters by two columns are counted, and the record lists both")
  func twoWay() throws {
    let command = try fit(["--cluster", "run", "--cluster", "day"])
    #expect(command.status == 0)
    #expect(command.said.contains("CR3 (clusters: 4 of run and 3 of day) standard errors, 95 % t(2) intervals"))
    let options = try #require(
      try fit(["--cluster", "run", "--cluster", "day", "--json"]).json()["options"] as? [String: Any])
    #expect(options["cluster"] as? [String] == ["run", "day"])
  }

  @Test("Satterthwaite degrees of freedom are shown, and are fewer than the clusters less one")
  func satterthwaite() throws {
    let command = try fit(["--cluster", "run", "--interval", "cr2"])
    #expect(command.said.contains("CR2 (4 clusters of run)"))
    let range = try #require(command.said.firstMatch(of: /t\(([0-9.]+)(?: to ([0-9.]+))?\) intervals/))
    #expect(try #require(Double(range.output.1)) < 3 && (try #require(Double(range.output.1))) >= 1)
  }

  @Test("what does not go together is refused with a remedy")
  func refusals() throws {
    let cases: [(arguments: [String], status: Int32, message: String)] = [
      (["--interval", "cr2", "--cluster", "none"], 64, "cr2 standard errors need to know the clusters"),
      (["--interval", "hac:2", "--cluster", "run"], 64, "hac:2 intervals would not use the clusters"),
      (["--cluster", "lab"], 65, "all rows have the same \"lab\""),
      (["--cluster", "run", "--cluster", "day", "--interval", "jackknife"], 64, "take the clusters of one column"),
      (["--interval", "hac"], 64, "the interval method \"hac\" is not understood"),
      (["--interval", "hac:2", "--weights", "count=x"], 64, "need rows in order"),
      (["--interval", "nid"], 64, "nid intervals do not exist for the norm squared"),
    ]
    for (arguments, status, message) in cases {
      let command = try fit(arguments)
      #expect(command.status == status && command.output.isEmpty, "\(arguments): \(command.status)")
      #expect(command.errors.contains(message) && command.errors.contains("hint:"), "\(command.errors)")
    }
  }

  @Test("a profile whose first long step meets another branch is followed by shorter ones to its end")
  func profileAcrossBranches() throws {
    let fit = try Command.run([
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--where", "role == \"fit\"",
      "--interval", "profile", "--json", "--quiet",
    ])
    let derived = try #require(try fit.json()["derived"] as? [[String: Any]])
    let ratio = try #require(derived.first { $0["name"] as? String == "tokens_per_parameter" })
    // SciPy 1.17: RSS(c) = RSS (1 + t(0.975, 11)² / 11) by brentq, with beta's factor eliminated by the constraint and 40 starts of
    // least_squares at each c.
    let high = try #require(ratio["conf_high"] as? Double)
    #expect(abs(high / 8441.28663038 - 1) < 1e-8, "\(high)")
  }
}
