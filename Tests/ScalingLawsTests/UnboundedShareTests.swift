import Foundation
import Statistics
import Testing

@testable import ScalingLaws

/// A share under a law that knows no bounds is said to be one.
@Suite struct UnboundedShareTests {
  private func table(_ name: String, _ scale: Double = 1) throws -> Table {
    var random = RandomStream(seed: 5)
    let x = (0..<20).map { Double($0) / 2 }
    let y = x.map { scale / (1 + exp(-(0.6 * $0 - 3 + 0.2 * random.normal()))) }
    return try Table(
      source: "t", columns: [Column(name: "x", storage: .numbers(x)), Column(name: name, storage: .numbers(y))])
  }

  private func isWarned(_ formula: String, _ table: Table, _ options: FitOptions = FitOptions()) throws -> Bool {
    try Law(formula).fit(to: table, options: options).warnings.contains { $0.code == .unboundedShare }
  }

  @Test("a straight line through an accuracy or a benchmark", arguments: ["accuracy", "mmlu", "pass_rate"])
  func line(_ name: String) throws {
    #expect(try isWarned("\(name) = a + b*x", table(name)))
    let warning = try #require(
      Law("\(name) = a + b*x").fit(to: table(name)).warnings.first { $0.code == .unboundedShare })
    #expect(warning.hint.contains("--scale logit"))
  }

  @Test("no law with bounds, no other column, no score beyond 1")
  func others() throws {
    #expect(try !isWarned("accuracy = a + b*x", table("accuracy"), FitOptions(scale: .logit)))
    #expect(try !isWarned("accuracy = logistic(a + b*x)", table("accuracy")))
    #expect(try !isWarned("loss = a + b*x", table("loss")))
    #expect(try !isWarned("height = a + b*x", table("height")))
    #expect(try !isWarned("score = a + b*x", table("score", 80)))
  }
}
