import Foundation
import Statistics
import Testing

@testable import ScalingLaws

@Suite struct CapabilityTests {
  private static let tables = 500

  private func table(_ columns: [(String, [Double])], families: [String]? = nil) throws -> Table {
    let lines = (0..<columns[0].1.count).map { row in
      (columns.map { "\($0.1[row])" } + (families.map { [$0[row]] } ?? [])).joined(separator: ",")
    }
    let header = (columns.map(\.0) + (families == nil ? [] : ["family"])).joined(separator: ",")
    return try Table(bytes: Array(([header] + lines).joined(separator: "\n").utf8), source: "t.csv")
  }

  private func straightness(_ table: Table, margin: Double = 1.5) throws -> Straightness {
    let columns = try CapabilityColumns(in: table, scores: [.symbol("score")])
    let rows = try CapabilityRows(table, score: .symbol("score"), columns: columns)
    let slopes = try ResourceSlopes(rows, level: 0.95).perDecade.compactMap(\.value)
    let path = try #require(ResourcePath(rows, slopes: slopes))
    return try #require(try Straightness(rows, path, level: 0.95, margin: margin))
  }

  /// Verdicts over simulated tables of 60 models whose parameters and tokens span three decades each.
  private func verdicts(seed: UInt64, families: Int? = nil, _ truth: (Double, Double) -> Double) throws
    -> [CapabilityVerdict: Int]
  {
    var counts: [CapabilityVerdict: Int] = [:]
    for index in 0..<Self.tables {
      var random = RandomStream(seed: seed, stream: UInt64(index))
      let n = (0..<60).map { _ in 8 + 3 * random.uniform() }
      let d = (0..<60).map { _ in 10 + 3 * random.uniform() }
      let shared = (0..<(families ?? 1)).map { _ in families == nil ? 0 : 0.03 * random.normal() }
      let scores = n.indices.map { truth(n[$0], d[$0]) + shared[$0 % shared.count] + 0.03 * random.normal() }
      let table = try table(
        [("params", n.map { pow(10, $0) }), ("tokens", d.map { pow(10, $0) }), ("score", scores)],
        families: families.map { count in n.indices.map { "f\($0 % count)" } })
      counts[try straightness(table).verdict, default: 0] += 1
    }
    return counts
  }

  // 23 and 20 of 500 bent when written; 4 and 2 shown straight, for a margin of 1.5 asks much of 60 rows.
  @Test("of 500 straight truths at most 5 % are called bent, families or not", arguments: [nil, 12])
  func straightTruths(_ families: Int?) throws {
    let counts = try verdicts(seed: 31, families: families) { 0.1 * $0 + 0.05 * $1 }
    #expect(counts[.steepens, default: 0] + counts[.flattens, default: 0] <= Self.tables / 20)
    #expect(counts[.logLinear, default: 0] > 0 && counts[.noTrend, default: 0] == 0)
  }

  @Test("a truth whose slope doubles over the range is never called straight, and mostly called steepening")
  func bentTruths() throws {
    // The slope in log params goes from 0.05 to 0.35, in log tokens it is 0.1.
    let counts = try verdicts(seed: 32) { 0.05 * ($0 - 8) + 0.05 * ($0 - 8).squared + 0.1 * $1 }
    #expect(counts[.logLinear, default: 0] <= Self.tables / 20)
    #expect(counts[.steepens, default: 0] >= Self.tables * 9 / 10)
  }

  // 421 of 500 when written: a test of size 0.05 each for the slope and its bend.
  @Test("a score without any trend is not called log-linear")
  func noTrend() throws {
    let counts = try verdicts(seed: 33) { _, _ in 0.5 }
    #expect(counts[.logLinear, default: 0] == 0)
    #expect(counts[.noTrend, default: 0] >= Self.tables * 4 / 5)
  }

  @Test("a parabola in one resource gives its slopes at both ends, their ratio and its curvature")
  func parabola() throws {
    // By hand: y = 4u + u², u the log10 of compute less its mean, from -1.5 to 1.5; y' = 4 + 2u is 1 and 7 at the ends.
    let u = (0..<13).map { -1.5 + 0.25 * Double($0) }
    let noise = (0..<13).map { ($0 % 2 == 0 ? 1 : -1) * 0.01 }
    let table = try table([
      ("flops", u.map { pow(10, 20 + $0) }), ("score", zip(u, noise).map { 4 * $0 + $0 * $0 + $1 }),
    ])
    let found = try straightness(table)
    #expect(abs(try #require(found.curvature.value) - 1) < 0.01)
    let (lower, upper) = (try #require(found.slopes[0].value), try #require(found.slopes[1].value))
    #expect(abs(lower - 1) < 0.02 && abs(upper - 7) < 0.02)
    #expect(abs(try #require(found.slopeRatio?.value) - 7) < 0.2)
    #expect(abs(found.decades - 3) < 1e-9 && found.verdict == .steepens)
  }

  @Test("the release date takes what it explains, and both are shown")
  func time() throws {
    var random = RandomStream(seed: 5, stream: 0)
    let dates = (0..<80).map { 2020 + Double($0) / 20 }
    let logs = dates.map { 20 + ($0 - 2020) + 0.5 * random.normal() }
    let scores = zip(logs, dates).map { 0.1 * $0 + 0.05 * ($1 - 2020) + 0.01 * random.normal() }
    let table = try table([("flops", logs.map { pow(10, $0) }), ("date", dates), ("score", scores)])
    let analysis = try CapabilityAnalysis(table, columns: try CapabilityColumns(in: table))
    let slopes = try #require(analysis.scores.first).slopes
    let held = try #require(slopes.beside)
    let alone = try #require(slopes.perDecade[0].value)
    #expect(alone > 0.12, "without the date, the slope takes part of what time does")
    #expect(try #require(held.perDecade[0].interval).contains(0.1))
    #expect(try #require(held.perYear.interval).contains(0.05))
    #expect(held.correlations[0] > 0.85)
  }

  @Test("compute that is six times parameters times tokens is said, and taken alone")
  func computeIdentity() throws {
    let n = [1e8, 2e8, 4e8, 1e9, 2e9, 4e9, 1e10, 2e10]
    let d = [1e9, 5e9, 3e9, 2e10, 1e10, 8e10, 6e10, 3e11]
    let table = try table([
      ("params", n), ("tokens", d), ("flops", zip(n, d).map { 6 * $0 * $1 }),
      ("score", [0.3, 0.33, 0.35, 0.41, 0.42, 0.5, 0.52, 0.6]),
    ])
    let columns = try CapabilityColumns(in: table)
    #expect(columns.resources == [.symbol("flops")] && columns.otherResources == ["params", "tokens"])
    #expect(columns.scores == [.symbol("score")])
    let ratio = try #require(ResourceSeparation(table, columns: columns).computeRatio)
    #expect(abs(ratio.median - 6) < 1e-9 && abs(ratio.largestFactor - 1) < 1e-9)
  }

  @Test("shares have the forms of shares, losses those of losses")
  func forms() throws {
    #expect(CapabilityForm.top(of: [0.2, 0.9]) == 1)
    #expect(CapabilityForm.top(of: [25, 80]) == 100)
    #expect(CapabilityForm.top(of: [2.6, 1.7]) == nil && CapabilityForm.top(of: [-1, 0.5]) == nil)
    #expect(CapabilityForm.suiting([2.6, 1.7], top: nil) == [.linear, .power, .powerAndFloor])
    // A logistic truth is told from a line by its back-test.
    let u = (0..<40).map { Double($0) / 10 }
    let table = try table([
      ("flops", u.map { pow(10, 20 + $0) }),
      ("score", u.enumerated().map { 1 / (1 + exp(4 - 2 * $1)) + ($0 % 2 == 0 ? 0.004 : -0.004) }),
    ])
    let analysis = try CapabilityAnalysis(table, columns: try CapabilityColumns(in: table))
    let forms = try #require(analysis.scores[0].forms)
    let errors = Dictionary(uniqueKeysWithValues: forms.entries.map { ($0.form, $0.backtestError ?? .nan) })
    let (logistic, linear) = (try #require(errors[.logistic]), try #require(errors[.linear]))
    #expect(logistic < 0.02 && linear > 0.05)
  }
}
