import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// Value and capability as a person reads them.
public struct ValueReport {
  private let analysis: ValueAnalysis

  public init(_ analysis: ValueAnalysis) { self.analysis = analysis }

  public var text: String {
    ([heading, definition] + analysis.groups.flatMap(group)).filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var level: String { analysis.level.percentText }

  private var heading: [String] {
    let used = analysis.groups.reduce(0) { $0 + $1.series.points.count }
    return [
      "value: \(analysis.columns.value); capability: \(analysis.columns.capability)"
        + (analysis.column.map { "; by \($0)" } ?? ""),
      (["\(analysis.source), \(used) of \(counted(analysis.rows, "row"))"] + analysis.filters.map(\.sentence))
        .joined(separator: "; "),
    ]
  }

  private var definition: [String] {
    [
      "log V = a + b*z + q*z^2, z = capability less its mean. super-exponential: the \(level) interval of q is above zero;",
      "sub-exponential: below zero; exponential: the slopes of log V at both ends of the range are shown to be within",
      "\(analysis.margin.plain)x of one another; otherwise not decided. A verdict is on these rows, over their range, not on what moves what.",
    ]
  }

  private func group(_ group: ValueGroup) -> [[String]] {
    [verdict(group), curvature(group), confounding(group), forms(group)]
  }

  private func verdict(_ group: ValueGroup) -> [String] {
    let points = group.series.points
    let name = group.name.map { "\($0): " } ?? ""
    let dates = "\(points.first?.date.dateText ?? "") to \(points.last?.date.dateText ?? "")"
    return [
      "\(name)\(group.verdict.rawValue)",
      "  \(counted(points.count, "row")), \(dates), capability \(group.series.range.lowerBound.plain) to"
        + " \(group.series.range.upperBound.plain); log V on capability alone: R² \(group.rSquared?.rSquaredText ?? "undefined"),",
      "  one unit of capability goes with \((group.slope.value.map { exp($0) }).digits) times the value, \(level) interval"
        + " \(factors(group.slope)) (HAC, lag \(group.lag))",
    ]
  }

  /// The image of an interval of a logarithm.
  private func factors(_ estimate: Estimate) -> String {
    estimate.interval.map { interval in
      Interval(low: interval.low.map { exp($0) }, high: interval.high.map { exp($0) }, level: interval.level)
    }.digits
  }

  private func curvature(_ group: ValueGroup) -> [String] {
    guard let curvature = group.curvature else { return ["  no curvature: too few rows or capabilities"] }
    var table = TextTable([("curvature", .left), ("estimate", .right), ("\(level) interval", .right)])
    let q = curvature.curvature
    table.add(["q, per squared unit", q.value.digits, q.interval.digits])
    table.add(["the same by profile likelihood", curvature.profile.estimate.digits, curvature.profile.interval.digits])
    let ends = [group.series.range.lowerBound, group.series.range.upperBound]
    for (end, slope) in zip(ends, curvature.slopes) {
      table.add(["V per unit, at \(end.plain)", (slope.value.map { exp($0) }).digits, factors(slope)])
    }
    let alike = curvature.equivalencePValue.map {
      "  slopes further apart than \(analysis.margin.plain)x: p \($0.pValueText)"
    }
    return table.lines + [
      "  intervals allow for autocorrelation: variance times \(curvature.inflation.formatted(significant: 3)) for that of the residuals, or HAC if larger;",
      "  the profile likelihood takes rows as independent",
    ] + [alike].compactMap { $0 }
  }

  private func confounding(_ group: ValueGroup) -> [String] {
    let beside = group.confounding
    var table = TextTable([("and time", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add(["correlation of capability and date", beside.correlation.formatted(significant: 3), ""])
    table.add(["R² of log V on date alone", beside.dateRSquared?.rSquaredText ?? "undefined", ""])
    let rows: [(String, Estimate)] = [
      ("log V per unit of capability, date held", beside.slopeGivenDate),
      ("log V per year, capability held", beside.ratePerYearGivenCapability),
      ("q, date held", beside.curvatureGivenDate),
    ]
    for (name, estimate) in rows { table.add([name, estimate.value.digits, estimate.interval.digits]) }
    return table.lines
  }

  private func forms(_ group: ValueGroup) -> [String] {
    var table = TextTable([
      ("form", .left), ("parameters", .right), ("R²", .right), ("AICc", .right), ("weight", .right),
      ("one row ahead", .right), ("last third", .right), ("shape", .left),
    ])
    for form in group.comparisons {
      let shape: String
      switch form.form {
      case _ where form.isExponential: shape = "the best is the exponential"
      case .doubleExponential: shape = "k = \(form.shape.digits)"
      case .hyperbolic: shape = "without bound at \(form.shape.digits)"
      default: shape = ""
      }
      table.add([
        form.form.rawValue, "\(form.parameters)", form.rSquared.rSquaredText, form.aicc?.formatted(decimals: 1) ?? "",
        form.weight?.formatted(significant: 2) ?? "", (form.oneStepError.map { exp($0) }).factor,
        (form.lastThirdError.map { exp($0) }).factor, shape,
      ])
    }
    return table.lines + [
      "  AICc takes rows as independent; back-tests: typical factor off, exp(root mean square error of log V), at the capability that was"
        + " reached"
    ]
  }
}

extension Double? {
  fileprivate var factor: String { self?.factorDigits ?? "" }
}
