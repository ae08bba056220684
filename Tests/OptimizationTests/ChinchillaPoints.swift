import Foundation
import Optimization
import TestSupport
import Testing

/// The Chinchilla points: log loss against centred log N and log D.
struct ChinchillaPoints {
  let model: ChinchillaModel
  let lossModel: LossModel
  let logLoss: [Double]
  let loss: [Double]
  let meanLogN: Double
  let meanLogD: Double
  /// The rows of the file that are used.
  let rows: [Int]

  init(dropping count: Int) throws {
    let table = try Reference.table(Shared.path("data/chinchilla/svg_extracted_data.csv"))
    let n = try #require(table.header.firstIndex(of: "Model Size"))
    let c = try #require(table.header.firstIndex(of: "Training FLOP"))
    let l = try #require(table.header.firstIndex(of: "loss"))
    let ranked = table.rows.indices.sorted { table.rows[$0][l] > table.rows[$1][l] }
    let dropped = Set(ranked.prefix(count))
    rows = table.rows.indices.filter { !dropped.contains($0) }
    let kept = rows.map { table.rows[$0] }
    let logN = kept.map { log($0[n]) }
    let logD = kept.map { log($0[c] / (6 * $0[n])) }
    let meanN = logN.reduce(0, +) / Double(kept.count)
    let meanD = logD.reduce(0, +) / Double(kept.count)
    meanLogN = meanN
    meanLogD = meanD
    loss = kept.map { $0[l] }
    logLoss = loss.map { log($0) }
    model = ChinchillaModel(logN: logN.map { $0 - meanN }, logD: logD.map { $0 - meanD })
    lossModel = LossModel(logN: model.logN, logD: model.logD)
  }

  /// e, a, b, α, β with a and b at log N = log D = 0.
  func uncentered(_ p: [Double]) -> [Double] {
    [p[0], p[1] + p[3] * meanLogN, p[2] + p[4] * meanLogD, p[3], p[4]]
  }
}
