extension Law {
  /// What a law is for: the groups of `scaling laws`.
  public enum Purpose: String, Sendable, Hashable, CaseIterable {
    case loss, score, inference, trend

    /// The heading of the group.
    public var title: String {
      switch self {
      case .loss: "Loss of a model against parameters, tokens and compute"
      case .score: "Score on a benchmark against resources or loss"
      case .inference: "Inference: samples and test-time tokens"
      case .trend: "Time: prices, learning curves, adoption"
      }
    }
  }
}
