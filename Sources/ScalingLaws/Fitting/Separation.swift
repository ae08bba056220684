import VectorMath

/// Shares of 0 and of 1 that a law reaches only at infinity, so that its likelihood has no maximum.
///
/// A row is beyond reach where its share is 0 or 1 and the fit has come so close that nothing is left to gain there. Where the
/// other rows do not determine every coefficient, the fit came so close by letting coefficients grow: the law separates these
/// shares (all of them: complete separation, some: quasi-complete), and however far the search ran is no estimate. What only
/// those rows determine is not estimable; the rest is.
///
/// - Source: Albert & Anderson 1984. R: `detectseparation`.
package struct Separation: Sendable {
  /// What the shares of the rows beyond reach are.
  package enum Shares: Sendable {
    case zeros
    case ones
    case both
  }

  /// Row by row, whether it is beyond reach.
  let isBeyond: [Bool]
  package let shares: Shares
  /// Whether no row is left.
  package var isComplete: Bool { isBeyond.allSatisfy { $0 } }
  /// Rows beyond reach, and all rows.
  package let rows: (beyond: Int, all: Int)

  /// - Parameters:
  ///   - weights: as given, n or relative precisions.
  ///   - jacobian: column by column of what is free, the derivatives of the log odds.
  /// - Returns: `nil` where the rows within reach determine as much as all rows do.
  init?(logOdds: [Double], shares: [Double], weights: RowWeights, jacobian: () -> [[Double]]) {
    let deviances = logOdds.indices.map { row in
      // Twice -log μ or -log(1 - μ); the other shares are within reach of any law.
      let u = shares[row] == 1 ? -logOdds[row] : shares[row] == 0 ? logOdds[row] : .infinity
      return u == .infinity
        ? u : 2 * weights.value(row) * (max(u, 0) + VectorFunction.log1p(VectorFunction.exp(-u.magnitude)))
    }
    let rest = deviances.reduce(0.0) { $0 + ($1.isFinite ? $1 : 0) }
    let limit = max(Self.leastDeviance, Self.leastShare * rest)
    let isBeyond = deviances.indices.map { weights.value($0) > 0 && deviances[$0] <= limit }
    let isTaking = deviances.indices.map { weights.value($0) > 0 }
    guard isBeyond.contains(true) else { return nil }
    let columns = jacobian()
    guard !columns.isEmpty else { return nil }
    let all = Self.rank(columns, rows: isTaking)
    let within = Self.rank(columns, rows: zip(isTaking, isBeyond).map { $0 && !$1 })
    guard within < all else { return nil }
    self.isBeyond = zip(isTaking, isBeyond).map { !$0 || $1 }
    let taken = Set(shares.indices.filter { isBeyond[$0] }.map { shares[$0] })
    self.shares = taken.count == 2 ? .both : taken.contains(1) ? .ones : .zeros
    rows = (isBeyond.count { $0 }, isTaking.count { $0 })
  }

  /// Below this much of the deviance nothing is left to gain from a row; in units of the likelihood, and of the whole deviance,
  /// of which the search leaves 1e-12.
  static let leastDeviance = 1e-6
  private static let leastShare = 1e-11

  /// How many columns are independent over some rows.
  private static func rank(_ columns: [[Double]], rows: [Bool]) -> Int {
    let places = rows.indices.filter { rows[$0] }
    let design = columns.map { column in ExtendedColumn(places.map { column[$0] }) }
    guard !places.isEmpty, design.contains(where: { $0.high.contains { $0 != 0 } }) else { return 0 }
    let solution = try? LeastSquares.solve(
      design: design, response: ExtendedColumn([Double](repeating: 0, count: places.count)))
    return solution?.rank ?? columns.count
  }

  /// A design in which rows beyond reach determine nothing.
  func leaving(_ column: [Double]) -> [Double] { zip(column, isBeyond).map { $1 ? 0 : $0 } }
}
