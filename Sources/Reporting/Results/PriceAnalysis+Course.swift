import ScalingLaws

/// How the rate changes over time, and where the price goes.
extension PriceAnalysis {
  var courseBlocks: [Page.Block] { windowBlocks + breakBlocks + dateBlocks + targetBlocks }

  private var levels: [String] { trends.map { $0.frontier.threshold.plain } }

  private var windowBlocks: [Page.Block] {
    guard questions.window != nil else { return [] }
    return PageTable(
      [
        "level", .text("from"), .text("to"), .number("points").ranked(1),
        .estimate("cheaper per year"),
        .number(intervalName),
      ], of: windows.joined()
    ) { window in
      [window.threshold.plain, window.start.dateText, window.end.dateText, "\(window.points)"]
        + window.factorPerYear.factors("no trend")
    }.blocks(under: "Rate within windows of the frontier")
  }

  private var breakBlocks: [Page.Block] {
    PageTable(
      [
        "level", .text("break"), .number(intervalName), "per year before", "after",
        .number("F").ranked(1), .estimate("p"),
      ], of: zip(levels, breaks)
    ) { level, found in
      guard let found else {
        return [level, "fewer than \(TrendBreak.fewestPoints) points", "", "", "", "", ""]
      }
      return [
        level, found.date.dateText, found.interval.text(\.dateText), found.factors[0].factorText,
        found.factors[1].factorText, found.statistic.formatted(significant: 3), found.pValue.pValueText,
      ]
    }.blocks(
      under:
        "Break in the rate: the best date for one change of slope along the frontier; p-value of no break, simulated with independent points"
    )
  }

  private var dateBlocks: [Page.Block] {
    PageTable(
      [
        "level", .text("on"), .estimate("price"),
        .number("\(level.percentText) interval of the line").ranked(1),
        "\(level.percentText) band of a price",
      ],
      rows: questions.dates.flatMap { date in
        zip(levels, projections).map { level, projection in
          guard let (line, price) = projection?.price(on: date) else {
            return [level, date.dateText, "no interval", "", ""]
          }
          return [
            level, date.dateText, line.value?.formatted(significant: 3) ?? "", line.interval?.priceText ?? "",
            price.priceText,
          ]
        }
      }
    ).blocks(under: "Price on a date, if the trend continues", notes: backtest)
  }

  private var targetBlocks: [Page.Block] {
    PageTable(
      ["level", "price", .text("reached"), .number(intervalName)],
      rows: questions.targets.flatMap { target in
        zip(levels, projections).map { level, projection in
          let date = projection?.date(reaching: target)
          return [
            level, target.plain, projection == nil ? "no interval" : date?.value?.dateText ?? "not on this line",
            date?.interval?.text(\.dateText) ?? "",
          ]
        }
      }
    ).blocks(
      under: "When the line reaches a price, if the trend continues",
      notes: questions.dates.isEmpty ? backtest : [])
  }

  /// How much the back-test widens the bands.
  private var backtest: [String] {
    zip(levels, projections).compactMap { level, projection in
      projection.map { projection in
        projection.backtestErrors < 3
          ? "At \(level): too few points for a back-test."
          : "At \(level): bands widened by \(projection.backtestFactor.factorText), from \(projection.backtestErrors) back-test errors."
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
  fileprivate var priceText: String { text { $0.formatted(significant: 2) } }
}
