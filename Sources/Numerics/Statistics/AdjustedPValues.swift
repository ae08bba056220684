/// P-values of several tests, adjusted for there being several. R: `p.adjust`.
public enum AdjustedPValues {
  /// The chance that any true hypothesis is rejected stays below the level at which these are compared, whatever the tests have in common.
  ///
  /// - Parameter values: p-values, in any order; NaN stands for no test.
  /// - Source: Holm 1979.
  public static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
    var adjusted = values
    var least = 0.0
    for (place, index) in order.enumerated() {
      least = max(least, min(1, Double(order.count - place) * values[index]))
      adjusted[index] = least
    }
    return adjusted
  }

  /// The expected share of true hypotheses among the rejected ones stays below the level at which these are compared.
  ///
  /// - Parameter values: p-values of tests that are independent, or that lean one way; NaN stands for no test.
  /// - Source: Benjamini & Hochberg 1995.
  public static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    let order = values.indices.filter { !values[$0].isNaN }.sorted { values[$0] > values[$1] }
    var adjusted = values
    var most = 1.0
    for (place, index) in order.enumerated() {
      most = min(most, Double(order.count) / Double(order.count - place) * values[index])
      adjusted[index] = most
    }
    return adjusted
  }
}
