import Statistics

/// What is known before the runs: a law whose coefficients are uncertain, and the noise of a run about it.
public struct DesignBasis: Sendable {
  /// The law, an estimate of its coefficients with its covariance, and the noise.
  public let fit: SavedFit
  /// Whether the coefficients come from ranges, not from data.
  public let isPrior: Bool
  /// Draw by draw, what was solved for.
  let draws: [[Double]]
  /// Draws from the ranges that tell how uncertain a quantity is before any run; empty for a fit.
  let priorDraws: [[Double]]

  /// Streams of draws lie beyond those of resamples and simulations.
  static let firstStream: UInt64 = 1 << 42

  /// What a fit knows.
  ///
  /// Draws are those of the fit's resamples where it has them, else of the normal distribution with its covariance, with positive
  /// coefficients kept positive.
  ///
  /// - Throws: `.notDetermined`, `.noNoise`, and what `DesignOptions.check()` throws.
  public init(_ fit: SavedFit, options: DesignOptions) throws(DesignError) {
    try options.check()
    let inference = fit.inference
    let open = inference.parameters.indices.filter {
      !inference.point[$0].isFinite || !inference.covariance[$0, $0].isFinite
    }
    guard open.isEmpty else { throw .notDetermined(open.map { inference.parameters[$0] }) }
    guard let sigma = options.sigma ?? fit.noise.sigma, sigma > 0 else { throw .noNoise }
    self.fit = fit.replacing(
      noise: NoiseModel(formula: fit.noise.formula, sigma: sigma, efficiency: fit.noise.efficiency),
      level: options.level ?? fit.level)
    isPrior = false
    priorDraws = []
    draws =
      fit.usesDraws ? fit.keptDraws(options.draws, seed: options.seed) : fit.normalDraws(options.draws, options.seed)
  }

  /// A law with ranges of its coefficients, before there are data.
  ///
  /// Coefficients are drawn evenly from their ranges, and evenly in the logarithm where the upper end is more than ten times the
  /// lower. The information of the ranges counts a hundredth of theirs: enough to begin with, too little to matter beside runs.
  ///
  /// - Parameters:
  ///   - law: of the catalogue, or one's own.
  ///   - scale: of the residuals; the law's own unless given.
  ///   - ranges: of every coefficient; one value holds it.
  ///   - options: of the design: its noise, its seed, how many draws.
  /// - Throws: `.priorMissing`, `.priorUnknown`, `.noNoise`, and what `DesignOptions.check()` throws.
  public init(
    law: Law, scale: ResidualScale? = nil, ranges: [CoefficientRange], options: DesignOptions
  ) throws(DesignError) {
    try options.check()
    guard let sigma = options.sigma else { throw .noNoise }
    let symbols = law.formula.right.symbols
    for (index, range) in ranges.enumerated() {
      guard symbols.contains(range.name) else { throw .priorUnknown(range.name, symbols: symbols) }
      guard !ranges[..<index].contains(where: { $0.name == range.name }) else {
        throw .priorNotUnderstood("\(range.name), which is there twice")
      }
    }
    let known = ranges.map(\.name)
    let missing = law.coefficients?.map(\.name).filter { symbols.contains($0) && !known.contains($0) } ?? []
    guard missing.isEmpty else { throw .priorMissing(missing, law: law.id ?? law.formula.description) }
    let open = ranges.filter { $0.low < $0.high }
    guard !open.isEmpty else { throw .priorMissing(known, law: law.formula.description) }
    let held = ranges.filter { $0.low == $0.high }
    let fixed = Dictionary(uniqueKeysWithValues: held.map { ($0.name, $0.low) })
    let right = law.formula.right.substituting(fixed.mapValues { Expression($0) })
    let names = open.map(\.name)
    var covariance = Matrix(rows: open.count, columns: open.count, repeating: 0)
    for (index, range) in open.enumerated() { covariance[index, index] = Self.weakening * range.variance }
    fit = SavedFit(
      law: law.id, formula: Formula(left: law.formula.left, right: fixed.isEmpty ? right : right.simplified),
      columns: law.formula.symbols.filter { !known.contains($0) }.map { ($0, $0) }, ranges: [:],
      texts: [:], scale: scale ?? law.scale, intervalMethod: .classical, noise: NoiseModel(formula: nil, sigma: sigma),
      isCertified: true, fixed: fixed, responseRange: .all, draws: nil,
      inference: SavedInference(
        parameters: names, point: open.map(\.middle), names: names, natural: names.map(Expression.symbol),
        domains: Dictionary(uniqueKeysWithValues: open.filter { $0.low >= 0 }.map { ($0.name, .positive) }),
        level: options.level ?? 0.95, covariance: covariance,
        degreesOfFreedom: .infinity))
    isPrior = true
    let all = (0..<max(options.draws, Self.priorCount)).map { draw in
      var random = RandomStream(seed: options.seed, stream: Self.firstStream + UInt64(draw))
      return open.map { $0.value(at: random.uniform()) }
    }
    draws = Array(all.prefix(options.draws))
    priorDraws = all
  }

  /// How much larger the variance of a coefficient is taken to be than that of its range.
  private static let weakening = 100.0
  /// Enough draws for the ends of a 95 % interval.
  public static let priorCount = 1000

  /// Variables that a candidate needs: those of the law and of its noise.
  public var neededVariables: [String] { (fit.predictors + (fit.noise.formula?.symbols ?? [])).uniqued }
}

extension SavedFit {
  /// Some of the kept draws, without repetition.
  fileprivate func keptDraws(_ count: Int, seed: UInt64) -> [[Double]] {
    guard let draws else { return [] }
    var random = RandomStream(seed: seed, stream: DesignBasis.firstStream)
    var order = Array(draws.replicates.indices)
    let taken = min(count, order.count)
    for place in 0..<taken { order.swapAt(place, place + random.integer(below: order.count - place)) }
    let columns = inference.parameters.map { draws[$0] }
    return order.prefix(taken).map { row in columns.map { $0[row] } }.filter { $0.allSatisfy(\.isFinite) }
  }

  /// Draws of the normal distribution about the estimate.
  fileprivate func normalDraws(_ count: Int, _ seed: UInt64) -> [[Double]] {
    guard let root = inference.covariance.covarianceRoot else { return [] }
    return (0..<count).compactMap { draw in
      var random = RandomStream(seed: seed, stream: DesignBasis.firstStream + UInt64(draw))
      for _ in 0..<Self.mostTries {
        let step = root * inference.parameters.map { _ in random.normal() }
        let point = zip(inference.point, step).map { $0 + $1 }
        if isInDomain(point) { return point }
      }
      return nil
    }
  }

  private static let mostTries = 100

  /// Whether coefficients that cannot be negative are not.
  private func isInDomain(_ point: [Double]) -> Bool {
    let values = Dictionary(uniqueKeysWithValues: zip(inference.parameters, point))
    return zip(inference.names, inference.natural).allSatisfy { name, expression in
      guard inference.positive.contains(name) else { return true }
      return ((try? expression.value(values)) ?? -1) > 0
    }
  }

  /// The same with other noise, another covariance, other degrees of freedom; intervals by the delta method.
  func replacing(
    noise: NoiseModel? = nil, level: Double? = nil, covariance: Matrix? = nil, degreesOfFreedom: Double? = nil
  ) -> SavedFit {
    SavedFit(
      law: law, formula: formula, columns: columns, ranges: ranges, texts: texts, scale: scale,
      intervalMethod: intervalMethod, noise: noise ?? self.noise, isCertified: isCertified, fixed: fixed,
      responseRange: responseRange, draws: covariance == nil ? draws : nil,
      inference: SavedInference(
        parameters: inference.parameters, point: inference.point, names: inference.names, natural: inference.natural,
        domains: inference.domains, level: level ?? inference.level, covariance: covariance ?? inference.covariance,
        degreesOfFreedom: degreesOfFreedom ?? inference.degreesOfFreedom))
  }
}

extension Matrix {
  /// L with `L Lᵀ` this covariance, computed on the scale of correlations; `nil` where it is none.
  ///
  /// A covariance of less than full rank has one too, and what is negative by rounding counts as zero.
  var covarianceRoot: Matrix? {
    let sizes = diagonal.map { max($0, 0).squareRoot() }
    var correlation = Matrix.identity(rows)
    for row in 0..<rows {
      for column in 0..<rows where row != column && sizes[row] > 0 && sizes[column] > 0 {
        correlation[row, column] = self[row, column] / sizes[row] / sizes[column]
      }
    }
    let root =
      (try? CholeskyDecomposition(correlation).lower)
      ?? (try? SymmetricEigenDecomposition(correlation).matrix { max($0, 0).squareRoot() })
    guard var root else { return nil }
    for row in 0..<rows {
      for column in 0..<rows { root[row, column] *= sizes[row] }
    }
    return root
  }
}
