extension Law {
  /// A score that rises from a floor to a ceiling as loss falls: the second step from compute to score.
  ///
  ///     score = floor + (ceiling - floor) * logistic(-slope * (loss - midpoint))
  ///
  /// - Units: `slope` per unit of loss; `midpoint` in that unit.
  /// - Valid when: losses are taken on the same text for all models. The error of a predicted loss is not carried into
  ///   the score by this law alone: see `TwoStepFit`.
  /// - Source: Bhagia et al. 2024, the second step of their prediction.
  public static let lossToScore = Law(
    id: "loss-to-score", purpose: .score,
    summary: "floor to ceiling as loss falls",
    formula: .catalogued("score = floor + (ceiling - floor)*logistic(-slope*(loss - midpoint))"),
    coefficients: [
      Coefficient("floor", "score of a model without skill", unit: "score"),
      Coefficient("ceiling", "score that no model passes", unit: "score"),
      Coefficient(
        "slope", "steepness at the middle", unit: "1/unit of loss", domain: .positive, region: .steepness(along: "loss")
      ),
      Coefficient("midpoint", "loss halfway up", unit: "unit of loss", region: .within("loss")),
    ],
    variables: [
      Variable("score", "capability: a benchmark score"),
      Variable("loss", "loss of the model on a fixed text"),
    ],
    run: .trainingRun,
    scale: .identity,
    derived: [
      .catalogued("steepest", "(ceiling - floor)*slope/4", "gain for a unit less loss, at most", unit: "score")
    ],
    source: "Bhagia et al. 2024, \"Establishing Task Scaling Laws via Compute-Efficient Model Ladders\" (step 2)",
    example: "scaling fit runs.csv --law loss-to-score -c score=accuracy --fix floor=0.25")
}
