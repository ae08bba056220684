#if canImport(Glibc)
  import Glibc
#endif

extension SolvedLaw {
  /// Refuses rows that lie at or below a number that the law adds to positive terms, on the log scale.
  ///
  /// Such rows contradict the law whatever its coefficients are: they have no place on it, as `log(y - 2.1)` has none for them. Where
  /// the terms are positive at the optimum, the law cannot come down to them.
  ///
  /// - Throws: `.belowFloor` naming the lines.
  func refuseRowsBelowFloor() throws(FitError) {
    guard scale == .log, search != nil, let floor = law.formula.right.constantSummand, floor > 0 else { return }
    // What is added may be below the rounding of the floor.
    guard linear.fitted.allSatisfy({ exp($0) >= floor * (1 - 1e-12) }) else { return }
    let rows = linear.response.indices.filter { linear.weights.value($0) > 0 && exp(linear.response[$0]) <= floor }
    guard let first = rows.first else { return }
    throw .belowFloor(
      source: data.table.source, expression: law.inColumns(law.formula.left).description, floor: floor,
      lines: rows.map(data.line(of:)), example: exp(linear.response[first]))
  }
}
