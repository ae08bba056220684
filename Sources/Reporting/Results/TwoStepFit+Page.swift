import ScalingLaws

/// Two laws in a row as a page: both fits, then what they predict together.
extension TwoStepFit {
  public func page(_ predictions: [TwoStepPrediction]) -> Page {
    Page(
      title:
        "\(second.law.formula.left) from \(variables.joined(separator: " and ")), through \(link)",
      answer: answer(predictions),
      blocks: table(predictions).blocks(notes: [about])
        + [
          .heading(
            level: 3,
            "Step 1, \(first.law.formula.left) from \(variables.joined(separator: " and "))")
        ]
        + first.stepBlocks + [.heading(level: 3, "Step 2, \(second.law.formula.left) from \(link)")]
        + second.stepBlocks, doubts: warnings)
  }

  private func answer(_ predictions: [TwoStepPrediction]) -> [String] {
    guard let last = predictions.last else {
      return [first, second].compactMap { $0.answer.first }
    }
    let place = variables.map { "\($0) = \((last.point[$0] ?? .nan).quantityText)" }
    let value = Estimate(value: last.value, standardError: nil, interval: last.mean)
    let share = last.firstShare.map {
      " Step 1 contributes \((100 * $0).formatted(significant: 2)) % of its variance."
    }
    return ["\(response) at \(place.listed) is \(value.words).\(share ?? "")"]
  }

  private var response: String { second.law.formula.left.description }

  private var about: String {
    "Intervals carry the errors of both steps; \"from step 1\" is the share of the variance that step 1 contributes."
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
    [.lines([headline])] + summary + about
  }
}
