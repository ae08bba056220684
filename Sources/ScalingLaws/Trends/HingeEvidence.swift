import LinearAlgebra
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Places at which a trend may change its rate, and the noises that it may have: what rows say of both together.
///
///     y = a + b·t + c·max(t - τ, 0) + e,   e of a `SerialNoise`
struct HingeEvidence: Sendable {
  private let times: [Double]
  private let gaps: [Double]
  private let filters: [SerialFilter]
  /// Where a break may be, ascending, and how much time each stands for.
  let places: [(place: Double, width: Double)]

  /// The most places; more are thinned evenly.
  private static let mostPlaces = 24

  /// Fewer levels of white noise than for a rate: a break is told from a wandering level, not from its white noise.
  private static let family = SerialNoise.family.filter {
    $0.white == 0 || $0.autocorrelation >= 0.7 && [1, 4, 16, 64].contains($0.white)
  }

  /// - Parameters:
  ///   - times: ascending, from zero.
  ///   - range: of the places.
  init?(_ times: [Double], in range: ClosedRange<Double>) {
    guard let last = times.last, last > 0 else { return nil }
    gaps = SerialDependence.gaps(times, mean: last / Double(times.count - 1))
    filters = Self.family.compactMap { [gaps] in SerialFilter($0, gaps: gaps) }
    var places: [(place: Double, width: Double)] = zip(times, times.dropFirst()).compactMap { before, after in
      let (low, high) = (max(before, range.lowerBound), min(after, range.upperBound))
      return high > low ? ((low + high) / 2, high - low) : nil
    }
    if places.count > Self.mostPlaces {
      let bounds = (0...Self.mostPlaces).map { $0 * places.count / Self.mostPlaces }
      places = zip(bounds, bounds.dropFirst()).map { from, to in
        let part = places[from..<to]
        return (part[(from + to) / 2].place, part.reduce(0) { $0 + $1.width })
      }
    }
    guard !places.isEmpty else { return nil }
    self.places = places
    self.times = times
  }

  private func hinge(at place: Double) -> [Double] { times.map { max($0 - place, 0) } }

  // MARK: Is there a break?

  /// Twice the log of the likelihood ratio of a break, anywhere, to none; the noise likeliest under either.
  ///
  /// - Parameter series: several, each judged by itself.
  func statistics(of series: [[Double]]) -> [Double] {
    let n = Double(times.count)
    var none = [Double](repeating: -.infinity, count: series.count)
    var some = none
    let hinges = places.map { hinge(at: $0.place) }
    for filter in filters {
      let columns = [times.map { _ in 1.0 }, times].map { filter.innovations($0).values }
      guard let line = OrthonormalColumns(columns) else { continue }
      let directions = hinges.compactMap {
        OrthonormalColumns(columns + [filter.innovations($0).values])?.columns.last
      }
      for (index, one) in series.enumerated() {
        let innovations = filter.innovations(one).values
        let share = { (direction: [Double]) in direction.dot(innovations).squared }
        let rest = innovations.dot(innovations) - share(line.columns[0]) - share(line.columns[1])
        let likelihood = { (squares: Double) in -0.5 * (filter.logDeterminant + n * log(squares)) }
        none[index] = max(none[index], likelihood(rest))
        some[index] = max(some[index], likelihood(rest - (directions.map(share).max() ?? 0)))
      }
    }
    return zip(some, none).map { 2 * ($0 - $1) }
  }

  /// The share of random walks without a break, on the same dates, whose statistic is as large.
  ///
  /// Of the noises that are held possible a random walk gives the largest statistics, so the share is the largest p-value over them.
  func pValue(_ statistic: Double, seed: UInt64) -> (p: Double, simulated: Int) {
    let work = filters.count * places.count * times.count
    let count = min(999, max(99, 200_000_000 / work))
    let walks = (0..<count).map { index in
      var random = RandomStream(seed: seed, stream: UInt64(index))
      return SerialNoise.randomWalk.series(gaps: gaps, &random)
    }
    return (Double(1 + statistics(of: walks).count { $0 >= statistic }) / Double(count + 1), count)
  }

  // MARK: Where is it, and what are the rates?

  /// A place and a noise, what the rows say under both, and how probable the two are.
  struct Component: Sendable {
    let place: Double
    let width: Double
    let weight: Double
    /// Of level, rate and change of rate.
    let candidate: SerialDependence.Candidate
  }

  /// How probable a noise is before the rows are seen: half of the weight is on random walks, and in either half most of it without
  /// white noise.
  private func prior(_ noise: SerialNoise) -> Double {
    let alike = filters.count {
      ($0.noise.autocorrelation == 1) == (noise.autocorrelation == 1) && ($0.noise.white == 0) == (noise.white == 0)
    }
    return 0.5 * (noise.white == 0 ? 0.7 : 0.3) / Double(alike)
  }

  /// Places are as likely as the time that they stand for, noises as `prior` has it. The improbable thousandth is left out.
  func components(_ y: [Double]) -> [Component] {
    var found: [(place: (place: Double, width: Double), log: Double, candidate: SerialDependence.Candidate)] = []
    for place in places {
      guard let basis = OrthonormalColumns([times.map { _ in 1 }, times, hinge(at: place.place)]) else { continue }
      for filter in filters {
        guard let candidate = SerialDependence.Candidate(filter, y, basis) else { continue }
        found.append((place, candidate.logLikelihood + log(place.width * prior(filter.noise)), candidate))
      }
    }
    guard let best = found.map(\.log).max() else { return [] }
    let weighted = found.map { (place: $0.place, weight: exp($0.log - best), candidate: $0.candidate) }
      .sorted { $0.weight > $1.weight }
    let total = weighted.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    let kept = weighted.prefix { part in
      defer { sum += part.weight }
      return sum < 0.999 * total
    }
    return kept.map {
      Component(place: $0.place.place, width: $0.place.width, weight: $0.weight / sum, candidate: $0.candidate)
    }
  }
}

/// A mixture of Student's t distributions, each with its centre and scale.
struct StudentMixture: Sendable {
  let degreesOfFreedom: Double
  let parts: [(weight: Double, center: Double, scale: Double)]

  func quantile(_ probability: Double) -> Double {
    let student = StudentT(degreesOfFreedom: degreesOfFreedom)
    let reach = abs(student.quantile(min(probability, 1 - probability) / 1000))
    var low = parts.map { $0.center - reach * $0.scale }.min() ?? .nan
    var high = parts.map { $0.center + reach * $0.scale }.max() ?? .nan
    // To a billionth of the width, where doubles are that fine.
    for _ in 0..<30 {
      let middle = (low + high) / 2
      let below = parts.reduce(0) { $0 + $1.weight * student.cumulative((middle - $1.center) / $1.scale) }
      if below < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  func interval(level: Double) -> (low: Double, high: Double) {
    (quantile(0.5 - level / 2), quantile(0.5 + level / 2))
  }
}
