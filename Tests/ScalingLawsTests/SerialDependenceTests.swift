import LinearAlgebra
import Statistics
import Testing

@testable import ScalingLaws

/// Generalised least squares under a known noise, against dense covariance matrices in NumPy 2 (float64): X = [1, t], V of the noise,
/// `b = (X'V⁻¹X)⁻¹X'V⁻¹y`, the restricted likelihood with QR's orthonormal basis, the prediction that of Goldberger 1962.
@Suite struct SerialDependenceTests {
  struct Reference: Sendable {
    let noise: SerialNoise
    let logLikelihood, slope, standardError, prediction, predictionError, sandwich: Double
  }

  static let references = [
    Reference(
      noise: .independent, logLikelihood: -0.7969747323703851, slope: 0.48810145015472345,
      standardError: 0.038484729132057006, prediction: 6.0541532673988225, predictionError: 0.4994681824395332,
      sandwich: 0.0014810743763677976),
    Reference(
      noise: SerialNoise(autocorrelation: 0.5, white: 1), logLikelihood: -1.4414382926404472,
      slope: 0.48953467389017663,
      standardError: 0.057883307842098795, prediction: 6.0718612451746985, predictionError: 0.6178343270259747,
      sandwich: 0.0034290889769055203),
    Reference(
      noise: SerialNoise(autocorrelation: 0.9, white: 0.25), logLikelihood: -2.3972009332746262,
      slope: 0.4968839651730934, standardError: 0.13517333979663151, prediction: 6.16920108729299,
      predictionError: 0.8714813043268247, sandwich: 0.01982680863413334),
    Reference(
      noise: .randomWalk, logLikelihood: -3.380802113691937, slope: 0.51, standardError: 0.23400498570187203,
      prediction: 6.32, predictionError: 1.1463856244737136, sandwich: 0.05957267654529908),
    Reference(
      noise: SerialNoise(autocorrelation: 1, white: 4), logLikelihood: -1.0958268774708761, slope: 0.4882741678232836,
      standardError: 0.06857471494423223, prediction: 6.036071889454197, predictionError: 0.5699134790043159,
      sandwich: 0.004755025648090133),
  ]

  static let times = [0, 1, 1.5, 3, 4, 4.25, 6, 7, 9, 10.0]
  static let values = [0.2, 0.9, 0.4, 1.7, 2.6, 2.2, 2.9, 4.1, 4.0, 5.3]

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }

  @Test("likelihood, slope, error and prediction are those of dense matrices", arguments: references)
  func dense(_ reference: Reference) throws {
    let mean = 10.0 / 9
    let filter = try #require(
      SerialFilter(reference.noise, gaps: SerialDependence.gaps(Self.times, mean: mean)))
    let basis = try #require(OrthonormalColumns([Self.times.map { _ in 1 }, Self.times]))
    let found = try #require(SerialDependence.Candidate(filter, Self.values, basis))
    #expect(isClose(found.logLikelihood, reference.logLikelihood))
    #expect(isClose(found.coefficients[1], reference.slope))
    #expect(isClose(found.standardError([0, 1]), reference.standardError))
    let ahead = found.prediction([1, 12], after: 2 / mean)
    #expect(isClose(ahead.value, reference.prediction) && isClose(ahead.standardError, reference.predictionError))
  }

  @Test(
    "the product with the covariance makes the variance of least squares that of dense matrices", arguments: references)
  func sandwich(_ reference: Reference) throws {
    let mean = 10.0 / 9
    let gaps = SerialDependence.gaps(Self.times, mean: mean)
    let filter = try #require(SerialFilter(reference.noise, gaps: gaps))
    let basis = try #require(OrthonormalColumns([Self.times.map { _ in 1 }, Self.times]))
    let found = try #require(SerialDependence.Candidate(filter, Self.values, basis))
    let center = Self.times.reduce(0, +) / 10
    let squares = Self.times.reduce(0) { $0 + ($1 - center).squared }
    let weights = Self.times.map { ($0 - center) / squares }
    let product = reference.noise.product(with: weights, gaps: gaps)
    let variance = found.variance * zip(weights, product).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(isClose(variance, reference.sandwich))
  }

  @Test("the region keeps what is near the greatest likelihood, and its interval is the hull of theirs")
  func hull() throws {
    let region = try #require(
      SerialDependence(Self.values, on: [Self.times.map { _ in 1 }, Self.times], at: Self.times, level: 0.95))
    // By hand: (1.2 + 0.43·log 10)·χ²(0.9; 1)/χ²(0.9; 1).
    #expect(abs(SerialDependence.deficit(rows: 10, level: 0.95) - 2.190111589) < 1e-8)
    #expect(region.kept.allSatisfy { 2 * (region.likeliest.logLikelihood - $0.logLikelihood) <= 2.1902 })
    let estimate = region.estimate(0.48810145015472345, [0, 1])
    let t = 2.306004135204166
    let lows = region.kept.map { $0.value([0, 1]) - t * $0.standardError([0, 1]) }
    #expect(try isClose(#require(estimate.interval?.low), #require(lows.min())))
    #expect(try region.twoSided([0, 1], equals: #require(estimate.interval?.low)) > 0.05 - 1e-9)
    #expect(try region.twoSided([0, 1], equals: #require(estimate.interval?.low) - 1e-6) < 0.05)
  }

  @Test("rows at one time need white noise, and rows on the trend show none")
  func degenerate() {
    let gaps = SerialDependence.gaps([0, 1, 1, 2], mean: 2.0 / 3)
    #expect(SerialFilter(.randomWalk, gaps: gaps) == nil)
    #expect(SerialFilter(.independent, gaps: gaps) != nil)
    #expect(SerialFilter(SerialNoise(autocorrelation: 1, white: 1), gaps: gaps) != nil)
    let t = [0, 1, 2, 3.0]
    #expect(SerialDependence(t, on: [[1, 1, 1, 1], t], at: t, level: 0.95) == nil)
  }
}
