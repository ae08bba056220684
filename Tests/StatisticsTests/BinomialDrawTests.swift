import Statistics
import Testing

@Suite struct BinomialDrawTests {
  @Test("counts of 40 trials fall as the binomial distribution says")
  func distribution() {
    var random = RandomStream(seed: 4, stream: 0)
    let (n, p, draws) = (40, 0.3, 20_000)
    var counts = [Int](repeating: 0, count: n + 1)
    for _ in 0..<draws { counts[random.binomial(trials: n, probability: p)] += 1 }
    // pmf by its recurrence, from (1-p)^n.
    var mass = [(0..<n).reduce(1.0) { product, _ in product * (1 - p) }]
    for k in 1...n { mass.append(mass[k - 1] * Double(n - k + 1) / Double(k) * p / (1 - p)) }
    var (statistic, cells) = (0.0, 0)
    for k in 0...n where mass[k] * Double(draws) > 5 {
      let expected = mass[k] * Double(draws)
      statistic += (Double(counts[k]) - expected) * (Double(counts[k]) - expected) / expected
      cells += 1
    }
    // qchisq(0.999, 18) = 42.31; there are 19 such cells or fewer.
    #expect(cells > 15 && statistic < 42.3)
  }

  @Test("a thousand million trials have the binomial mean and variance, and take no time")
  func many() {
    var random = RandomStream(seed: 5, stream: 0)
    let (n, p, draws) = (1_000_000_000, 0.2, 4000)
    let z = (0..<draws).map { _ in
      (Double(random.binomial(trials: n, probability: p)) - Double(n) * p) / (Double(n) * p * (1 - p)).squareRoot()
    }
    // Four standard errors of a mean, and of a variance, of normal numbers.
    #expect(abs(Descriptive.mean(z)) < 4 / Double(draws).squareRoot())
    #expect(abs(Descriptive.variance(z) - 1) < 4 * (2 / Double(draws)).squareRoot())
  }

  @Test("none or all succeed where the probability is 0 or 1, and no trials have no successes")
  func ends() {
    var random = RandomStream(seed: 6, stream: 0)
    #expect(random.binomial(trials: 1000, probability: 0) == 0)
    #expect(random.binomial(trials: 1000, probability: 1) == 1000)
    #expect(random.binomial(trials: 0, probability: 0.5) == 0)
  }

  @Test("beta numbers have the mean and the variance of their shapes, down to shapes that give 0 or 1")
  func beta() {
    for (a, b) in [(2.0, 5.0), (0.3, 0.2), (1e-300, 3e-300)] {
      var random = RandomStream(seed: 7, stream: 0)
      let values = (0..<4000).map { _ in random.beta(a, b) }
      let mean = a / (a + b)
      let variance = mean * (1 - mean) / (a + b + 1)
      #expect(abs(Descriptive.mean(values) - mean) < 4 * (variance / 4000).squareRoot(), "\(a), \(b)")
      #expect(abs(Descriptive.variance(values) / variance - 1) < 0.1)
    }
  }
}
