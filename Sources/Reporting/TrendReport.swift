import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// A series in time as a person reads it.
public struct TrendReport {
  private let analysis: TrendAnalysis

  public init(_ analysis: TrendAnalysis) { self.analysis = analysis }

  public var text: String {
    let parts = [heading, rate, segmented, limit, walk] + [wright, forms] + backtests + claims + projections
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var level: String { analysis.questions.level.percentText }
  private var series: TimeSeries { analysis.series }

  private var heading: [String] {
    let left = series.rowsLeftOut > 0 ? "; \(series.rowsLeftOut) without date or value" : ""
    let used = "\(series.source), \(series.points.count) of \(counted(series.rows, "row"))\(left)"
    return [
      "\(series.columns.value) over \(series.columns.date), \(series.firstDate.dateText) to \(series.lastDate.dateText)",
      ([used] + series.filters.map(\.sentence)).joined(separator: "; "),
    ]
  }

  private var rate: [String] {
    let rate = analysis.exponential
    var table = TextTable([("exponential trend", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add(["times as much a year later", rate.factorPerYear.value.digits, rate.factorPerYear.interval.digits])
    let time = rate.yearsPerFactorOfTwo
    table.add([rate.isGrowth ? "doubling time" : "halving time", time.timeText, time.timeIntervalText])
    let rho = analysis.residualAutocorrelation.map {
      "; residuals resemble their neighbours with correlation \($0.formatted(significant: 2))"
    }
    return table.lines + [
      "  least squares of log y on time; errors allow for autocorrelation (HAC, Bartlett's kernel, lag \(analysis.lag))\(rho ?? "")"
    ]
  }

  private var segmented: [String] {
    guard let segmented = analysis.segmented else { return [] }
    var table = TextTable([("one break", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add(["date of the break", segmented.date.dateText, segmented.interval.dateText])
    for (name, rate) in [("before", segmented.before), ("after", segmented.after)] {
      let time = rate.yearsPerFactorOfTwo
      table.add([
        "times as much a year later, \(name)", rate.factorPerYear.value.digits, rate.factorPerYear.interval.digits,
      ])
      table.add(["\(rate.isGrowth ? "doubling" : "halving") time, \(name)", time.timeText, time.timeIntervalText])
    }
    return table.lines + [
      "  test of a break against none: F \(segmented.statistic.formatted(significant: 3)), p \(segmented.pValue.pValueText) (largest F"
        + " over dates from \(segmented.searched.lowerBound.dateText) to \(segmented.searched.upperBound.dateText);",
      "  simulated without a break, noise with autocorrelation \(segmented.autocorrelation.formatted(significant: 2)))",
    ]
  }

  private var limit: [String] {
    guard let logistic = analysis.logistic else {
      return analysis.hasResult
        ? ["  logistic: these rows determine no limit"] : []
    }
    var table = TextTable([("logistic", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add([logistic.isGrowth ? "ceiling" : "floor", logistic.limit.value.digits, logistic.limit.interval.digits])
    table.add([
      logistic.isGrowth ? "date at half of the ceiling" : "date at twice the floor",
      logistic.middle.value?.dateText ?? "", logistic.middle.interval?.dateText ?? "undefined",
    ])
    return table.lines
  }

  private var walk: [String] {
    guard let walk = analysis.randomWalk else { return [] }
    var table = TextTable([("random walk with drift", .left), ("estimate", .right), ("\(level) interval", .right)])
    let factor = walk.drift.factorPerYear
    table.add(["times as much a year later", factor.value.digits, factor.interval.digits])
    table.add(["standard deviation of log y after a year", walk.volatility.formatted(significant: 3), ""])
    return table.lines + [
      "  \(counted(walk.steps, "step")) between dates, which resemble their neighbours with correlation"
        + " \(walk.stepAutocorrelation.formatted(significant: 2)) (0 for a random walk)"
    ]
  }

  private var wright: [String] {
    guard let wright = analysis.wright else { return [] }
    var table = TextTable([("Wright's law", .left), ("estimate", .right), ("\(level) interval", .right)])
    table.add(["exponent of cumulative quantity", wright.exponent.value.digits, wright.exponent.interval.digits])
    table.add(["left after a doubling of it", wright.progressRatio.value.digits, wright.progressRatio.interval.digits])
    table.add(["exponent, time held", wright.exponentGivenTime.value.digits, wright.exponentGivenTime.interval.digits])
    let rate = wright.rateGivenQuantity
    table.add(["log y per year, quantity held", rate.value.digits, rate.interval.digits])
    return table.lines + [
      "  log cumulative quantity follows time with R² \(wright.timeRSquared.formatted(significant: 4)): the closer to 1, the less Wright's law"
        + " and a trend in time can be told apart"
    ]
  }

  private var forms: [String] {
    var table = TextTable([
      ("form", .left), ("parameters", .right), ("sigma of log y", .right), ("R²", .right), ("AICc", .right),
      ("weight", .right),
    ])
    for form in analysis.comparisons {
      table.add([
        form.form.rawValue, "\(form.parameters)", form.sigma.formatted(significant: 3), form.rSquared.rSquaredText,
        form.aicc?.formatted(decimals: 1) ?? "", form.weight?.formatted(significant: 2) ?? "",
      ])
    }
    return table.lines + [
      "  all on log y and the same rows, sigma counted as a parameter; AICc takes rows as independent. The random walk describes",
      "  steps, not rows: set it beside the others by the back-test.",
    ]
  }

  private var backtests: [[String]] {
    analysis.backtests.map { test in
      let ahead = test.horizon.map { "\($0.formatted(significant: 3)) years ahead" } ?? "the next date"
      var table = TextTable([
        ("back-test, \(ahead)", .left), ("typical factor off", .right), ("bias of log", .right),
        ("inside its bands", .right),
      ])
      for score in test.scores {
        table.add([
          score.form.rawValue, exp(score.errors.rootMeanSquare).factorDigits,
          score.errors.bias.formatted(significant: 2),
          score.coverage.map(\.percentText) ?? "",
        ])
      }
      let origins =
        test.origins < test.possibleOrigins
        ? "\(test.origins) of \(test.possibleOrigins) origins" : counted(test.origins, "origin")
      return table.lines + [
        "  fitted to the rows up to a date and asked for a later one; \(origins) in the second half; exp(root mean square error)"
      ]
    }
  }

  private var claims: [[String]] {
    analysis.claims.map { claim in
      let months = claim.claim.halvingMonths / 12
      let word = claim.direction == .rises ? "up" : "down"
      let reading = claim.claim.direction == nil ? ", read in the direction of the estimate" : ""
      return [
        "claim \(claim.claim.text): \(word) \(claim.claim.annualFactor.factorDigits) per year, a factor of two every \(months.yearsText)\(reading);"
          + " \(claim.claim.sameText(margin: analysis.questions.margin)) count as the same",
        "  " + claim.sentence,
      ]
    }
  }

  private var projections: [[String]] {
    analysis.projections.map { projection in
      let title: String
      switch projection.question {
      case .on(let date): title = "on \(date.dateText)"
      case .until(let value): title = "until \(value.plain)"
      }
      var table = TextTable([(title, .left), ("estimate", .right), ("\(level) band", .right)])
      for answer in projection.answers {
        switch projection.question {
        case .on: table.add([answer.form.rawValue, answer.estimate.digits, answer.interval.digits])
        case .until:
          table.add([
            answer.form.rawValue, answer.estimate?.dateText ?? "not ahead",
            answer.estimate == nil ? "" : answer.interval?.dateText ?? "undefined",
          ])
        }
      }
      return table.lines + [
        "  bands of a new observation, if the form goes on as it was; no band allows for a change of form"
      ]
    }
  }
}

extension TrendClaim {
  fileprivate var sentence: String {
    guard let verdict else { return "\(Verdict.Answer.notDecided.rawValue): the rate has no interval" }
    return
      "\(verdict.answer.rawValue). A rate anywhere in \(verdict.indistinguishable.digits) per year would look the same. Tests: exactly"
      + " the claim,\n  p \(verdict.differencePValue.pValueText); further than \(verdict.margin.plain)x from it, p"
      + " \(verdict.equivalencePValue.pValueText)" + (power.map { ".\n  \($0.sentence(of: "rows"))" } ?? "")
  }
}
