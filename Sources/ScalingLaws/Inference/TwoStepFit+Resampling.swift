import Statistics

/// What refits of both steps to resampled rows say about a point.
public struct ResampledPrediction: Sendable {
  /// A value for each variable.
  public let point: [String: Double]
  /// Both laws at the point, replicate by replicate; NaN where one of the refits has no optimum.
  public let draws: [Double]
  /// Between the percentiles of the draws.
  public let interval: Interval?
  /// Standard deviation of the draws.
  public let standardError: Double?
}

extension TwoStepFit {
  /// Both laws at some points, from refits of both steps to resampled rows.
  ///
  /// Each replicate draws rows with replacement and refits both laws. Where both steps come from the same data, a replicate
  /// draws rows once and both refits see the same ones, so that whatever the two steps share in their errors is in the
  /// interval; otherwise each step draws its own. Rows that share a value of the column of `FitOptions.cluster` are drawn
  /// together.
  ///
  /// - Parameters:
  ///   - points: a value for each of `variables`.
  ///   - replicates: how many; percentiles of 95 % want a thousand or more.
  /// - Shape: one prediction for each point. The same seed gives the same draws for any number of threads.
  /// - Throws: `.optimization` where a coefficient has no value to start a refit from; `.formula` naming a variable without
  ///   a value.
  /// - Source: Efron & Tibshirani 1993, chapters 9.5 (pairs) and 13 (percentiles).
  public func resampled(
    at points: [[String: Double]], replicates: Int = 2000, seed: UInt64 = 0, threads: Int = 1
  ) throws(FitError) -> [ResampledPrediction] {
    let isJoint = first.data.sha256 == second.data.sha256 && first.data.source == second.data.source
    let (rows, otherRows) = (try first.resampledUnits(), try second.resampledUnits())
    let units = isJoint ? Units(rows + otherRows) : Units(rows)
    let otherUnits = isJoint ? units : Units(otherRows)
    let draws = try first.refits().run(replicates, threads: threads) { replicate, counts in
      units.fill(&counts, of: rows, seed: seed, stream: UInt64(replicate))
    }
    let shift = isJoint ? 0 : UInt64(replicates)
    let others = try second.refits().run(replicates, threads: threads) { replicate, counts in
      otherUnits.fill(&counts, of: otherRows, seed: seed, stream: UInt64(replicate) + shift)
    }
    var result: [ResampledPrediction] = []
    for point in points {
      let values = try values(at: point, draws, others)
      let level = second.options.level
      let sorted = values.filter(\.isFinite).sorted()
      let interval =
        sorted.count < 2
        ? nil
        : Interval(
          low: sorted.percentile(0.5 - level / 2), high: sorted.percentile(0.5 + level / 2), level: level)
      result.append(
        ResampledPrediction(
          point: point, draws: values, interval: interval,
          standardError: sorted.count < 2 ? nil : Descriptive.standardDeviation(sorted)))
    }
    return result
  }

  /// Both laws at a point, for every replicate.
  private func values(
    at point: [String: Double], _ first: RefitResults, _ second: RefitResults
  ) throws(FitError) -> [Double] {
    let taken = Set(self.first.law.formula.right.symbols)
    let names = second.names.map { taken.contains($0) ? $0 + "_2" : $0 }
    let law = formula.right.substituting(point.mapValues { Expression($0) })
    do {
      let program = try Program([law], variables: first.names + names, parameters: [])
      let values = program.bind(
        columns: first.names.map { first[$0] } + second.names.map { second[$0] }, rowCount: first.count
      ).evaluate()[0]
      return values.indices.map { first.isCertified[$0] && second.isCertified[$0] ? values[$0] : .nan }
    } catch {
      throw .formula(error)
    }
  }
}

/// What is drawn with replacement: rows, or clusters of them.
private struct Units: Sendable {
  private let names: [String]

  init(_ rows: [String]) { names = Set(rows).sorted() }

  /// Adds to each row how often its unit is drawn in one replicate.
  func fill(_ counts: inout [Double], of rows: [String], seed: UInt64, stream: UInt64) {
    var random = RandomStream(seed: seed, stream: stream)
    var drawn: [String: Double] = [:]
    for _ in names.indices { drawn[names[random.integer(below: names.count)], default: 0] += 1 }
    for (row, unit) in rows.enumerated() { counts[row] += drawn[unit] ?? 0 }
  }
}

extension Fit {
  /// Row by row, the name of what is drawn with it: its cluster, or itself.
  fileprivate func resampledUnits() throws(FitError) -> [String] {
    guard let cluster = options.cluster else { return rows.lines.map { "line \($0)" } }
    do {
      let texts = try sample.table.texts(cluster)
      return sample.rows.map { "cluster \(texts[$0] ?? "")" }
    } catch {
      throw .table(error)
    }
  }
}

extension [Double] {
  /// The quantile of sorted values by linear interpolation. R: `quantile(type = 7)`.
  fileprivate func percentile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let below = Int(place)
    guard below + 1 < count else { return self[count - 1] }
    return self[below] + (place - Double(below)) * (self[below + 1] - self[below])
  }
}
