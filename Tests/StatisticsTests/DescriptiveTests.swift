import Statistics
import Testing

@Suite struct DescriptiveTests {
  let powers: [Double] = [64, 1, 8, 2, 32, 4, 16]
  let mixed: [Double] = [3.5, -1, 2, 7, 0.25, 9]

  @Test("mean and variance of a case worked by hand")
  func byHand() {
    #expect(Descriptive.mean([2, 4, 4, 4, 5, 5, 7, 9]) == 5)
    #expect(Descriptive.variance([2, 4, 4, 4, 5, 5, 7, 9]) == 32.0 / 7)
    #expect(Descriptive.standardDeviation([1, 3]) == 2.0.squareRoot())
  }

  @Test("NIST NumAcc1 and NumAcc4: a large mean does not swallow the spread")
  func numericalAccuracy() {
    // NIST StRD univariate: mean 10000002, standard deviation 1.
    #expect(Descriptive.mean([10_000_001, 10_000_003, 10_000_002]) == 10_000_002)
    #expect(Descriptive.variance([10_000_001, 10_000_003, 10_000_002]) == 1)
    // NumAcc4: mean 10000000.2, standard deviation 0.1 over 1001 values. Storing the values as doubles leaves 8 digits.
    let values = [10_000_000.2] + (0..<500).flatMap { _ in [10_000_000.1, 10_000_000.3] }
    #expect(relativeError(Descriptive.mean(values), 10_000_000.2) < 1e-15)
    #expect(relativeError(Descriptive.standardDeviation(values), 0.1) < 1e-8)
  }

  // R 4.2.2; the call is beside the number.
  @Test("values of R")
  func witnessR() {
    #expect(relativeError(Descriptive.variance(mixed), 15.110416666666667) < 1e-15)  // var(mixed)
    #expect(Descriptive.quantile(powers, probability: 0.1) == 1.6)  // quantile(powers, 0.1, type = 7)
    #expect(Descriptive.quantile(mixed, probability: 0.9) == 8)  // quantile(mixed, 0.9, type = 7)
    // mad(powers, constant = 1 / qnorm(0.75))
    #expect(relativeError(Descriptive.medianAbsoluteDeviation(powers), 10.378215529539215) < 1e-15)
  }

  @Test("the constant of the median absolute deviation is 1 over the upper quartile of the normal")
  func consistency() {
    #expect(relativeError(Descriptive.normalConsistency, 1 / StandardNormal().quantile(0.75)) < 1e-15)
  }

  @Test("a given centre replaces the median")
  func center() {
    #expect(Descriptive.medianAbsoluteDeviation([-3, 1, 2], center: 0) == 2 * Descriptive.normalConsistency)
  }

  @Test("quantiles of many values, which are not sorted for it, are those of sorted ones", arguments: [1001, 4000])
  func selection(_ count: Int) {
    // Permutations and values with many ties; sorting is the witness.
    let permuted = (0..<count).map { Double(($0 * 7919) % count) }
    let samples: [[Double]] = [
      permuted, permuted.map { ($0 / 100).rounded() }, Array(permuted.reversed()), permuted.map { _ in 3 },
    ]
    for values in samples {
      for probability in [0, 0.1, 0.25, 0.5, 0.999, 1] {
        #expect(
          Descriptive.quantile(values, probability: probability)
            == Descriptive.quantile(sorted: values.sorted(), probability: probability))
      }
    }
    #expect(Descriptive.median(permuted + [.nan]).isNaN)
  }

  @Test("median of odd, even and single samples")
  func median() {
    #expect(Descriptive.median(powers) == 8)
    #expect(Descriptive.median(mixed) == 2.75)
    #expect(Descriptive.median([4]) == 4)
  }

  @Test("quantiles at the ends are the extremes, and several come in the order asked")
  func ends() {
    #expect(Descriptive.quantiles(mixed, probabilities: [1, 0, 0.5]) == [9, -1, 2.75])
    #expect(Descriptive.quantile(sorted: [1, 2, 3, .infinity], probability: 2.0 / 3) == 3)
    #expect(Descriptive.quantile([.infinity, 1], probability: 0.25) == .infinity)
  }

  @Test("what a sample does not determine is NaN")
  func undetermined() {
    #expect(Descriptive.mean([]).isNaN)
    #expect(Descriptive.variance([1]).isNaN)
    #expect(Descriptive.median([]).isNaN)
    #expect(Descriptive.median([1, .nan, 2]).isNaN)
    #expect(Descriptive.medianAbsoluteDeviation([]).isNaN)
    #expect(Descriptive.quantile([1, 2], probability: 1.1).isNaN)
    #expect(Descriptive.quantile([1, 2], probability: .nan).isNaN)
  }
}
