import Foundation
import TestSupport
import Testing

@Suite struct IsoFLOPCommandTests {
  /// Runs on the surface of Hoffmann et al. 2022, eq. 10, 15 sizes within a factor of 16 of the optimum of each budget.
  private func file() throws -> String {
    let (ofSizes, alpha, ofTokens, beta) = (406.4, 0.34, 410.7, 0.28)
    var lines = ["params,flops,loss,run"]
    for budget in [1e17, 1e18, 1e19, 1e20, 1e21] {
      let optimum =
        pow(alpha * ofSizes / (beta * ofTokens), 1 / (alpha + beta)) * pow(budget / 6, beta / (alpha + beta))
      for point in 0..<15 {
        let n = optimum * pow(16, Double(point - 7) / 7)
        let loss = 1.69 + ofSizes * pow(n, -alpha) + ofTokens * pow(budget / (6 * n), -beta)
        lines.append("\(n),\(budget),\(loss),\(point)")
      }
    }
    return try temporaryFile("runs.csv", lines.joined(separator: "\n") + "\n").path
  }

  private let columns = ["-c", "N=params", "-c", "C=flops"]

  @Test("the record holds estimate, bias and correction")
  func record() throws {
    let command = try Command.run(
      ["isoflop", try file(), "--target", "1e24", "--window", "all", "--replicates", "50", "--json"] + columns)
    #expect(command.status == 0, "\(command.errors)")
    #expect(command.errors.contains("[parabola-bias]"))
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.isoflop/1" && record["approach"] as? Int == 2)
    let bias = try #require(record["bias"] as? [String: Any])
    let target = try #require((bias["targets"] as? [[String: Any]])?.first)
    // numpy.polyfit on the same grid: -5.100 %.
    #expect(abs(try #require(target["tokens"] as? Double) + 0.05100) < 1e-5)
    #expect(abs(try #require(bias["exact_a"] as? Double) - 0.28 / 0.62) < 1e-6)
    #expect((record["budgets"] as? [[String: Any]])?.count == 5)
  }

  @Test("the text says how budgets were told apart, and shows the corrected value")
  func text() throws {
    let command = try Command.run(
      ["isoflop", try file(), "--target", "1e24", "--window", "all", "--replicates", "50"] + columns)
    #expect(command.said.hasPrefix("N* grows as C^0.452 (95 %: "))
    #expect(command.said.contains("a budget ends where log10 C jumps by more than 0.05 decades"))
    #expect(command.output.contains("corrected"))
  }

  @Test("a robust surface is taken for the bias")
  func robust() throws {
    let command = try Command.run(
      ["isoflop", try file(), "--norm", "huber:0.001", "--replicates", "50", "--json"] + columns)
    #expect(try command.json()["bias"] is [String: Any], "\(command.errors)")
  }

  @Test("approach 1 has a record of its own")
  func envelope() throws {
    // Each size relative to the optimum is taken for a training curve of one size: not what the file holds, so it is refused.
    let mixed = try Command.run(["isoflop", try file(), "--approach", "1", "--run", "run"] + columns)
    #expect(mixed.status == 64 && mixed.errors.contains("several sizes"), "\(mixed.errors)")
    let curves = try temporaryFile(
      "curves.csv", "N,C,loss,run\n1e8,1e18,4,a\n1e8,1e20,2,a\n1e9,1e18,4.5,b\n1e9,1e20,1.5,b\n")
    let command = try Command.run([
      "isoflop", curves.path, "--approach", "1", "--run", "run", "--replicates", "50", "--json",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    #expect(record["approach"] as? Int == 1)
    // By hand: the line through a step in the middle, see EnvelopeTests.
    let a = try #require((record["a"] as? [String: Any])?["estimate"] as? Double)
    #expect(abs(a - 0.75) < 0.001)
  }

  @Test(
    "what cannot be done says why, with its exit status",
    arguments: [
      (["--approach", "3"], 64, "1 or 2"), (["--approach", "1"], 64, "needs --run"),
      (["--run", "run"], 64, "--approach 1"),
      (["--target", "lots"], 64, "not a number of FLOP"), (["--degree", "4"], 64, "2 or 3"),
      (["--groups", "run", "--budgets", "1e19"], 64, "either"), (["--level", "2"], 64, "between 0 and 1"),
      (["--norm", "square"], 64, "not understood"), (["-c", "loss=los"], 65, "did you mean"),
      (["--where", "params < 0"], 65, "no rows"), (["--where", "flops > 1e20"], 65, "needs two budgets"),
      (["--derive", "low = loss - 9", "-c", "loss=low"], 65, "low is"),
    ] as [([String], Int, String)])
  func refusals(_ arguments: [String], _ status: Int, _ message: String) throws {
    let command = try Command.run(["isoflop", try file()] + columns + arguments)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.output.isEmpty)
  }

  @Test("the Chinchilla points by their nine budgets", .enabled(if: Shared.isAvailable))
  func chinchilla() throws {
    let command = try Command.run([
      "isoflop", Shared.path("data/chinchilla/svg_extracted_data.csv"), "-c", "N=Model Size", "-c", "C=Training FLOP",
      "--budgets", "6e18,1e19,3e19,6e19,1e20,3e20,6e20,1e21,3e21", "--target", "5.76e23", "--norm", "huber:0.001",
      "--json",
    ])
    #expect(command.status == 0, "\(command.errors)")
    let record = try command.json()
    // Hoffmann et al. 2022, table 2: approach 2 gives a = 0.49 with 0.462 to 0.534 as its 10th and 90th percentile.
    let a = try #require((record["a"] as? [String: Any])?["estimate"] as? Double)
    #expect((0.462...0.534).contains(a))
    #expect((record["rows_of_no_budget"] as? [Int])?.isEmpty == false)
  }
}
