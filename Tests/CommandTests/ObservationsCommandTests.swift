import Foundation
import TestSupport
import Testing

@Suite struct ObservationsCommandTests {
  @Test("the page holds the three claims with a verdict each, and every number behind them")
  func record() throws {
    let command = try Command.run(["observations", "--json"])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.observations/1")
    let findings = try #require(record["findings"] as? [[String: Any]])
    #expect(Set(findings.compactMap { $0["observation"] as? Int }) == [1, 2, 3])
    let price = try #require(record["price"] as? [String: Any])
    // 37.5 to 0.2625, 7.5 and 4.375 dollars: 3 parts of input to one of output, by hand.
    let pairs = try #require(price["pairs"] as? [[String: Any]]).compactMap { $0["ratio"] as? Double }
    #expect(zip(pairs, [142.857142857, 5, 8.571428571]).allSatisfy { abs($0 - $1) < 1e-6 } && pairs.count == 3)
    let value = findings.filter { $0["observation"] as? Int == 3 }.compactMap { $0["verdict"] as? String }
    #expect(value.count == 2 && value.allSatisfy { ["not decided", "exponential"].contains($0) })
    #expect(
      findings.contains {
        $0["claim"] as? String == "lower prices bring more use" && $0["verdict"] as? String == "not tested"
      })
    #expect((record["capability"] as? [[String: Any]])?.count == 4)
  }

  @Test("the same bytes for any number of threads")
  func threads() throws {
    let one = try Command.run(["observations", "--json", "--threads", "1"])
    let three = try Command.run(["observations", "--json", "--threads", "3"])
    #expect(one.output == three.output && !one.output.isEmpty)
  }

  @Test("tables of one's own take the place of the bundled ones, and use is tested where there are quantities")
  func ownTables() throws {
    let scores = try temporaryFile(
      "scores.csv",
      "flops,accuracy,released\n"
        + (0..<12).map { "1e\(18 + $0 / 2),\(0.2 + 0.04 * Double($0) + ($0 % 3 == 0 ? 0.01 : 0)),\(2015 + $0)-03-01\n" }
        .joined())
    let usage = try temporaryFile(
      "usage.csv",
      "date,price,quantity\n"
        + (0..<8).map {
          "\(2016 + $0)-01-01,\(100 / (1 << $0)),\(1000 * pow(4, Double($0)) * ($0 % 2 == 0 ? 1.05 : 0.95))\n"
        }
        .joined().replacing(",0,", with: ",0.5,"))
    let command = try Command.run([
      "observations", "--capability-data", scores.path, "--use-data", usage.path, "--claim", "10x/year", "--json",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let findings = try #require(try command.json()["findings"] as? [[String: Any]])
    let capability = findings.filter { $0["observation"] as? Int == 1 }
    #expect(capability.compactMap { $0["claim"] as? String } == ["accuracy straight in log flops"])
    // Quantity grows fourfold as the price halves: elasticity -2, spending doubles.
    #expect(findings.contains { $0["verdict"] as? String == "spending rises as price falls" })
    let page = try Command.run(["observations", "--capability-data", scores.path, "--use-data", usage.path])
    #expect(page.said.contains("Per year with resources fixed") && page.output.contains("elasticity"))
  }

  @Test("scaling report makes HTML and Markdown of the record, and says what holds no page")
  func report() throws {
    let record = try temporaryFile("observations.json", try Command.run(["observations", "--json", "--quiet"]).output)
    let html = record.deletingLastPathComponent().appending(path: "page.html").path
    let page = record.deletingLastPathComponent().appending(path: "page.json").path
    let quiet = try Command.run(["report", record.path, "-o", html, "-o", page])
    #expect(quiet.status == 0 && quiet.output.isEmpty, "what goes to files is not printed")
    let command = try Command.run(["report", record.path])
    #expect(command.output == (try Command.run(["observations", "--quiet"]).output), "the text is that of the verb")
    let written = try String(contentsOfFile: html, encoding: .utf8)
    #expect(written.hasPrefix("<!doctype html>") && written.contains("GPT-4o mini"))
    #expect(try Command.run(["report", page]).output == command.output, "a page is read back as it was written")
    let fit = try temporaryFile("fit.json", "{\"schema\": \"scaling.fit/1\"}")
    let refused = try Command.run(["report", fit.path])
    #expect(refused.status == 65 && refused.errors.contains("it has no version"))
    let other = try temporaryFile("other.json", "{\"schema\": \"scaling.plan/1\"}")
    #expect(try Command.run(["report", other.path]).errors.contains("holds neither a fit nor a page"))
  }

  @Test(
    "what cannot be done says why, with its exit status and a hint",
    arguments: [
      (["observations", "--price-data", "@ai-price"], 66, "did you mean"),
      (["observations", "--price-score", "mmul"], 65, "did you mean"),
      (["observations", "--at", "99.5"], 65, "no model"),
      (["observations", "--claim", "10x"], 64, "no period"),
      (["observations", "--margin", "1x"], 64, "not above 1x"),
      (["observations", "--capability-data", "@transistors"], 64, "no column for the resource"),
      (["observations", "--value-data", "@transistors"], 64, "here columns are told from their names"),
      (["observations", "--use-data", "@ai-prices"], 64, "no column for the price"),
      (["capability", "@open-base-models", "--resource", "params - 1e10"], 65, "needs a number above zero"),
      (["capability", "@open-base-models", "--score", "mmul"], 65, "did you mean"),
      (["capability", "@open-base-models", "--where", "params > 1e30"], 65, "no row can be used"),
      (["capability", "@open-base-models", "--resource", "tokens/tokens"], 65, "in every row"),
    ])
  func refusals(arguments: [String], status: Int, message: String) throws {
    let command = try Command.run(arguments)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message) && command.errors.contains("hint"), "\(command.errors)")
  }
}
