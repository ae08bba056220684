import Datasets
import Foundation
import ScalingLaws
import TestSupport
import Testing

/// A clean table is never refused, and what is implausible says what it looks like.
@Suite("Plausibility")
struct PlausibilityTests {
  @Test("no simulated table of the catalogue is implausible", arguments: LawSuiteTests.names)
  func simulated(_ id: String) throws {
    let law = try #require(Law.named(id))
    let truth = try #require(LawTruth.all[id])
    for seed in 0..<20 {
      let table = try truth.table(law, rows: 40, noise: truth.noise, seed: UInt64(7000 + seed))
      #expect(Plausibility(law, table, mapping: [:]).doubts == [])
    }
  }

  @Test(
    "no bundled table is implausible under a law that suits it",
    arguments: [
      ("olmo-ladder", "chinchilla", [:]), ("cerebras-gpt", "chinchilla", [:]),
      ("cerebras-gpt", "power-law-floor", ["C": "flops"]), ("open-base-models", "log-linear", ["score": "mmlu"]),
      ("open-base-models", "logistic-score", ["score": "mmlu", "C": "6*params*tokens"]),
      ("codex-pass-at-k", "pass-at-k-joint", [:]),
      ("transistors", "exponential-trend", ["price": "transistors_thousands", "t": "year"]),
      ("ai-prices", "exponential-trend", ["price": "input_usd_per_mtok"]),
    ] as [(String, String, [String: String])])
  func bundled(_ name: String, _ id: String, _ given: [String: String]) throws {
    let data = try #require(Datasets.named(name))
    let table = try Table(bytes: data.bytes, source: "@" + name, options: ReadOptions(format: .csv))
    let law = try #require(Law.named(id))
    let columns = try LawColumns([law], in: table, given: given)
    #expect(Plausibility(law, columns.table, mapping: columns.mapping).doubts == [])
  }

  /// Thirty sizes and tokens as papers report them, in single parameters and tokens.
  private static let runs: [(n: Double, d: Double)] = [
    (4.4e7, 9e8), (1.1e8, 2.2e9), (2.5e8, 5e9), (5.9e8, 1.2e10), (1.3e9, 2.6e10), (2.7e9, 5.3e10), (6.7e9, 1.4e11),
    (1.3e10, 2.6e11),
  ]

  private static func table(
    _ n: (Double) -> Double, _ d: (Double) -> Double, names: (String, String) = ("params", "tokens")
  ) throws -> Table {
    let loss = runs.map { 1.7 + 400 / pow($0.n, 0.34) + 410 / pow($0.d, 0.28) }
    return try Table(
      source: "t.csv",
      columns: [
        Column(name: names.0, storage: .numbers(runs.map { n($0.n) })),
        Column(name: names.1, storage: .numbers(runs.map { d($0.d) })), Column(name: "loss", storage: .numbers(loss)),
      ])
  }

  @Test("a wrong unit, a logarithm and a swap each say the mapping that mends them")
  func likely() throws {
    func mappings(_ table: Table) throws -> [String?] {
      let columns = try LawColumns([.chinchilla], in: table, given: [:])
      return Plausibility(.chinchilla, columns.table, mapping: columns.mapping).doubts.map(\.mapping)
    }
    #expect(try mappings(Self.table({ $0 }, { $0 })) == [])
    #expect(try mappings(Self.table({ $0 / 1e9 }, { $0 / 1e9 })) == ["N=params*1e9", "D=tokens*1e9"])
    #expect(try mappings(Self.table({ $0 / 1e6 }, { $0 / 1e9 })) == ["N=params*1e6", "D=tokens*1e9"])
    #expect(try mappings(Self.table({ $0 }, { $0 / 1e12 })) == ["D=tokens*1e12"])
    #expect(try mappings(Self.table({ $0 / 1e9 }, { $0 })) == ["N=params*1e9"])
    #expect(try mappings(Self.table({ log10($0) }, { log10($0) })) == ["N=10^params", "D=10^tokens"])
    // The header itself says which is which, so that two readings remain and neither is proposed.
    #expect(try mappings(Self.table({ $0 * 40 }, { $0 / 40 })) == [nil])
    let swapped = try LawColumns(
      [.chinchilla], in: Self.table({ $0 }, { $0 }), given: ["N": "tokens", "D": "params"])
    #expect(
      Plausibility(.chinchilla, swapped.table, mapping: swapped.mapping).doubts.map(\.mapping) == [
        "N=params", "D=tokens",
      ])
  }

  @Test("a library call returns the doubt with the fit")
  func doubt() throws {
    let table = try Self.table({ $0 / 1e9 }, { $0 / 1e9 })
    let fit = try Law.chinchilla.fit(to: table, columns: ["N": "params", "D": "tokens"])
    #expect(fit.warnings.filter { $0.code == .implausible }.map(\.hint) == ["-c 'N=params*1e9'", "-c 'D=tokens*1e9'"])
  }
}
