import Statistics

/// What is asked of every simulated table, with the true answers.
struct CalibrationTargets: Sendable {
  let coefficients: [String]
  let quantities: [Quantity]
  let points: [[String: Double]]
  /// Whether new runs are predicted: not for shares, whose noise depends on the number of trials.
  let hasNewRuns: Bool
  let names: [String]
  /// Of a new run, the law at the point; each table has a run of its own.
  let truths: [Double]

  init(
    _ design: SimulatedDesign, coefficients: [String], quantities: [Quantity], points: [[String: Double]]
  ) throws(FitError) {
    self.coefficients = coefficients
    self.quantities = quantities
    self.points = points
    hasNewRuns = !design.options.norm.isBinomial
    var names = coefficients
    var truths = coefficients.map { design.truth[$0] ?? .nan }
    do {
      for quantity in quantities {
        names.append(quantity.name)
        truths.append(try quantity.expression.value(design.truth))
      }
      for point in points {
        let place = point.keys.sorted().map { "\($0)=\((point[$0] ?? .nan).plain)" }.joined(separator: ",")
        let value = try design.law.formula.right.value(design.truth.merging(point) { $1 })
        names.append("mean at \(place)")
        truths.append(value)
        guard hasNewRuns else { continue }
        names.append("new run at \(place)")
        truths.append(value)
      }
    } catch {
      throw .formula(error)
    }
    self.names = names
    self.truths = truths
  }
}

/// What every method said about one simulated table.
struct CalibrationSheet: Sendable {
  struct Entry: Sendable {
    let interval: Interval?
    let truth: Double
  }

  var isCertified: Bool
  /// Method after method, target after target.
  var entries: [Entry]
}

/// Simulates a table, fits it, and asks every method.
struct CalibrationRun: Sendable {
  let design: SimulatedDesign
  let targets: CalibrationTargets
  let methods: [IntervalMethod]
  let clusters: [String]
  let noise: SimulatedNoise

  /// Streams of new runs lie beyond those of tables.
  private static let newRunStreams: UInt64 = 1 << 40

  /// The sheet of a table without a result.
  var nothing: CalibrationSheet {
    let entry = CalibrationSheet.Entry(interval: nil, truth: .nan)
    return CalibrationSheet(
      isCertified: false, entries: Array(repeating: entry, count: methods.count * targets.names.count))
  }

  func sheet(of table: Int) -> CalibrationSheet {
    let truths = truths(of: table)
    let nothing = truths.map { CalibrationSheet.Entry(interval: nil, truth: $0) }
    guard let solved = try? design.solve(noise, table: table) else {
      return CalibrationSheet(isCertified: false, entries: methods.flatMap { _ in nothing })
    }
    var sheet = CalibrationSheet(isCertified: true, entries: [])
    for method in methods {
      let options = design.options.with(method, clusters: clusters)
      guard let fit = try? Fit(solved, options: options), fit.convergence.isCertified else {
        sheet.isCertified = false
        sheet.entries += nothing
        continue
      }
      let intervals = intervals(fit)
      sheet.entries += zip(intervals, truths).map { CalibrationSheet.Entry(interval: $0, truth: $1) }
    }
    return sheet
  }

  /// The true answers; a new run draws the noise of a row of weight one.
  private func truths(of table: Int) -> [Double] {
    var truths = targets.truths
    guard targets.hasNewRuns else { return truths }
    let first = truths.count - 2 * targets.points.count
    for point in targets.points.indices {
      var random = RandomStream(
        seed: design.options.seed, stream: Self.newRunStreams + UInt64(table * targets.points.count + point))
      let row = design.table.rowCount > 0 ? random.integer(below: design.table.rowCount) : 0
      let place = first + 2 * point + 1
      var values = [Double](repeating: design.scale.value(truths[place]), count: design.table.rowCount)
      noise.observe(&random, &values)
      if !values.isEmpty { truths[place] = design.scale.inverse(values[row]) }
    }
    return truths
  }

  private func intervals(_ fit: Fit) -> [Interval?] {
    let coefficients = targets.coefficients.map { fit.coefficients[$0]?.interval }
    let quantities = targets.quantities.map { (try? fit.estimate($0))?.estimate.interval }
    let predictions = targets.points.flatMap { point in
      let prediction = try? fit.predict(point)
      return targets.hasNewRuns ? [prediction?.mean, prediction?.newRun] : [prediction?.mean]
    }
    return coefficients + quantities + predictions
  }
}

extension FitOptions {
  /// The same with another interval method; clusters only where it takes them.
  func with(_ method: IntervalMethod, clusters: [String]) -> FitOptions {
    var options = self
    options.interval = method
    options.clusters = method.takesClusters ? clusters : []
    options.quantities = []
    return options
  }

  func checkInterval() throws(FitError) { _ = try checkedInterval() }
}
