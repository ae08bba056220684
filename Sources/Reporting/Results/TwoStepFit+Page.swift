import ScalingLaws

/// Two laws in a row as a page: both fits, then what they predict together.
extension TwoStepFit {
  public func page(_ predictions: [TwoStepPrediction]) -> Page {
    Page(
      title: "step 1, \(first.law.formula.left) from \(variables.joined(separator: " and ")):",
      blocks: first.stepBlocks + [.heading(level: 3, "step 2, \(second.law.formula.left) from \(link):")]
        + second.stepBlocks + table(predictions).blocks(under: about), doubts: warnings)
  }

  private var response: String { second.law.formula.left.description }

  private var about: String {
    "\(response) through \(link); intervals carry the errors of both steps; \"from step 1\" is its share of the variance"
  }

  private func table(_ predictions: [TwoStepPrediction]) -> PageTable {
    let names =
      variables + [
        link, response, "\(second.options.level.percentText) interval", "\(link) taken as exact", "new run",
        "from step 1",
      ]
    return PageTable(names.map { .number($0) }, of: predictions) { prediction in
      let scale = prediction.mean?.quarter
      let ends = { (interval: Interval?) in interval?.text { $0.rounded(toErrorOf: scale) } ?? "undefined" }
      return variables.map { (prediction.point[$0] ?? .nan).formatted(significant: 6) } + [
        prediction.intermediate.value.rounded(toErrorOf: prediction.intermediate.mean?.quarter),
        prediction.value.rounded(toErrorOf: scale), ends(prediction.mean), ends(prediction.meanGivenFirst),
        second.options.norm.isBinomial ? "" : ends(prediction.newRun),
        prediction.firstShare.map { "\((100 * $0).formatted(significant: 2)) %" } ?? "",
      ]
    }
  }
}

extension Fit {
  /// The whole fit under the heading of a step.
  fileprivate var stepBlocks: [Page.Block] {
    guard case .lines(let lines)? = summary.first else { return summary }
    return [.lines([headline] + lines)] + summary.dropFirst()
  }
}
