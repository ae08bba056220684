import ScalingLaws

/// Value against capability, group by group, with the forms that were compared.
public struct ValueFigure {
  private let analysis: ValueAnalysis

  private static let gridPoints = 61

  public init(_ analysis: ValueAnalysis) { self.analysis = analysis }

  public var figure: Figure {
    let panels = analysis.groups.map(panel)
    return Figure(
      "Value and capability: \(analysis.columns.value) against \(analysis.columns.capability)", panels: panels,
      columns: panels.count == 1 ? 1 : 2,
      caption: [
        "Least squares of the logarithm of the value. On this scale an exponential is straight; a curve that bends up is faster. Verdicts: "
          + analysis.groups.map { "\($0.name.map { "\($0) " } ?? "")\($0.verdict.rawValue)" }.joined(separator: "; ")
          + ".",
        "Data: \(analysis.source), \(counted(analysis.rows, "row")), SHA-256 \(analysis.sha256.prefix(12)).",
      ])
  }

  private func panel(_ group: ValueGroup) -> FigurePanel {
    let points = group.series.points
    let (low, high) = (points.map(\.capability).min() ?? 0, points.map(\.capability).max() ?? 1)
    let grid = (0..<Self.gridPoints).map { low + (high - low) * Double($0) / Double(Self.gridPoints - 1) }
    var layers = group.comparisons.enumerated().map { index, comparison in
      FigureLayer(
        comparison.form.rawValue, .line, FigureStyle.series(index),
        points: zip(grid, group.values(of: comparison.form, at: grid)).map { .init($0, $1) }, setsDomain: false)
    }
    layers.append(
      FigureLayer(
        "rows", .points, FigureStyle(.ink, isFilled: false, size: 5.5),
        points: points.map { .init($0.capability, $0.value, label: FigureAxis.Notation.date.text($0.date)) }))
    let name = analysis.columns.value.description
    let isAlone = analysis.groups.count == 1
    return FigurePanel(
      group.name, x: FigureAxis(analysis.columns.capability.description),
      y: FigureAxis(name, scale: .log, notation: .suited(to: name, unit: nil, values: [])), layers: layers,
      width: isAlone ? 560 : 360, height: isAlone ? 360 : 260)
  }
}
