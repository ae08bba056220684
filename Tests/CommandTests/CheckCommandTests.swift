import Foundation
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  static let olmo = ["check", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens"]

  @Test("a page says what was looked at, what was found, with a remedy each, and what stood")
  func page() throws {
    let command = try Command.run(Self.olmo + ["--at", "N=70B,D=1.4T"])
    #expect(command.status == 0 && command.errors.isEmpty, "\(command.errors)")
    for part in [
      "No warning: ", "Check of @olmo-ladder: 18 rows", "chinchilla: loss = E + A * N^-alpha + B * D^-beta",
      "params   parameters", "Found: ", "remedy: ", "as fitted", "Left out one at a time", "loss at N=7e+10",
      "Passed: ", "Not checked: ",
    ] { #expect(command.output.contains(part), "\(part)") }
    let severities = command.output.split(separator: "\n").compactMap { line in
      ["warning", "note"].firstIndex { line.contains(". \($0): ") }
    }
    #expect(!severities.isEmpty && severities == severities.sorted())
  }

  @Test(
    "the record holds every finding with code, severity, lines, numbers and remedy, and every check with its outcome")
  func record() throws {
    let file = try temporaryFile("check.json", "")
    let command = try Command.run(Self.olmo + ["--json", "-o", file.path])
    #expect(try String(contentsOf: file, encoding: .utf8) == command.output)
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.check/1")
    let findings = try #require(record["findings"] as? [[String: Any]])
    for finding in findings {
      for key in ["code", "severity", "message", "hint", "lines", "numbers"] { #expect(finding[key] != nil, "\(key)") }
    }
    let checks = try #require(record["checks"] as? [[String: Any]])
    let outcomes = Set(checks.compactMap { $0["outcome"] as? String })
    #expect(outcomes == ["passed", "found", "skipped"])
    #expect(checks.allSatisfy { ($0["reason"] is NSNull) == ($0["outcome"] as? String != "skipped") })
    #expect((record["fit"] as? [String: Any])?["schema"] as? String == "scaling.fit/1")
    #expect(record["influence"] is [[String: Any]] && record["alternatives"] is [[String: Any]])
  }

  @Test("the exit status is 0 whatever is found, and 1 under --strict on a warning but not on a note")
  func strict() throws {
    let two = "N,D,loss\n1e8,1e9,3.1\n1e9,1e10,2.5\n2e9,2e10,2.4\n3e9,3e10,2.3\n4e9,4e10,2.2\n"
    let found = try Command.run(["check", "-"], input: two)
    #expect(found.status == 0)
    #expect(found.output.contains("D is 10 times N in every row [collinear]"))
    #expect(try Command.run(["check", "-", "--strict"], input: two).status == 1)
    let note = "N,D,loss\n1e8,,3.1\n1e9,4e9,2.5\n2e9,3e11,2.4\n3e10,3e10,2.3\n4e10,1e12,2.2\n"
    let noted = try Command.run(["check", "-", "--strict"], input: note)
    #expect(noted.status == 0 && noted.output.contains("D is missing in 1 of 5 rows (line 2)"), "\(noted.output)")
  }

  @Test("what cannot be checked is refused: flags of a fit without a law, unknown laws and columns, no rows")
  func refused() throws {
    let at = try Command.run(["check", "@ai-prices", "--at", "N=1"])
    #expect(at.status == 64 && at.errors.contains("--at needs --law or --formula"))
    #expect(try Command.run(["check", "@ai-prices", "--law", "chinchila"]).status == 64)
    #expect(try Command.run(["check", "@ai-prices", "--law", "chinchilla"]).status == 64)
    #expect(try Command.run(["check", "nowhere.csv"]).status == 66)
    let empty = try Command.run(["check", "-"], input: "N,D,loss\n")
    #expect(empty.status == 65 && empty.errors.contains("no rows"))
  }
}

/// What `scaling check` says of tables that break naive fitters.
@Suite
struct CheckTrapTests {
  private func codes(_ command: Command) throws -> [String] {
    (try command.json()["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
  }

  @Test(
    "each trap is named before or beside the fit",
    arguments: [
      ("T01_rank_deficient", "y = b0 + b1*x1 + b2*x2 + b3*x3", "not-estimable"),
      ("T02_near_collinear", "y = b0 + b1*x1 + b2*x2", "collinear"),
      ("T03_C_eq_6ND", "log(L) = b0 + b1*log(N) + b2*log(D) + b3*log(C)", "collinear"),
      ("T05_same_x", "y = b0 + b1*x", "constant-predictor"),
      ("T06a_two_points", "y = b0 + b1*x", "no-degrees-of-freedom"),
      ("T06c_one_point", "y = b0 + b1*x", "not-fitted"), ("T07a_nan_y", "y = b0 + b1*x", "missing-values"),
      ("T10_gross_outlier", "y = b0 + b1*x", "influential-row"), ("T15_duplicates", "y = b0 + b1*x", "duplicate-rows"),
      ("T16_perfect_fit_linear", "y = b0 + b1*x", "perfect-fit"),
      ("T18_constant_y", "y = b0 + b1*x", "constant-response"),
    ])
  func named(_ trap: String, _ formula: String, _ code: String) throws {
    let command = try Traps.run(trap, ["--formula", formula, "--json"], verb: "check")
    #expect(command.status == 0, "\(command.errors)")
    let found = try codes(command)
    #expect(found.contains(code), "\(found)")
  }

  @Test("a stray mark in a column of numbers is found, and a column of names is none")
  func strayMark() throws {
    let rows = (1...20).map { "run\($0),\(1_000_000 * $0),\(3 - 0.01 * Double($0))\($0 == 7 ? "*" : "")\n" }.joined()
    let table = "name,params,loss\n" + rows
    let found = try codes(try Command.run(["check", "-", "--json"], input: table))
    #expect(found.contains("text-among-numbers"))
    let said = try Command.run(["check", "-"], input: table).output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(said.contains("loss holds numbers but for 1 cell (line 8), such as \"2.93*\""))
    let mended = try codes(try Command.run(["check", "-", "--json"], input: table.replacing("*", with: "")))
    #expect(!mended.contains("text-among-numbers"))
  }

  @Test("T08, T17a: what the scale refuses is a finding with the reason, and the table is checked all the same")
  func refusedByScale() throws {
    let log = try Traps.run("T08_log_of_zero", ["--formula", "y = a*x^b", "--scale", "log"], verb: "check")
    let said = log.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(log.status == 0 && said.contains("[not-fitted]") && said.contains("lines 5 and 7"))
    #expect(said.contains("checks passed"))
    let logit = try Traps.run(
      "T17a_scores_0_1", ["--formula", "score = logistic(b0 + b1*x)", "-c", "score=y", "--scale", "logit", "--json"],
      verb: "check")
    #expect(logit.status == 0)
    let found = try codes(logit)
    #expect(found.contains("not-fitted") && found.contains("score-at-limit"))
  }

  @Test("T17a: on the identity scale scores of 0 and 1 are fitted, to finite coefficients")
  func identityScale() throws {
    let command = try Traps.run(
      "T17a_scores_0_1", ["--formula", "y = logistic(b0 + b1*x)", "--scale", "identity", "--json"])
    #expect(command.status == 0)
    for name in ["b0", "b1"] {
      let value = try #require(try command.estimate(name))
      #expect(value.isFinite)
    }
  }

  @Test("T29: a table without rows is refused")
  func noRows() throws {
    let command = try Traps.run("T29_empty", [], verb: "check")
    #expect(command.status == 65)
    #expect(command.errors.contains("no rows to fit: trap.csv has none"))
  }
}

/// The points of Hoffmann et al. 2022 as they come: what a plain fit says without being asked.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct ChinchillaCommandTests {
  static let fit = [
    "fit", Shared.path("data/chinchilla/svg_extracted_data.csv"), "--derive",
    "tokens = `Training FLOP` / (6 * `Model Size`)", "--law", "chinchilla", "-c", "N=Model Size", "-c", "D=tokens",
  ]

  @Test(
    "a plain fit of all 245 warns, names the five rows, how far they move beta and the optimal size, and the other answer"
  )
  func all() throws {
    let command = try Command.run(Self.fit)
    #expect(command.status == 0)
    // The lines of a paragraph as one.
    let warning = command.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(warning.contains("[influential-rows]"))
    // Lines 2 to 6 of the file hold the five highest losses. Least squares on log loss gives beta 0.612 on all rows and 0.406
    // without them, and N* 2.17e11 and 8.20e10 (SciPy's least_squares on the same points).
    #expect(warning.contains("5 rows act together and decide the answer (lines 2, 3, 4, 5 and 6)"))
    #expect(warning.contains("beta is 0.406 instead of 0.612 (5 standard errors)"))
    #expect(warning.contains("N*(5.76e+23) is 8.2e+10 instead of 2.17e+11 (4.8 standard errors)"))
    #expect(try Command.run(Self.fit + ["--strict"]).status == 1)
  }

  @Test("without the five highest losses no rows are said to decide the answer")
  func trimmed() throws {
    // The fifth highest loss is 3.447, the sixth 3.406.
    for norm in ["squared", "huber:0.001"] {
      let command = try Command.run(
        Self.fit + ["--where", "loss < 3.44", "--norm", norm, "--replicates", "200", "--json"])
      #expect((try command.json()["data"] as? [String: Any])?["rows_used"] as? Int == 240)
      let codes = try command.warningCodes()
      #expect(!codes.contains("influential-rows"))
    }
  }
}
