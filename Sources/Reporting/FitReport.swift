import ScalingLaws

/// A fit as a person reads it.
public struct FitReport {
  private let fit: Fit

  public init(_ fit: Fit) { self.fit = fit }

  /// The result: formula, data, coefficients with intervals, quantities, quality.
  public var text: String {
    ([title, data, method, ""] + coefficients + quantities + tests + [""] + quality).joined(separator: "\n") + "\n"
  }

  private var title: String {
    let name = fit.law.law.id.map { "\($0): " } ?? ""
    return name + (fit.effect?.formula ?? fit.law.formula).description
  }

  private var data: String {
    let mapped = fit.law.columns.filter { $0.variable != $0.column }.map { "\($0.variable) is \($0.column)" }
    let used = "\(fit.data.source), \(fit.data.rowsUsed) of \(counted(fit.data.rows, "row"))"
    let effect = fit.effect.map {
      ["\(counted($0.groups.count, "group")) of \($0.column), each with its own \($0.constant)"]
    }
    return ([used] + mapped + (effect ?? []) + fit.data.derivations + fit.data.exclusions).joined(separator: "; ")
  }

  private var method: String {
    let df = fit.statistics.residualDegreesOfFreedom
    return "\(methodName), \(counted(df, "residual degree")) of freedom"
  }

  /// What was minimised, and the kind of interval.
  var methodName: String {
    let scale = fit.scale == .identity ? "" : " on the \(fit.scale.rawValue) scale"
    let weights = fit.options.weights.map { ", weights \($0.description)" } ?? ""
    return "\(fit.options.norm.inWords)\(scale)\(weights); \(fit.intervalName)"
  }

  private var coefficients: [String] {
    var table = TextTable([
      ("coefficient", .left), ("estimate", .right), ("std. error", .right),
      ("\(fit.options.level.percentText) interval", .right), ("p", .right), ("unit", .left),
    ])
    for (element, decimals) in zip(fit.coefficients, fit.decimals) {
      let estimate = element.estimate
      table.add([
        element.name, estimate.valueText(decimals: decimals), estimate.errorText, estimate.intervalText,
        element.pValue.map(\.pValueText) ?? "", element.unit ?? "",
      ])
    }
    return table.lines
  }

  private var quantities: [String] {
    guard !fit.derived.isEmpty else { return [] }
    var table = TextTable([
      ("quantity", .left), ("estimate", .right), ("std. error", .right),
      ("\(fit.options.level.percentText) interval", .right), ("unit", .left), ("formula", .left),
    ])
    for element in fit.derived {
      let estimate = element.estimate
      table.add([
        element.quantity.name, estimate.valueText, estimate.errorText, estimate.intervalText,
        element.quantity.unit ?? "", element.quantity.expression.description,
      ])
    }
    return [""] + table.lines
  }

  private var tests: [String] { fit.tests.isEmpty ? [] : [""] + TestTable.lines([(nil, fit)]) }

  private var quality: [String] {
    let statistics = fit.statistics
    var first: [String] = []
    if let robust = fit.robust {
      if let scale = robust.scale { first.append("scale \(scale.formatted(significant: 4))") }
      if let degrees = robust.degreesOfFreedom {
        first.append("degrees of freedom \(degrees.formatted(significant: 4))")
      }
      if case .huber = fit.options.norm.shape {
        let low = robust.weights.count { $0 < 1 }
        first.append("\(low) of \(counted(robust.weights.count, "row")) below full weight")
      }
    } else if fit.options.norm.isBinomial {
      first.append("deviance \((fit.deviance ?? fit.objective).formatted(significant: 4))")
    } else if fit.options.norm == .squared {
      first.append("R² \(statistics.rSquared.map(\.rSquaredText) ?? "undefined")")
    }
    if let within = fit.effect?.withinRSquared {
      first.append("R² within groups \(within.formatted(significant: 4))")
    }
    if fit.options.norm.isBinomial {
      let dispersion = fit.separation == nil ? statistics.sigma.map { ($0 * $0).formatted(significant: 4) } : nil
      first.append("dispersion (Pearson) \(dispersion ?? "undefined")")
    } else {
      first.append("sigma \(statistics.sigma.map { $0.formatted(significant: 4) } ?? "undefined")")
    }
    if let test = statistics.fTest {
      let df = "\(test.numeratorDegreesOfFreedom), \(test.denominatorDegreesOfFreedom)"
      first.append("classical F(\(df)) \(test.statistic.formatted(significant: 4)), p \(test.pValue.pValueText)")
    }
    if let p = statistics.goodnessOfFitPValue, fit.separation == nil {
      first.append("chi² \(statistics.residualSumOfSquares.formatted(significant: 4)), p \(p.pValueText)")
    }
    var second: [String] = []
    let criteria = [("AIC", statistics.aic), ("AICc", statistics.aicc), ("BIC", statistics.bic)]
    for (name, value) in criteria {
      if let value { second.append("\(name) \(value.formatted(decimals: 2))") }
    }
    second.append("scaled condition number \(statistics.scaledConditionNumber.formatted(significant: 3))")
    return ["  " + first.joined(separator: "   "), "  " + second.joined(separator: "   "), "  " + convergence]
  }

  private var convergence: String {
    fit.separation.map { "no maximum: \($0.sentence)" } ?? fit.convergence.sentence
  }
}

extension DataSummary {
  /// What was left out, and why, in words.
  public var exclusions: [String] { filters.map(\.sentence) + missing.map { "\($0.rows) without \($0.column)" } }
}

extension Filter {
  /// `where N > 1e8 kept 200, left out 45 (3 because a value is missing)`.
  var sentence: String {
    let undecided = undecided > 0 ? " (\(undecided) because a value is missing)" : ""
    return "where \(condition): \(kept) kept, \(excluded + self.undecided) left out\(undecided)"
  }
}

extension Fit {
  /// The kind of interval, in words.
  public var intervalName: String {
    let level = options.level.percentText
    switch intervalMethod {
    case .wald(let method):
      let isKnown = statistics.isSigmaKnown && (method == .classical || method == .hessian)
      let quantile = method.isClustered ? clusteredQuantile : isKnown ? "normal" : "t"
      return "\(method.inWords)\(clusterWords) standard errors, \(level) \(quantile) intervals"
    case .profile: return "\(level) profile likelihood intervals"
    case .jackknife: return "jackknife\(clusterWords) standard errors, \(level) t intervals"
    case .bootstrap(let bootstrap):
      return
        "\(bootstrap.scheme.inWords) bootstrap\(clusterWords), \(options.replicates) resamples, seed \(options.seed),"
        + " \(level) \((reading ?? bootstrap.reading).intervals)"
    }
  }

  /// ` (42 clusters of run)`, ` (clusters: 42 of run and 5 of family)`.
  private var clusterWords: String {
    let counts = zip(clusterCounts, options.clusters).map { "\($0) of \($1)" }
    guard counts.count != 1 else { return " (\(clusterCounts[0]) clusters of \(options.clusters[0]))" }
    return counts.isEmpty ? "" : " (clusters: \(counts.listed))"
  }

  /// The t distribution of clustered intervals: one, or one for each coefficient.
  private var clusteredQuantile: String {
    let degrees = coefficients.compactMap(\.estimate.degreesOfFreedom)
    guard let least = degrees.min(), let most = degrees.max() else { return "t" }
    let (low, high) = (least.formatted(significant: 3), most.formatted(significant: 3))
    return low == high ? "t(\(low))" : "t(\(low) to \(high))"
  }
}

extension CovarianceMethod {
  fileprivate var inWords: String {
    switch self {
    case .classical: "classical"
    case .hessian: "classical (second derivatives)"
    case .cr0, .cr1, .cr2, .cr3, .hc0, .hc1, .hc2, .hc3, .hc4: description.uppercased()
    case .hac(let lag, let isAdjusted): "HAC (\(counted(lag, "lag"))\(isAdjusted ? "" : ", not adjusted"))"
    case .nid: "Hendricks-Koenker"
    case .mEstimation: "M-estimation (Huber 1973)"
    }
  }
}

extension Bootstrap.Scheme {
  fileprivate var inWords: String {
    switch self {
    case .pairs: "pairs"
    case .residual: "residual"
    case .wild: "wild"
    case .wildMammen: "wild (Mammen)"
    case .wildWebb: "wild (Webb)"
    case .parametric: "parametric"
    }
  }
}

extension Bootstrap.Reading {
  /// What kind of intervals they are, in words.
  fileprivate var intervals: String {
    switch self {
    case .bca: "BCa intervals"
    case .percentile, .t, .basic, .normal: "\(rawValue) intervals"
    case .middle: "t intervals from the middle half of the draws"
    }
  }
}
