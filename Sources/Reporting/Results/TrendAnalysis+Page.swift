import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// A series in time as a page.
extension TrendAnalysis {
  public var page: Page {
    let left = series.rowsLeftOut > 0 ? ["\(series.rowsLeftOut) without date or value"] : []
    return Page(
      title: title, answer: answer,
      blocks: rate + claims.flatMap(blocks) + segments + limit + walk + experience + forms
        + backtests.flatMap(blocks) + projections.flatMap(blocks), doubts: warnings,
      about: [
        .lines([
          Page.about(
            series.source, series.points.count, of: series.rows,
            left + series.filters.map(\.sentence)),
          "Rate: least squares of log y on time.",
        ])
      ])
  }

  /// What the exponential says of a date or a value.
  private func answer(_ projection: TrendProjection) -> String? {
    guard let found = projection.answers.first(where: { $0.form == .exponential }), let estimate = found.estimate else {
      return nil
    }
    switch projection.question {
    case .on(let date):
      let number = { (value: Double) in value.formatted(significant: 3) }
      return
        "On \(date.dateText) the exponential gives \(number(estimate)) (\(found.interval?.words(number) ?? "no band"))."
    case .until(let value):
      return
        "The exponential reaches \(value.plain) on \(estimate.dateText) (\(found.interval?.words(\.dateText) ?? "no band"))."
    }
  }

  /// The time of a factor of two, the yearly factor, and what that says of claims.
  private var answer: [String] {
    let rate = exponential
    let time = rate.yearsPerFactorOfTwo
    let verb = rate.isGrowth ? "doubles" : "halves"
    guard let value = time.value else { return ["These rows do not determine a rate."] }
    let inMonths = value < Double.monthsBelow
    let number = { (years: Double) in (inMonths ? 12 * years : years).formatted(significant: 3) }
    let factor = { (value: Double) in value.formatted(significant: 3) }
    return [
      "\(series.columns.value) \(verb) every \(time.words(number, unit: inMonths ? " months" : " years")),"
        + " a factor of \(rate.factorPerYear.words(factor)) a year."
    ] + claims.map(\.answer) + projections.prefix(2).compactMap(answer)
  }

  private var title: String {
    "\(series.columns.value) over \(series.columns.date), \(series.firstDate.dateText) to \(series.lastDate.dateText)"
  }

  /// The rate and the verdicts on it, to be set beside another's.
  var comparison: [Page.Block] {
    [.heading(level: 3, "For comparison, \(title)")] + rate + claims.flatMap(blocks)
  }

  private func estimates(_ title: String, _ rows: [[String]], notes: [String] = []) -> [Page.Block] {
    PageTable(title, heading: "\(questions.level.percentText) interval", estimates: rows).blocks(notes: notes)
  }

  /// Rate and time of a factor of two, with what is said of when.
  private func rows(_ rate: GrowthRate, _ when: String = "") -> [[String]] {
    let time = rate.yearsPerFactorOfTwo
    return [
      ["factor per year\(when)"] + rate.factorPerYear.digits,
      [
        "\(rate.isGrowth ? "doubling" : "halving") time\(when)", time.timeText,
        time.timeIntervalText,
      ],
    ]
  }

  private var rate: [Page.Block] {
    let narrow = independent.factorPerYear.interval.map {
      "If deviations were independent, the factor per year would lie in \($0.digits)."
    }
    return estimates(
      "exponential trend", rows(exponential),
      notes: [deviations?.sentence, narrow].compactMap { $0 })
  }

  private var segments: [Page.Block] {
    guard let segmented else { return [] }
    return estimates(
      "one break",
      [["date of the break", segmented.date.dateText, segmented.interval.dateText]]
        + rows(segmented.before, ", before") + rows(segmented.after, ", after"),
      notes: [
        "\(segmented.isNamed ? "A break is found" : "No break is found"): \(segmented.pValue.pText) (likelihood ratio"
          + " \(segmented.statistic.formatted(significant: 3)) over dates from \(segmented.searched.lowerBound.dateText) to"
          + " \(segmented.searched.upperBound.dateText), against \(segmented.simulated) random walks without a break).",
        "These intervals are joint, and allow for autocorrelation.",
      ])
  }

  private var limit: [Page.Block] {
    guard let logistic else {
      return hasResult ? [.notes(["Logistic: these rows do not determine a limit."])] : []
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
        ["factor per year"] + walk.drift.factorPerYear.digits,
        [
          "standard deviation of log y after a year", walk.volatility.formatted(significant: 3), "",
        ],
      ],
      notes: [
        "\(counted(walk.steps, "step")) between dates; their autocorrelation is"
          + " \(walk.stepAutocorrelation.formatted(significant: 2)) (0 for a random walk)."
      ])
  }

  private var experience: [Page.Block] {
    guard let wright else { return [] }
    return estimates(
      "Wright's law",
      [
        ["exponent of cumulative quantity"] + wright.exponent.digits,
        ["left after each doubling"] + wright.progressRatio.digits,
        ["exponent, time fixed"] + wright.exponentGivenTime.digits,
        ["log y per year, quantity fixed"] + wright.rateGivenQuantity.digits,
      ],
      notes: [
        "R² of log cumulative quantity on time: \(wright.timeRSquared.formatted(significant: 4)). Close to 1, Wright's law and a trend in time"
          + " cannot be separated."
      ])
  }

  private var forms: [Page.Block] {
    PageTable(
      [
        .text("form"), .number("parameters").ranked(2), .number("sigma of log y").ranked(1), "R²",
        .estimate("AICc"),
        .number("weight").ranked(3),
      ], of: comparisons
    ) { form in
      [
        form.form.rawValue, "\(form.parameters)", form.sigma.formatted(significant: 3), form.rSquared.rSquaredText,
        form.aicc?.formatted(decimals: 1) ?? "", form.weight?.formatted(significant: 2) ?? "",
      ]
    }.blocks(notes: [
      "All on log y and the same rows; sigma counts as a parameter; AICc assumes independent rows. The random walk describes"
        + " steps, not rows: compare it by the back-test."
    ])
  }

  private func blocks(_ test: TrendBacktest) -> [Page.Block] {
    let origins =
      test.origins < test.possibleOrigins
      ? "\(test.origins) of \(test.possibleOrigins) origins" : counted(test.origins, "origin")
    return PageTable(
      [
        .text("back-test, \(test.reach.text)"), .estimate("typical factor off"),
        .number("bias of log").ranked(1),
        "within its bands",
      ], of: test.scores
    ) { score in
      [
        score.form.rawValue, exp(score.errors.rootMeanSquare).factorDigits,
        score.errors.bias.formatted(significant: 2), score.coverage?.percentText ?? "",
      ]
    }.blocks(notes: [
      "Fitted up to a date and judged on a later one; \(origins) in the second half. Factor: exp(root mean square error)."
    ])
  }

  private func blocks(_ claim: TrendClaim) -> [Page.Block] {
    let rate = claim.claim
    let reading = rate.direction == nil ? " Its direction is taken from the estimate." : ""
    return [
      .heading(level: 3, "Claim \(rate.text)"),
      .notes([
        "The claim: \(claim.direction == .rises ? "up" : "down") \(rate.annualFactor.factorDigits) per year, a factor of two every"
          + " \((rate.halvingMonths / 12).yearsText).\(reading) Equivalence margin: \(rate.sameText(margin: questions.margin)).",
        claim.sentence,
      ]),
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
    return PageTable(title, heading: "\(questions.level.percentText) band", estimates: rows).blocks(
      notes: [
        "Bands of a new observation if the form continues; they ignore model error."
      ])
  }
}

extension TrendClaim {
  /// As a sentence of the answer.
  fileprivate var answer: String {
    guard let verdict else {
      return "The claim of \(claim.text) is not decided: the rate has no interval."
    }
    return verdict.sentence
  }

  fileprivate var sentence: String {
    guard let verdict else {
      return "Verdict: \(Verdict.Answer.notDecided.rawValue); the rate has no interval."
    }
    return
      "Verdict: \(verdict.answer.rawValue). \(level(verdict)): \(verdict.indistinguishable.digits) per year. \(verdict.tests)"
      + (power.map { " \($0.sentence(of: "rows"))" } ?? "")
  }

  private func level(_ verdict: Verdict) -> String {
    "\(verdict.indistinguishable.level.percentText) interval"
  }
}

extension Verdict {
  /// What these data say of the claim, with the number that decides it.
  var sentence: String {
    return switch answer {
    case .consistent:
      "The data bear out the claim of \(claim.text), to within \(margin.plain)x (\(equivalencePValue.pText))."
    case .faster: "That is faster than the claim of \(claim.text) (\(differencePValue.pText))."
    case .slower: "That is slower than the claim of \(claim.text) (\(differencePValue.pText))."
    case .notDecided: "The data do not decide the claim of \(claim.text) (\(differencePValue.pText))."
    }
  }

  /// `Test of exactly the claim: p = 0.6; of a rate further than 1.5x from it: p = 0.2.`
  var tests: String {
    "Test of exactly the claim: \(differencePValue.pText); of a rate outside the margin: \(equivalencePValue.pText)."
  }
}

extension TrendAnalysis.Deviations {
  var sentence: String {
    switch self {
    case .undecided:
      "These rows cannot tell a steady trend from a random walk; the interval allows for both."
    case .settle:
      "Deviations return to the trend; the interval allows for as much autocorrelation as the rows do."
    case .resemble:
      "Deviations are autocorrelated and return to the trend; the interval allows for it."
    case .mayWander:
      "Deviations are autocorrelated, and the level may be a random walk; the interval allows for both."
    case .wander: "The values are a random walk; the rate is its drift."
    }
  }
}
