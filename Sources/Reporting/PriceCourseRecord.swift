import ScalingLaws

/// How the rate changes over time and where the price goes, as parts of a record.
struct PriceCourseRecord {
  let analysis: PriceAnalysis

  init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  var breaks: JSONValue {
    .array(
      zip(analysis.trends, analysis.breaks).map { trend, found in
        [
          "level": .number(trend.frontier.threshold), "date": JSONValue(found?.date.dateText),
          "decimal_year": JSONValue(found?.date), "conf_low": JSONValue(found?.interval.low),
          "conf_high": JSONValue(found?.interval.high), "factor_before": JSONValue(found?.factors[0]),
          "factor_after": JSONValue(found?.factors[1]), "f": JSONValue(found?.statistic),
          "p_value": JSONValue(found?.pValue),
        ]
      })
  }

  var windows: JSONValue {
    .array(
      analysis.windows.flatMap { $0 }.map { window in
        [
          "level": .number(window.threshold), "start": .number(window.start), "end": .number(window.end),
          "points": .integer(window.points), "factor_per_year": .object(window.factorPerYear.members),
        ]
      })
  }

  var projections: JSONValue {
    .array(
      zip(analysis.trends, analysis.projections).map { trend, projection in
        [
          "level": .number(trend.frontier.threshold), "backtest_factor": JSONValue(projection?.backtestFactor),
          "backtest_errors": .integer(projection?.backtestErrors ?? 0),
          "prices": .array(analysis.questions.dates.map { price(projection, on: $0) }),
          "dates": .array(
            analysis.questions.targets.map { target in
              .object(
                [.init(key: "price", value: .number(target))]
                  + (projection?.date(reaching: target) ?? .notEstimable).members)
            }),
        ]
      })
  }

  private func price(_ projection: PriceProjection?, on date: Double) -> JSONValue {
    let found = projection?.price(on: date)
    return .object(
      [.init(key: "date", value: .string(date.dateText)), .init(key: "decimal_year", value: .number(date))]
        + (found?.line ?? .notEstimable).members + [
          .init(key: "price_low", value: JSONValue(found?.price.low)),
          .init(key: "price_high", value: JSONValue(found?.price.high)),
        ])
  }
}
