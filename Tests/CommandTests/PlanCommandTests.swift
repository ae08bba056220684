import Foundation
import TestSupport
import Testing

@Suite struct PlanCommandTests {
  private func fit(_ arguments: [String] = []) throws -> String {
    let path = try temporaryFile("old.json", "").deletingLastPathComponent().appending(path: "fit.json").path
    let command = try Command.run(
      [
        "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--where", "role == \"fit\"",
        "--quiet", "-o", path,
      ] + arguments)
    #expect(command.status == 0, "\(command.errors)")
    return path
  }

  private func estimate(_ record: [String: Any], _ name: String) throws -> Double {
    try #require((record[name] as? [String: Any])?["estimate"] as? Double)
  }

  @Test(
    "a budget is split, with intervals; the fit's own warnings are repeated, and the distance from its rows is said")
  func budget() throws {
    let path = try fit()
    let command = try Command.run(["plan", path, "--flops", "1e23", "--json"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.plan/1")
    let plan = try #require((record["plans"] as? [[String: Any]])?.first)
    let (n, d) = (try estimate(plan, "parameters"), try estimate(plan, "tokens"))
    #expect(abs(6 * n * d / 1e23 - 1) < 1e-9)
    #expect(plan["certificate"] as? String == "closed-form")
    #expect(command.errors.contains("[extrapolation]"))
    let warned = try Command.run([
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--where", "role == \"fit\"",
      "--json",
    ])
    let code = try #require(warned.errors.firstMatch(of: /\[([a-z-]+)\]/)?.1)
    #expect(command.errors.contains("[\(code)]"), "what the fit warned of comes again")
    let text = try Command.run(["plan", path, "--flops", "1e23", "--quiet"])
    #expect(text.output.contains("tokens per parameter") && text.output.contains("Smaller models"))
  }

  @Test("money and hours are operations at the share of the peak that is reached")
  func money() throws {
    let path = try fit()
    let plan = { (flags: [String]) throws -> Double in
      let command = try Command.run(["plan", path, "--json", "--quiet"] + flags)
      #expect(command.status == 0, "\(command.errors)")
      return try self.estimate(try #require((try command.json()["plans"] as? [[String: Any]])?.first), "budget")
    }
    // 989.4e12 FLOP/s · 3600 s · 0.4 an hour, by hand; at 2.5 dollars an hour a million dollars are 400,000 hours.
    let hour = 989.4e12 * 3600 * 0.4
    #expect(abs(try plan(["--gpu", "h100", "--gpu-hours", "1000"]) / (1000 * hour) - 1) < 1e-12)
    #expect(abs(try plan(["--gpu", "h100", "--usd-per-hour", "2.5", "--usd", "1M"]) / (400_000 * hour) - 1) < 1e-12)
    // The table's rent of 3 dollars an hour.
    #expect(abs(try plan(["--gpu", "h100", "--usd", "3000"]) / (1000 * hour) - 1) < 1e-12)
    #expect(abs(try plan(["--usd", "10M", "--usd-per-flop", "1e-17"]) / 1e24 - 1) < 1e-12)
  }

  @Test("a range of budgets is a table, and a target is a budget or a floor")
  func rangeAndTarget() throws {
    let path = try fit()
    let range = try Command.run(["plan", path, "--flops", "1e20..1e23", "--json", "--quiet"])
    let plans = try #require(try range.json()["plans"] as? [[String: Any]])
    #expect(try plans.map { log10(try estimate($0, "budget")).rounded() } == [20, 21, 22, 23])
    let target = try Command.run(["plan", path, "--target", "loss=2.3", "--target", "loss=0.5", "--json", "--quiet"])
    let record = try target.json()
    #expect((record["plans"] as? [[String: Any]])?.count == 1)
    #expect((record["unreachable"] as? [[String: Any]])?.count == 1)
    #expect(
      try Command.run(["plan", path, "--target", "loss=0.5", "--quiet"]).said.hasPrefix(
        "loss 0.5 cannot be reached: the law's floor is "))
  }

  @Test("a range of budgets is drawn, and one budget is not")
  func figure() throws {
    let path = try fit()
    let file = URL(filePath: path).deletingLastPathComponent().appending(path: "plan.vl.json").path
    let command = try Command.run(["plan", path, "--flops", "1e19..1e22", "--quiet", "-o", file])
    #expect(command.status == 0, "\(command.errors)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("vega-lite/v5.json") && text.contains("The least loss for a budget"))
    let one = try Command.run(["plan", path, "--flops", "1e22", "--quiet", "-o", file])
    #expect(one.status == 64 && one.errors.contains("a line needs two budgets"))
  }

  @Test("another fit is set beside it, and one beside itself needs as much")
  func versus() throws {
    let path = try fit()
    let command = try Command.run(["plan", path, "--flops", "1e22", "--versus", path, "--json", "--quiet"])
    #expect(command.status == 0, "\(command.errors)")
    let effective = try #require(try command.json()["effective_compute"] as? [String: Any])
    let row = try #require((effective["rows"] as? [[String: Any]])?.first)
    #expect(abs(try estimate(row, "multiplier") - 1) < 1e-9)
  }

  @Test("a law of compute is inverted")
  func oneVariable() throws {
    let fit = try Command.run([
      "fit", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--json", "--quiet",
    ])
    let command = try Command.run(["plan", "-", "--target", "loss=1.8", "--json", "--quiet"], input: fit.output)
    #expect(command.status == 0, "\(command.errors)")
    let place = try #require((try command.json()["places"] as? [[String: Any]])?.first)
    let compute = try estimate(place, "value")
    let back = try Command.run(["predict", "-", "--at", "C=\(compute)", "--json", "--quiet"], input: fit.output)
    let prediction = try #require((try back.json()["predictions"] as? [[String: Any]])?.first)
    #expect(abs(try #require(prediction["estimate"] as? Double) - 1.8) < 1e-9)
  }

  @Test(
    "what cannot be planned says why, with its exit status",
    arguments: [
      ([], "nothing is asked"), (["--flops", "-1e24"], "above zero"), (["--flops", "0"], "above zero"),
      (["--flops", "much"], "not a number"), (["--flops", "1e400"], "not a number"),
      (["--flops", "1e25..1e20"], "has to rise"),
      (["--usd", "10M"], "what an operation costs"), (["--gpu", "h1000", "--gpu-hours", "5"], "did you mean"),
      (["--gpu-hours", "5"], "need --gpu"), (["--flops", "1e22", "--cost", "6*N*D + 2*N*T"], "needs a value for T"),
      (["--flops", "1e22", "--cost", "6*N"], "does not rise"),
      (["--flops", "1e22", "--set", "U=3"], "neither in the law"),
      (["--flops", "1e22", "--fixed", "X=3"], "holds N or D"), (["--target", "lss=2"], "the law gives loss"),
      (["--flops", "1e22", "--max-params", "1e6", "--max-tokens", "1e6"], "cannot be spent"),
      (["--flops", "1e22", "--mfu", "2", "--gpu", "h100"], "at most 1"),
    ])
  func refusals(_ flags: [String], _ message: String) throws {
    let command = try Command.run(["plan", try fit()] + flags)
    #expect(command.status == 64, "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
  }
}
