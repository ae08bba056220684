import ScalingLaws

/// How far each answer moves when a row is left out.
struct InfluenceFigure {
  let drawn: DrawnFit

  private static let labelled = 3

  func figure() throws(FigureError) -> Figure {
    guard let fit = drawn.fit else { throw .needsRows("influence") }
    guard let shifts = fit.rowShifts() else {
      throw .notOf(
        figure: "influence", reason: "the fit is not certified, is of quantiles, or has no noise to judge rows by")
    }
    let panels = shifts.answers.map { answer in panel(answer, lines: shifts.lines) }
    return Figure(
      "Each row left out of \(drawn.title)", panels: panels, columns: panels.count == 1 ? 1 : 2,
      caption: [
        "How far an answer moves without a row, in standard errors (\(fit.intervalMethod.description)); "
          + "the largest \(Self.labelled) of each are named by their line in the table.", drawn.source,
      ])
  }

  private func panel(_ answer: RowShifts.Answer, lines: [Int]) -> FigurePanel {
    let points = zip(lines, answer.shifts).filter { $1.isFinite }
    let largest = points.sorted { abs($0.1) > abs($1.1) }.prefix(Self.labelled).map(\.0)
    return FigurePanel(
      answer.name, x: FigureAxis("line of the table"), y: FigureAxis("shift (standard errors)"),
      layers: [
        FigureLayer(nil, .lyingRule, FigureStyle(.muted, width: 1), points: [.init(0, 0)]),
        FigureLayer(
          nil, .uprightIntervals, FigureStyle(.blue, width: 1.2, hasCaps: false),
          points: points.map { .init(Double($0), $1, low: min(0, $1), high: max(0, $1)) }),
        FigureLayer(
          nil, .points, FigureStyle(.blue, size: 5),
          points: points.map { .init(Double($0), $1, label: largest.contains($0) ? "line \($0)" : nil) },
          labels: .beside),
      ], width: 330, height: 190)
  }
}
