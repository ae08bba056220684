import Foundation
import TestSupport
import Testing

/// Shares near 0 and 1, through the command.
@Suite struct ShareDefectTests {
  private static let folder = Shared.repository.appending(path: "Tests/Defects")

  private func fit(_ arguments: [String], file: String = "menarche.csv") throws -> Command {
    try Command.run(["fit", file] + arguments, folder: Self.folder)
  }

  private func largestError(_ found: [Double], _ truth: [Double]) -> Double {
    found.count == truth.count ? zip(found, truth).map { abs($0 / $1 - 1) }.max() ?? 0 : .infinity
  }

  private func menarche(_ law: String) throws -> (estimates: [Double], deviance: Double, status: Int32) {
    let command = try fit([
      "--derive", "share=Menarche/Total", "--formula", "share = \(law)", "--norm", "binomial", "--weights",
      "trials=Total",
      "--interval", "classical", "--json",
    ])
    let record = try command.json()
    let estimates = (record["coefficients"] as? [[String: Any]])?.compactMap { $0["estimate"] as? Double } ?? []
    return (estimates, (record["objective"] as? [String: Any])?["value"] as? Double ?? .nan, command.status)
  }

  @Test(
    "a complementary log-log curve fits however it is written",
    arguments: [
      "1 - exp(-exp(b0 + b1*Age))", "-expm1(-exp(b0 + b1*Age))", "1 - 1/exp(exp(b0 + b1*Age))",
      "0 + (1 - 0)*(1 - exp(-exp(b0 + b1*Age)))",
    ])
  func complementaryLogLog(_ law: String) throws {
    let found = try menarche(law)
    #expect(found.status == 0)
    // R: glm(cbind(Menarche, Total - Menarche) ~ Age, binomial("cloglog"), MASS::menarche).
    #expect(largestError(found.estimates, [-12.98518, 0.953012]) < 1e-6)
    #expect(abs(found.deviance - 118.8208) < 1e-4)
  }

  @Test("logistic curves written out fit as logistic does, and normal ones as normal does")
  func equivalents() throws {
    let z = "(b0 + b1*Age)"
    for (law, others) in [
      (
        "logistic\(z)",
        ["1/(1 + exp(-\(z)))", "exp\(z)/(1 + exp\(z))", "0.5*(1 + tanh(\(z)/2))", "1 - 1/(1 + exp\(z))"]
      ), ("normal\(z)", ["0.5*(1 + erf(\(z)/sqrt(2)))", "1 - 0.5*(1 - erf(\(z)/2^0.5))"]),
    ] {
      let best = try menarche(law)
      #expect(best.status == 0)
      for other in others {
        let found = try menarche(other)
        #expect(found.status == 0, "\(other)")
        #expect(largestError(found.estimates, best.estimates) < 1e-7, "\(other)")
        #expect(abs(found.deviance / best.deviance - 1) < 1e-10, "\(other)")
      }
    }
  }

  @Test("separation is named, and no digits are pretended")
  func separation() throws {
    let law = ["--formula", "y = logistic(a + b*x)"]
    let text = try fit(law + ["--norm", "binomial"], file: "T17b_separation.csv")
    #expect(text.status == 1)
    #expect(text.said.hasPrefix("No law is found: the law separates all shares of 0 from all of 1."))
    #expect(text.said.contains("[separation]") && text.said.contains("binomial:firth"))
    let record = try fit(law + ["--norm", "binomial", "--json"], file: "T17b_separation.csv").json()
    for coefficient in record["coefficients"] as? [[String: Any]] ?? [] {
      #expect(coefficient["estimate"] is NSNull && coefficient["std_error"] is NSNull)
    }
  }

  @Test("Firth's penalty has a finite answer, and its record says how it was made")
  func firth() throws {
    let arguments = ["--formula", "y = logistic(a + b*x)", "--norm", "binomial:firth", "--weights", "trials=1"]
    let command = try fit(arguments + ["--json"], file: "T17b_separation.csv")
    #expect(command.status == 0)
    let record = try command.json()
    #expect((record["options"] as? [String: Any])?["norm"] as? String == "binomial:firth")
    let estimates = (record["coefficients"] as? [[String: Any]])?.compactMap { $0["estimate"] as? Double } ?? []
    // The rows lie symmetrically about 20.5.
    #expect(estimates.count == 2 && abs(estimates[0] + 20.5 * estimates[1]) < 1e-6 * abs(estimates[0]))
    let text = try fit(arguments, file: "T17b_separation.csv")
    #expect(text.said.contains("Bias-reduced binomial likelihood (Firth)"))
    for interval in ["bootstrap", "jackknife", "m-estimation"] {
      let refused = try fit(arguments + ["--interval", interval], file: "T17b_separation.csv")
      #expect(refused.status == 64 && refused.errors.contains("binomial:firth"), "\(interval)")
    }
  }

  @Test("a group that all fails or all passes says what it is")
  func groups() throws {
    var text = "group,x,y\n"
    for (group, shares) in [("none", [0, 0, 0, 0, 0, 0]), ("all", [1, 1, 1, 1, 1, 1]), ("some", [0, 1, 0, 1, 0, 1])] {
      for (x, share) in shares.enumerated() { text += "\(group),\(x),\(share)\n" }
    }
    let file = try temporaryFile("groups.csv", text)
    defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
    let command = try Command.run([
      "fit", file.path, "--formula", "y = logistic(a + b*x)", "--norm", "binomial", "--by", "group",
    ])
    #expect(command.said.contains("every share is 0") && command.said.contains("every share is 1"))
    #expect(!command.said.contains("perfect"))
  }
}
