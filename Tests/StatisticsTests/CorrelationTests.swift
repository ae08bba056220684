import Statistics
import Testing

@Suite struct CorrelationTests {
  let x: [Double] = [3.5, -1, 2, 7, 0.25, 9]
  let y: [Double] = [1, 2, 2, 5, 0, 7]

  // R 4.2.2: cor(x, y); cor(x, y, method = "spearman"); rank(y)
  @Test("values of R")
  func witnessR() {
    #expect(relativeError(Correlation.pearson(x, y), 0.87150069980488776) < 1e-15)
    #expect(relativeError(Correlation.spearman(x, y), 0.66673669100031563) < 1e-15)
    #expect(Correlation.ranks(y) == [2, 3.5, 3.5, 5, 1, 6])
  }

  @Test("a line correlates by 1 or -1, a monotone curve has rank correlation 1")
  func extremes() {
    #expect(Correlation.pearson(x, x.map { 3 - 2 * $0 }) == -1)
    #expect(Correlation.spearman(x, x.map { $0 * $0 * $0 }) == 1)
  }

  @Test("a constant sample, one pair and NaN have no correlation")
  func undetermined() {
    #expect(Correlation.pearson([1, 1, 1], [1, 2, 3]).isNaN)
    #expect(Correlation.pearson([1], [2]).isNaN)
    #expect(Correlation.pearson([1, .nan], [1, 2]).isNaN)
    #expect(Correlation.spearman([1, .nan], [1, 2]).isNaN)
  }
}
