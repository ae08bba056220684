import Foundation
import ScalingLaws
import Statistics
import Testing

/// Coefficients that a design hardly tells apart.
@Suite struct IdentificationTests {
  /// Chinchilla's law with coefficients of Epoch AI, noise of 0.7 %, and tokens that are a multiple of the parameters or vary freely.
  private func table(isRay: Bool) throws -> Table {
    var random = RandomStream(seed: 3, stream: 0)
    var columns: [(String, [Double])] = [("N", []), ("D", []), ("loss", [])]
    for run in 0..<40 {
      let n = 5e7 * pow(10, 2.5 * Double(run) / 39)
      let d = isRay ? 20 * n * exp(0.05 * random.normal()) : 1e9 * pow(10, 2.5 * random.uniform())
      let loss = 1.8172 + 482.01 * pow(n, -0.3478) + 2085.43 * pow(d, -0.3658)
      for (index, value) in [n, d, loss * exp(0.007 * random.normal())].enumerated() { columns[index].1.append(value) }
    }
    return try Table(source: "simulated", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  @Test(
    "on a ray the default follows the likelihood, and the classical formula says that the floor is not what its interval says"
  )
  func ray() throws {
    let ray = try table(isRay: true)
    // By default the intervals are those of the likelihood.
    let byDefault = try Law.chinchilla.fit(to: ray)
    #expect(byDefault.coefficients.allSatisfy { $0.estimate.method == .profile })
    let fit = try Law.chinchilla.fit(to: ray, options: FitOptions(interval: .classical))
    let warning = try #require(fit.warnings.first { $0.code == .weaklyIdentified })
    #expect(warning.severity == .warning && warning.message.contains("E"))
    #expect(warning.hint.contains("--interval profile"))
    // The intervals of the likelihood say so themselves: an end is open, or at least the floor's is twice as wide.
    let profiles = try fit.profileCoefficients()
    let floor = try #require(fit.coefficients["E"]?.interval)
    let width = try #require(floor.high) - (try #require(floor.low))
    let profile = try #require(profiles.first { $0.name == "E" })
    #expect(profile.low == nil || profile.high == nil || (profile.high ?? 0) - (profile.low ?? 0) > 1.1 * width)
  }

  @Test("a design that varies sizes and tokens apart draws no such warning")
  func grid() throws {
    let fit = try Law.chinchilla.fit(to: try table(isRay: false))
    #expect(!fit.warnings.contains { $0.code == .weaklyIdentified })
  }
}
