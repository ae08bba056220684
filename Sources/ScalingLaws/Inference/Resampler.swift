import Statistics

/// Draws the resamples of a bootstrap: replicate i from stream i of the seed.
struct Resampler: Sendable {
  private let scheme: Bootstrap.Scheme
  private let seed: UInt64
  /// The rows of all clusters, one after the other, and where each begins; rows are clusters of their own where none are named.
  /// Threads that draw share no array of arrays, whose elements they would have to count references to.
  private let members: [Int]
  private let begins: [Int]
  private let isClustered: Bool
  /// The response at the optimum, on the residual scale.
  private let fitted: [Double]
  /// What is added to it: raised residuals, divided by √w where they are exchanged between rows.
  private let noise: [Double]
  /// Row by row, √w.
  private let roots: [Double]
  /// Row by row, how often it was observed; `nil` where each counts once.
  private let copies: [Double]?
  private let student: Student

  /// The distribution of noise under the likelihood.
  private struct Student: Sendable {
    let scale: Double
    /// Infinite for normal noise.
    let degreesOfFreedom: Double
  }

  /// - Parameter sigma: of the noise of a row of weight one.
  /// - Throws: `.tooManyCopies` where observations are too many to be drawn one by one.
  init(_ scheme: Bootstrap.Scheme, seed: UInt64, linear: Linearization, robust: RobustSummary?, sigma: Double)
    throws(FitError)
  {
    self.scheme = scheme
    self.seed = seed
    let isCount = linear.weights.kind == .count
    if isCount, linear.weights.observations > Self.mostCopies {
      throw .tooManyCopies(linear.weights.observations, limit: Self.mostCopies)
    }
    let rows = linear.residuals.indices
    let taking = rows.filter { linear.weights.value($0) > 0 }
    isClustered = !linear.clusterings.isEmpty
    let clusters =
      linear.clusterings.first.map { labels in
        Dictionary(grouping: taking, by: { labels[$0] }).sorted { $0.key < $1.key }.map(\.value)
      } ?? taking.map { [$0] }
    members = Array(clusters.joined())
    begins = clusters.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    fitted = linear.fitted
    copies = isCount ? rows.map(linear.weights.value) : nil
    roots = rows.map { isCount ? 1 : linear.weights.value($0).squareRoot() }
    noise = Self.noise(scheme, linear, taking: taking, roots: roots)
    student =
      robust?.degreesOfFreedom.map { Student(scale: robust?.scale ?? sigma, degreesOfFreedom: $0) }
      ?? Student(scale: sigma, degreesOfFreedom: .infinity)
  }

  private static let mostCopies = 1_000_000

  private static func noise(
    _ scheme: Bootstrap.Scheme, _ linear: Linearization, taking: [Int], roots: [Double]
  ) -> [Double] {
    let noise = linear.residuals.indices.map { row in
      let room = max(1 - linear.leveragePerObservation(row), Linearization.leastRoom)
      return linear.residuals[row] / (scheme == .residual ? room.squareRoot() / roots[row] : room)
    }
    guard scheme == .residual else { return noise }
    let isCount = linear.weights.kind == .count
    let pool = taking.flatMap { row in
      Array(repeating: noise[row], count: isCount ? Int(linear.weights.value(row)) : 1)
    }
    let mean = pool.reduce(0, +) / Double(pool.count)
    return pool.map { $0 - mean }
  }

  private var clusterCount: Int { begins.count - 1 }

  private func rows(of cluster: Int) -> ArraySlice<Int> { members[begins[cluster]..<begins[cluster + 1]] }

  /// How many pieces are drawn: clusters, or observations.
  var pieceCount: Int { isClustered ? clusterCount : copies.map { Int($0.reduce(0, +)) } ?? clusterCount }

  /// What is independent in a resample: clusters, or observations. Rows that take no part are put with the first.
  func groups(rows count: Int) -> RefitGroups {
    var groups = [Int](repeating: 0, count: count)
    for cluster in 0..<clusterCount { for row in rows(of: cluster) { groups[row] = cluster } }
    return RefitGroups(rows: groups, observations: isClustered ? nil : copies, count: clusterCount)
  }

  /// All but one piece: a cluster, or an observation, of which a row may stand for several.
  func leaveOut(_ piece: Int, from resample: inout Resample) {
    resample.takeAllOnce()
    guard !isClustered, let copies else {
      for row in rows(of: piece) { resample.counts[row] = 0 }
      return
    }
    let row = Self.ends(copies).partitioningIndex { $0 > piece }
    resample.counts[row] = (copies[row] - 1) / copies[row]
  }

  func draw(_ replicate: Int, into resample: inout Resample) {
    var random = RandomStream(seed: seed, stream: UInt64(replicate))
    guard scheme == .pairs else {
      resample.takeAllOnce()
      return drawNoise(&random, &resample.observed)
    }
    if let copies, !isClustered { return drawCopies(copies, &random, &resample.counts) }
    for _ in 0..<clusterCount {
      for row in rows(of: random.integer(below: clusterCount)) { resample.counts[row] += 1 }
    }
  }

  /// Each observation is drawn, and the weight of a row, its copies, is multiplied by how often it came up over how often it is there.
  private func drawCopies(_ copies: [Double], _ random: inout RandomStream, _ counts: inout [Double]) {
    let ends = Self.ends(copies)
    let total = ends.last ?? 0
    for _ in 0..<total {
      let drawn = random.integer(below: total)
      counts[ends.partitioningIndex { $0 > drawn }] += 1
    }
    for row in counts.indices where copies[row] > 0 { counts[row] /= copies[row] }
  }

  /// Row by row, the observations up to and including it.
  private static func ends(_ copies: [Double]) -> [Int] {
    var total = 0
    return copies.map { copy in
      total += Int(copy)
      return total
    }
  }

  private func drawNoise(_ random: inout RandomStream, _ observed: inout [Double]) {
    for cluster in 0..<clusterCount {
      let factor = isClustered && scheme.isWild ? Self.wildFactor(scheme, &random) : nil
      for row in rows(of: cluster) { observed[row] = fitted[row] + meanNoise(of: row, factor: factor, &random) }
    }
  }

  /// Noise of a row; of one that stands for several, the mean of theirs.
  private func meanNoise(of row: Int, factor: Double?, _ random: inout RandomStream) -> Double {
    let count = copies.map { Int($0[row]) } ?? 1
    let sum = (0..<count).reduce(0.0) { sum, _ in sum + noise(of: row, factor: factor, &random) }
    return sum / Double(count)
  }

  /// - Parameter factor: that of the cluster; `nil` draws one.
  private func noise(of row: Int, factor: Double?, _ random: inout RandomStream) -> Double {
    switch scheme {
    case .pairs: 0
    case .residual: noise[random.integer(below: noise.count)] / roots[row]
    case .wild, .wildMammen, .wildWebb: (factor ?? Self.wildFactor(scheme, &random)) * noise[row]
    case .parametric: student.scale * random.student(student.degreesOfFreedom) / roots[row]
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
