import Foundation
import TestSupport
import Testing

/// What is asked, as flags and as JSON, performed and performed again.
@Suite struct RequestTests {
  private static let fit = ["fit", "@cerebras-gpt", "--law", "power-law", "-c", "y=loss", "-c", "x=flops"]

  private func request(_ words: [String]) throws -> String {
    let asked = try Command.run(words.prefix(1) + ["--request"] + words.dropFirst())
    #expect(asked.status == 0, "\(asked.errors)")
    return asked.output
  }

  private static let asked: [[String]] = [
    fit, fit + ["--level=0.9", "--starts", "300", "--drop-missing"],
    fit + ["--where=-loss < 0", "--where", "flops > 1e18", "--json", "-o", "x.json", "--threads", "2", "--quiet"],
    ["fit", "--formula", "y = a", "--", "-dash.csv"],
    ["fit", "runs.csv", "--formula", "'y' = \"a\" + `b c`"],
    ["price", "@ai-prices", "--pair", "GPT-4 8k (0314)", "GPT-4o mini", "--pair", "A", "B"],
    ["plan", "-", "--flops", "1e20..1e25", "--flops", "1e26"], ["laws"], ["observations", "--level", "0.9"],
  ]

  @Test("Flags become JSON and flags again", arguments: asked)
  func roundTrip(words: [String]) throws {
    let first = try request(words)
    let path = try temporaryFile("request.json", first).path
    let line = try Command.run(["run", path, "--print"])
    #expect(line.status == 0, "\(line.errors)")
    let shown = line.output.dropLast().dropFirst("scaling \(words[0])".count)
    let again = try Command.shell("scaling \(words[0]) --request" + shown)
    #expect(again.output == first)
    #expect(try Command.run(["run", path, "--print", "--json"]).output == first)
  }

  @Test("What the answer does not depend on is no part of a request")
  func delivery() throws {
    let plain = try request(Self.fit)
    #expect(
      try request(Self.fit + ["--json", "--strict", "--threads", "1", "--max-memory", "1GB", "--tidy", "t.csv"])
        == plain)
  }

  @Test("A record is what its request makes, and a changed number is found")
  func verification() throws {
    let folder = try temporaryFile("none", "").deletingLastPathComponent()
    try Command.run(Self.fit + ["-o", "fit.json", "--quiet"], folder: folder)
    let same = try Command.run(["verify", "fit.json", "--json"], folder: folder)
    #expect(same.status == 0, "\(same.output)\(same.errors)")
    #expect(try same.json()["is_same"] as? Bool == true)

    let file = folder.appending(path: "fit.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    let name = "\"rows_used\": 7"
    #expect(text.contains(name))
    try text.replacing(name, with: "\"rows_used\": 8").write(to: file, atomically: true, encoding: .utf8)
    let other = try Command.run(["verify", "fit.json"], folder: folder)
    #expect(other.status == 1)
    #expect(other.output.contains("data.rows_used   8     7"), "\(other.output)")
  }

  @Test("A record of standard input is made again from the data where they are, and not from others")
  func standardInput() throws {
    let data = "x,y\n1,2.1\n2,3.9\n3,6.2\n4,7.9\n"
    let folder = try temporaryFile("data.csv", data).deletingLastPathComponent()
    try Data((data + "5,10\n").utf8).write(to: folder.appending(path: "other.csv"))
    let made = try Command.run(
      ["fit", "-", "--formula", "y = a + b*x", "-o", "fit.json", "--quiet"], input: data, folder: folder)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try Command.run(["verify", "fit.json", "--data", "data.csv"], folder: folder).status == 0)
    let other = try Command.run(["verify", "fit.json", "--data", "other.csv"], folder: folder)
    #expect(other.status == 1)
    #expect(other.output.contains("inputs[0].sha256"))
  }

  @Test(
    "A request that is not understood is refused with the key that is meant",
    arguments: [
      (#"{"verb": "fit", "dat": "x.csv"}"#, "did you mean \"data\"?"), (#"{"verb": "fitt"}"#, "did you mean \"fit\"?"),
      (#"{"data": "x.csv"}"#, "no \"verb\""), (#"{"verb": "fit", "data": {}}"#, "\"data\" is a text or a number"),
      (#"{"verb": "fit", "data": ["a", "b"]}"#, "\"data\" is one text or number"),
      (#"{"verb": "fit", "drop_missing": 1}"#, "true or false"), ("[]", "no \"verb\""), ("{", "no JSON document"),
    ])
  func refused(text: String, says: String) throws {
    let run = try Command.run(["run", "-"], input: text)
    #expect(run.status == 65)
    #expect(run.errors.contains(says), "\(run.errors)")
  }
}
