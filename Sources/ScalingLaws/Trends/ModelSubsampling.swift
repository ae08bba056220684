import Statistics

/// Uncertainty from leaving out models: subsamples of seven in ten, without replacement.
///
///     se² = m/(n-m) · mean over subsamples of (θ(m) - θ̂)²,   m = round(0.7·n) models of n
///
/// A frontier is made of running minima, and the plain bootstrap is inconsistent for such: a resample with repeats often
/// keeps the very minimum. A subsample is a smaller table of the same kind. Deviations are taken from the estimate and not from
/// the mean of the subsamples, so that what the estimate owes to the size of the table counts as uncertainty.
/// A model comes or goes with all its prices. Subsample i draws from stream i of the seed, so the numbers do not depend on
/// the number of threads.
///
/// - Valid when: the models are a sample of those that might have been listed. Measured coverage: `docs/decisions/price-frontier.md`.
/// - Source: Politis & Romano 1994 for subsamples; Shao & Wu 1989, eq. 2.2, for the factor (the delete-d jackknife).
public struct ModelSubsampling: Sendable, Hashable {
  /// How many subsamples are drawn.
  public var replicates: Int
  public var seed: UInt64
  /// How many threads rebuild frontiers; the numbers do not depend on it.
  public var threads: Int
  /// What all subsamples may take.
  public var memory = MemoryLimit.standard

  /// Share of the models that a subsample keeps; 0.5 to 0.8 do about as well, and 0.7 came closest to 95 %.
  public static let share = 0.7
  /// Where more of the subsamples than this have no value, there is no standard error.
  public static let undefinedShare = 0.1

  public init(replicates: Int = 1000, seed: UInt64 = 0, threads: Int = Threads.available) {
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
  }

  /// - Parameter width: how many numbers a statistic has at the most.
  /// - Throws: `FitError.memory` where the subsamples would take more than they may.
  func checkMemory(width: Double) throws(FitError) {
    // As threads leave them, all together, by column, and sorted.
    try memory.check("subsamples", count: replicates, bytesEach: 32 * max(width, 2))
  }

  /// Models that a subsample keeps of so many.
  static func kept(of models: Int) -> Int {
    max(1, min(models - 1, Int((share * Double(models)).rounded())))
  }

  /// `√(m/(n-m))`: from deviations of subsamples to standard errors.
  static func scale(models: Int) -> Double {
    let kept = Double(kept(of: models))
    return (kept / (Double(models) - kept)).squareRoot()
  }

  /// What a statistic is in every subsample; NaN where it has no value.
  ///
  /// - Parameters:
  ///   - models: how many there are, two or more.
  ///   - width: how many numbers the statistic has.
  ///   - statistic: of a subsample, given as whether each model is in it.
  func draws(
    models: Int, width: Int, _ statistic: @escaping @Sendable (_ isKept: [Bool]) -> [Double]
  ) -> SubsampleDraws {
    guard models >= 2 else { return SubsampleDraws(models: models, width: width, values: []) }
    let (seed, kept) = (seed, Self.kept(of: models))
    let nothing = [Double](repeating: .nan, count: width)
    let values = Parallel.map(replicates, threads: threads, missing: nothing) {
      { replicate in
        var random = RandomStream(seed: seed, stream: UInt64(replicate))
        var order = Array(0..<models)
        var isKept = [Bool](repeating: false, count: models)
        // The first steps of a Fisher-Yates shuffle.
        for place in 0..<kept {
          order.swapAt(place, place + random.integer(below: models - place))
          isKept[order[place]] = true
        }
        return statistic(isKept)
      }
    }
    return SubsampleDraws(models: models, width: width, values: values.flatMap { $0 })
  }
}

/// A statistic of one or more numbers in every subsample of models.
struct SubsampleDraws: Sendable {
  let models: Int
  let width: Int
  /// Replicate after replicate.
  let values: [Double]

  var count: Int { values.count / width }

  func column(_ index: Int) -> [Double] { stride(from: index, to: values.count, by: width).map { values[$0] } }

  /// Mean product of the deviations of two columns from their estimates, scaled; `nil` where too many have no value.
  func covariance(_ first: Int, _ second: Int, around estimates: (Double, Double)) -> Double? {
    var (sum, defined) = (0.0, 0)
    for replicate in 0..<count {
      let product =
        (values[replicate * width + first] - estimates.0) * (values[replicate * width + second] - estimates.1)
      if !product.isNaN { (sum, defined) = (sum + product, defined + 1) }
    }
    guard defined > 0, Double(count - defined) <= ModelSubsampling.undefinedShare * Double(count) else { return nil }
    let scale = ModelSubsampling.scale(models: models)
    return scale * scale * sum / Double(defined)
  }

  func standardError(_ index: Int, around estimate: Double) -> Double? {
    covariance(index, index, around: (estimate, estimate)).map { $0.squareRoot() }
  }
}
