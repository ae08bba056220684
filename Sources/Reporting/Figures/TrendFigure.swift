import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// A series in time: the exponential with both bands, the line with a break, claims.
public struct TrendFigure {
  private let analysis: TrendAnalysis

  private static let gridPoints = 61

  public init(_ analysis: TrendAnalysis) { self.analysis = analysis }

  public var figure: Figure {
    let series = analysis.series
    let value = series.columns.value.description
    return Figure(
      "\(value) over time",
      panels: [
        FigurePanel(
          x: FigureAxis("", notation: .date),
          y: FigureAxis(value, scale: .log, notation: .suited(to: value, unit: nil, values: [])), layers: layers,
          width: 620,
          height: 380)
      ],
      caption: [
        "Least squares of the logarithm on time; \(analysis.questions.level.percentText) bands of the line, and after the last row of a new "
          + "observation, which allow for deviations that resemble their neighbours.",
        "Data: \(series.source), \(counted(series.points.count, "row")), SHA-256 \(series.sha256.prefix(12)).",
      ])
  }

  private var layers: [FigureLayer] {
    let series = analysis.series
    let (first, last) = (series.firstDate, lastDate)
    // The band of the line ends where that of a new observation begins.
    let dates =
      ((0..<Self.gridPoints).map { first + (last - first) * Double($0) / Double(Self.gridPoints - 1) }
      + (last > series.lastDate ? [series.lastDate, series.lastDate + 1e-6 * (last - first)] : [])).sorted()
    let level = analysis.questions.level.percentText
    let line = dates.map { (date: $0, value: analysis.exponential(on: $0)) }
    let band = { (interval: (TrendAnalysis.Level) -> Interval?) in
      line.compactMap { date, value in
        interval(value).map { FigureLayer.Point(date, value.value, low: $0.low, high: $0.high) }
      }
    }
    var layers = [
      FigureLayer(
        "\(level) of a new observation", .band, FigureStyle(.blue, opacity: 0.15), points: band(\.observation)),
      FigureLayer("\(level) of the line", .band, FigureStyle(.blue, opacity: 0.3), points: band(\.line)),
    ].filter { !$0.points.isEmpty }
    let rate = analysis.exponential.yearsPerFactorOfTwo
    let time = rate.value == nil ? "" : ": \(analysis.exponential.isGrowth ? "doubles" : "halves") in \(rate.timeText)"
    layers.append(
      FigureLayer(
        "exponential" + time, .line, FigureStyle(.blue, width: 1.8), points: line.map { .init($0.date, $0.value.value) }
      ))
    if let segmented = analysis.segmented {
      layers.append(
        FigureLayer(
          "with a break", .line, FigureStyle(.vermillion, dash: .dashed, width: 1.6),
          points: (dates + [segmented.date]).sorted().map { .init($0, analysis.segmentedValue(on: $0) ?? .nan) }))
    }
    for (index, claim) in analysis.claims.enumerated() {
      var style = FigureStyle.series(index + 2)
      style.dash = [.dotted, .dashDotted, .dashed][index % 3]
      let growth = (claim.direction == .rises ? 1 : -1) * log(claim.claim.annualFactor)
      layers.append(
        FigureLayer(
          claim.claim.text, .line, style, points: dates.map { .init($0, analysis.start * exp(growth * ($0 - first))) },
          setsDomain: false))
    }
    layers.append(
      FigureLayer(
        "rows", .points, FigureStyle(.ink, isFilled: false, size: 5),
        points: series.points.map { .init($0.date, $0.value) }))
    return layers
  }

  /// The last row, or the last date that was asked for.
  private var lastDate: Double {
    let asked = analysis.projections.compactMap { projection -> Double? in
      if case .on(let date) = projection.question { date } else { nil }
    }
    return max(analysis.series.lastDate, asked.max() ?? -.infinity)
  }
}
