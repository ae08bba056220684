import Foundation
import TestSupport
import Testing

/// `scaling compare` as its users run it.
@Suite struct CompareCommandTests {
  private static let ladder = [
    "compare", "@olmo-ladder", "--where", "role == \"fit\"", "-c", "N=params", "-c", "D=tokens", "--law", "chinchilla",
  ]

  @Test("the average's band holds the large runs of OLMo's ladder, which a choice by the small ones alone misses")
  func olmoLadder() throws {
    let command = try Command.run(
      Self.ladder + [
        "--law", "coupled", "--at", "N=6887575552,D=3945065873408", "--at", "N=13202396160,D=5T", "--json",
      ])
    #expect(command.status == 0)
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.compare/1" && record["laws_tried"] as? Int == 2)
    let predictions = try #require(record["predictions"] as? [[String: Any]])
    // The targets of datasets/olmo-ladder.csv.
    for (prediction, observed) in zip(predictions, [2.482918, 2.437582]) {
      let low = try #require(prediction["new_run_low"] as? Double)
      let high = try #require(prediction["new_run_high"] as? Double)
      #expect(low < observed && observed < high, "[\(low), \(high)] for \(observed)")
      let reach = try #require(prediction["reach"] as? [String: Any])
      #expect(try #require(reach["evidence"] as? Double) < 1)
    }
    let laws = try #require(record["laws"] as? [[String: Any]])
    #expect(laws.map { $0["name"] as? String } == ["coupled", "chinchilla"])
    // The best law alone does not hold the 13B run.
    let alone = try #require((predictions[1]["laws"] as? [[String: Any]])?.first)
    #expect(try #require(alone["new_run_high"] as? Double) < 2.437582)
  }

  @Test("the report says which law is best and whether that is decided, what is nested, and how many laws were tried")
  func report() throws {
    let command = try Command.run(Self.ladder + ["--law", "coupled,g=1", "--law", "coupled"])
    #expect(command.status == 0)
    #expect(
      command.said.hasPrefix(
        "coupled fits best for the coefficients that it takes: AICc is least, and that of coupled,g=1"))
    #expect(command.said.contains("Fitted to smaller runs, its 95 % band held "))
    let byBacktest = try Command.run(
      Self.ladder + ["--law", "coupled,g=1", "--law", "coupled", "--rank-by", "backtest"])
    #expect(byBacktest.said.hasPrefix("coupled predicts the larger runs best: back-test error "))
    #expect(byBacktest.said.contains("The lead is more than chance: their squared errors differ by 2 standard errors."))
    #expect(command.output.contains("\n3 laws for loss; @olmo-ladder, 16 rows\n"))
    #expect(command.said.contains("The best of 3 laws looks better than it is."))
    #expect(command.said.contains("chinchilla is the case g = 1 of coupled: F(1, 10)"))
    #expect(command.output.contains("Back-test, cut by cut"))
  }

  @Test("norms and subsets are combined with laws, and subsets are judged on all rows")
  func combined() throws {
    let command = try Command.run(
      Self.ladder + [
        "--norm", "squared", "--norm", "huber:0.01", "--subset", "long: chinchilla_multiple > 1", "--json",
      ])
    let laws = try #require(try command.json()["laws"] as? [[String: Any]])
    #expect(
      Set(laws.compactMap { $0["name"] as? String }) == [
        "chinchilla / squared", "chinchilla / squared / long", "chinchilla / huber:0.01",
        "chinchilla / huber:0.01 / long",
      ])
    for law in laws {
      let isLong = (law["name"] as? String)?.hasSuffix("long") ?? false
      #expect(law["rows_used"] as? Int == (isLong ? 12 : 16) && (law["subset"] is NSNull) == !isLong)
      let folds = law["cross_validation"] as? [String: Any]
      #expect(folds?["n"] as? Int == 16, "\(law["name"] ?? "")")
      if isLong { #expect(law["aicc"] is NSNull) }
    }
  }

  @Test("paired resamples give differences, ratios and the share in which the first is larger")
  func paired() throws {
    let command = try Command.run(
      Self.ladder + [
        "--law", "coupled", "--paired", "--quantity", "a", "--at", "N=2e9,D=1e11", "--replicates", "200", "--json",
      ])
    #expect(command.status == 0)
    let record = try command.json()
    #expect(record["schema"] as? String == "scaling.paired/1")
    let estimates = try #require(record["estimates"] as? [[String: Any]])
    #expect(estimates.map { $0["name"] as? String } == ["a", "at D=100000000000,N=2000000000"])
    for estimate in estimates {
      let first = try #require(estimate["first_estimate"] as? Double)
      let second = try #require(estimate["second_estimate"] as? Double)
      #expect(abs(try #require(estimate["difference"] as? Double) - (first - second)) < 1e-12)
      #expect(abs(try #require(estimate["ratio"] as? Double) - first / second) < 1e-12)
      let share = try #require(estimate["share_first_larger"] as? Double)
      #expect(share >= 0 && share <= 1)
    }
  }

  @Test("what cannot be compared ends with its status, a message and a hint")
  func refusals() throws {
    let cases: [(arguments: [String], status: Int32, message: String)] = [
      ([], 64, "1 law: a comparison needs two or more"),
      (["--formula", "log(loss) = a + b*log(N)"], 64, "their errors are of different things"),
      (["--law", "coupled", "--at-cut", "1e19"], 65, "are too few to fit"),
      (["--law", "coupled", "--at-cut", "1e29"], 65, "nothing is held out"),
      (["--law", "coupled", "--quantity", "a"], 64, "goes with --paired"),
      (["--law", "coupled", "--paired"], 64, "nothing is asked of both fits"),
      (["--law", "coupled", "--paired", "--quantity", "z = g"], 64, "\"g\" is not a coefficient"),
      (["--law", "coupled", "--fix", "h=2"], 64, "no law has a symbol \"h\""),
      (["--law", "coupledd"], 64, "there is no law \"coupledd\""),
      (["--law", "coupled", "--folds", "1"], 64, "there are from 2 folds to 16"),
    ]
    for (arguments, status, message) in cases {
      let command = try Command.run(Self.ladder + arguments)
      #expect(command.status == status && command.output.isEmpty, "\(arguments): \(command.status)")
      #expect(command.errors.contains(message) && command.errors.contains("hint:"), "\(command.errors)")
    }
  }
}
