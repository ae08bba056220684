import ScalingLaws

/// Horizons against the date of release, with the line and its band.
public struct HorizonFigure {
  private let analysis: HorizonAnalysis

  private static let gridPoints = 61

  public init(_ analysis: HorizonAnalysis) { self.analysis = analysis }

  public var figure: Figure {
    let chance = (analysis.questions.chances.first ?? 0.5).percentText
    let isShort = dated.contains { ($0.horizon.value ?? 1) < 0.1 }
    return Figure(
      "Time horizons over dates of release",
      panels: [
        FigurePanel(
          x: FigureAxis("", notation: .date),
          y: FigureAxis("\(chance) horizon (minutes of human time)", scale: .log, notation: isShort ? .power : .number),
          layers: layers, width: 620, height: 380)
      ],
      caption: [
        "Least squares of the log horizon on the date; the \(analysis.questions.level.percentText) band holds the choice of items and the scatter of "
          + "models, if they deviate independently.",
        "Data: \(analysis.source), \(counted(analysis.rows, "row")), SHA-256 \(analysis.sha256.prefix(12)).",
      ])
  }

  private var dated: [ModelHorizon] { analysis.models.filter { $0.date != nil && $0.horizon.value != nil } }

  private func points(_ models: [ModelHorizon]) -> [FigureLayer.Point] {
    models.compactMap { model in
      guard let date = model.date, let value = model.horizon.value else { return nil }
      return .init(
        date, value, low: model.horizon.interval?.low, high: model.horizon.interval?.high, label: model.name)
    }
  }

  private var layers: [FigureLayer] {
    guard let trend = analysis.trend else {
      return [FigureLayer("models", .points, FigureStyle(.ink, isFilled: false, size: 5), points: points(dated))]
    }
    let used = trend.models.map { analysis.models[$0] }
    let others = analysis.models.indices.filter { !trend.models.contains($0) }.map { analysis.models[$0] }
    let dates = used.compactMap(\.date)
    let (first, last) = (dates.min() ?? 0, dates.max() ?? 1)
    let grid = (0..<Self.gridPoints).map { first + (last - first) * Double($0) / Double(Self.gridPoints - 1) }
    let line = grid.map { (date: $0, estimate: trend.horizon(on: $0)) }
    let band = line.compactMap { date, estimate in
      estimate.interval.map {
        FigureLayer.Point(date, estimate.value ?? .nan, low: $0.low, high: $0.high)
      }
    }
    let days = trend.doublingDays.value.map { ": doubles in \($0.formatted(significant: 3)) days" } ?? ""
    let level = analysis.questions.level.percentText
    let outside = points(others)
    let models = (used.lazy.compactMap { $0.horizon.interval?.level }.first ?? analysis.questions.level).percentText
    return [
      FigureLayer("\(level) of the line", .band, FigureStyle(.blue, opacity: 0.25), points: band),
      FigureLayer(
        trend.growth.isGrowth ? "exponential\(days)" : "exponential", .line, FigureStyle(.blue, width: 1.8),
        points: line.map { .init($0.date, $0.estimate.value ?? .nan) }),
      FigureLayer(
        nil, .uprightIntervals, FigureStyle(.ink, width: 1, opacity: 0.5),
        points: points(used).filter { $0.low != nil },
        setsDomain: false),
      FigureLayer(
        "models, with \(models) intervals", .points, FigureStyle(.ink, size: 5), points: points(used), labels: .beside),
      FigureLayer(
        "not in the trend", .points, FigureStyle(.vermillion, isFilled: false, size: 5), points: outside,
        labels: .beside),
    ].filter { !$0.points.isEmpty }
  }
}
