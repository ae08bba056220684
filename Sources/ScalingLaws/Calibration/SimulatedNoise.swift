import Statistics

/// How a simulation makes observations of the law, on the residual scale.
public struct SimulatedNoise: Sendable {
  /// In words, for the report.
  public let description: String
  /// Turns the law at the rows, in their order, into what is observed there.
  let observe: @Sendable (_ random: inout RandomStream, _ values: inout [Double]) -> Void

  /// - Parameter observe: adds noise to every row, or draws about it. It is called from several threads.
  package init(
    _ description: String, observe: @escaping @Sendable (_ random: inout RandomStream, _ values: inout [Double]) -> Void
  ) {
    self.description = description
    self.observe = observe
  }
}

extension Fit {
  /// Independent normal noise of the size of the fit's residuals; rows of more weight have less.
  public func normalNoise() throws(FitError) -> SimulatedNoise {
    let sizes = try noiseSizes()
    let size = "normal, sd \((statistics.sigma ?? .nan).formatted(significant: 3))"
    return SimulatedNoise(options.norm.isBinomial ? "normal on the log odds, as large as the residuals" : size) {
      random, values in
      for row in values.indices { values[row] += sizes[row] * random.normal() }
    }
  }

  /// Independent noise of Student's t, scaled to the standard deviation of the fit's residuals where t has one, and to their
  /// median size otherwise.
  public func studentNoise(degreesOfFreedom df: Double) throws(FitError) -> SimulatedNoise {
    let sizes = try noiseSizes()
    let scale = df > 2 ? ((df - 2) / df).squareRoot() : 0.6745 / StudentT(degreesOfFreedom: df).quantile(0.75)
    return SimulatedNoise("Student's t with \(df.plain) degrees of freedom") { random, values in
      for row in values.indices { values[row] += sizes[row] * scale * random.student(df) }
    }
  }

  /// The fit's own residuals `rᵢ √wᵢ/√(1-hᵢ)`, centred, drawn with replacement.
  public func resampledNoise() throws(FitError) -> SimulatedNoise {
    let roots = rowWeights.map { $0.squareRoot() }
    let taking = roots.indices.filter { roots[$0] > 0 }
    var pool = taking.map { row in
      rows.residuals[row] * roots[row] / max(1 - rows.leverages[row], Linearization.leastRoom).squareRoot()
    }
    let mean = pool.reduce(0, +) / Double(pool.count)
    for index in pool.indices { pool[index] -= mean }
    let fixed = pool
    return SimulatedNoise("the fit's residuals, drawn with replacement") { random, values in
      for row in values.indices where roots[row] > 0 {
        values[row] += fixed[random.integer(below: fixed.count)] / roots[row]
      }
    }
  }

  /// Normal noise of which a share is common to all rows of a cluster.
  ///
  /// - Parameters:
  ///   - column: its values name the clusters.
  ///   - given: of the variance; `nil` takes the intraclass correlation of the fit's residuals.
  public func clusteredNoise(by column: String, share given: Double? = nil) throws(FitError) -> SimulatedNoise {
    let sizes = try noiseSizes()
    let labels = try sample.labels(of: column)
    let share = given ?? Self.intraclassCorrelation(rows.residuals, labels)
    let count = (labels.max() ?? -1) + 1
    let (common, own) = (share.squareRoot(), (1 - share).squareRoot())
    return SimulatedNoise(
      "normal, \((100 * share).formatted(significant: 2)) % of the variance common to the rows of a \(column)"
    ) { random, values in
      let shifts = (0..<count).map { _ in random.normal() }
      for row in values.indices { values[row] += sizes[row] * (common * shifts[labels[row]] + own * random.normal()) }
    }
  }

  /// Row by row, the standard deviation of the noise.
  private func noiseSizes() throws(FitError) -> [Double] {
    guard let sigma = statistics.sigma, sigma > 0, !statistics.isPerfect else { throw .noNoise }
    return rowWeights.map { $0 > 0 ? sigma / $0.squareRoot() : 0 }
  }

  /// The share of the variance that is between groups, by the analysis of variance; 0 to 1.
  ///
  /// - Source: Fisher 1925; Donner 1986, eq. 2.
  static func intraclassCorrelation(_ values: [Double], _ labels: [Int]) -> Double {
    let groups = Dictionary(grouping: values.indices, by: { labels[$0] }).values.map { $0.map { values[$0] } }
    let (n, k) = (Double(values.count), Double(groups.count))
    guard k > 1, n > k else { return 0 }
    let mean = Descriptive.mean(values)
    let between = groups.reduce(0.0) { $0 + Double($1.count) * (Descriptive.mean($1) - mean).squared } / (k - 1)
    let within =
      groups.reduce(0.0) { sum, group in
        let center = Descriptive.mean(group)
        return sum + group.reduce(0.0) { $0 + ($1 - center).squared }
      } / (n - k)
    let size = (n - groups.reduce(0.0) { $0 + Double($1.count * $1.count) } / n) / (k - 1)
    return min(max((between - within) / (between + (size - 1) * within), 0), 1)
  }
}
