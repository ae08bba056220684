import Foundation
import ScalingLaws
import Statistics
import Testing

/// What the law suite knows of a law: true coefficients, a design that identifies them, and one that cannot.
struct LawTruth {
  let coefficients: [String: Double]
  /// Where each variable is drawn: its decimal logarithm, but for times, which are drawn as they are.
  let ranges: [String: ClosedRange<Double>]
  /// Standard deviation of the noise on the law's residual scale.
  let noise: Double
  /// Rows without noise that give the coefficients back.
  var rows = 60
  /// How the design is spoiled so that some coefficient is not identified.
  let spoil: @Sendable (inout [String: [Double]]) -> Void

  static let all: [String: LawTruth] = [
    "power-law": LawTruth(
      coefficients: ["A": 26.5, "alpha": 0.055], ranges: ["x": 17...24], noise: 0.02, spoil: constant("x")),
    "power-law-floor": LawTruth(
      coefficients: ["E": 1.7, "A": 420, "alpha": 0.15], ranges: ["C": 17...24], noise: 0.003, spoil: twoLevels("C")),
    "chinchilla": LawTruth(
      coefficients: chinchilla, ranges: ["N": 7.5...10.5, "D": 9...12], noise: 0.005, spoil: constant("N")),
    "coupled": LawTruth(
      coefficients: chinchilla.merging(["g": 0.6]) { first, _ in first }, ranges: ["N": 7.5...10.5, "D": 9...12],
      noise: 0.002, spoil: twentyTokensPerParameter),
    "kaplan-joint": LawTruth(
      coefficients: ["A": 11, "alphaN": 0.076, "B": 23, "alphaD": 0.103], ranges: ["N": 6...10, "D": 7.5...11],
      noise: 0.005, spoil: twentyTokensPerParameter),
    "over-training": LawTruth(
      coefficients: ["E": 1.7, "a": 40, "eta": 0.15, "b": 90], ranges: ["C": 17...22, "M": 0.7...3], noise: 0.003,
      spoil: constant("M")),
    "data-constrained": LawTruth(
      coefficients: chinchilla.merging(["R": 12]) { first, _ in first },
      ranges: ["N": 7.5...10.5, "D": 9...11.5, "U": 8...10.5], noise: 0.003,
      spoil: { columns in columns["U"] = columns["D"] }),
    "data-constrained-joint": LawTruth(
      coefficients: chinchilla.merging(["R": 12, "RN": 5]) { first, _ in first },
      ranges: ["N": 6.5...9.5, "D": 9...11.5, "U": 8...10.5], noise: 0.003, rows: 80,
      // So many unique tokens that nothing is repeated, and no model is too large for them.
      spoil: { columns in columns["U"] = columns["D"]?.map { _ in 1e16 } }),
    "m4": LawTruth(
      coefficients: ["E": 0.12, "E0": 0.98, "c": 0.42, "K": 3e4, "alpha": 1.6], ranges: ["x": 2...9], noise: 0.01,
      spoil: before("x", 1e3)),
    "broken-power-law": LawTruth(
      coefficients: ["a": 0.5, "b": 600, "c0": 0.2, "c1": 0.3, "d1": 1e15, "f1": 0.4], ranges: ["x": 11...20],
      noise: 0.005, spoil: before("x", 1e13)),
    "broken-power-law-2": LawTruth(
      coefficients: [
        "a": 0.05, "b": 600, "c0": 0.2, "c1": 0.3, "d1": 1e13, "f1": 0.4, "c2": -0.35, "r2": 1e4, "f2": 0.5,
      ], ranges: ["x": 10...21], noise: 0.001, rows: 100, spoil: before("x", 1e13)),
    "log-linear": LawTruth(
      coefficients: ["b0": -2.5, "b1": 0.21, "b2": 0.08, "b3": 0.03], ranges: ["C": 18...25, "D": 9...13, "T": 0...4],
      noise: 0.05, spoil: { columns in columns["D"] = columns["C"]?.map { $0 * 20 } }),
    "logistic-score": LawTruth(
      coefficients: ["floor": 0.25, "ceiling": 0.9, "slope": 1.5, "midpoint": 22], ranges: ["C": 19...25], noise: 0.02,
      spoil: before("C", 1e20)),
    "log-logistic": LawTruth(
      coefficients: ["floor": 0.25, "ceiling": 0.9, "C50": 1e22, "h": 0.6], ranges: ["C": 19...25], noise: 0.02,
      spoil: before("C", 1e20)),
    "loss-to-score": LawTruth(
      coefficients: ["floor": 0.25, "ceiling": 0.9, "slope": 4, "midpoint": 2.6], ranges: ["loss": 0.25...0.55],
      noise: 0.01, spoil: before("loss", 1.8)),
    "pass-at-k": LawTruth(
      coefficients: ["a": 1.8, "b": 0.3], ranges: ["k": 0...4], noise: 0.05, spoil: constant("k")),
    "pass-at-k-joint": LawTruth(
      coefficients: ["A": 171, "alpha": 0.22, "b": 0.16], ranges: ["N": 7...10.5, "k": 0...3], noise: 0.05,
      spoil: constant("N")),
    "test-time": LawTruth(
      coefficients: ["b0": 0.15, "b1": 0.12], ranges: ["T": 2...5], noise: 0.02, spoil: constant("T")),
    "test-time-saturating": LawTruth(
      coefficients: ["ceiling": 0.9, "A": 2, "alpha": 0.25], ranges: ["T": 2...5], noise: 0.01, spoil: twoLevels("T")),
    "exponential-trend": LawTruth(
      coefficients: ["p0": 42, "k": 1.7], ranges: ["t": 0...4], noise: 0.05, spoil: constant("t")),
    "segmented-trend": LawTruth(
      coefficients: ["level": 3, "slope": 0.13, "change": 0.4, "tau": 2012.3], ranges: ["t": 2005...2020], noise: 0.1,
      spoil: before("t", 2011)),
    "wright": LawTruth(
      coefficients: ["p0": 900, "b": 0.32], ranges: ["Q": 0...7], noise: 0.05, spoil: constant("Q")),
    "elasticity": LawTruth(
      coefficients: ["q0": 4e9, "elasticity": -1.3], ranges: ["price": -2...2], noise: 0.1, spoil: constant("price")),
    "logistic-adoption": LawTruth(
      coefficients: ["ceiling": 0.8, "r": 0.7, "t0": 2014], ranges: ["t": 2005...2022], noise: 0.02,
      spoil: before("t", 2008)),
  ]

  private static let chinchilla: [String: Double] = ["E": 1.7, "A": 400, "alpha": 0.34, "B": 410, "beta": 0.28]

  private static func constant(_ name: String) -> @Sendable (inout [String: [Double]]) -> Void {
    { columns in columns[name] = columns[name]?.map { _ in columns[name]?.first ?? 1 } }
  }

  private static func twoLevels(_ name: String) -> @Sendable (inout [String: [Double]]) -> Void {
    { columns in columns[name] = columns[name]?.enumerated().map { $0.offset.isMultiple(of: 2) ? 1e3 : 1e5 } }
  }

  /// Only the part of the range below a value.
  private static func before(_ name: String, _ limit: Double) -> @Sendable (inout [String: [Double]]) -> Void {
    { columns in
      guard let low = columns[name]?.min(), let high = columns[name]?.max() else { return }
      columns[name] = columns[name]?.map { low + ($0 - low) / (high - low) * (limit - low) }
    }
  }

  private static let twentyTokensPerParameter: @Sendable (inout [String: [Double]]) -> Void = { columns in
    columns["D"] = columns["N"]?.map { 20 * $0 }
  }
}

extension LawTruth {
  /// Rows simulated from the law.
  func table(
    _ law: Law, rows: Int, noise: Double, seed: UInt64, spoiled: Bool = false
  ) throws -> Table {
    var random = RandomStream(seed: seed, stream: 0)
    var columns: [String: [Double]] = [:]
    for (name, range) in ranges.sorted(by: { $0.key < $1.key }) {
      var draws = (0..<rows).map { _ in range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform() }
      if name == "t" {
        draws[0] = range.lowerBound
      } else {
        draws = draws.map { pow(10, $0) }
      }
      columns[name] = draws
    }
    if spoiled { spoil(&columns) }
    let response = try (0..<rows).map { row in
      let point = columns.mapValues { $0[row] }.merging(coefficients) { first, _ in first }
      let value = try law.formula.right.value(point)
      let error = noise * random.normal()
      return law.scale == .log ? value * exp(error) : value + error
    }
    if let name = law.formula.response {
      columns[name] = response
    } else {
      #expect(law.formula.left.description == "-log(pass)")
      columns["pass"] = response.map { exp(-$0) }
    }
    let named = columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) }
    return try Table(source: "simulated", columns: named)
  }
}
