import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

extension ReferenceRecords.Record {
  /// The ratio `Σx/Σu` of ten cities over 1,999 stored resamples: least squares of `x = r*u` with weights 1/u.
  func bootstrapAnswer(_ example: ReferenceCase) throws -> [Double]? {
    let fit = try example.fit()
    let ratio = try #require(fit.coefficients["r"]?.value)
    let sample = try Self.ratios(fit, rows: Self.storedRows())
    // L of the jackknife: refits without one city each.
    let leftOut = try Self.ratios(fit, rows: (0..<10).map { city in (0..<10).filter { $0 != city } })
    let distribution = BootstrapDistribution(sample, estimate: ratio, level: 0.95)
    let levels = distribution.bcaLevels(leftOut: leftOut)
    let bca = [levels.low ?? .nan, levels.high ?? .nan]
    switch field {
    case "t0": return [ratio]
    case "boot_mean": return [Descriptive.mean(sample)]
    case "boot_se": return [Descriptive.standardDeviation(sample)]
    case "bias": return [Descriptive.mean(sample) - ratio]
    case "ci_norm": return ends(distribution.normal)
    case "ci_basic": return ends(distribution.basic)
    case "ci_perc": return ends(distribution.percentile)
    case "ci_bca": return ends(distribution.bca(leftOut: leftOut))
    case "perc_type7": return Descriptive.quantiles(sample, probabilities: [0.025, 0.975])
    case "bca_z0": return [distribution.biasCorrection]
    case "bca_a": return [BootstrapDistribution.acceleration(leftOut: leftOut)]
    case "bca_alpha": return bca
    case "bca_type7": return Descriptive.quantiles(sample, probabilities: bca)
    default: return nil
    }
  }

  private func ends(_ interval: Interval) -> [Double] { [interval.low ?? .nan, interval.high ?? .nan] }

  private static func ratios(_ fit: Fit, rows: [[Int]]) throws -> [Double] {
    let draws = Draws(try fit.refits().run(rows: rows))
    #expect(draws.failures == 0)
    return draws["r"]
  }

  /// Resample by resample, its rows, counted from 0.
  private static func storedRows() throws -> [[Int]] {
    let path = References.path("stat/data/bootidx_city.csv")
    let rows = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map { line in
      try line.split(separator: ",").map { try #require(Int($0)) - 1 }
    }
    #expect(rows.count == 1999 && rows.allSatisfy { $0.count == 10 })
    return rows
  }
}
