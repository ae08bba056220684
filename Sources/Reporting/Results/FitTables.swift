import ScalingLaws

/// A coefficient or a quantity of a fit, as a row of a table.
struct EstimateRow {
  /// What the fit was made of, where there are several.
  var group = ""
  let name: String
  let estimate: Estimate
  /// With how many it is printed; as its standard error supports where `nil`.
  var decimals: Int?
  var pValue: Double?
  var unit: String?
  var formula = ""
  var isAtBound = false
}

extension EstimateRow {
  /// What it is and what was estimated, and nothing else.
  var bare: EstimateRow { EstimateRow(name: name, estimate: estimate, decimals: decimals) }

  init(_ element: QuantityEstimate, group: String = "", unit: String? = nil) {
    self.init(
      group: group, name: element.quantity.name, estimate: element.estimate, unit: unit,
      formula: element.quantity.expression.description)
  }
}

extension PageTable {
  /// The one table of coefficients, or of quantities: a row for each.
  ///
  /// - Parameters:
  ///   - title: what they are.
  ///   - column: of the groups.
  init(_ title: String, _ rows: [EstimateRow], level: Double, by column: String = "", caption: String? = nil) {
    self.init(
      [
        .symbol(title), .text(column), .estimate("estimate"), .number("std. error").ranked(3),
        "\(level.percentText) interval", .number("p").ranked(4), .text("unit").ranked(5),
        .text("formula").ranked(6),
        .text("remark"),
      ],
      rows: rows.map { row in
        [
          row.name, row.group, row.estimate.valueText(decimals: row.decimals), row.estimate.errorText,
          row.estimate.intervalText, row.pValue?.pValueText ?? "", row.unit ?? "", row.formula,
          row.isAtBound ? "at a bound" : "",
        ]
      }, caption: caption)
  }

  /// The one table of tests: a row for each method.
  ///
  /// - Parameters:
  ///   - fits: each with the group that it belongs to, and its tests.
  ///   - column: of the groups.
  static func tests(_ fits: [(group: String, tests: [TestRow])], by column: String = "") -> PageTable {
    PageTable(
      [
        .text("hypothesis"), .text(column), .number("difference").ranked(1), .text("test"),
        .number("statistic").ranked(2),
        .number("df").ranked(3), .estimate("p"),
      ],
      rows: fits.flatMap { group, tests in
        tests.flatMap { test in
          test.results.enumerated().map { index, result in
            (index == 0 ? [test.hypothesis, group, test.difference] : ["", "", ""]) + result
          }
        }
      })
  }
}

/// A test of a hypothesis.
struct TestRow {
  let hypothesis: String
  let difference: String
  /// Method, statistic, degrees of freedom and p-value of each.
  let results: [[String]]
}

extension Fit {
  func coefficientRows(group: String = "") -> [EstimateRow] {
    zip(coefficients, decimals).map { element, decimals in
      EstimateRow(
        group: group, name: element.name, estimate: element.estimate, decimals: decimals, pValue: element.pValue,
        unit: element.unit, isAtBound: convergence.atBound.contains(element.name))
    }
  }

  func quantityRows(group: String = "") -> [EstimateRow] {
    derived.map { EstimateRow($0, group: group, unit: $0.quantity.unit) }
  }

  var testRows: [TestRow] {
    tests.map { test in
      var margin = ""
      if case .equivalence(_, let given) = test.hypothesis.kind { margin = given.formatted(significant: 4) }
      return TestRow(
        hypothesis: test.hypothesis.text, difference: test.difference?.valueText ?? "",
        results: test.results.map {
          let degrees = [$0.degreesOfFreedom, $0.denominatorDegreesOfFreedom].compactMap { $0 }
          return $0.method.row(
            covarianceMethod, margin: margin, statistic: $0.statistic, degrees: degrees, pValue: $0.pValue)
        })
    }
  }
}

extension FitPage {
  /// The rows of a record.
  var coefficientRows: [EstimateRow] {
    let decimals = Dictionary(zip(reported.fit?.coefficients.map(\.name) ?? [], reported.fit?.decimals ?? [])) {
      first, _ in first
    }
    return record.coefficients.map {
      EstimateRow(
        name: $0.name, estimate: $0.estimate.part.value(level: reported.saved.level),
        decimals: decimals[$0.name] ?? nil,
        pValue: $0.pValue, unit: $0.unit, isAtBound: $0.atBound)
    }
  }

  var quantityRows: [EstimateRow] {
    record.derived.map {
      EstimateRow(
        name: $0.name, estimate: $0.estimate.part.value(level: reported.saved.level), unit: $0.unit, formula: $0.formula
      )
    }
  }

  /// The tests of a record.
  var testRows: [TestRow] {
    var covariance: CovarianceMethod?
    if case .wald(let method) = reported.saved.intervalMethod { covariance = method }
    return record.tests.map { test in
      let difference = Estimate(value: test.difference, standardError: test.stdError, interval: nil)
      let margin = test.margin?.formatted(significant: 4) ?? ""
      return TestRow(
        hypothesis: test.hypothesis, difference: difference.value == nil ? "" : difference.valueText,
        results: test.results.map { result in
          result.test.row(
            covariance, margin: margin, statistic: result.statistic ?? .nan,
            degrees: [result.df, result.dfResidual].compactMap { $0 }, pValue: result.pValue ?? .nan)
        })
    }
  }
}

extension HypothesisTest.Method {
  /// Its name with the standard errors that it uses, and what it gave.
  fileprivate func row(
    _ errors: CovarianceMethod?, margin: String, statistic: Double, degrees: [Double], pValue: Double
  ) -> [String] {
    let kind = errors.map { " (\($0.inWords))" }
    let name =
      switch self {
      case .waldT: "Wald t\(kind ?? "")"
      case .waldF: "Wald F\(kind ?? "")"
      case .nestedF: "F of nested fits"
      case .likelihoodRatio: "likelihood ratio"
      case .equivalenceLower: "difference above -\(margin)\(kind ?? "")"
      case .equivalenceUpper: "difference below \(margin)\(kind ?? "")"
      case .durbinWatson: "Durbin-Watson, positive correlation"
      case .breuschPagan: "Breusch-Pagan (Koenker)"
      case .reset: "RESET, powers 2 and 3"
      }
    return [
      name, statistic.formatted(significant: 4), degrees.map { $0.formatted(significant: 6) }.joined(separator: ", "),
      pValue.pValueText,
    ]
  }
}
