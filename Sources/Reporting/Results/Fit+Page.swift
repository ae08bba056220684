import ScalingLaws

/// A fit as a page: formula, data, coefficients with intervals, quantities, tests, quality.
extension Fit {
  public var page: Page {
    Page(title: headline, answer: answer, blocks: summary, doubts: warnings, about: about)
  }

  /// `chinchilla: loss = E + A * N^-alpha + B * D^-beta`.
  var headline: String { law.law.headline(effect?.formula ?? law.formula) }

  /// The data and the method.
  var about: [Page.Block] {
    [
      .lines([
        dataName,
        "\(methodName.capitalizedFirst); \(counted(statistics.residualDegreesOfFreedom, "residual degree")) of freedom",
        (separation.map { "no maximum: \($0.sentence)" } ?? convergence.sentence).capitalizedFirst,
      ])
    ]
  }

  /// What was found.
  var summary: [Page.Block] {
    PageTable("coefficient", coefficientRows(), level: options.level).blocks()
      + PageTable("quantity", quantityRows(), level: options.level).blocks()
      + PageTable.tests([("", testRows)]).blocks()
      + [.measures(quality), .measures(criteria)]
  }

  private var dataName: String {
    let mapped = law.columns.filter { $0.variable != $0.column }.map { "\($0.variable) is \($0.column)" }
    let groups = effect.map {
      ["\(counted($0.groups.count, "group")) of \($0.column), each with its own \($0.constant)"]
    }
    return Page.about(
      data.source, data.rowsUsed, of: data.rows, mapped + (groups ?? []) + derivations + data.exclusions)
  }

  /// Derived columns, but for those that -c made and named by their formula.
  private var derivations: [String] {
    let made = law.columns.map(\.column).filter { !Names.isPlain($0) }.map { Names.quoted($0) + " = " }
    return data.derivations.filter { text in !made.contains { text.hasPrefix($0) } }
  }

  private var quality: [Page.Fact] {
    let digits = { (value: Double?) in value.map { $0.formatted(significant: 4) } }
    var facts: [(String, String?)] = []
    if let robust {
      facts += [("scale", digits(robust.scale)), ("degrees of freedom", digits(robust.degreesOfFreedom))]
      if case .huber = options.norm.shape {
        let low = robust.weights.count { $0 < 1 }
        facts.append(("\(low) of", "\(counted(robust.weights.count, "row")) below full weight"))
      }
    } else if options.norm.isBinomial {
      facts.append(("deviance", digits(deviance ?? objective)))
    } else if options.norm == .squared {
      facts.append(("R²", statistics.rSquared?.rSquaredText ?? "undefined"))
    }
    facts.append(("R² within groups", digits(effect?.withinRSquared)))
    if options.norm.isBinomial {
      facts.append(
        ("dispersion (Pearson)", digits(separation == nil ? statistics.sigma.map { $0 * $0 } : nil) ?? "undefined"))
    } else {
      facts.append(("sigma", digits(statistics.sigma) ?? "undefined"))
    }
    if let test = statistics.fTest {
      let degrees = "\(test.numeratorDegreesOfFreedom), \(test.denominatorDegreesOfFreedom)"
      facts.append(
        ("classical F(\(degrees))", "\(test.statistic.formatted(significant: 4)), p \(test.pValue.pValueText)"))
    }
    if let p = statistics.goodnessOfFitPValue, separation == nil {
      facts.append(("chi²", "\(statistics.residualSumOfSquares.formatted(significant: 4)), p \(p.pValueText)"))
    }
    return facts.compactMap { term, text in text.map { Page.Fact(term, $0) } }
  }

  private var criteria: [Page.Fact] {
    [("AIC", statistics.aic), ("AICc", statistics.aicc), ("BIC", statistics.bic)].compactMap { name, value in
      value.map { Page.Fact(name, $0.formatted(decimals: 2)) }
    } + [Page.Fact("condition number", statistics.scaledConditionNumber.formatted(significant: 3))]
  }
}

extension Law {
  /// The formula after the law's name, where it has one.
  func headline(_ formula: Formula) -> String { (id.map { "\($0): " } ?? "") + formula.description }
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
  /// What was minimised, and the kind of interval.
  var methodName: String {
    let weights = options.weights.map { ", weights \($0.description)" } ?? ""
    return "\(options.norm.inWords)\(scaleName)\(weights); \(intervalName)"
  }

  /// ` on the log scale`; nothing where it is that of the response.
  var scaleName: String { scale == .identity ? "" : " on the \(scale.rawValue) scale" }

  /// The kind of interval, in words.
  public var intervalName: String {
    let level = options.level.percentText
    switch intervalMethod {
    case .wald(let method):
      let isKnown = statistics.isSigmaKnown && (method == .classical || method == .hessian)
      let hasOwn = method.isClustered || method == .hc3Effective
      let quantile = hasOwn ? ownQuantile : isKnown ? "normal" : "t"
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

  /// The t distribution of intervals with degrees of freedom of their own: one, or one for each coefficient.
  private var ownQuantile: String {
    let degrees = coefficients.compactMap(\.estimate.degreesOfFreedom)
    guard let least = degrees.min(), let most = degrees.max() else { return "t" }
    let (low, high) = (least.formatted(significant: 3), most.formatted(significant: 3))
    return low == high ? "t(\(low))" : "t(\(low) to \(high))"
  }
}

extension CovarianceMethod {
  var inWords: String {
    switch self {
    case .classical: "classical"
    case .hessian: "classical (second derivatives)"
    case .cr0, .cr1, .cr2, .cr3, .hc0, .hc1, .hc2, .hc3, .hc4: description.uppercased()
    case .hc3Effective: "HC3"
    case .hac(let lag, let isAdjusted): "HAC (\(counted(lag, "lag"))\(isAdjusted ? "" : ", not adjusted"))"
    case .series: "series"
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
