import Foundation
import ScalingLaws
import Testing

/// Approach 1, on training curves of a known surface.
@Suite struct EnvelopeTests {
  private func runs(_ curves: [(name: String, size: Double, flops: [Double], losses: [Double])]) throws -> IsoFLOPRuns {
    let rows = curves.flatMap { curve in curve.flops.indices.map { (curve, $0) } }
    return try IsoFLOPRuns(
      Table(
        source: "t",
        columns: [
          Column(name: "N", storage: .numbers(rows.map(\.0.size))),
          Column(name: "C", storage: .numbers(rows.map { $0.0.flops[$0.1] })),
          Column(name: "loss", storage: .numbers(rows.map { $0.0.losses[$0.1] })),
          Column(name: "run", storage: .texts(TextValues(rows.map { $0.0.name }))),
        ]), columns: [:])
  }

  @Test("the frontier of two crossing lines by hand")
  func byHand() throws {
    // Small: 4 - x, large: 4.5 - 1.5 x on x = log10(C/1e18) from 0 to 2: equal at x = 1, so each holds half.
    let flops = [1e18, 1e19, 1e20]
    let data = try runs([("small", 1e8, flops, [4, 3, 2]), ("large", 1e9, flops, [4.5, 3, 1.5])])
    let fit = try EnvelopeFit(data, run: "run", options: IsoFLOPOptions(replicates: 50))
    #expect(fit.segments.map(\.run) == ["small", "large"])
    #expect(fit.segments.allSatisfy { abs($0.share - 0.5) < 0.001 })
    #expect(abs(log10(fit.segments[1].flops.lowerBound) - 19) < 0.002)
    // The least-squares line through a step from 8 to 9 in the middle of an interval of length 2: slope 3/4.
    #expect(abs(try #require(fit.allocation.a.value) - 0.75) < 0.001)
    #expect(fit.warnings.contains { $0.code == .fewSizes } && fit.warnings.contains { $0.code == .minimumOutsideGrid })
  }

  @Test("on a dense set of sizes the exponent of the surface comes out, and its interval holds it")
  func surface() throws {
    let surface = IsoFLOPTests.chinchilla
    // Sizes far beyond the optima of the compute that is kept, so that no edge holds the frontier.
    let curves = (0..<60).map { index in
      let size = 1e6 * pow(10, 0.1 * Double(index))
      let flops = (0..<81).map { 1e18 * pow(10, 0.05 * Double($0)) }
      return ("run \(index)", size, flops, flops.map { surface.loss(size, $0) })
    }
    let fit = try EnvelopeFit(
      runs(curves), run: "run", options: IsoFLOPOptions(targets: [1e24], replicates: 200))
    #expect(abs(try #require(fit.allocation.a.value) - surface.a) < 0.01)
    #expect(try #require(fit.allocation.a.interval).contains(surface.a))
    #expect(abs(log(try #require(fit.allocation.targets[0].parameters.value) / surface.optimum(1e24))) < 0.1)
    #expect(fit.warnings.isEmpty)
  }

  @Test("a run of several sizes, and curves that do not overlap, are refused")
  func refusals() throws {
    let mixed = try runs([("a", 1e8, [1e18, 1e19], [4, 3]), ("a", 1e9, [1e18, 1e19], [4, 2])])
    #expect(throws: FitError.self) { try EnvelopeFit(mixed, run: "run") }
    let apart = try runs([("a", 1e8, [1e18, 1e19], [4, 3]), ("b", 1e9, [1e20, 1e21], [3, 2])])
    #expect(throws: FitError.self) { try EnvelopeFit(apart, run: "run") }
  }
}
