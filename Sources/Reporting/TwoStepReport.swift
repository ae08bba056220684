import ScalingLaws

/// Two laws in a row as a person reads them: both fits, then what they predict together.
public struct TwoStepReport {
  private let fit: TwoStepFit
  private let predictions: [TwoStepPrediction]

  public init(_ fit: TwoStepFit, predictions: [TwoStepPrediction]) {
    self.fit = fit
    self.predictions = predictions
  }

  public var text: String {
    "step 1, \(fit.first.law.formula.left) from \(resources):\n\(FitReport(fit.first).text)\n"
      + "step 2, \(fit.second.law.formula.left) from \(fit.link):\n\(FitReport(fit.second).text)"
      + (predictions.isEmpty ? "" : "\n" + table.joined(separator: "\n") + "\n")
  }

  private var resources: String { fit.variables.joined(separator: " and ") }

  private var table: [String] {
    let level = fit.second.options.level.percentText
    let response = fit.second.law.formula.left.description
    var table = TextTable(
      fit.variables.map { ($0, .right) } + [
        (fit.link, .right), (response, .right), ("\(level) interval", .right),
        ("\(fit.link) taken as exact", .right), ("new run", .right), ("from step 1", .right),
      ])
    for prediction in predictions {
      let scale = prediction.mean.flatMap(\.width)
      let ends = { (interval: Interval?) in
        interval.map { "[\($0.low.text(scale)), \($0.high.text(scale))]" } ?? "undefined"
      }
      table.add(
        fit.variables.map { (prediction.point[$0] ?? .nan).formatted(significant: 6) } + [
          Double?(prediction.intermediate.value).text(prediction.intermediate.mean.flatMap(\.width)),
          Double?(prediction.value).text(scale), ends(prediction.mean), ends(prediction.meanGivenFirst),
          fit.second.options.norm.isBinomial ? "" : ends(prediction.newRun),
          prediction.firstShare.map { "\((100 * $0).formatted(significant: 2)) %" } ?? "",
        ])
    }
    return [
      "\(response) through \(fit.link); intervals carry the errors of both steps; \"from step 1\" is its share of the"
        + " variance"
    ] + table.lines
  }
}

extension Interval {
  /// A quarter of the width: the standard error that digits are rounded to.
  fileprivate var width: Double? {
    guard let low, let high, high > low else { return nil }
    return (high - low) / 4
  }
}

extension Double? {
  fileprivate func text(_ error: Double?) -> String { map { $0.rounded(toErrorOf: error) } ?? "open" }
}
