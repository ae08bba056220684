import ScalingLaws

/// How the rate changes over time, and where the price goes.
struct PriceCourseReport {
  let analysis: PriceAnalysis

  init(_ analysis: PriceAnalysis) { self.analysis = analysis }

  var parts: [[String]] { [windows, breaks, dates, targets] }

  private var levels: [String] { analysis.trends.map { $0.frontier.threshold.plain } }

  private var windows: [String] {
    guard analysis.questions.window != nil else { return [] }
    var table = TextTable([
      ("level", .right), ("from", .left), ("to", .left), ("points", .right), ("cheaper per year", .right),
      ("\(analysis.level.percentText) interval", .right),
    ])
    for window in analysis.windows.flatMap({ $0 }) {
      table.add([
        window.threshold.plain, window.start.dateText, window.end.dateText, "\(window.points)",
        window.factorPerYear.value.map(\.factorText) ?? "no trend",
        window.factorPerYear.interval.map(\.factorText) ?? "undefined",
      ])
    }
    return ["rate within windows of the frontier"] + table.lines
  }

  private var breaks: [String] {
    guard !analysis.breaks.isEmpty else { return [] }
    var table = TextTable([
      ("level", .right), ("break", .left), ("\(analysis.level.percentText) interval", .left),
      ("per year before", .right),
      ("after", .right), ("F", .right), ("p", .right),
    ])
    for (level, found) in zip(levels, analysis.breaks) {
      guard let found else {
        table.add([level, "fewer than \(TrendBreak.fewestPoints) points", "", "", "", "", ""])
        continue
      }
      let ends = [found.interval.low, found.interval.high].map { $0.map(\.dateText) ?? "open" }
      table.add([
        level, found.date.dateText, "[\(ends.joined(separator: ", "))]", found.factors[0].factorText,
        found.factors[1].factorText, found.statistic.formatted(significant: 3), found.pValue.pValueText,
      ])
    }
    return [
      "a break in the rate: the best date for one change of slope along the frontier; p is for no break at all,",
      "by simulation of independent points",
    ] + table.lines
  }

  private var dates: [String] {
    guard !analysis.questions.dates.isEmpty else { return [] }
    var table = TextTable([
      ("level", .right), ("on", .left), ("price", .right), ("\(analysis.level.percentText) of the line", .right),
      ("\(analysis.level.percentText) of the price", .right),
    ])
    for date in analysis.questions.dates {
      for (level, projection) in zip(levels, analysis.projections) {
        guard let projection else {
          table.add([level, date.dateText, "no interval", "", ""])
          continue
        }
        let (line, price) = projection.price(on: date)
        table.add([
          level, date.dateText, line.value?.formatted(significant: 3) ?? "", line.interval?.priceText ?? "",
          price.priceText,
        ])
      }
    }
    return ["price on a date, if the trend goes on"] + backtest + table.lines
  }

  private var targets: [String] {
    guard !analysis.questions.targets.isEmpty else { return [] }
    var table = TextTable([
      ("level", .right), ("price", .right), ("reached", .left), ("\(analysis.level.percentText) interval", .left),
    ])
    for target in analysis.questions.targets {
      for (level, projection) in zip(levels, analysis.projections) {
        let date = projection?.date(reaching: target)
        let ends = date?.interval.map { [$0.low, $0.high].map { $0.map(\.dateText) ?? "open" } }
        table.add([
          level, target.plain, projection == nil ? "no interval" : date?.value.map(\.dateText) ?? "not on this line",
          ends.map { "[\($0.joined(separator: ", "))]" } ?? "",
        ])
      }
    }
    return ["when the line reaches a price, if the trend goes on"]
      + (analysis.questions.dates.isEmpty ? backtest : []) + table.lines
  }

  /// How much the back-test widens the bands.
  private var backtest: [String] {
    zip(levels, analysis.projections).compactMap { level, projection in
      projection.map { projection in
        projection.backtestErrors < 3
          ? "  at \(level): too few points for a back-test"
          : "  at \(level): bands times \(projection.backtestFactor.formatted(significant: 2)), from"
            + " \(projection.backtestErrors) errors of the back-test"
      }
    }
  }
}

extension Double {
  /// A decimal year as an ISO date.
  var dateText: String { CalendarDate(decimalYear: self)?.description ?? plain }
}

extension TrendBreak {
  /// Times cheaper per year, before and after.
  var factors: [Double] {
    slopes.map { Estimate(value: -$0, standardError: nil, interval: nil).asFactorPerYear.value ?? .nan }
  }
}

extension Interval {
  /// `[0.012, 0.31]`.
  fileprivate var priceText: String {
    "[\([low, high].map { $0?.formatted(significant: 2) ?? "open" }.joined(separator: ", "))]"
  }
}
