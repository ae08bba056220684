import Foundation
import ScalingLaws
import Statistics
import Testing

/// Residuals that are alike where a variable repeats.
@Suite struct ClusterWarningTests {
  /// Eight sizes with six runs each; a share of the variance of the noise is common to a size.
  private func fit(share: Double, seed: UInt64, clusters: [String] = []) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 1)
    var columns: [String: [Double]] = ["x": [], "t": [], "y": []]
    for size in 0..<8 {
      let shift = random.normal() * share.squareRoot()
      for run in 0..<6 {
        let (x, t) = (Double(size), Double(run) + random.uniform())
        let noise = 0.1 * (shift + random.normal() * (1 - share).squareRoot())
        columns["x"]?.append(x)
        columns["t"]?.append(t)
        columns["y"]?.append(1 + 0.3 * x - 0.2 * t + noise)
      }
    }
    let table = try Table(
      source: "simulated",
      columns: columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) })
    return try Law("y = a + b*x + c*t").fit(to: table, options: FitOptions(clusters: clusters))
  }

  @Test("noise that rows of one size share is found, and the column named")
  func found() throws {
    let warning = try #require(try fit(share: 0.7, seed: 1).warnings.first { $0.code == .clusteredResiduals })
    #expect(warning.severity == .warning && warning.hint == "--cluster x" && warning.message.contains("8 groups"))
    #expect(try !fit(share: 0.7, seed: 1, clusters: ["x"]).warnings.contains { $0.code == .clusteredResiduals })
  }

  @Test("independent noise is not called clustered: none of 200 tables at a level of one in a thousand")
  func falseAlarms() throws {
    // The chance of two alarms or more in 200 tables at 1e-3 is below 2 %.
    let alarms = try (0..<200).count {
      try fit(share: 0, seed: 100 + UInt64($0)).warnings.contains { $0.code == .clusteredResiduals }
    }
    #expect(alarms <= 1)
  }
}
