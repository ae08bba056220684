import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// Refits that leave out a row, or a cluster.
@Suite struct JackknifeTests {
  @Test("the jackknife of a mean is exactly s/√n, with t(n - 1) intervals")
  func mean() throws {
    let values: [Double] = [3, 5, 4, 8, 6, 6.5, 1]
    let fit = try ResamplerTests.mean(values, FitOptions(interval: .jackknife))
    let estimate = try #require(fit.coefficients.first?.estimate)
    let exact = Descriptive.standardDeviation(values) / 7.0.squareRoot()
    #expect(largestRelativeError([try #require(estimate.standardError)], [exact]) < 1e-13)
    let half = StudentT(degreesOfFreedom: 6).quantile(0.975) * exact
    #expect(
      largestRelativeError(
        [estimate.interval?.low ?? .nan, estimate.interval?.high ?? .nan],
        [Descriptive.mean(values) - half, Descriptive.mean(values) + half]) < 1e-13)
    #expect(fit.draws?.replicates.count == 7)
  }

  @Test("a row with a count is left out one observation at a time")
  func counts() throws {
    let fit = try ResamplerTests.mean(
      [3, 5, 8], FitOptions(weights: try Weights("count=n"), interval: .jackknife), others: [("n", [2, 1, 3])])
    let exact = Descriptive.standardDeviation([3, 3, 5, 8, 8, 8]) / 6.0.squareRoot()
    #expect(largestRelativeError([try #require(fit.coefficients.first?.estimate.standardError)], [exact]) < 1e-13)
  }

  @Test("a mean of clusters that are left out is worked by hand")
  func clusters() throws {
    // Clusters (1, 2), (4), (6, 8, 9), mean 5. Without each the means are 27/4, 26/5 and 7/3; their mean is 857/180.
    let fit = try ResamplerTests.mean(
      [1, 2, 4, 6, 8, 9], FitOptions(interval: .jackknife, clusters: ["g"]), others: [("g", [1, 1, 2, 3, 3, 3])])
    let left: [Double] = [27.0 / 4, 26.0 / 5, 7.0 / 3]
    let spread = left.reduce(0.0) { $0 + ($1 - 857.0 / 180) * ($1 - 857.0 / 180) }
    let exact = (2.0 / 3 * spread).squareRoot()
    let estimate = try #require(fit.coefficients.first?.estimate)
    #expect(largestRelativeError([try #require(estimate.standardError)], [exact]) < 1e-13)
    // t with 2 degrees of freedom. R: qt(0.975, 2).
    let half = 4.30265272974946 * exact
    #expect(largestRelativeError([estimate.interval?.high ?? .nan], [5 + half]) < 1e-12)
  }

  @Test("a jackknife in which a row alone decides a coefficient has no errors, and says so")
  func decisive() throws {
    let table = try ResamplerTests.table([("x", [0, 0, 0, 1]), ("y", [1, 2, 1.5, 4])])
    let fit = try Law("y = a + b*x").fit(to: table, options: FitOptions(interval: .jackknife))
    #expect(fit.coefficients.allSatisfy { $0.estimate.value != nil && $0.estimate.standardError == nil })
    #expect(fit.warnings.contains { $0.code == .noStandardErrors })
    #expect(!fit.isTrusted)
  }

  @Test("quantiles have no jackknife, for their fits do not move smoothly")
  func quantile() throws {
    #expect(throws: FitError.intervalDoesNotApply(.jackknife, norm: .quantile(0.5))) {
      try ResamplerTests.mean([1, 2, 4], FitOptions(interval: .jackknife, norm: .quantile(0.5)))
    }
  }
}

@Suite
struct JackknifeReferenceTests {
  @Test("standard errors agree with refits in R, over rows and over clusters")
  func refits() throws {
    // R 4.2.2: m <- lm(dist ~ speed, cars); V <- function(c) { b <- sapply(unique(c), function(k)
    // coef(lm(dist ~ speed, cars[c != k, ]))); n <- ncol(b); (n-1)/n * tcrossprod(b - rowMeans(b)) }
    // sqrt(diag(V(1:50))) and sqrt(diag(V(cars$speed))); later versions of sandwich call it vcovJK(center = "mean").
    let cases: [(clusters: [String], errors: [Double])] = [
      ([], [5.8721832218950976, 0.4232400155477746]),
      (["speed"], [8.8320025522769310, 0.6799860161512435]),
    ]
    for (clusters, errors) in cases {
      let fit = try Law("dist = a + b*speed").fit(
        to: ReferenceRecords.table("cars.csv"), options: FitOptions(interval: .jackknife, clusters: clusters))
      #expect(largestRelativeError(fit.standardErrors, errors) < 1e-11, "\(clusters): \(fit.standardErrors)")
    }
  }
}
