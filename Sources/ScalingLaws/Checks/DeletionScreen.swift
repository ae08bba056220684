import LinearAlgebra
import Statistics

/// Whether rows of a large table may decide the answer together, from the linear problem at the optimum alone.
///
/// Without the rows S, residuals and leverages of all rows follow from sums over S,
///
///     M = I - Σ tᵢtᵢ',   eⱼ + tⱼ'd  with  d = M⁻¹ Σ tᵢeᵢ,   tⱼ'M⁻¹tⱼ
///
/// with t the weighted rows in coordinates in which they are orthonormal and e the weighted residuals. That is exact for a law that is
/// linear in its coefficients, and one step from the optimum for any other. It takes the steps of `InfluentialSet`; where they find rows
/// that may move something, `InfluentialSet` fits again.
///
/// - Source: Cook & Weisberg 1982, "Residuals and Influence in Regression", section 3.6.
struct DeletionScreen {
  /// Tables of fewer rows are looked at by new fits.
  static let fewestRows = 100_000
  /// Of what counts as another answer; what comes nearer is fitted.
  private static let margin = 0.5

  private let rows: RowResults
  private let weights: [Double]
  private let solution: LeastSquaresSolution
  private let taking: Int

  /// - Returns: `nil` for a small table, and for what is not least squares over independent rows.
  init?(_ fit: Fit) {
    guard fit.rowWeights.count > Self.fewestRows, fit.options.norm == .squared, fit.options.clusters.isEmpty,
      fit.inference.solution.rank == fit.coefficients.count
    else { return nil }
    rows = fit.rows
    weights = fit.rowWeights
    solution = fit.inference.solution
    taking = weights.count { $0 > 0 }
  }

  /// Whether leaving rows out, as `InfluentialSet` does, may make another answer of one of several functions.
  ///
  /// - Parameters:
  ///   - gradients: of the functions, by what is solved for.
  ///   - errors: their standard errors.
  func mayDecide(_ gradients: [[Double]], errors: [Double]) -> Bool {
    let sets = [puttingBack(together()), puttingBack(fromTheMiddle())].filter { !$0.isEmpty }
    return sets.contains { set in
      guard let left = without(set) else { return true }
      return zip(gradients, errors).contains { gradient, error in
        guard let z = solution.orthogonalCoordinates(ofRow: gradient) else { return true }
        let distance = abs(z.dot(left.change))
        return !(distance < Self.margin * InfluentialSet.threshold * error)
          || !(distance < Self.margin * InfluentialSet.thresholdWithout * left.error(z))
      }
    }
  }

  /// All rows but some.
  private struct Remainder {
    let screen: DeletionScreen
    let gone: Set<Int>
    /// M⁻¹
    let inverse: Matrix
    /// d
    let change: [Double]
    let sigma: Double
    let degreesOfFreedom: Double

    /// As `PartialFit.studentized`: as a new observation for a row that is gone.
    func studentized(_ row: Int, _ t: [Double]) -> Double {
      let residual = screen.residual(row) + t.dot(change)
      let spread = t.dot(inverse * t)
      guard !gone.contains(row) else {
        let root = screen.weights[row].squareRoot()
        return residual / root / (sigma * (1 + spread / screen.weights[row]).squareRoot())
      }
      guard 1 - spread > Linearization.leastRoom else { return 0 }
      let value = residual / (sigma * (1 - spread).squareRoot())
      let rest = degreesOfFreedom - value.squared
      return rest > 0 ? value * ((degreesOfFreedom - 1) / rest).squareRoot() : (value < 0 ? -.infinity : .infinity)
    }

    /// What a row needs to pass a limit, as far as its residual and leverage among all rows tell.
    func reach(_ limit: Double) -> Reach {
      // Studentized without the row: t = v √((df-1)/(df-v²)).
      let least = limit * (degreesOfFreedom / (degreesOfFreedom - 1 + limit.squared)).squareRoot()
      return Reach(
        least: least * sigma, change: change.dot(change).squareRoot(),
        growth: (0..<inverse.rows).reduce(0.0) { $0 + inverse[$1, $1] })
    }

    struct Reach {
      let least: Double
      /// |d|
      let change: Double
      /// The trace of M⁻¹, which is no less than its norm.
      let growth: Double

      func mayPass(_ residual: Double, _ leverage: Double) -> Bool {
        let room = max(0, 1 - leverage * growth)
        // A little more, for rounding.
        return abs(residual) + leverage.squareRoot() * change >= 0.999 * least * room.squareRoot()
      }
    }

    /// The standard error of a function that the noise of the other rows alone would give.
    func error(_ z: [Double]) -> Double { sigma * z.dot(inverse * z).squareRoot() }
  }

  /// eᵢ
  private func residual(_ row: Int) -> Double { rows.residuals[row] * weights[row].squareRoot() }

  /// tᵢ
  private func coordinates(_ row: Int) -> [Double] {
    let root = weights[row].squareRoot()
    return solution.orthogonalRow(row).map { $0 * root }
  }

  /// - Returns: `nil` where the other rows do not determine the coefficients.
  private func without(_ set: [Int]) -> Remainder? {
    var rest = Matrix.identity(solution.rank)
    var sum = [Double](repeating: 0, count: solution.rank)
    var squares = 0.0
    for row in set {
      let (t, e) = (coordinates(row), residual(row))
      rest.add(-1, outer: t)
      for index in sum.indices { sum[index] += t[index] * e }
      squares += e.squared
    }
    guard let factor = try? CholeskyDecomposition(rest), let inverse = try? factor.inverse() else { return nil }
    let change = inverse * sum
    let df = Double(taking - set.count - solution.rank)
    let total = weights.indices.reduce(0.0) { $0 + residual($1).squared }
    let left = total - squares - sum.dot(change)
    guard df > 1, left > 0 else { return nil }
    return Remainder(
      screen: self, gone: Set(set), inverse: inverse, change: change, sigma: (left / df).squareRoot(),
      degreesOfFreedom: df)
  }

  private func together() -> [Int] {
    let first = InfluentialSet.limit(degreesOfFreedom: Double(taking - solution.rank), rows: taking)
    var gone = weights.indices.filter { weights[$0] > 0 && abs(rows.studentized[$0]) > first }
    for _ in 1..<InfluentialSet.rounds where !gone.isEmpty && gone.count < weights.count / 10 {
      guard let left = without(gone) else { break }
      let limit = InfluentialSet.limit(degreesOfFreedom: left.degreesOfFreedom, rows: taking - gone.count)
      let reach = left.reach(limit)
      let far = weights.indices.filter { row in
        weights[row] > 0 && reach.mayPass(residual(row), rows.leverages[row]) && !left.gone.contains(row)
          && abs(left.studentized(row, coordinates(row))) > limit
      }
      if far.isEmpty { break }
      gone += far
    }
    return gone
  }

  private func fromTheMiddle() -> [Int] {
    let limit = 2 * Double(solution.rank) / Double(taking)
    let outside = weights.indices.filter { weights[$0] > 0 && rows.leverages[$0] > limit }
    guard !outside.isEmpty, outside.count * 4 < taking, let middle = without(outside) else { return [] }
    let bound = InfluentialSet.limit(degreesOfFreedom: middle.degreesOfFreedom, rows: taking)
    return outside.filter { abs(middle.studentized($0, coordinates($0))) > bound }
  }

  private func puttingBack(_ set: [Int]) -> [Int] {
    guard !set.isEmpty, let left = without(set) else { return set }
    let limit = InfluentialSet.limit(degreesOfFreedom: left.degreesOfFreedom, rows: weights.count)
    return set.filter { abs(left.studentized($0, coordinates($0))) > limit }
  }
}
