#if canImport(Glibc)
  import Glibc
#endif

/// How coefficients may be rounded without moving the curve.
///
/// Rounding coefficient j to a unit uⱼ moves fitted value i, on the residual scale, by at most
///
///     Σⱼ |∂fᵢ/∂θⱼ| uⱼ / 2
///
/// which is held to a tenth of the residual standard deviation in every row, each of the p coefficients taking an equal
/// share. Two digits of the standard error are kept in any case, six significant ones
/// where there is none. Coefficients that move together, as a factor and its
/// exponent do, need more digits than their standard errors suggest: an error in one alone is not made up for by the other.
struct RoundingDigits {
  /// Of the residual standard deviation that rounding may use up.
  static let share = 0.1

  /// Coefficient by coefficient, decimal places on the natural scale: negative before the point, `nil` where unknown.
  let decimals: [Int?]

  /// - Parameter sigma: standard deviation of a row of weight 1; `nil` where there is none.
  init(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, coefficients: CoefficientEstimates, sigma: Double?,
    weights: RowWeights
  ) throws(FormulaError) {
    let slopes = try Self.largestSlopes(law, data: data, scale: scale, coefficients: coefficients, weights: weights)
    let allowed = sigma.map { 2 * Self.share * $0 / Double(coefficients.count) }
    decimals = zip(coefficients, slopes).map { element, slope in
      let byCurve = allowed.flatMap { Self.decimals(ofUnit: $0 / slope) }
      let byError =
        element.estimate.standardError.flatMap { Self.decimals(ofError: $0) }
        ?? element.estimate.value.flatMap { Self.decimals(ofSixDigits: $0) }
      return [byCurve, byError].compactMap { $0 }.max()
    }
  }

  /// The largest `|∂fᵢ/∂θⱼ| √wᵢ` over the rows; NaN for a coefficient that has no estimate.
  private static func largestSlopes(
    _ law: BoundLaw, data: FitData, scale: ResidualScale, coefficients: CoefficientEstimates, weights: RowWeights
  ) throws(FormulaError) -> [Double] {
    let point = coefficients.map { $0.estimate.value ?? .nan }
    guard point.allSatisfy(\.isFinite) else { return point.map { _ in .nan } }
    let names = coefficients.map(\.name)
    let symbols =
      law.formula.right.symbols.filter { !names.contains($0) } + law.formula.right.textComparisons.map(\.description)
    let right = scale.applied(to: law.formula.right, positive: Set(law.formula.symbols))
    let program = try Program(names.map { right.derivative(by: $0) }, variables: symbols, parameters: names)
    let columns = symbols.map { data.column(law.column(of: $0)) }
    var largest = [Double](repeating: 0, count: names.count)
    // A block of rows at a time, so that a large table takes no room for as many derivatives.
    for start in stride(from: 0, to: data.rowCount, by: blockSize) {
      let block = start..<min(start + blockSize, data.rowCount)
      let isWhole = block.count == data.rowCount
      let bound = program.bind(columns: isWhole ? columns : columns.map { Array($0[block]) }, rowCount: block.count)
      for (index, slopes) in bound.evaluate(point).enumerated() {
        for (row, slope) in zip(block, slopes) {
          let weight = weights.kind == .count ? (weights.value(row) > 0 ? 1 : 0) : weights.value(row)
          if weight > 0 { largest[index] = max(largest[index], abs(slope) * weight.squareRoot()) }
        }
      }
    }
    return largest
  }

  /// More rows than these are taken in parts.
  private static let blockSize = 100_000

  /// The decimals of the largest power of ten that is no larger.
  private static func decimals(ofUnit unit: Double) -> Int? {
    guard unit > 0, unit.isFinite else { return nil }
    return Int((-log10(unit)).rounded(.up))
  }

  /// The decimals that show six significant digits.
  private static func decimals(ofSixDigits value: Double) -> Int? {
    guard value != 0, value.isFinite else { return nil }
    return 5 - Int(log10(abs(value)).rounded(.down))
  }

  /// The decimals that show two digits of a standard error.
  private static func decimals(ofError error: Double) -> Int? {
    guard error > 0, error.isFinite else { return nil }
    return 1 - Int(log10(error).rounded(.down))
  }
}
