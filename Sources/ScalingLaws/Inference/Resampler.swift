import Statistics

/// Draws the resamples of a bootstrap: replicate i from stream i of the seed.
struct Resampler: Sendable {
  private let scheme: Bootstrap.Scheme
  private let seed: UInt64
  /// Row by row, the number of its cluster; rows of their own where none are named.
  private let clusters: [[Int]]
  /// The rows of all clusters, one after the other, and where each begins: threads that draw share no array of arrays,
  /// whose elements they would have to count references to.
  private let members: [Int]
  private let begins: [Int]
  /// The response at the optimum, on the residual scale.
  private let fitted: [Double]
  /// What is added to it: raised residuals, divided by √w where they are exchanged between rows.
  private let noise: [Double]
  /// Row by row, √w.
  private let roots: [Double]
  /// Row by row, how often it was observed; `nil` where each counts once.
  private let copies: [Double]?
  private let student: Student?

  /// The distribution of noise under the likelihood.
  private struct Student: Sendable {
    let scale: Double
    /// Infinite for normal noise.
    let degreesOfFreedom: Double
  }

  /// - Throws: `.tooManyCopies` where observations are too many to be drawn one by one.
  init(_ scheme: Bootstrap.Scheme, seed: UInt64, linear: Linearization, robust: RobustSummary?, sigma: Double)
    throws(FitError)
  {
    self.scheme = scheme
    self.seed = seed
    let rows = linear.residuals.indices
    let taking = rows.filter { linear.weights.value($0) > 0 }
    clusters =
      linear.clusterings.first.map { labels in
        Dictionary(grouping: taking, by: { labels[$0] }).sorted { $0.key < $1.key }.map(\.value)
      } ?? taking.map { [$0] }
    members = Array(clusters.joined())
    begins = clusters.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    fitted = linear.fitted
    let isCount = linear.weights.kind == .count
    copies = isCount ? rows.map(linear.weights.value) : nil
    roots = rows.map { isCount ? 1 : linear.weights.value($0).squareRoot() }
    noise = Self.noise(scheme, linear, taking: taking, roots: roots)
    student =
      robust?.degreesOfFreedom.map { Student(scale: robust?.scale ?? sigma, degreesOfFreedom: $0) }
      ?? Student(scale: sigma, degreesOfFreedom: .infinity)
    if isCount, linear.weights.observations > Self.mostCopies {
      throw .tooManyCopies(linear.weights.observations, limit: Self.mostCopies)
    }
  }

  private static let mostCopies = 1_000_000

  private static func noise(
    _ scheme: Bootstrap.Scheme, _ linear: Linearization, taking: [Int], roots: [Double]
  ) -> [Double] {
    var noise = linear.residuals.indices.map { row in
      let room = max(1 - linear.leveragePerObservation(row), Linearization.leastRoom)
      return linear.residuals[row] / (scheme == .residual ? room.squareRoot() / roots[row] : room)
    }
    guard scheme == .residual else { return noise }
    let mean = taking.reduce(0.0) { $0 + noise[$1] } / Double(taking.count)
    for row in taking { noise[row] -= mean }
    return taking.map { noise[$0] }
  }

  /// How many pieces are drawn: clusters, or rows.
  var pieceCount: Int { clusters.count }

  /// The rows of a piece.
  func rows(of piece: Int) -> [Int] { clusters[piece] }

  func draw(_ replicate: Int, into resample: inout Resample) {
    var random = RandomStream(seed: seed, stream: UInt64(replicate))
    guard scheme == .pairs else {
      for row in resample.counts.indices { resample.counts[row] = 1 }
      return drawNoise(&random, &resample.observed)
    }
    let count = begins.count - 1
    if let copies, members.count == count {
      return drawCopies(copies, &random, &resample.counts)
    }
    for _ in 0..<count {
      let drawn = random.integer(below: count)
      for place in begins[drawn]..<begins[drawn + 1] { resample.counts[members[place]] += 1 }
    }
  }

  /// Each observation is drawn, and the weight of a row, its copies, is multiplied by how often it came up over how often it is there.
  private func drawCopies(_ copies: [Double], _ random: inout RandomStream, _ counts: inout [Double]) {
    var ends: [Int] = []
    var total = 0
    for copy in copies {
      total += Int(copy)
      ends.append(total)
    }
    for _ in 0..<total {
      let drawn = random.integer(below: total)
      counts[ends.partitioningIndex { $0 > drawn }] += 1
    }
    for row in counts.indices where copies[row] > 0 { counts[row] /= copies[row] }
  }

  private func drawNoise(_ random: inout RandomStream, _ observed: inout [Double]) {
    for rows in clusters {
      switch scheme {
      case .pairs: break
      case .residual:
        for row in rows { observed[row] = fitted[row] + noise[random.integer(below: noise.count)] / roots[row] }
      case .wild, .wildMammen, .wildWebb:
        let factor = Self.wildFactor(scheme, &random)
        for row in rows { observed[row] = fitted[row] + factor * noise[row] }
      case .parametric:
        guard let student else { continue }
        for row in rows {
          observed[row] = fitted[row] + student.scale * random.student(student.degreesOfFreedom) / roots[row]
        }
      }
    }
  }

  /// Mean zero, variance one.
  private static func wildFactor(_ scheme: Bootstrap.Scheme, _ random: inout RandomStream) -> Double {
    switch scheme {
    case .wildMammen:
      let root = 5.0.squareRoot()
      return random.uniform() < (root + 1) / (2 * root) ? (1 - root) / 2 : (1 + root) / 2
    case .wildWebb:
      let size = [0.5, 1, 1.5][random.integer(below: 3)].squareRoot()
      return random.integer(below: 2) == 0 ? -size : size
    default: return random.integer(below: 2) == 0 ? -1 : 1
    }
  }
}

extension [Int] {
  /// The first index whose element meets a condition that holds from somewhere on.
  fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
