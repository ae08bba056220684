import Testing

@testable import Statistics

/// Seeds are fixed, so these results do not vary. Bounds are those of a test at level 0.001 or stricter.
@Suite struct RandomStreamQualityTests {
  static let count = 200_000
  /// Kolmogorov's asymptotic critical value at level 0.001.
  static let kolmogorovLimit = 1.95 / Double(count).squareRoot()

  @Test("uniforms are uniform: distance of Kolmogorov, mean and variance", arguments: [(0, 0), (1, 0), (0, 1)])
  func uniforms(seed: UInt64, number: UInt64) {
    var stream = RandomStream(seed: seed, stream: number)
    let values = (0..<Self.count).map { _ in stream.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(kolmogorovDistance(values) { $0 } < Self.kolmogorovLimit)
    #expect((Descriptive.mean(values) - 0.5).magnitude < 4 * (1.0 / 12 / Double(Self.count)).squareRoot())
    #expect((Descriptive.variance(values) * 12 - 1).magnitude < 0.01)
    // All 53 bits are in use, the last one in half of the numbers.
    let odd = values.count { UInt64($0 * 0x1p53) % 2 == 1 }
    #expect((Double(odd) / Double(Self.count) - 0.5).magnitude < 4 * 0.5 / Double(Self.count).squareRoot())
  }

  @Test("normals are normal: distance of Kolmogorov and four moments", arguments: [(0, 0), (20, 4_000)])
  func normals(seed: UInt64, number: UInt64) {
    var stream = RandomStream(seed: seed, stream: number)
    let values = (0..<Self.count).map { _ in stream.normal() }
    let normal = StandardNormal()
    #expect(kolmogorovDistance(values) { normal.cumulative($0) } < Self.kolmogorovLimit)
    let root = Double(Self.count).squareRoot()
    // Standard errors of the means of z, z², z³, z⁴: √1, √2, √15, √96 over √n.
    let moments = (1...4).map { power in
      Descriptive.mean(values.map { value in (0..<power).reduce(1.0) { product, _ in product * value } })
    }
    for (moment, (expected, variance)) in zip(moments, [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]) {
      #expect((moment - expected).magnitude < 4 * variance.squareRoot() / root)
    }
    // The two normals of a pair do not know of each other.
    let first = stride(from: 0, to: values.count, by: 2).map { values[$0] }
    let second = stride(from: 1, to: values.count, by: 2).map { values[$0] }
    #expect(Correlation.pearson(first, second).magnitude < 4 / Double(first.count).squareRoot())
    #expect(Correlation.pearson(first.map { $0 * $0 }, second.map { $0 * $0 }).magnitude < 0.01)
  }

  @Test("integers below a bound are equally likely", arguments: [2, 3, 7, 240])
  func integers(bound: Int) {
    var stream = RandomStream(seed: 9)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<Self.count { counts[stream.integer(below: bound)] += 1 }
    let tail = ChiSquared(degreesOfFreedom: Double(bound - 1)).upperTail(chiSquaredStatistic(counts))
    #expect(tail > 0.001 && tail < 0.999)
  }

  @Test("a bound of 3 · 2⁶¹ shows no bias, neither that of a remainder nor that of a bare product")
  func largeBound() {
    var stream = RandomStream(seed: 11)
    let bound = 3 << 61
    var residues = [0, 0, 0]
    var low = 0
    for _ in 0..<Self.count {
      let value = stream.integer(below: bound)
      residues[value % 3] += 1
      if value < 1 << 62 { low += 1 }
    }
    // A bare product would give residues 3/8, 3/8 and 2/8.
    #expect(ChiSquared(degreesOfFreedom: 2).upperTail(chiSquaredStatistic(residues)) > 0.001)
    // A remainder would put 3/4 of the numbers below 2⁶², not 2/3.
    #expect((Double(low) / Double(Self.count) - 2.0 / 3).magnitude < 4 * 0.4714 / Double(Self.count).squareRoot())
  }

  @Test("a bound of one gives zero, the largest bound stays in range")
  func extremeBounds() {
    var stream = RandomStream(seed: 5)
    for _ in 0..<1000 {
      #expect(stream.integer(below: 1) == 0)
      #expect((0..<Int.max).contains(stream.integer(below: .max)))
    }
  }

  @Test("neighbouring streams and neighbouring seeds are uncorrelated")
  func independence() {
    let streams = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)].map { seed, number in
      var stream = RandomStream(seed: UInt64(seed), stream: UInt64(number))
      return (0..<Self.count).map { _ in stream.uniform() }
    }
    for (index, first) in streams.enumerated() {
      for second in streams[(index + 1)...] {
        #expect(Correlation.pearson(first, second).magnitude < 4 / Double(Self.count).squareRoot())
      }
    }
  }

  @Test("the first number is uniform over streams and over seeds, and no number repeats")
  func acrossStreams() {
    let byStream = (0..<UInt64(Self.count)).map { number in
      var stream = RandomStream(seed: 0, stream: number)
      return stream.uniform()
    }
    let bySeed = (0..<UInt64(Self.count)).map { seed in
      var stream = RandomStream(seed: seed)
      return stream.uniform()
    }
    #expect(kolmogorovDistance(byStream) { $0 } < Self.kolmogorovLimit)
    #expect(kolmogorovDistance(bySeed) { $0 } < Self.kolmogorovLimit)
    let neighbours = Correlation.pearson(Array(byStream.dropLast()), Array(byStream.dropFirst()))
    #expect(neighbours.magnitude < 4 / Double(Self.count).squareRoot())
    // Among 400,000 numbers of 53 bits a repeat by chance has probability 1e-5. Seed 0, stream 0 is in both.
    #expect(Set(byStream + bySeed).count == 2 * Self.count - 1)
  }
}
