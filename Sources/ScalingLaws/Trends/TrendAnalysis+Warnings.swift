extension TrendAnalysis {
  static func warnings(
    _ series: TimeSeries, isPerfect: Bool, segmented: SegmentedSeries?, walk: RandomWalkSeries?, questions: Questions
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
    } else if count < 20 {
      warnings.append(
        FitWarning(
          .fewPoints, .note,
          "\(count) rows: errors that allow for autocorrelation are too small in short series, so intervals are too narrow",
          hint: "read a verdict that is close to its limit as not decided"))
    }
    if let segmented, segmented.pValue < 1 - questions.level {
      warnings.append(
        FitWarning(
          .residualPattern,
          "one rate does not suit the whole period: a break is found at \(segmented.date.dateText) (simulated p "
            + "\(segmented.pValue.formatted(significant: 2)))",
          hint: "the rate of the whole period is an average over it; read the rates before and after the break"))
    }
    if let walk, walk.steps > 10, walk.stepAutocorrelation < -2 / Double(walk.steps).squareRoot() {
      warnings.append(
        FitWarning(
          .residualPattern, .note,
          "a step up tends to be followed by a step down (correlation \(walk.stepAutocorrelation.formatted(significant: 2))):"
            + " the values scatter about a trend rather than wander, and the bands of the random walk are too wide",
          hint: "the exponential trend suits such a series better"))
    }
    let reach = questions.projections.compactMap { question in
      if case .on(let date) = question { date - series.lastDate } else { nil }
    }.max()
    if let reach, reach > series.span / 2 {
      warnings.append(
        FitWarning(
          .extrapolation,
          "\(reach.formatted(significant: 3)) years ahead, from rows that span "
            + "\(series.span.formatted(significant: 3)): the bands hold only if the form goes on",
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
