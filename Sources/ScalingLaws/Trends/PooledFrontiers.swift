#if canImport(Glibc)
  import Glibc
#endif

/// The frontiers of several scores together: a rate for each, scattered about one in common.
///
///     kⱼ = k + uⱼ + eⱼ,   var uⱼ = τ²,   cov e = Σ
///     τ² = max(0, (Q - (J-1)) / (Σw - Σw²/Σw)),   wⱼ = 1/Σⱼⱼ,   Q = Σ wⱼ (kⱼ - k̄)²
///     k  = Σ w*ⱼ kⱼ / Σ w*ⱼ,   w*ⱼ = 1/(Σⱼⱼ + τ²),   se² = w*ᵀ(Σ + τ²I)w* / (Σ w*)²
///
/// Frontiers of different scores share models. Σ therefore comes from subsamples of models drawn for all levels at once,
/// and its covariances are in the standard error; τ² is the moment estimate for independent levels, which is too small where
/// they move together.
///
/// - Source: DerSimonian & Laird 1986, eqs. 8 to 10. R: `metafor::rma(method = "DL")` for τ² and k.
enum PooledFrontiers {
  static func rate(_ prices: PriceList, _ thresholds: [Double], _ question: DefinedRate.Question) -> DefinedRate.Found {
    let entries = prices.entries(atLeast: thresholds.min() ?? .infinity)
    let sampler = FrontierSampler(entries)
    let scores = entries.map { $0.score ?? -.infinity }
    let frontiers = thresholds.map { level in sampler.frontier { scores[$0] >= level } }
    let lines = frontiers.map(sampler.line)
    let slopes = lines.map { $0?.slope ?? .nan }
    var found = DefinedRate.Found(logDecline: .notEstimable, prices: entries.count, models: sampler.modelCount)
    guard sampler.modelCount >= 3 else { return found }
    let draws = question.subsampling.draws(models: sampler.modelCount, width: thresholds.count) { isKept in
      thresholds.map { level in
        sampler.line(through: sampler.frontier { isKept[sampler.models[$0]] && scores[$0] >= level })?.slope ?? .nan
      }
    }
    let used = thresholds.indices.filter { index in
      guard let line = lines[index], line.count > 2 else { return false }
      return (draws.standardError(index, around: line.slope) ?? 0) > 0
    }
    guard used.count >= 2 else {
      found.problem = "fewer than two levels have a rate with a standard error"
      return found
    }
    let covariance = used.map { j in
      used.map { draws.covariance(j, $0, around: (slopes[j], slopes[$0])) ?? 0 }
    }
    let effects = RandomEffects(used.map { -slopes[$0] }, covariance: covariance)
    let onFrontiers = Set(used.flatMap { frontiers[$0].map { sampler.models[$0] } }).count
    found.logDecline = Estimate(
      effects.mean, standardError: effects.standardError, degreesOfFreedom: Double(max(1, onFrontiers - 2)),
      level: question.level)
    found.remark =
      "\(counted(used.count, "level")); between levels the rate differs by a factor of \(exp(effects.spread).formatted(significant: 3)) (one standard deviation)"
    found.numbers = [
      "levels": Double(used.count), "tau": effects.spread, "spread_factor": exp(effects.spread), "q": effects.q,
    ]
    return found
  }
}

/// Several estimates of one number that differs between them.
struct RandomEffects {
  let mean: Double
  let standardError: Double
  /// τ.
  let spread: Double
  let q: Double

  init(_ values: [Double], covariance: [[Double]]) {
    let weights = values.indices.map { 1 / covariance[$0][$0] }
    let fixed = Self.mean(values, weights)
    let q = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - fixed) * ($1.0 - fixed) }
    let total = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    let variance = max(0, (q - Double(values.count - 1)) / (total - squares / total))
    let random = values.indices.map { 1 / (covariance[$0][$0] + variance) }
    let sum = random.reduce(0, +)
    var quadratic = 0.0
    for i in values.indices {
      for j in values.indices { quadratic += random[i] * random[j] * (covariance[i][j] + (i == j ? variance : 0)) }
    }
    mean = Self.mean(values, random)
    standardError = max(0, quadratic).squareRoot() / sum
    spread = variance.squareRoot()
    self.q = q
  }

  private static func mean(_ values: [Double], _ weights: [Double]) -> Double {
    zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }
}
