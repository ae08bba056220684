import Statistics

/// The standard errors of a score, from columns of the table beside it.
enum ScoreErrors {
  /// Of `score_se` or `score_std_error`; or what lies between `score_ci_low` and `score_ci_high`, or `score_low` and
  /// `score_high`, which are taken for 95 % intervals: their length over 2·1.96.
  ///
  /// - Returns: row by row, `nil` where a row has none; `nil` where the table has no such column.
  static func column(of score: String, in table: Table) -> [Double?]? {
    let numbers = { (suffix: String) -> [Double]? in
      let name = "\(score)_\(suffix)"
      return table.names.contains(name) ? try? table.numbers(name) : nil
    }
    for suffix in ["se", "std_error"] {
      if let errors = numbers(suffix) { return errors.map { $0 > 0 && $0.isFinite ? $0 : nil } }
    }
    let width = 2 * StandardNormal().quantile(0.975)
    for prefix in ["ci_", ""] {
      guard let low = numbers("\(prefix)low"), let high = numbers("\(prefix)high") else { continue }
      return zip(low, high).map { $1 > $0 && ($1 - $0).isFinite ? ($1 - $0) / width : nil }
    }
    return nil
  }
}
