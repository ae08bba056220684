import ScalingLaws

extension Convergence {
  /// What is certified, in words: `optimum certified globally: 15 of 15 starts agree, 0.95 % of starts may end in minima not seen`.
  var sentence: String {
    guard isCertified else { return "not certified: the data do not determine one optimum" }
    let decrease = expectedDecrease.map { "; expected decrease \($0.formatted(significant: 1))" } ?? ""
    if iterations == 0, starts == 1 { return "optimum certified globally: direct solution\(decrease)" }
    switch searchEnd {
    case .oneMinimum: return "optimum certified globally: the law has one minimum\(decrease)"
    case .shareUnseen: return "optimum certified globally: \(agreement), \(unseen)\(decrease)"
    case .limit: return "optimum certified locally only: \(agreement), \(unseen)\(decrease)"
    }
  }

  private var agreement: String {
    let others = otherMinima.count
    return "\(agreeing) of \(starts) starts agree"
      + (others > 0 ? " (\(others) other \(others == 1 ? "minimum" : "minima") seen)" : "")
  }

  private var unseen: String {
    "\((100 * shareUnseen).formatted(significant: 2)) % of starts may end in minima not seen"
  }
}
