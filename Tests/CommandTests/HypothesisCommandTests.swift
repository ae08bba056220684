import Foundation
import TestSupport
import Testing

@Suite struct HypothesisCommandTests {
  private let csv =
    "x,g,y\n"
    + [1.1, 1.4, 2.2, 2.4, 3.1, 3.4, 4.3, 4.4].enumerated()
    .map { "\($0.offset),\($0.offset < 4 ? "a" : "b"),\($0.element)\n" }.joined()

  private func fit(_ arguments: [String]) throws -> Command {
    try Command.run(["fit", "-", "--formula", "y = a + b*x"] + arguments, input: csv)
  }

  @Test("--test prints a line for each test under the coefficients, and the record has them all")
  func tests() throws {
    let flags = [
      "--test", "b = 0.5", "--test", "a = 1,b = 0.5", "--test", "b = 0.5 within 0.1", "--test", "durbin-watson",
    ]
    let text = try fit(flags)
    #expect(text.status == 0)
    for words in ["Wald t (HC3)", "Wald F (HC3)", "F of nested fits", "difference above -0.1", "Durbin-Watson"] {
      #expect(text.output.contains(words), "\(words)")
    }
    let tests = try #require(try fit(flags + ["--json"]).json()["tests"] as? [[String: Any]])
    #expect(
      tests.compactMap { $0["hypothesis"] as? String } == [
        "b = 0.5", "a = 1, b = 0.5", "b = 0.5 within 0.1", "durbin-watson",
      ])
    #expect(tests.compactMap { $0["kind"] as? String } == ["equality", "equality", "equivalence", "residuals"])
    let results = try #require(tests[0]["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["test"] as? String } == ["wald-t", "nested-f", "likelihood-ratio"])
    #expect(results.allSatisfy { $0["p_value"] is Double })
    #expect((tests[0]["restricted"] as? [String: Double])?["b"] == 0.5)
    #expect(tests[2]["margin"] as? Double == 0.1)
  }

  @Test("--test with --by tests each group")
  func groups() throws {
    let command = try fit(["--by", "g", "--test", "b = 0.5"])
    #expect(command.status == 0)
    #expect(command.output.components(separatedBy: "Wald t").count == 3)
  }

  @Test("a hypothesis that cannot be read ends with status 64 and an example")
  func refused() throws {
    let command = try fit(["--test", "b"])
    #expect(command.status == 64)
    #expect(command.errors.contains("no equality") && command.errors.contains("durbin-watson"))
    #expect(try fit(["--test", "c = 1"]).status == 64)
    #expect(try fit(["--test", "b = (1"]).status == 64)
  }
}
