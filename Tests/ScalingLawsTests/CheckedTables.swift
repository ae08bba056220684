import Foundation
import ScalingLaws
import Statistics

/// Simulated tables without a fault, and faults to put into them.
enum CheckedTables {
  /// The kinds of table that are simulated.
  enum Kind: String, CaseIterable, Sendable {
    case chinchilla, powerLaw, floor, logLinear, trend, wright
  }

  static func law(_ kind: Kind) -> Law {
    switch kind {
    case .chinchilla: .chinchilla
    case .powerLaw: .powerLaw
    case .floor: .powerLawFloor
    case .logLinear: .logLinear
    case .trend: .exponentialTrend
    case .wright: .wright
    }
  }

  /// A table drawn from the law with normal noise on its residual scale.
  static func clean(_ kind: Kind, rows: Int, seed: UInt64) throws -> Table {
    var random = RandomStream(seed: seed, stream: 77)
    func decades(_ low: Double, _ high: Double) -> [Double] {
      (0..<rows).map { _ in pow(10, low + (high - low) * random.uniform()) }
    }
    func noise(_ size: Double) -> [Double] { (0..<rows).map { _ in size * random.normal() } }
    switch kind {
    case .chinchilla:
      let (n, d, e) = (decades(7.5, 10.5), decades(9, 12), noise(0.005))
      let loss = (0..<rows).map { (1.7 + 400 * pow(n[$0], -0.34) + 410 * pow(d[$0], -0.28)) * exp(e[$0]) }
      return try table([("N", n), ("D", d), ("loss", loss)])
    case .powerLaw:
      let (x, e) = (decades(17, 24), noise(0.02))
      return try table([("x", x), ("y", (0..<rows).map { 26.5 * pow(x[$0], -0.055) * exp(e[$0]) })])
    case .floor:
      let (c, e) = (decades(17, 24), noise(0.003))
      return try table([("C", c), ("loss", (0..<rows).map { (1.7 + 420 * pow(c[$0], -0.15)) * exp(e[$0]) })])
    case .logLinear:
      let (c, d, e) = (decades(18, 25), decades(9, 13), noise(0.02))
      return try table([
        ("C", c), ("D", d), ("score", (0..<rows).map { -1.4 + 0.06 * log10(c[$0]) + 0.05 * log10(d[$0]) + e[$0] }),
      ])
    case .trend:
      let (t, e) = ((0..<rows).map { _ in 2020 + 6 * random.uniform() }, noise(0.2))
      return try table([("t", t), ("price", (0..<rows).map { 30 * exp(-1.5 * (t[$0] - 2020) + e[$0]) })])
    case .wright:
      let (q, e) = (decades(0, 7), noise(0.1))
      return try table([("Q", q), ("price", (0..<rows).map { 900 * pow(q[$0], -0.32) * exp(e[$0]) })])
    }
  }

  static func table(_ columns: [(String, [Double])], texts: [(String, [String])] = []) throws -> Table {
    try Table(
      source: "simulated",
      columns: texts.map { Column(name: $0.0, storage: .texts(TextValues($0.1))) }
        + columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  /// The table with a column put through a function of row and value.
  static func changing(_ table: Table, _ name: String, _ change: (Int, Double) -> Double) throws -> Table {
    let columns = try table.columns.map { column in
      column.name == name
        ? Column(name: name, storage: .numbers(try table.numbers(name).enumerated().map(change))) : column
    }
    return try Table(source: table.source, columns: columns)
  }
}
