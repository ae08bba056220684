/// What is drawn of a layer: only what has a place, with open ends at the frame.
extension PanelLayout {
  /// A mark between two ends.
  struct Span: Sendable, Hashable {
    let at: FigureLayer.Point
    let low: Double
    let high: Double
    let isLowOpen: Bool
    let isHighOpen: Bool
  }

  /// Points that have a place, in unbroken runs.
  func runs(_ layer: FigureLayer) -> [[FigureLayer.Point]] {
    layer.points.split { !AxisSpan.canDraw($0.x, x.scale) || !AxisSpan.canDraw($0.y, y.scale) }.map(Array.init)
  }

  /// Points of a band, with low and high ends, in unbroken runs.
  func bandRuns(_ layer: FigureLayer) -> [[Span]] {
    layer.points.map { x.contains($0.x) ? span($0, along: y) : nil }.split { $0 == nil }.map { $0.compactMap { $0 } }
      .filter { $0.count > 1 }
  }

  /// Intervals with a place.
  func spans(_ layer: FigureLayer) -> [Span] {
    layer.points.compactMap { point in
      layer.mark == .lyingIntervals
        ? (AxisSpan.canDraw(point.y, y.scale) ? span(point, along: x) : nil)
        : (AxisSpan.canDraw(point.x, x.scale) ? span(point, along: y) : nil)
    }
  }

  /// Places of rules.
  func rules(_ layer: FigureLayer) -> [Double] {
    layer.mark == .uprightRule ? layer.points.map(\.x).filter(x.contains) : layer.points.map(\.y).filter(y.contains)
  }

  /// `nil` for an interval that lies outside the frame.
  private func span(_ point: FigureLayer.Point, along axis: AxisSpan) -> Span? {
    let low = point.low.flatMap { $0.isFinite ? $0 : nil }
    let high = point.high.flatMap { $0.isFinite ? $0 : nil }
    guard low ?? axis.low <= axis.high, high ?? axis.high >= axis.low, low ?? -.infinity <= high ?? .infinity else {
      return nil
    }
    // What lies beyond is clipped; an end without a place on a log axis, at zero or below, is as far as the frame.
    let isDrawn = { (end: Double?) in end.map { AxisSpan.canDraw($0, axis.scale) } ?? false }
    return Span(
      at: point, low: isDrawn(low) ? low ?? axis.low : axis.low, high: isDrawn(high) ? high ?? axis.high : axis.high,
      isLowOpen: low == nil, isHighOpen: high == nil)
  }
}
