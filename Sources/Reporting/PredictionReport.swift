import ScalingLaws

/// Predictions as a person reads them.
public struct PredictionReport {
  private let results: PredictionResults

  public init(_ results: PredictionResults) { self.results = results }

  public var text: String {
    ([results.fit.formula.description, "\(results.source); \(results.intervalName)"] + predictions + quantities)
      .joined(separator: "\n") + "\n"
  }

  private var predictions: [String] {
    guard !results.predictions.isEmpty else { return [] }
    let (variables, compared) = (results.fit.predictors, results.fit.textVariables)
    let response = results.fit.formula.response ?? results.fit.formula.left.description
    var table = TextTable(
      variables.map { ($0, .right) } + compared.map { ($0, .left) } + [
        (response, .right), ("mean interval", .right), ("new-run interval", .right), ("outside the rows by", .left),
      ])
    for at in results.predictions {
      let (point, prediction) = (at.point, at.prediction)
      let digits = Self.decimals(prediction)
      table.add(
        variables.map { (point[$0] ?? .nan).formatted(significant: 6) } + compared.map { at.texts[$0] ?? "" } + [
          prediction.value.isFinite ? prediction.value.rounded(decimals: digits) : "undefined",
          Self.text(prediction.mean, digits), Self.text(prediction.newRun, digits),
          prediction.extrapolation.map(\.inWords).joined(separator: ", "),
        ])
    }
    return [""] + table.lines
  }

  private var quantities: [String] {
    guard !results.quantities.isEmpty else { return [] }
    var table = TextTable([
      ("quantity", .left), ("estimate", .right), ("std. error", .right),
      ("\(results.fit.level.percentText) interval", .right), ("formula", .left),
    ])
    for element in results.quantities {
      let estimate = element.estimate
      table.add([
        element.quantity.name, estimate.valueText, estimate.errorText, estimate.intervalText,
        element.quantity.expression.description,
      ])
    }
    return [""] + table.lines
  }

  /// Two digits of half the width of the mean interval; six of the value where there is none, or an end is open.
  private static func decimals(_ prediction: Prediction) -> Int {
    guard let low = prediction.mean?.low, let high = prediction.mean?.high, high > low else {
      return abs(prediction.value).decimals + 4
    }
    return (high / 4 - low / 4).decimals
  }

  private static func text(_ interval: Interval?, _ decimals: Int) -> String {
    guard let interval else { return "undefined" }
    let end = { (value: Double?) in value.map { $0.rounded(decimals: decimals) } ?? "open" }
    return "[\(end(interval.low)), \(end(interval.high))]"
  }
}
