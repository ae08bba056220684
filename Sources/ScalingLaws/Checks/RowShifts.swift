/// How far each answer of a fit moves when a row is left out, row by row.
///
/// Exact: a new fit without each row, from the optimum. `LeaveOneOut` keeps the largest of these.
public struct RowShifts: Sendable, Hashable {
  /// A coefficient, a quantity that was asked for, or the optimal size at a budget.
  public struct Answer: Sendable, Hashable {
    public let name: String
    /// In the standard errors of the fit; NaN where a fit without the row ends nowhere.
    public let shifts: [Double]
  }

  /// Lines of the source, row by row.
  public let lines: [Int]
  public let answers: [Answer]

  /// More rows than these are not drawn one by one.
  private static let mostRows = 2000

  init?(_ fits: PartialFits, errors: [Double?], lines: [Int]) {
    guard let whole = fits.whole() else { return nil }
    let taking = fits.weights.indices.filter { fits.weights[$0] > 0 }
    guard taking.count > 2, taking.count <= Self.mostRows else { return nil }
    let without = taking.map { fits.values(without: [$0]) }
    self.lines = taking.map { lines[$0] }
    answers = fits.answers.names.indices.compactMap { index in
      let scale = errors[index] ?? whole.standardError(whole.gradients[index])
      guard fits.answers.isHeadline[index] || index < fits.answers.coefficientCount, scale > 0 else { return nil }
      return Answer(
        name: fits.answers.names[index],
        shifts: without.map { values in
          values.map { fits.answers.difference($0[index], from: whole.values[index], index) / scale } ?? .nan
        })
    }
  }
}

extension Fit {
  /// How far each coefficient moves when a row is left out.
  ///
  /// - Returns: `nil` for a fit that is not certified, of quantiles, without noise to judge rows by, or of more than 2,000 rows.
  public func rowShifts() -> RowShifts? {
    partialFits().flatMap { RowShifts($0, errors: standardErrors(of: $0.answers), lines: rows.lines) }
  }
}
