import Foundation
import ScalingLaws
import Testing

extension ReferenceRecords.Record {
  /// The norms of the records of stack loss; `factor` takes our scale to the record's, whose normal constant has all its digits.
  private static let variants: [(prefix: String, norm: Norm, factor: Double)] = {
    let constant = 0.6744897501960817
    return [
      (
        "huber_mad_exactconst_", Norm(.huber(1.345 * 0.6745 / constant), scale: .medianAbsoluteDeviation),
        0.6745 / constant
      ),
      ("huber_mad_", .adaptiveHuber, 1), ("huber_prop2_", Norm(.huber(1.345), scale: .proposal2), 1),
    ]
  }()

  func robustAnswer(_ example: ReferenceCase) throws -> [Double]? {
    guard let variant = Self.variants.first(where: { field.hasPrefix($0.prefix) }) else {
      // Least absolute deviations are twice the norm of the median.
      let fit = try example.fit(.nid, norm: .quantile(0.5))
      return field == "lad_coef" ? fit.values : field == "lad_obj" ? [2 * fit.objective] : nil
    }
    let fit = try example.fit(norm: variant.norm)
    let robust = try #require(fit.robust)
    switch field.dropFirst(variant.prefix.count) {
    case "coef": return fit.values
    case "scale": return [try #require(robust.scale) * variant.factor]
    case "weights": return robust.weights
    case "se": return fit.standardErrors
    case "se_samplevar":
      // MASS divides the variance of psi' by n - 1: K - 1 is larger by n/(n-1).
      let n = Double(robust.weights.count)
      return fit.standardErrors.map { $0 * (1 + (robust.correction - 1) * n / (n - 1)) / robust.correction }
    default: return nil
    }
  }

  func quantileAnswer(_ example: ReferenceCase) throws -> [Double]? {
    let parts = field.split(separator: "_", maxSplits: 1)
    let tau = try #require(Double(parts[0].dropFirst(3)))
    switch parts[1] {
    case "coef": return try example.fit(norm: .quantile(tau)).values
    case "obj": return [try example.fit(norm: .quantile(tau)).objective]
    case "se_nid": return try example.fit(.nid, norm: .quantile(tau)).standardErrors
    case "bw_hs":
      let rows = try example.table().rowCount
      return [QuantileDensity.hallSheatherBandwidth(tau: tau, observations: rows)]
    default: return nil
    }
  }
}
