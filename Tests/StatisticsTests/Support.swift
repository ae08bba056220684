/// Relative difference of a value from its reference; infinite if either is not finite.
func relativeError(_ value: Double, _ reference: Double) -> Double {
  guard value.isFinite, reference.isFinite else { return .infinity }
  return reference == 0 ? value.magnitude : ((value - reference) / reference).magnitude
}

/// Kolmogorov's D: the largest distance between the empirical distribution of a sample and a distribution function.
func kolmogorovDistance(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
  let count = Double(sample.count)
  return sample.sorted().enumerated().reduce(0) { worst, entry in
    let expected = cumulative(entry.element)
    return max(worst, expected - Double(entry.offset) / count, Double(entry.offset + 1) / count - expected)
  }
}

/// Pearson's statistic of counts that are expected to be equal.
func chiSquaredStatistic(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}
