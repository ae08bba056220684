extension RandomStream {
  /// A number of the beta distribution: `X/(X + Y)` of two gamma numbers.
  ///
  /// Where both shapes are so small that neither gamma number is above zero, it is 0 or 1, as the distribution then nearly is.
  ///
  /// - Precondition: both shapes are positive and finite.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let (x, y) = (gamma(shape: a), gamma(shape: b))
    guard x + y > 0 else { return uniform() < a / (a + b) ? 1 : 0 }
    return x / (x + y)
  }

  /// How many of n independent trials succeed, each with the same probability.
  ///
  /// Of n uniform numbers the one in the middle is beta distributed, and tells on which side of the probability half of them lie;
  /// the other half is drawn in the same way, and the last few one by one. So it takes `O(log n)` steps, and is exact.
  ///
  /// - Precondition: `trials` is zero or more; `probability` is between 0 and 1.
  /// - Source: Relles 1972; Devroye 1986, section X.4.3.
  public mutating func binomial(trials: Int, probability: Double) -> Int {
    precondition(
      trials >= 0 && probability >= 0 && probability <= 1, "a binomial distribution has trials and a probability")
    var (left, p, successes) = (trials, probability, 0)
    while left > Self.fewTrials {
      let middle = left / 2 + 1
      let value = beta(Double(middle), Double(left + 1 - middle))
      if value <= p {
        successes += middle
        left -= middle
        p = value < 1 ? min((p - value) / (1 - value), 1) : 0
      } else {
        left = middle - 1
        p = min(p / value, 1)
      }
    }
    for _ in 0..<left where uniform() < p { successes += 1 }
    return successes
  }

  /// Below this many, uniform numbers are drawn one by one.
  private static let fewTrials = 16
}
