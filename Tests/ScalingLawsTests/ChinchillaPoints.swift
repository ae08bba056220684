import Foundation
import ScalingLaws
import TestSupport

/// The points of Hoffmann et al. 2022, figure 4, as `../shared` has them, and what was found about them at high precision.
enum ChinchillaPoints {
  static let formula = "loss = E + A/N^alpha + B/D^beta"
  static let names = ["E", "A", "alpha", "B", "beta"]

  /// One way to fit, with the reference value of its objective: F, or the residual sum of squares.
  struct Objective: Sendable, CustomStringConvertible {
    let description: String
    let isTrimmed: Bool
    let scale: ResidualScale
    let norm: Norm
    let reference: Double

    /// A formula: what the intervals are is no matter where the optimum is sought.
    var interval: IntervalMethod { norm == .squared ? .classical : .mEstimation }

    func value(_ fit: Fit) -> Double {
      norm == .squared ? fit.statistics.residualSumOfSquares : fit.objective
    }
  }

  /// Reference values from `DESIGN.md` section 10 of `../shared`; the last by Gauss-Newton steps in mpmath at 50 digits
  /// from the decimal text, where that table has 0.843773811567782708.
  static let objectives = [
    Objective(
      description: "log-Huber, 240", isTrimmed: true, scale: .log, norm: .huber(delta: 1e-3),
      reference: 0.00101827401780060315),
    Objective(
      description: "log-Huber, 245", isTrimmed: false, scale: .log, norm: .huber(delta: 1e-3),
      reference: 0.00182601052306933633),
    Objective(
      description: "log, 240", isTrimmed: true, scale: .log, norm: .squared, reference: 0.0114618869916986470),
    Objective(
      description: "log, 245", isTrimmed: false, scale: .log, norm: .squared, reference: 0.0709904315786298983),
    Objective(
      description: "raw, 240", isTrimmed: true, scale: .identity, norm: .squared, reference: 0.0832038076933014776),
    Objective(
      description: "raw, 245", isTrimmed: false, scale: .identity, norm: .squared, reference: 0.843773811568277298),
  ]

  /// N, D and loss in the order of the file; without the five highest losses if asked.
  static func table(isTrimmed: Bool) throws -> Table {
    let source = try Table(contentsOf: Shared.path("data/chinchilla/svg_extracted_data.csv"))
    let sizes = try source.numbers("Model Size")
    let flops = try source.numbers("Training FLOP")
    let losses = try source.numbers("loss")
    let limit = isTrimmed ? losses.sorted()[losses.count - 5] : .infinity
    let kept = losses.indices.filter { losses[$0] < limit }
    return try Table(
      source: "chinchilla.csv",
      columns: [
        Column(name: "N", storage: .numbers(kept.map { sizes[$0] })),
        Column(name: "D", storage: .numbers(kept.map { flops[$0] / (6 * sizes[$0]) })),
        Column(name: "loss", storage: .numbers(kept.map { losses[$0] })),
      ])
  }

  /// The trimmed table as CSV text, for the command.
  static func csv() throws -> String {
    let table = try table(isTrimmed: true)
    let columns = try ["N", "D", "loss"].map { try table.numbers($0) }
    let lines = (0..<table.rowCount).map { row in columns.map { "\($0[row])" }.joined(separator: ",") }
    return (["N,D,loss"] + lines).joined(separator: "\n") + "\n"
  }
}
