#if canImport(Glibc)
  import Glibc
#endif

/// How well rows were foretold that the fit had not seen, row by row, on one scale for all laws.
public struct PointScores: Sendable, Hashable {
  /// Positions of the rows in the table that the laws are compared on. A row may be foretold more than once.
  public let rows: [Int]
  /// `g(observed) - g(predicted)`.
  public let errors: [Double]
  /// Log density of the new-run distribution at the observed value; NaN where it is undefined.
  public let logScores: [Double]
  /// Probability of the new-run distribution below the observed value; NaN where it is undefined.
  public let probabilities: [Double]
  /// How often each row counts.
  public let multiplicities: [Double]
  public let level: Double

  public var count: Int { rows.count }
  /// `√(mean e²)`.
  public var rootMeanSquare: Double { mean(errors.map(\.squared)).squareRoot() }
  /// `mean e`: above zero where the law foretells too little.
  public var bias: Double { mean(errors) }
  /// The sum of the log scores; `nil` where one is undefined.
  public var logScore: Double? {
    let sum = zip(logScores, multiplicities).reduce(0.0) { $0 + ($1.1 > 0 ? $1.0 * $1.1 : 0) }
    return sum.isFinite ? sum : nil
  }
  /// How many rows lie within the new-run interval.
  public var covered: Int {
    probabilities.count { $0 >= (1 - level) / 2 && $0 <= (1 + level) / 2 }
  }
  /// The share of the rows within the new-run interval; `nil` without intervals.
  public var coverage: Double? {
    let known = probabilities.count { !$0.isNaN }
    return known > 0 ? Double(covered) / Double(known) : nil
  }

  private func mean(_ values: [Double]) -> Double {
    let (sum, total) = zip(values, multiplicities).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.1) }
    return sum / total
  }

  /// The scores of several parts, one after the other.
  static func joined(_ parts: [PointScores]) -> PointScores? {
    guard let first = parts.first else { return nil }
    return PointScores(
      rows: parts.flatMap(\.rows), errors: parts.flatMap(\.errors), logScores: parts.flatMap(\.logScores),
      probabilities: parts.flatMap(\.probabilities), multiplicities: parts.flatMap(\.multiplicities),
      level: first.level)
  }

  /// This law's log scores less another's on the same rows; `nil` where one is undefined.
  func logScoreDifference(from other: PointScores, groups: [Int]) -> PairedDifference? {
    let differences = logScores.indices.map { row in
      multiplicities[row] > 0 ? (logScores[row] - other.logScores[row]) * multiplicities[row] : 0
    }
    guard differences.allSatisfy(\.isFinite) else { return nil }
    return PairedDifference(differences, groups: rows.map { groups[$0] })
  }

  /// This law's mean squared error less another's on the same rows.
  func squaredErrorDifference(from other: PointScores, groups: [Int]) -> PairedDifference {
    let differences = errors.indices.map { row in
      (errors[row].squared - other.errors[row].squared) * multiplicities[row]
    }
    return PairedDifference(differences, groups: rows.map { groups[$0] })
      .scaled(by: 1 / multiplicities.reduce(0, +))
  }
}

extension PointScores {
  /// A mixture of what several laws foretell of the same rows: its density and probability are the weighted sums of theirs, and its
  /// center the weighted mean.
  ///
  /// - Returns: `nil` where the rows differ, or a density is undefined.
  static func mixed(_ parts: [PointScores], weights: [Double]) -> PointScores? {
    guard let first = parts.first, !first.rows.isEmpty, parts.allSatisfy({ $0.rows == first.rows }) else { return nil }
    let sum = { (value: (PointScores) -> Double) in
      zip(parts, weights).reduce(0.0) { $0 + ($1.1 > 0 ? $1.1 * value($1.0) : 0) }
    }
    let logScores = first.rows.indices.map { row in
      let largest = parts.reduce(-Double.infinity) { max($0, $1.logScores[row]) }
      return largest + Double.logarithm(sum { exp($0.logScores[row] - largest) })
    }
    return PointScores(
      rows: first.rows, errors: first.rows.indices.map { row in sum { $0.errors[row] } }, logScores: logScores,
      probabilities: first.rows.indices.map { row in sum { $0.probabilities[row] } },
      multiplicities: first.multiplicities, level: first.level)
  }
}
