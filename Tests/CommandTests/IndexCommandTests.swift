import Foundation
import TestSupport
import Testing

/// `scaling index` as its users run it.
@Suite struct IndexCommandTests {
  private static let published = ["--anchor", "Claude 3.5 Sonnet=130", "--anchor", "GPT-5=150"]

  private static let wide = """
    model,mmlu,gpqa,aime,params
    a,25%,10%,5%,1e9
    b,35%,20%,,2e9
    c,55%,30%,15%,4e9
    d,75%,42%,35%,8e9
    e,85%,60%,,1e10
    f,92%,80%,85%,1e11

    """

  private func run(_ text: String, _ arguments: [String] = []) throws -> (Command, [String: String]) {
    try ResamplingCommandTests.run(["index", "x.csv"] + arguments, files: ["x.csv": text])
  }

  @Test("the page answers first: who stands highest, with an interval; then models, benchmarks and doubts")
  func page() throws {
    let command = try Command.run(["index", "@benchmark-scores"] + Self.published)
    #expect(command.status == 0, "\(command.errors)")
    for part in [
      "222 models on one scale from 57 benchmarks: GPT-5.6 Sol stands highest, at 160.8 (95 %: ", "202 models more",
      "Benchmarks, hardest first", "Without MATH level 5 models move most", "One scale or two: a second one is shown",
      "Scale: Claude 3.5 Sonnet is 130, GPT-5 is 150.", "scaling index @benchmark-scores",
    ] { #expect(command.said.contains(part), "\(part)\n\(command.output)") }
    #expect(command.output.hasPrefix("222 models on one scale"))
  }

  @Test("the record holds every model, anchors without error, and what was asked")
  func record() throws {
    let command = try Command.run(["index", "@benchmark-scores", "--json", "--quiet"] + Self.published)
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.index/1")
    let models = try #require(record["models"] as? [[String: Any]])
    #expect(models.count == 222)
    let anchors = models.filter { $0["is_anchor"] as? Bool == true }
    #expect(Set(anchors.compactMap { $0["estimate"] as? Double }) == [130, 150])
    #expect(anchors.allSatisfy { $0["std_error"] as? Double == 0 })
    let search = try #require(record["search"] as? [String: Any])
    #expect(search["certified"] as? Bool == true)
    #expect((record["benchmarks"] as? [[String: Any]])?.count == 57)
    let again = try Command.run(["index", "@benchmark-scores", "--json", "--quiet", "--threads", "1"] + Self.published)
    #expect(again.output == command.output)
  }

  @Test("--tidy makes a table that other verbs read; --draws one with a column for each model")
  func tables() throws {
    let (command, files) = try run(Self.wide, ["--tidy", "models.csv", "--draws", "draws.csv", "--replicates", "20"])
    #expect(command.status == 0, "\(command.errors)")
    let rows = try #require(files["models.csv"]).split(separator: "\n")
    #expect(rows.count == 7 && rows[0] == "model,capability,capability_se,capability_ci_low,capability_ci_high,scores")
    #expect(rows[1].hasPrefix("f,"))
    let draws = try #require(files["draws.csv"]).split(separator: "\n")
    #expect(draws.count == 21 && draws[0] == "draw,f,e,d,c,b,a")
    // With prices beside it, the table is one of prices at a score that has an error of its own.
    var prices = "date,price,\(rows[0])\n"
    for (place, row) in rows.dropFirst().enumerated() { prices += "202\(place)-01-01,\(10 - place),\(row)\n" }
    let price = try Command.run(["trend", "-", "--value", "capability + 3"], input: prices)
    #expect(price.status == 0, "\(price.errors)")
    let resources = try Command.run(
      ["capability", "-", "--json", "--quiet"], input: prices.replacing("date,price", with: "date,flops"))
    #expect(try (resources.json()["scores"] as? [[String: Any]])?.first?["score"] as? String == "capability")
    let (printed, _) = try run(Self.wide, ["--tidy", "-"])
    #expect(printed.output == files["models.csv"])
  }

  @Test("a column of per cent is read as one, parameters are no benchmark, and chance is taken off")
  func readings() throws {
    let (text, _) = try run(Self.wide)
    #expect(text.said.contains("6 models on one scale from 3 benchmarks"), "\(text.output)")
    let plain = Self.wide.replacing("%", with: "")
    let named = ["--unit", "mmlu=%", "--unit", "gpqa=%", "--unit", "aime=%", "--json", "--quiet"]
    let (told, _) = try run(plain, named)
    let (read, _) = try run(Self.wide, ["--json", "--quiet"])
    let models = { (command: Command) in try command.json()["models"] as? [[String: Any]] ?? [] }
    #expect(NSArray(array: try models(told)).isEqual(to: try models(read)))
    let (chance, _) = try run(Self.wide, ["--score", "mmlu", "--score", "gpqa", "--chance", "0.25", "--all"])
    for part in [
      "2 scores below chance", "[score-at-limit]", "every score of a is 0 or 1", "(score - 0.25)/(1 - 0.25)",
    ] {
      #expect(chance.said.contains(part), "\(part)\n\(chance.output)")
    }
    // (0.75 - 0.25)/(1 - 0.25) is two thirds.
    let adjusted = "model,benchmark,score\na,x,0.6\nb,x,0.2\nc,x,0.4\na,y,0.7\nb,y,0.1\nc,y,0.3\n"
    let raw =
      "model,benchmark,score,guess\na,x,0.7,0.25\nb,x,0.4,0.25\nc,x,0.55,0.25\na,y,0.7,0\nb,y,0.1,0\nc,y,0.3,0\n"
    let (one, _) = try run(adjusted, ["--json", "--quiet"])
    let (other, _) = try run(raw, ["--chance", "guess", "--json", "--quiet"])
    let values = { (command: Command) in try models(command).compactMap { $0["estimate"] as? Double } }
    for (first, second) in zip(try values(one), try values(other)) { #expect(abs(first - second) < 1e-9) }
    #expect(try values(one).count == 3)
  }

  @Test("a model twice on one benchmark counts with its mean, and the page says so")
  func repeated() throws {
    let rows = "model,benchmark,score\na,x,0.5\nb,x,0.2\nc,x,0.4\na,y,0.7\nb,y,0.1\nc,y,0.3\n"
    let (once, _) = try run(rows, ["--json", "--quiet"])
    let twice = rows.replacing("a,x,0.5\n", with: "a,x,0.4\na,x,0.6\n")
    let (mean, _) = try run(twice, ["--json", "--quiet"])
    let models = { (command: Command) in try command.json()["models"] as? [[String: Any]] ?? [] }
    #expect(NSArray(array: try models(once)).isEqual(to: try models(mean)))
    let (text, _) = try run(twice, ["--all"])
    #expect(text.said.contains("of which the mean is taken: a on x"), "\(text.output)")
  }

  @Test("a benchmark on which better models score less is named")
  func reversed() throws {
    var rows = "model,benchmark,score\n"
    for (place, model) in ["a", "b", "c", "d", "e", "f"].enumerated() {
      let p = 0.15 + 0.14 * Double(place)
      rows += "\(model),x,\(p)\n\(model),y,\(p * p)\n\(model),z,\(p.squareRoot())\n\(model),errors,\(0.9 - p)\n"
    }
    let (text, _) = try run(rows, ["--all"])
    #expect(text.said.contains("better models score less on errors"), "\(text.output)")
  }

  @Test(
    "what cannot be done says why, with its exit status and a hint",
    arguments: [
      (
        "model,benchmark,score\na,x,0.1\nb,x,0.5\nc,y,0.4\nd,y,0.7\nd,z,0.9\n", [], 65,
        "(c on y) and 2 models on 1 benchmark (a on x)"
      ),
      (
        "model,benchmark,score\na,x,0.1\nb,x,1.5\n", [], 65, "x.csv:3: score is 1.5; a score is a share between 0 and 1"
      ),
      ("model,benchmark,score\na,x,10\nb,x,50\n", [], 65, "--unit score=%"),
      ("model,benchmark,score\na,x,high\nb,x,0.5\n", [], 65, "high"),
      ("model,benchmark,score\na,x,0.1\nb,x,0.5\na,y,0.4\n", [], 65, "an index needs 3 models and 2 benchmarks"),
      ("model,x,y\na,0.5,0.5\nb,0.5,0.5\nc,0.5,0.5\n", [], 65, "every score is 0.5"),
      ("benchmark,score\nx,0.5\n", [], 64, "no column for the model"),
      ("model,note\na,good\n", [], 64, "no column for the benchmark"),
      (wide, ["--anchor", "a=1"], 64, "takes two"), (wide, ["--anchor", "a=1", "--anchor", "a=2"], 64, "named twice"),
      (wide, ["--anchor", "a=1", "--anchor", "b=1"], 64, "the same value"),
      (wide, ["--anchor", "f=1", "--anchor", "a=2"], 64, "f does better than a"),
      (wide, ["--anchor", "A=1", "--anchor", "b=2"], 64, "did you mean \"a\"?"),
      (wide, ["--anchor", "a"], 64, "not a model and a value"), (wide, ["--ridge", "0"], 64, "not above zero"),
      (wide, ["--slope-anchor", "mmul"], 64, "did you mean \"mmlu\"?"),
      (wide, ["--chance", "1"], 65, "chance level of 1"),
      (wide, ["--level", "2"], 64, "level"), (wide, ["--draws", "d.csv", "--replicates", "0"], 64, "0 draws"),
      (wide, ["--draws", "d.csv", "--replicates", "1000000", "--max-memory", "1MB"], 64, "1000000 draws"),
    ] as [(String, [String], Int, String)])
  func refusals(_ text: String, _ arguments: [String], _ status: Int, _ message: String) throws {
    let (command, _) = try run(text, arguments)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.errors.contains("hint: "), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test("where the penalty has flattened the curves there is no ranking to trust")
  func penalty() throws {
    let command = try Command.run(["index", "@benchmark-scores", "--ridge", "1e6"])
    #expect(command.status == 1)
    #expect(
      command.said.hasPrefix("These scores do not put 222 models on one scale: the penalty decides, not the scores."))
  }
}
