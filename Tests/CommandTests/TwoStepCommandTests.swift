import Foundation
import TestSupport
import Testing

@Suite struct TwoStepCommandTests {
  /// Forty runs on a grid, with a fixed pattern in place of noise.
  static let runs: String = {
    var text = "flops,loss,mmlu,items\n"
    for row in 0..<40 {
      let compute = pow(10, 18 + 0.1 * Double(row))
      let loss = (1.7 + 300 * pow(compute, -0.12)) * (1 + 0.004 * sin(Double(7 * row)))
      let score = 1 / (1 + exp(-(9 - 4 * loss))) + 0.004 * sin(Double(11 * row))
      text += "\(compute),\(loss),\((1000 * max(score, 0)).rounded() / 1000),1000\n"
    }
    return text
  }()

  private func run(_ arguments: [String], files: [String: String] = [:]) throws -> Command {
    let file = try temporaryFile("runs.csv", Self.runs)
    let folder = file.deletingLastPathComponent()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
    return try Command.run(["fit", "runs.csv"] + arguments, folder: folder)
  }

  private static let steps = [
    "--law", "power-law-floor", "-c", "C=flops", "--then-formula", "mmlu = logistic(a - b*loss)",
  ]

  @Test("both fits are shown, and a prediction with and without the first step's error")
  func text() throws {
    let command = try run(Self.steps + ["--at", "C=1e24", "--at", "C=1e23"])
    #expect(command.status == 0, "\(command.errors)")
    for part in [
      "mmlu at C = 1e+23 is ", "Step 1, loss from C", "Step 2, mmlu from loss",
      "power-law-floor: loss = E + A * C^-alpha",
      "loss taken as exact",
      "from step 1", "1e+24", "1e+23",
    ] { #expect(command.said.contains(part), "\(part)") }
  }

  @Test("the record holds both fits and every number of the predictions")
  func json() throws {
    let record = try run(Self.steps + ["--at", "C=1e24", "--json"]).json()
    #expect(record["schema"] as? String == "scaling.two-step/1")
    #expect(record["link"] as? String == "loss")
    for step in ["first", "second"] {
      #expect((record[step] as? [String: Any])?["schema"] as? String == "scaling.fit/1")
    }
    let prediction = try #require((record["predictions"] as? [[String: Any]])?.first)
    let (low, high) = (
      try #require(prediction["conf_low"] as? Double), try #require(prediction["conf_high"] as? Double)
    )
    let given = try #require(prediction["given_first"] as? [String: Any])
    #expect(low < (try #require(given["conf_low"] as? Double)))
    #expect(high > (try #require(given["conf_high"] as? Double)))
    // The law that the rows were made from: 1/(1 + exp(-(9 - 4*(1.7 + 300*1e24^-0.12)))).
    #expect(low < 0.64978 && 0.64978 < high)
    #expect((prediction["at"] as? [String: Any])?["C"] as? Double == 1e24)
  }

  @Test("the second step may have rows, norm and weights of its own")
  func ownRows() throws {
    let evals = "loss,accuracy,n\n2.2,0.531,900\n2.4,0.353,900\n2.6,0.196,900\n2.8,0.102,900\n3.0,0.046,900\n"
    let command = try run(
      [
        "--law", "power-law-floor", "-c", "C=flops", "--then-formula", "accuracy = logistic(a - b*loss)", "--then-data",
        "evals.csv", "--then-norm", "binomial", "--then-weights", "trials=n", "--at", "C=1e24", "--json",
      ], files: ["evals.csv": evals])
    #expect(command.status == 0, "\(command.errors)")
    let second = try #require(try command.json()["second"] as? [String: Any])
    #expect((second["data"] as? [String: Any])?["source"] as? String == "evals.csv")
    #expect((second["options"] as? [String: Any])?["norm"] as? String == "binomial")
    #expect((second["options"] as? [String: Any])?["weights"] as? String == "trials=n")
  }

  @Test("what does not fit together is said with a way out")
  func refusals() throws {
    let cases: [([String], String)] = [
      (Self.steps + ["--at", "D=1"], "the variables are C"),
      (Self.steps + ["--by", "items"], "without --by or --effect"),
      (["--law", "power-law-floor", "-c", "C=flops", "--at", "C=1e24"], "second step"),
      (Self.steps + ["-c", "Q=flops"], "Q"),
      (
        ["--law", "power-law-floor", "-c", "C=flops", "--then-formula", "mmlu = a + b*log10(flops)"],
        "write the second law in terms of loss"
      ),
      (Self.steps + ["--fix", "nothing=1"], "nothing"),
    ]
    for (arguments, words) in cases {
      let command = try run(arguments)
      #expect(command.status == 64, "\(arguments)")
      #expect(command.errors.contains(words), "\(command.errors)")
    }
  }

  @Test("a binomial fit prints deviance and dispersion, and its record names the norm")
  func binomial() throws {
    let arguments = [
      "--formula", "mmlu = logistic(a + b*log10(flops))", "--norm", "binomial", "--weights", "trials=items",
    ]
    let command = try run(arguments)
    #expect(command.said.contains("Binomial likelihood on the logit scale, weights trials=items"))
    #expect(command.output.contains("deviance") && command.output.contains("dispersion (Pearson)"))
    #expect(!command.output.contains("R²"))
    let record = try run(arguments + ["--json"]).json()
    let objective = try #require(record["objective"] as? [String: Any])
    #expect((objective["definition"] as? String)?.hasPrefix("deviance") ?? false)
    #expect((record["options"] as? [String: Any])?["scale"] as? String == "logit")
  }
}
