import ScalingLaws

/// The profile likelihood of each coefficient: straight arms are what a symmetric interval takes for granted.
struct ProfileFigure {
  let drawn: DrawnFit

  private static let pointsOnSide = 12

  func figure() throws -> Figure {
    guard let fit = drawn.fit else { throw FigureError.needsRows("profile") }
    guard fit.hasLikelihood else {
      throw FigureError.notOf(figure: "profile", reason: "the norm of the fit, with its weights, has no likelihood")
    }
    let profiles = try fit.profileCoefficients(level: drawn.saved.level, points: Self.pointsOnSide)
    let shown = profiles.filter { !$0.curve.isEmpty && $0.estimate != nil }
    guard !shown.isEmpty else {
      throw FigureError.notOf(
        figure: "profile", reason: "there is no noise to judge by, or no coefficient is determined")
    }
    return Figure(
      "Profile likelihood of \(drawn.title)", panels: shown.map(panel), columns: shown.count == 1 ? 1 : 2,
      caption: [
        "At each value the other coefficients are fitted anew. Height: the root of twice the log-likelihood ratio; straight arms mean "
          + "that a symmetric interval is right. The interval ends where the arms reach the line; an arm that does not reach it is open.",
        drawn.source,
      ])
  }

  private func panel(_ profile: ProfileInterval) -> FigurePanel {
    let points =
      (profile.curve.map { FigureLayer.Point($0.value, abs($0.signedRoot)) } + [.init(profile.estimate ?? .nan, 0)])
      .sorted { $0.x < $1.x }
    let threshold = zip([profile.lowEnd, profile.highEnd], [points.first, points.last]).compactMap { end, point in
      end == .found ? point?.y : nil
    }.max()
    let (low, high) = (points.first?.x ?? 1, points.last?.x ?? 1)
    return FigurePanel(
      x: FigureAxis(profile.name, scale: .suited(from: low, to: high)), y: FigureAxis("|z|"),
      layers: [
        FigureLayer(
          "\(profile.level.percentText) threshold", .lyingRule, FigureStyle(.vermillion, dash: .dashed, width: 1.2),
          points: threshold.map { [.init(0, $0)] } ?? []),
        FigureLayer(
          "ends of the interval", .uprightRule, FigureStyle(.muted, dash: .dotted, width: 1.2),
          points: [profile.low, profile.high].compactMap { $0.map { .init($0, 0) } }),
        FigureLayer("profile", .line, FigureStyle(.blue, width: 1.8), points: points),
        FigureLayer(
          "estimate", .points, FigureStyle(.blue, size: 7), points: [.init(profile.estimate ?? .nan, 0)]),
      ], width: 330, height: 170)
  }
}
