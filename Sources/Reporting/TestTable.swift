import ScalingLaws

/// Tests of hypotheses as a table: a row for each method.
enum TestTable {
  /// - Parameters:
  ///   - fits: each with the group that it belongs to.
  ///   - column: of the groups.
  static func lines(_ fits: [(group: String?, fit: Fit)], column: String = "group") -> [String] {
    var table = TextTable([
      ("hypothesis", .left), (column, .left), ("difference", .right), ("test", .left), ("statistic", .right),
      ("df", .right), ("p", .right),
    ])
    for (group, fit) in fits {
      for test in fit.tests {
        for (index, result) in test.results.enumerated() {
          let isFirst = index == 0
          table.add([
            isFirst ? test.hypothesis.text : "", isFirst ? group ?? "" : "",
            isFirst ? test.difference?.valueText ?? "" : "", result.method.name(fit, test.hypothesis),
            result.statistic.formatted(significant: 4), result.degreesText, result.pValue.pValueText,
          ])
        }
      }
    }
    return table.lines
  }
}

extension HypothesisTest.Method {
  /// In words, with the standard errors that it uses.
  fileprivate func name(_ fit: Fit, _ hypothesis: Hypothesis) -> String {
    var margin = ""
    if case .equivalence(_, let given) = hypothesis.kind { margin = given.formatted(significant: 4) }
    let errors = fit.covarianceMethod.map {
      $0.description.hasPrefix("hc") || $0.isClustered ? $0.description.uppercased() : $0.description
    }
    let kind = errors.map { " (\($0))" } ?? ""
    return switch self {
    case .waldT: "Wald t\(kind)"
    case .waldF: "Wald F\(kind)"
    case .nestedF: "F of nested fits"
    case .likelihoodRatio: "likelihood ratio"
    case .equivalenceLower: "difference above -\(margin)\(kind)"
    case .equivalenceUpper: "difference below \(margin)\(kind)"
    case .durbinWatson: "Durbin-Watson, positive correlation"
    case .breuschPagan: "Breusch-Pagan (Koenker)"
    case .reset: "RESET, powers 2 and 3"
    }
  }
}

extension HypothesisTest.Result {
  fileprivate var degreesText: String {
    [degreesOfFreedom, denominatorDegreesOfFreedom].compactMap { $0?.formatted(significant: 6) }.joined(separator: ", ")
  }
}
