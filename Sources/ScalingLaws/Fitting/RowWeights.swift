/// The weights of the rows as the sum of squares needs them.
struct RowWeights: Sendable {
  let kind: Weights.Kind?
  /// `nil` when every row counts alike. For known standard deviations these are `1/sd²`.
  let values: [Double]?
  /// Rows that take part: those of positive weight.
  let effectiveRows: Int
  /// Observations: the sum of the counts, or the rows that take part.
  let observations: Int

  init(kind: Weights.Kind?, values: [Double]?, effectiveRows: Int, observations: Int) {
    self.kind = kind
    self.values = values
    self.effectiveRows = effectiveRows
    self.observations = observations
  }

  /// - Throws: `.badWeight` naming the line.
  init(_ weights: Weights?, data: FitData, column: (String) -> String) throws(FitError) {
    guard let weights else {
      kind = nil
      values = nil
      effectiveRows = data.rowCount
      observations = data.rowCount
      return
    }
    let given = try data.extended(weights.expression, column: column).rounded
    for (row, value) in given.enumerated() where !weights.kind.allows(value) {
      throw .badWeight(source: data.table.source, line: data.line(of: row), value: value, kind: weights.kind)
    }
    if weights.kind == .count, given.reduce(0, +) > 0x1p53 {
      throw .badWeight(
        source: data.table.source, line: data.line(of: given.count - 1), value: given.reduce(0, +), kind: .count)
    }
    kind = weights.kind
    values = weights.kind == .standardDeviation ? given.map { 1 / ($0 * $0) } : given
    effectiveRows = given.count { $0 > 0 }
    observations = weights.kind == .count ? Int(given.reduce(0, +)) : effectiveRows
  }

  func value(_ row: Int) -> Double { values?[row] ?? 1 }

  /// What a residual is multiplied by before a robust norm sees it, the square root of its weight: `ρ(r/sd)` and `ρ(√w·r)`;
  /// `nil` for counts, which multiply the norm.
  var residualFactors: [Double]? {
    kind == .count ? nil : values.map { $0.map { $0 > 0 ? $0.squareRoot() : 1 } }
  }

  /// One for each row that takes part, zero for others; `nil` where all do.
  var participation: [Double]? {
    values.flatMap { $0.contains(0) ? $0.map { $0 > 0 ? 1 : 0 } : nil }
  }

  /// The weights that multiply a robust norm: the counts, or whether a row takes part.
  var ofNorm: RowWeights { kind == .count ? self : RowWeights(self, values: participation) }

  private init(_ other: RowWeights, values: [Double]?) {
    kind = other.kind
    self.values = values
    effectiveRows = other.effectiveRows
    observations = other.observations
  }
}

extension Weights.Kind {
  fileprivate func allows(_ value: Double) -> Bool {
    switch self {
    case .standardDeviation: value > 0 && (1 / (value * value)).isFinite && 1 / (value * value) > 0
    case .precision: value >= 0 && value.isFinite
    case .count, .trials: value >= 0 && value == value.rounded() && value <= 0x1p53
    }
  }
}
