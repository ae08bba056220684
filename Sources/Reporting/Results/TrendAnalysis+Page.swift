import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// A series in time as a page.
extension TrendAnalysis {
  public var page: Page {
    let left = series.rowsLeftOut > 0 ? ["\(series.rowsLeftOut) without date or value"] : []
    return Page(
      title: title,
      blocks: [
        .lines([Page.about(series.source, series.points.count, of: series.rows, left + series.filters.map(\.sentence))])
      ] + rate + segments + limit + walk + experience + forms + backtests.flatMap(blocks) + claims.flatMap(blocks)
        + projections.flatMap(blocks), doubts: warnings)
  }

  private var title: String {
    "\(series.columns.value) over \(series.columns.date), \(series.firstDate.dateText) to \(series.lastDate.dateText)"
  }

  /// The rate and the verdicts on it, to be set beside another's.
  var comparison: [Page.Block] {
    [.heading(level: 3, "for comparison, \(title)")] + rate + claims.flatMap(blocks)
  }

  private func estimates(_ title: String, _ rows: [[String]], notes: [String] = []) -> [Page.Block] {
    PageTable(title, heading: "\(questions.level.percentText) interval", estimates: rows).blocks(notes: notes)
  }

  /// Rate and time of a factor of two, with what is said of when.
  private func rows(_ rate: GrowthRate, _ when: String = "") -> [[String]] {
    let time = rate.yearsPerFactorOfTwo
    return [
      ["times as much a year later\(when)"] + rate.factorPerYear.digits,
      ["\(rate.isGrowth ? "doubling" : "halving") time\(when)", time.timeText, time.timeIntervalText],
    ]
  }

  private var rate: [Page.Block] {
    let narrow = independent.factorPerYear.interval.map {
      "if deviations are independent, \($0.digits) times a year"
    }
    return estimates(
      "exponential trend", rows(exponential),
      notes: ["least squares of log y on time", deviations?.sentence, narrow].compactMap { $0 })
  }

  private var segments: [Page.Block] {
    guard let segmented else { return [] }
    return estimates(
      "one break",
      [["date of the break", segmented.date.dateText, segmented.interval.dateText]]
        + rows(segmented.before, ", before") + rows(segmented.after, ", after"),
      notes: [
        "test of a break against none: p \(segmented.pValue.pValueText) (likelihood ratio"
          + " \(segmented.statistic.formatted(significant: 3)) over dates from \(segmented.searched.lowerBound.dateText) to"
          + " \(segmented.searched.upperBound.dateText);\n  \(segmented.simulated) random walks without a break);"
          + " \(segmented.isNamed ? "a break is found" : "no break is found")",
        "intervals of date and rates allow for one another, and for deviations that resemble their neighbours",
      ])
  }

  private var limit: [Page.Block] {
    guard let logistic else {
      return hasResult ? [.measures([Page.Fact("logistic:", "these rows determine no limit")])] : []
    }
    return estimates(
      "logistic",
      [
        [logistic.isGrowth ? "ceiling" : "floor"] + logistic.limit.digits,
        [
          logistic.isGrowth ? "date at half of the ceiling" : "date at twice the floor",
          logistic.middle.value?.dateText ?? "", logistic.middle.interval?.dateText ?? "undefined",
        ],
      ])
  }

  private var walk: [Page.Block] {
    guard let walk = randomWalk else { return [] }
    return estimates(
      "random walk with drift",
      [
        ["times as much a year later"] + walk.drift.factorPerYear.digits,
        ["standard deviation of log y after a year", walk.volatility.formatted(significant: 3), ""],
      ],
      notes: [
        "\(counted(walk.steps, "step")) between dates, which resemble their neighbours with correlation"
          + " \(walk.stepAutocorrelation.formatted(significant: 2)) (0 for a random walk)"
      ])
  }

  private var experience: [Page.Block] {
    guard let wright else { return [] }
    return estimates(
      "Wright's law",
      [
        ["exponent of cumulative quantity"] + wright.exponent.digits,
        ["left after a doubling of it"] + wright.progressRatio.digits,
        ["exponent, time held"] + wright.exponentGivenTime.digits,
        ["log y per year, quantity held"] + wright.rateGivenQuantity.digits,
      ],
      notes: [
        "log cumulative quantity follows time with R² \(wright.timeRSquared.formatted(significant: 4)): the closer to 1, the less Wright's law"
          + " and a trend in time can be told apart"
      ])
  }

  private var forms: [Page.Block] {
    PageTable([.text("form"), "parameters", "sigma of log y", "R²", "AICc", "weight"], of: comparisons) { form in
      [
        form.form.rawValue, "\(form.parameters)", form.sigma.formatted(significant: 3), form.rSquared.rSquaredText,
        form.aicc?.formatted(decimals: 1) ?? "", form.weight?.formatted(significant: 2) ?? "",
      ]
    }.blocks(notes: [
      "all on log y and the same rows, sigma counted as a parameter; AICc takes rows as independent. The random walk describes\n"
        + "  steps, not rows: set it beside the others by the back-test."
    ])
  }

  private func blocks(_ test: TrendBacktest) -> [Page.Block] {
    let origins =
      test.origins < test.possibleOrigins
      ? "\(test.origins) of \(test.possibleOrigins) origins" : counted(test.origins, "origin")
    return PageTable(
      [.text("back-test, \(test.reach.text)"), "typical factor off", "bias of log", "inside its bands"], of: test.scores
    ) { score in
      [
        score.form.rawValue, exp(score.errors.rootMeanSquare).factorDigits,
        score.errors.bias.formatted(significant: 2), score.coverage?.percentText ?? "",
      ]
    }.blocks(notes: [
      "fitted to the rows up to a date and asked for a later one; \(origins) in the second half; exp(root mean square error)"
    ])
  }

  private func blocks(_ claim: TrendClaim) -> [Page.Block] {
    let rate = claim.claim
    let reading = rate.direction == nil ? ", read in the direction of the estimate" : ""
    return [
      .heading(
        level: 3,
        "claim \(rate.text): \(claim.direction == .rises ? "up" : "down") \(rate.annualFactor.factorDigits) per year, a factor of two every"
          + " \((rate.halvingMonths / 12).yearsText)\(reading); \(rate.sameText(margin: questions.margin)) count as the same"
      ),
      .notes([claim.sentence]),
    ]
  }

  private func blocks(_ projection: TrendProjection) -> [Page.Block] {
    let title: String
    let rows: [[String]]
    switch projection.question {
    case .on(let date):
      title = "on \(date.dateText)"
      rows = projection.answers.map { [$0.form.rawValue, $0.estimate.digits, $0.interval.digits] }
    case .until(let value):
      title = "until \(value.plain)"
      rows = projection.answers.map { answer in
        [
          answer.form.rawValue, answer.estimate?.dateText ?? "not ahead",
          answer.estimate == nil ? "" : answer.interval?.dateText ?? "undefined",
        ]
      }
    }
    return PageTable(title, heading: "\(questions.level.percentText) band", estimates: rows).blocks(notes: [
      "bands of a new observation, if the form goes on as it was; no band allows for a change of form"
    ])
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

extension TrendAnalysis.Deviations {
  fileprivate var sentence: String {
    switch self {
    case .undecided:
      "these rows cannot tell a steady trend from a wandering level: the interval allows for both"
    case .settle:
      "deviations come back to the trend; the interval allows for as much likeness of neighbours as the rows do"
    case .resemble: "deviations resemble their neighbours, and come back to the trend: the interval allows for it"
    case .mayWander:
      "deviations resemble their neighbours, and the level may wander: the interval allows for both"
    case .wander: "the values wander like a random walk: the rate is its drift"
    }
  }
}
