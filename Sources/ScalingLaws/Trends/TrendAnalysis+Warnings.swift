extension TrendAnalysis {
  static func warnings(
    _ series: TimeSeries, isPerfect: Bool, segmented: SegmentedSeries?, dependence: SerialDependence?,
    backtests: [TrendBacktest], questions: Questions
  ) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let count = series.points.count
    if count == 2 {
      warnings.append(
        FitWarning(
          .noDegreesOfFreedom, "two rows make a rate and no interval", hint: "add rows: what scatters is not known"))
    } else if isPerfect {
      warnings.append(
        FitWarning(
          .perfectFit, "the rows lie exactly on an exponential: there is no scatter to judge by",
          hint: "is the column computed from a rate?"))
    } else if count < SegmentedSeries.fewestRows {
      warnings.append(
        FitWarning(
          .fewPoints, .note,
          "\(count) rows: too few to tell a change of rate from a wandering level, so no break is looked for",
          hint: "a break is looked for from \(SegmentedSeries.fewestRows) rows"))
    }
    if let segmented, segmented.isNamed {
      warnings.append(
        FitWarning(
          .residualPattern,
          "one rate does not suit the whole period: a break is found at \(segmented.date.dateText) (simulated p "
            + "\(segmented.pValue.formatted(significant: 2)))",
          hint: "the rate of the whole period is an average over it; read the rates before and after the break"))
    }
    if dependence?.deviations == .wander {
      warnings.append(
        FitWarning(
          .residualPattern, .note,
          "the values wander like a random walk rather than scatter about a trend: the rate is its drift",
          hint: "read forecasts from the last value, not from a line"))
    }
    for test in backtests where test.origins >= 5 {
      guard let score = test.scores.first(where: { $0.form == .exponential }), let coverage = score.coverage,
        coverage < 0.8
      else { continue }
      warnings.append(
        FitWarning(
          .extrapolation,
          "the exponential's bands have failed: of \(counted(test.origins, "forecast")) \(test.reach.text) they held \((100 * coverage).formatted(significant: 2)) %",
          hint: "trust no forecast of it further than that"))
    }
    let reach = questions.projections.compactMap { question in
      if case .on(let date) = question { date - series.lastDate } else { nil }
    }.max()
    if let reach, reach > series.span / 2 {
      warnings.append(
        FitWarning(
          .extrapolation,
          "\(reach.formatted(significant: 3)) years ahead, from rows that span "
            + "\(series.span.formatted(significant: 3)): the bands hold only if the form continues",
          hint: "the back-test says how such forecasts fared, over shorter spans"))
    }
    if series.rowsLeftOut > 0 {
      warnings.append(
        FitWarning(
          .unplacedRows, .note, "\(counted(series.rowsLeftOut, "row")) left out: no date or no value",
          hint: "fill the values in, if they are known"))
    }
    return warnings
  }
}

extension TrendBacktest.Reach {
  package var yearsAhead: Double? { if case .years(let years) = self { years } else { nil } }

  package var text: String {
    switch self {
    case .dates(1): "of the next date"
    case .dates(let count): "\(count) dates ahead"
    case .half: "half as far ahead as dates were known"
    case .years(let years): "\(years.formatted(significant: 3)) years ahead"
    }
  }
}
