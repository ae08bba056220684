import Foundation
import TestSupport
import Testing

/// The column of runs, verb by verb.
@Suite struct RunCommandTests {
  /// Eight training curves of six rows, each with a luck of its own.
  private static let curves: String = {
    let rows = (0..<48).map { row in
      let (run, point) = (row / 6, row % 6)
      let c = pow(10, 2 + 0.3 * Double(run % 4) + Double(point) / 2)
      let luck = [0.03, -0.02, 0.01, -0.03, 0.02, 0, -0.01, 0.015][run] + 0.004 * sin(Double(5 * row * row))
      return "r\(run),\(c),\((1.5 + 20 * pow(c, -0.4)) * exp(luck))"
    }
    return "run,C,loss\n" + rows.joined(separator: "\n") + "\n"
  }()

  private func run(_ arguments: [String]) throws -> Command {
    let file = try temporaryFile("curves.csv", Self.curves)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    return try Command.run(arguments, folder: file.deletingLastPathComponent())
  }

  private func cluster(_ command: Command) throws -> Any? {
    try (command.json()["options"] as? [String: Any])?["cluster"]
  }

  @Test("fit keeps runs together, says so, records it, and is told otherwise by --cluster none")
  func fit() throws {
    let law = ["fit", "curves.csv", "--law", "power-law-floor"]
    let text = try run(law + ["--all"])
    #expect(text.said.contains("CR3 (8 clusters of run) standard errors, 95 % t(7) intervals"), "\(text.output)")
    #expect(
      text.said.contains("note: rows of equal \"run\" are taken for dependent")
        && text.said.contains("--cluster none"))
    #expect(try cluster(run(law + ["--json"])) as? String == "run")
    let none = try run(law + ["--cluster", "none", "--json"])
    #expect(try cluster(none) is NSNull && none.errors.contains("--cluster run"))
    let own = try run(["fit", "curves.csv", "--formula", "loss = E + A*C^-alpha", "--scale", "log", "--all"])
    #expect(own.said.contains("CR3 (8 clusters of run)") && own.said.contains("--cluster none"), "\(own.said)")
  }

  @Test("a fit file predicts with the clusters of its fit")
  func saved() throws {
    let law = ["fit", "curves.csv", "--law", "power-law-floor", "--json"]
    let files = try [[], ["--cluster", "run"], ["--cluster", "none"]].map { try run(law + $0).output }
    let predicted = try files.map { file in
      try Command.run(["predict", "-", "--at", "C=1e6", "--json"], input: file).json()["predictions"] as? NSArray
    }
    #expect(predicted[0] != nil && predicted[0] == predicted[1] && predicted[0] != predicted[2])
  }

  @Test("check, compare and calibrate take the runs too")
  func others() throws {
    let check = try run(["check", "curves.csv", "--law", "power-law-floor", "--json"])
    #expect(
      check.status == 0 && !check.output.contains("repeated-checkpoints") && check.output.contains("clustered-by-run"))
    let compare = try run(["compare", "curves.csv", "--law", "power-law-floor", "--formula", "loss = A*C^-b", "--json"])
    #expect(compare.status == 0 && compare.output.contains("\"cluster\": \"run\""), "\(compare.errors)")
    let apart = try run(
      [
        "compare", "curves.csv", "--law", "power-law-floor", "--formula", "loss = A*C^-b", "--cluster", "none",
        "--json",
      ])
    #expect(apart.status == 0 && apart.output.contains("\"cluster\": null"), "\(apart.errors)")
    let calibrate = try run(
      ["calibrate", "curves.csv", "--law", "power-law-floor", "--tables", "5", "--replicates", "20", "--json"])
    #expect(try cluster(calibrate) as? String == "run" && calibrate.output.contains("\"cr3\""))
  }

  @Test("a row without a run is an error that names its line, and is left out on request, like any other missing value")
  func missing() throws {
    let file = try temporaryFile("holes.csv", Self.curves.replacing("\nr3,", with: "\n,", maxReplacements: 1))
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    for column in [[], ["--cluster", "run"]] {
      let law = ["fit", file.path, "--law", "power-law-floor"] + column
      let refused = try Command.run(law)
      #expect(
        refused.status == 65 && refused.errors.contains("\"run\" is missing (1 row: line 20)"), "\(refused.errors)")
      let dropped = try Command.run(law + ["--drop-missing"])
      #expect(dropped.status == 0 && dropped.output.contains("47 of 48 rows"), "\(dropped.errors)")
    }
  }

  @Test("a catalogue entry shows the column of runs, in text and in JSON")
  func listing() throws {
    let text = try Command.run(["laws", "pass-at-k"])
    #expect(text.output.contains(/\n  run +column, optional/), "\(text.output)")
    let laws = try Command.run(["laws", "pass-at-k", "--json"]).json()["laws"] as? [[String: Any]]
    let variables = laws?.first?["variables"] as? [[String: Any]]
    #expect(variables?.last?["name"] as? String == "run" && variables?.last?["clusters"] as? Bool == true)
    #expect(try Command.run(["laws", "log-linear"]).output.contains("run ") == false)
  }
}
