import Foundation
import Reporting
import TestSupport
import Testing

/// `scaling design` as its users run it.
@Suite struct DesignCommandTests {
  /// A fit of the bundled ladder, with its warnings.
  private static let file: Result<String, any Error> = Result {
    let command = try Command.run([
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--json",
    ])
    #expect(command.status == 0)
    return command.output
  }

  private static let grid = ["--grid", "N=1e8..1e10:6,D=1e9..1e12:6"]
  private static let budget = ["--budget", "1e22"]
  private static let prior = [
    "--law", "chinchilla", "--prior", "E=1.5..2,A=200..600,alpha=0.3..0.4,B=500..3000", "--prior", "beta=0.3..0.45",
    "--sigma", "0.01",
  ]

  private func design(_ arguments: [String], files: [String: String] = [:]) throws -> (Command, [String: String]) {
    try ResamplingCommandTests.run(
      ["design"] + arguments, files: files.merging(["fit.json": try Self.file.get()]) { $1 })
  }

  @Test("runs, what they tell and what a plain grid would; the same from a pipe; the record holds it with every digit")
  func fromFit() throws {
    let asked = Self.grid + Self.budget + ["--at", "N=70B,D=1.4T", "--for", "a", "--average", "8"]
    let (text, _) = try design(["fit.json"] + asked)
    #expect(text.status == 0, "\(text.errors)")
    for part in [
      "Runs that tell most about a and loss at N=7e+10, D=1.4e+12", "36 candidates of the grid", "cost 6 * N * D",
      "after these runs", "% of the budget", "Averaged over 8 draws", "decades", "Plain grid: ",
    ] { #expect(text.said.contains(part), "\(part)") }
    // The fit's own warnings, and how far the runs lie from its rows.
    let (all, _) = try design(["fit.json"] + asked + ["--all"])
    #expect(all.said.contains("of the fit: ") && text.said.contains("[extrapolation]"))
    #expect(text.said.contains("decades outside the rows of the fit"))
    let piped = try Command.run(["design", "-"] + asked + ["--quiet", "--json"], input: try Self.file.get())
    let (whole, _) = try design(["fit.json"] + asked + ["--quiet", "--json"])
    #expect(try whole.sameRecord(as: piped, replacing: ("\"fit.json\"", "\"standard input\"")))
    let record = try whole.json()
    #expect(record["schema"] as? String == "scaling.design/1")
    let runs = try #require(record["runs"] as? [[String: Any]])
    let costs = try runs.map { run in
      try #require(run["cost_each"] as? Double) * Double(try #require(run["runs"] as? Int))
    }
    let cost = try #require(record["cost"] as? Double)
    #expect(abs(costs.reduce(0, +) / cost - 1) < 1e-12 && cost <= 1e22)
    for run in runs {
      let at = try #require(run["at"] as? [String: Double])
      let flops = 6 * (at["N"] ?? .nan) * (at["D"] ?? .nan)
      let cost = try #require(run["cost_each"] as? Double)
      #expect(abs(cost / flops - 1) < 1e-12)
    }
    let targets = try #require(record["targets"] as? [[String: Any]])
    for target in targets {
      let errors = try ["after", "plain_grid", "now"].map { key in
        let estimate = try #require(target[key] as? [String: Any])
        return try #require(estimate["std_error"] as? Double)
      }
      #expect(errors[0] < errors[1] && errors[1] < errors[2], "\(errors)")
    }
    // The quantity of the law is the formula that it stands for.
    let (formula, _) = try design(
      ["fit.json"] + Self.grid + Self.budget + ["--for", "a = beta/(alpha + beta)", "--average", "8", "--json"])
    let (name, _) = try design(["fit.json"] + Self.grid + Self.budget + ["--for", "a", "--average", "8", "--json"])
    #expect(try formula.json()["runs"] as? [NSDictionary] == name.json()["runs"] as? [NSDictionary])
  }

  @Test("the same bytes for any number of threads and the same seed; another seed draws others")
  func reproducible() throws {
    let asked = ["fit.json"] + Self.grid + Self.budget + ["--for", "alpha", "--json", "--quiet"]
    let one = try design(asked + ["--threads", "1"]).0.output
    #expect(try design(asked + ["--threads", "2"]).0.output == one)
    #expect(try design(asked + ["--threads", "1"]).0.output == one)
    #expect(try design(asked + ["--seed", "3"]).0.output != one)
  }

  /// Losses of a true law with a fixed pattern in place of noise.
  private static func measured(_ lines: [String], from start: Int) -> [String] {
    let noise = [0.001, -0.002, 0.0015, -0.0005, 0.0004]
    return lines.enumerated().map { index, line in
      let cells = line.split(separator: ",").compactMap { Double($0) }
      let loss: Double = 1.8 + 400 * pow(cells[0], -0.34) + 2000 * pow(cells[1], -0.37)
      return line + "\(loss + noise[(start + index) % 5])"
    }
  }

  @Test("the table of runs has a row for each; filled in, below the rows of the fit, it makes the intervals narrower")
  func table() throws {
    let sizes = ["5e7", "1e8", "2e8", "4e8"].flatMap { n in ["1e9", "3e9", "1e10", "3e10"].map { "\(n),\($0),1," } }
    let old = ["params,tokens,cost,loss"] + Self.measured(sizes, from: 0)
    let fitting = ["fit", "all.csv", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--json", "--quiet"]
    let text = { (lines: [String]) in lines.joined(separator: "\n") + "\n" }
    let before = try ResamplingCommandTests.run(fitting, files: ["all.csv": text(old)]).0
    let (command, files) = try ResamplingCommandTests.run(
      ["design", "fit.json"] + Self.grid + Self.budget
        + ["--criterion", "d", "--runs", "12", "-o", "next.csv", "-o", "design.json"],
      files: ["fit.json": before.output])
    #expect(command.status == 0, "\(command.errors)")
    let lines = try #require(files["next.csv"]).split(separator: "\n").map(String.init)
    #expect(lines[0] == old[0] && lines.dropFirst().allSatisfy { $0.hasSuffix(",") })
    let data = Data(try #require(files["design.json"]).utf8)
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(lines.count - 1 == record["run_count"] as? Int && (2...13).contains(lines.count))
    let after = try ResamplingCommandTests.run(
      fitting, files: ["all.csv": text(old + Self.measured(Array(lines.dropFirst()), from: 16))]
    ).0
    let errors = { (command: Command) in
      try #require(try command.json()["coefficients"] as? [[String: Any]]).map { $0["std_error"] as? Double ?? .nan }
    }
    for (narrow, wide) in zip(try errors(after), try errors(before)) { #expect(narrow < 0.7 * wide) }
  }

  @Test("only this verb writes a table")
  func noTable() throws {
    let (command, files) = try ResamplingCommandTests.run(
      ["predict", "fit.json", "--at", "N=1e9,D=1e9", "-o", "x.json", "-o", "x.csv"],
      files: ["fit.json": try Self.file.get()])
    #expect(command.status == 64 && command.errors.contains("no table to write") && command.output.isEmpty)
    #expect(files.keys.sorted() == ["fit.json"])
  }

  @Test("a table of candidates takes its costs from a column, and names its rows")
  func candidates() throws {
    let sizes = "name,params,tokens,hours\na,1e8,1e10,5\nb,1e9,2e10,60\nc,5e9,1e11,900\nd,1e8,1e11,50\n"
    let (command, _) = try design(
      [
        "fit.json", "--candidates", "sizes.csv", "--cost", "2*hours", "--budget", "2000", "--for", "alpha", "--once",
        "--json",
      ], files: ["sizes.csv": sizes])
    #expect(command.status == 0, "\(command.errors)")
    let runs = try #require(command.json()["runs"] as? [[String: Any]])
    #expect(runs.allSatisfy { $0["runs"] as? Int == 1 })
    for run in runs {
      let line = try #require(run["line"] as? Int)
      let costs: [Double] = [10, 120, 1800, 100]
      #expect(run["cost_each"] as? Double == costs[line - 2])
    }
    let mapped = sizes.replacing("params", with: "n").replacing("tokens", with: "d")
    let (renamed, _) = try design(
      [
        "fit.json", "--candidates", "sizes.csv", "-c", "N=n", "-c", "D=d", "--budget", "1e22", "--for", "alpha",
      ], files: ["sizes.csv": mapped])
    #expect(renamed.status == 0 && renamed.output.contains("sizes.csv:"), "\(renamed.errors)")
  }

  @Test("before there are data, ranges and a sigma take the place of a fit")
  func fromRanges() throws {
    let (command, _) = try design(Self.prior + Self.grid + ["--budget", "1e21", "--for", "alpha"])
    #expect(command.status == 0, "\(command.errors)")
    #expect(command.output.contains("no data yet") && command.output.contains("1000 draws from the ranges"))
    let (held, _) = try design(
      ["--formula", "loss = E + A*C^-b", "--prior", "E=1.7,A=100..300,b=0.1..0.2", "--sigma", "0.01", "--scale", "log"]
        + ["--grid", "C=1e18..1e21:9", "--budget", "1e22", "--criterion", "d", "--json"])
    let record = try held.json()
    #expect((record["options"] as? [String: Any])?["from_ranges"] as? Bool == true)
    #expect((record["targets"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["A", "b"])
    // Two coefficients, two places at least; the cost of a law of compute is compute.
    #expect((record["runs"] as? [Any])?.count ?? 0 >= 2)
    #expect((record["candidates"] as? [String: Any])?["cost"] as? String == "C")
    let (few, _) = try design(Self.prior + Self.grid + ["--budget", "1e18", "--for", "alpha"])
    #expect(few.said.contains("[few-points]"), "\(few.said)")
  }

  /// Arguments, exit status, and what is said.
  private static let refused: [([String], Int32, String)] = [
    (["fit.json"] + grid + ["--budget", "0"], 64, "no positive number"),
    (["fit.json"] + grid + ["--budget", "-1e22"], 64, "no positive number"),
    (["fit.json"] + grid + ["--budget", "much"], 64, "--budget much: not a number"),
    (["fit.json"] + grid + ["--budget", "1e999"], 64, "not a number"),
    (["fit.json"] + grid + ["--budget", "1e10"], 64, "no candidate costs 1e+10 or less; the cheapest"),
    (["fit.json"] + budget, 64, "--grid or --candidates"),
    (["fit.json", "--grid", "N=1e8..1e10:4"] + budget, 64, "has no values for D"),
    (["fit.json", "--grid", "N=0..1e10:4,D=1e9"] + budget, 64, "positive number up"),
    (["fit.json", "--grid", "N=1e8..1e10:4,D=1e9,Np=3"] + budget, 64, "has \"Np\""),
    (["fit.json", "--grid", "N=1e8..1e10:4,N=1e9"] + budget, 64, "N twice"),
    (["fit.json", "--grid", "N=1..1e10:9999,D=1..9:9999"] + budget, 64, "more than"),
    (["fit.json"] + grid + budget + ["--cost", "N - 1e20"], 64, "a cost is a positive number"),
    (["fit.json"] + grid + budget + ["--cost", "6*N*M"], 64, "has no values for M"),
    (["fit.json"] + grid + budget + ["--cost", "6*N*"], 64, "--cost"),
    (["fit.json"] + grid + budget + ["--for", "gamma"], 64, "\"gamma\" is not a coefficient"),
    (["fit.json"] + grid + budget + ["--for", "2"], 64, "does not depend"),
    (["fit.json"] + grid + budget + ["--criterion", "c"], 64, "nothing is named"),
    (["fit.json"] + grid + budget + ["--criterion", "x"], 64, "c, d or a"),
    (["fit.json"] + grid + budget + ["--at", "N=1e9"], 64, "no value for D"),
    (["fit.json"] + grid + budget + ["--runs", "0"], 64, "no number of runs"),
    (["fit.json"] + grid + budget + ["--runs", "100000"], 64, "no number of runs"),
    (["fit.json"] + grid + budget + ["--average=-1"], 64, "no number of draws"),
    (["fit.json"] + grid + budget + ["--sigma", "0"], 64, "no positive number"),
    (["fit.json"] + grid + budget + ["--sigma", "1e9"], 64, "no affordable run tells anything"),
    (["fit.json"] + grid + budget + ["--level", "2"], 64, "not between 0 and 1"),
    (["fit.json"] + grid + budget + ["--threads", "0"], 64, "--threads"),
    (["fit.json"] + prior + grid + budget, 64, "either a fit file"),
    (grid + budget, 64, "give a fit file"),
    (["none.json"] + grid + budget, 66, "cannot read none.json"),
    (["bad.csv"] + grid + budget, 65, "no JSON document"),
    (["fit.json", "--candidates", "none.csv"] + budget, 66, "none.csv"),
    (["fit.json", "--candidates", "empty.csv"] + budget, 65, "no candidate runs"),
    (["fit.json", "--candidates", "bad.csv"] + budget, 65, "bad.csv:3"),
    (["fit.json", "--candidates", "bad.csv", "-c", "N=parms"] + budget, 65, "did you mean"),
    (["fit.json", "--candidates", "good.csv", "--cost", "tokens - 2e10"] + budget, 65, "good.csv:2"),
    (["--law", "chinchilla", "--prior", "E=1.5..2", "--sigma", "0.01"] + grid + budget, 64, "no range for A"),
    (["--law", "chinchila", "--prior", "E=1.5..2", "--sigma", "0.01"] + grid + budget, 64, "did you mean"),
    (prior.dropLast(2) + grid + budget, 64, "noise of a run is not known"),
    (prior + ["--prior", "gamma=1..2"] + grid + budget, 64, "no \"gamma\""),
    (prior + ["--prior", "E=3..2"] + grid + budget, 64, "no range of a coefficient"),
    (["--law", "chinchilla"] + grid + budget, 64, "--prior"),
  ]

  @Test("what cannot be designed ends with its status and a hint, and prints nothing", arguments: refused.indices)
  func refusals(_ index: Int) throws {
    let (arguments, status, message) = Self.refused[index]
    let (command, _) = try design(
      arguments,
      files: [
        "empty.csv": "params,tokens\n", "bad.csv": "params,tokens\n1e8,1e9\n1e9,\n",
        "good.csv": "params,tokens\n1e8,1e9\n",
      ])
    #expect(command.status == status, "\(arguments): \(command.errors)")
    #expect(command.errors.contains(message), "\(arguments): \(command.errors)")
    #expect(command.output.isEmpty)
  }
}
