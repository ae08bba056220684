import ScalingLaws

/// The runs to make next, among all that could be made, with what one wants to know before and after.
public struct DesignFigure {
  private let design: RunDesign
  private let results: DesignResults

  public init(_ results: DesignResults) {
    self.results = results
    design = results.design
  }

  public func figure() -> Figure {
    Figure(
      "The next runs", panels: [runs] + (outcomes.map { [$0] } ?? []), columns: 2,
      caption: [
        "Numbers at points: how often the run is made, where more than once.\(frame == nil ? "" : " The frame holds the rows of the fit.")"
          + (outcomes == nil ? "" : " Right: standard errors, as shares of those now."),
        "Law: \(design.basis.fit.formula.description)\(results.source.map { ", from \($0)" } ?? "").",
      ])
  }

  private var variables: [String] { design.candidates.variables }

  /// The first two variables; with one alone, what a run costs stands beside it.
  private var runs: FigurePanel {
    let columns = design.candidates.columns
    let (x, y) = (columns[0], columns.count > 1 ? columns[1] : design.candidates.costs)
    let chosen = design.chosen.map { run in
      FigureLayer.Point(x[run.candidate], y[run.candidate], label: run.runs > 1 ? "\(run.runs)×" : nil)
    }
    let grid = design.plainGrid.candidates.map { FigureLayer.Point(x[$0], y[$0]) }
    let rows = frame.map {
      [FigureLayer("rows of the fit", .line, FigureStyle(.muted, dash: .dashed), points: $0)]
    }
    return FigurePanel(
      x: axis(variables[0], x), y: columns.count > 1 ? axis(variables[1], y) : axis("cost of a run", y),
      layers: [
        FigureLayer(
          "could be made", .points, FigureStyle(.muted, size: 2.5, opacity: 0.6),
          points: zip(x, y).map { FigureLayer.Point($0, $1) })
      ] + (rows ?? [])
        + [
          FigureLayer(
            "plain grid", .points, FigureStyle(.orange, shape: .square, isFilled: false, size: 8), points: grid),
          FigureLayer("chosen", .points, FigureStyle(.blue, size: 9), points: chosen, labels: .beside),
        ].filter { !$0.points.isEmpty }, width: 420, height: 340)
  }

  /// Around the rows of the fit; `nil` for a law without rows, or without two variables.
  private var frame: [FigureLayer.Point]? {
    guard variables.count > 1, !design.basis.isPrior, let x = design.basis.fit.ranges[variables[0]],
      let y = design.basis.fit.ranges[variables[1]]
    else { return nil }
    return [
      .init(x.lowerBound, y.lowerBound), .init(x.upperBound, y.lowerBound), .init(x.upperBound, y.upperBound),
      .init(x.lowerBound, y.upperBound), .init(x.lowerBound, y.lowerBound),
    ]
  }

  private func axis(_ name: String, _ values: [Double]) -> FigureAxis {
    let (low, high) = (values.min() ?? 1, values.max() ?? 1)
    return FigureAxis(
      name, scale: .suited(from: low, to: high),
      notation: .suited(to: name, unit: name.hasPrefix("cost") ? "flops" : nil, values: values))
  }

  /// What is left of each standard error; `nil` where none is known now.
  private var outcomes: FigurePanel? {
    let known = design.outcomes.filter { ($0.now.standardError ?? 0) > 0 }
    guard !known.isEmpty else { return nil }
    let share = { (estimate: Estimate, now: Estimate) -> Double? in
      guard let error = estimate.standardError, let before = now.standardError else { return nil }
      return error / before
    }
    let points = { (estimate: (RunDesign.Outcome) -> Estimate) in
      known.enumerated().compactMap { place, outcome in
        share(estimate(outcome), outcome.now).map { FigureLayer.Point($0, Double(known.count - place)) }
      }
    }
    let names = known.enumerated().map { FigureAxis.Tick(Double(known.count - $0), $1.name) }
    return FigurePanel(
      x: FigureAxis("share of the standard error that is left", domain: 0...1.05),
      y: FigureAxis("", domain: 0.5...Double(known.count) + 0.5, ticks: names),
      layers: [
        FigureLayer(
          nil, .points, FigureStyle(.orange, shape: .square, isFilled: false, size: 8), points: points { $0.plain }),
        FigureLayer(nil, .points, FigureStyle(.blue, size: 9), points: points { $0.after }),
      ].filter { !$0.points.isEmpty }, width: 240, height: 340)
  }
}
