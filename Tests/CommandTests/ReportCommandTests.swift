import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
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

  private func items(_ path: String, _ arguments: [String] = []) throws -> [String: [String: Any]] {
    let command = try Command.run(["report", path, "--checklist", "--json"] + arguments)
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.checklist/1")
    let sections = try #require(record["sections"] as? [[String: Any]])
    let all = sections.flatMap { $0["items"] as? [[String: Any]] ?? [] }
    let open = all.filter { $0["origin"] as? String == "open" }.compactMap { $0["id"] as? String }
    #expect(record["open"] as? [String] == open)
    return Dictionary(uniqueKeysWithValues: all.map { ($0["id"] as? String ?? "", $0) })
  }

  @Test("what the fit file knows is filled in")
  func filled() throws {
    let items = try items(fit(["--cluster", "model", "--fix", "E=1.6"]))
    let answer = { (id: String) in items[id]?["answer"] as? String ?? "" }
    #expect(answer("form.law").hasPrefix("chinchilla: loss = 1.6 + A"))
    #expect(answer("data.rows") == "16 of 18")
    #expect(answer("data.exclusions") == "role == \"fit\" left out 2")
    #expect(answer("objective.norm") == "squared on the log scale")
    #expect(answer("objective.fixed") == "E = 1.6")
    #expect(answer("optimiser.certificate").hasPrefix("certified as the global optimum"))
    #expect(answer("uncertainty.clusters") == "clustered by model")
    #expect(answer("uncertainty.interval") == "cr3, 95 %")
    #expect(answer("data.source").contains("SHA-256 8bb3f08f8e96ac9a"))
  }

  @Test("what it cannot know is open, with its question; dependence of rows too, unless they are clustered")
  func open() throws {
    let items = try items(fit())
    for id in ["loss.checkpoints", "training.setup", "form.tried", "validation.held-out", "uncertainty.clusters"] {
      let item = try #require(items[id])
      #expect(item["origin"] as? String == "open" && item["answer"] is NSNull)
      #expect((item["question"] as? String)?.isEmpty == false)
    }
  }

  @Test("an answer fills an open item, in text and Markdown, and is marked as the author's")
  func answers() throws {
    let path = try fit()
    let file = URL(filePath: path).deletingLastPathComponent().appending(path: "list.md")
    let arguments = ["--answer", "loss.checkpoints=final *only*, see a=b"]
    #expect(try items(path, arguments)["loss.checkpoints"]?["origin"] as? String == "author")
    try Command.run(["report", path, "--checklist", "-o", file.path] + arguments)
    let command = try Command.run(["report", path, "--checklist"] + arguments)
    #expect(command.output.contains("[x] loss.checkpoints"))
    #expect(command.output.contains("[ ] loss.smoothing"))
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("- [x] **checkpoints**: final \\*only\\*, see a=b (author)"))
    #expect(text.contains("- [ ] **smoothing** (`loss.smoothing`, open): Were losses smoothed"))
  }

  @Test("what cannot be done says why, with its exit status")
  func refusals() throws {
    let path = try fit()
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let cases: [([String], String, Int32, String)] = [
      ([path, "--checklist", "--answer", "loss.checkpoint=x"], "", 64, "did you mean \"loss.checkpoints\"?"),
      ([path, "--checklist", "--answer", "data.rows=9"], "", 64, "answered already"),
      ([path, "--checklist", "--answer", "loss.which= "], "", 64, "empty"),
      ([path, "--checklist", "--answer", "final"], "", 64, "ITEM=TEXT"),
      ([path, "--checklist", "-o", "list.pdf"], "", 64, "only .md"),
      ([path, "-o", "fit.pdf"], "", 64, "only .html"),
      (["-"], "{\"schema\": \"scaling.plan/1\"}", 65, "neither a fit nor a page"),
      (["none.json", "--checklist"], "", 66, "cannot read"),
      (["-", "--checklist"], String(text.dropLast(40)), 65, "no JSON document"),
      (["-", "--checklist"], text.replacing("scaling.fit/1", with: "scaling.plan/1"), 65, "not a fit"),
      (["-", "--checklist"], "{\"schema\": \"scaling.fit/1\"}", 65, "it has no version"),
      (["-", "--checklist"], "", 65, "no JSON document"),
    ]
    for (arguments, input, status, message) in cases {
      let command = try Command.run(["report"] + arguments, input: input)
      #expect(command.status == status, "\(arguments) \(command.errors)")
      #expect(command.errors.contains(message), "\(arguments) \(command.errors)")
      #expect(command.output.isEmpty)
    }
    #expect(try Command.run(["report", path, "--checklist", "--strict"]).status == 1)
  }
}
