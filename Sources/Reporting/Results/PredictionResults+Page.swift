import ScalingLaws

/// Predictions as a page.
extension PredictionResults {
  public var page: Page {
    Page(
      title: fit.formula.description, answer: answer,
      blocks: PageTable(
        predictions: predictions.map { at in
          (
            fit.predictors.map { (at.point[$0] ?? .nan).formatted(significant: 6) }
              + fit.textVariables.map { at.texts[$0] ?? "" }, at.prediction
          )
        }, at: fit.predictors.map { .number($0) } + fit.textVariables.map { .text($0) }, of: fit
      ).blocks()
        + PageTable("quantity", quantities.map { EstimateRow($0) }, level: fit.level).blocks(),
      doubts: warnings, about: [.lines(["\(source); \(fit.intervalName)"])])
  }

  /// The last point, which a list of them goes up to, and how far it lies from the rows.
  private var answer: [String] {
    let response = fit.formula.response ?? fit.formula.left.description
    let asked = quantities.map { "\($0.quantity.name) = \($0.estimate.words)." }
    guard let at = predictions.last else { return asked }
    let place =
      fit.predictors.map { "\($0) = \((at.point[$0] ?? .nan).quantityText)" }
      + fit.textVariables.map { "\($0) = \(at.texts[$0] ?? "")" }
    let found = at.prediction
    let isFar = warnings.contains { $0.code == .extrapolation && $0.severity == .warning }
    let mean = Estimate(value: found.value, standardError: nil, interval: found.mean).words
    let newRun = found.newRun.map { run in
      "; a new run falls in \(run.text { $0.rounded(toErrorOf: found.mean?.quarter) })"
    }
    return ["\(response) at \(place.listed) is \(mean)\(newRun ?? "")."]
      + [isFar ? nil : found.extrapolation.sentence].compactMap { $0 }
      + asked
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
        .estimate(fit.formula.response ?? fit.formula.left.description), "interval of the mean",
        .number("interval of a new run").ranked(1), .text("outside the rows by").ranked(2),
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
