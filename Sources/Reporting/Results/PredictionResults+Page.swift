import ScalingLaws

/// Predictions as a page.
extension PredictionResults {
  public var page: Page {
    Page(
      title: fit.formula.description,
      blocks: [.lines(["\(source); \(fit.intervalName)"])]
        + PageTable(
          predictions: predictions.map { at in
            (
              fit.predictors.map { (at.point[$0] ?? .nan).formatted(significant: 6) }
                + fit.textVariables.map { at.texts[$0] ?? "" }, at.prediction
            )
          }, at: fit.predictors.map { .number($0) } + fit.textVariables.map { .text($0) }, of: fit
        ).blocks() + PageTable("quantity", quantities.map { EstimateRow($0) }, level: fit.level).blocks(),
      doubts: warnings)
  }
}

extension PageTable {
  /// What a fit says at points: the mean and a new run apart.
  ///
  /// - Parameters:
  ///   - predictions: each with what stands in the columns of its point.
  ///   - columns: of the points.
  init(predictions: [(point: [String], found: Prediction)], at columns: [Column], of fit: SavedFit) {
    self.init(
      columns + [
        .number(fit.formula.response ?? fit.formula.left.description), "mean interval", "new-run interval",
        .text("outside the rows by"),
      ],
      rows: predictions.map { point, found in
        let rounded = { (value: Double) in value.rounded(toErrorOf: found.mean?.quarter) }
        return point + [
          rounded(found.value), found.mean.text(rounded), found.newRun.text(rounded),
          found.extrapolation.map(\.inWords).joined(separator: ", "),
        ]
      })
  }
}
