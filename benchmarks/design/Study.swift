import ScalingLaws
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Errors of an answer over many simulated tables, before and after more runs.
struct Study {
  private let scenario: Scenario
  private var errors: [Kind: [Double]] = [:]
  private var predicted: [Kind: [Double]] = [:]
  private var failures = 0

  private enum Kind: CaseIterable { case now, design, plain, capped }

  /// A run, and how often it counts.
  private typealias Runs = [(point: [String: Double], weight: Double)]

  init(_ scenario: Scenario, repetitions: Int) throws {
    self.scenario = scenario
    var fixed: RunDesign?
    for repetition in 0..<repetitions {
      var random = RandomStream(seed: 20_26, stream: UInt64(repetition))
      let truth = try truth(&random)
      let old = try rows(scenario.first.map { ($0, 1) }, truth, &random)
      let fit = try scenario.ranges.isEmpty ? fitted(old) : nil
      // From ranges the design does not depend on the table.
      let design = try fixed ?? design(fit, seed: UInt64(repetition))
      if fit == nil { fixed = design }
      let chosen = design.chosen.map { (point: design.candidates.point($0.candidate), weight: Double($0.runs)) }
      let plain = design.plainGrid.candidates.map {
        (point: design.candidates.point($0), weight: design.plainGrid.rounds)
      }
      let sets: [(Kind, Runs)] = [
        (.design, chosen), (.plain, plain), (.capped, capped(design)),
      ]
      var found: [(Kind, Double)] = []
      do {
        if let fit { found.append((.now, try error(fit, truth))) }
        for (kind, runs) in sets {
          found.append((kind, try error(fitted(old + rows(runs, truth, &random)), truth)))
        }
      } catch {
        failures += 1
        continue
      }
      for (kind, value) in found { errors[kind, default: []].append(value) }
      let outcome = design.outcomes[0]
      predicted[.design, default: []].append(outcome.after.standardError ?? .nan)
      predicted[.plain, default: []].append(outcome.plain.standardError ?? .nan)
    }
  }

  private func truth(_ random: inout RandomStream) throws -> [String: Double] {
    guard !scenario.ranges.isEmpty else { return scenario.truth }
    var truth: [String: Double] = [:]
    for text in scenario.ranges {
      let range = try CoefficientRange(text)
      truth[range.name] = range.low + random.uniform() * (range.high - range.low)
    }
    return truth
  }

  private func design(_ fit: Fit?, seed: UInt64) throws -> RunDesign {
    let options = DesignOptions(
      budget: scenario.budget, runs: scenario.runs, seed: seed, sigma: fit == nil ? scenario.sigma : nil, threads: 1)
    let basis =
      try fit.map { try DesignBasis($0.saved, options: options) }
      ?? DesignBasis(law: scenario.law, ranges: scenario.ranges.map { try CoefficientRange($0) }, options: options)
    let candidates = try CandidateRuns(
      grid: scenario.grid.map { try DesignAxis($0) }, needed: basis.neededVariables, cost: scenario.cost)
    return try RunDesign(basis, candidates: candidates, targets: [scenario.target], options: options)
  }

  /// Some values of each variable over all of its range, and of their combinations those up to the cost at which the money ends: a
  /// grid with its expensive corner cut off.
  private func capped(_ design: RunDesign) -> Runs {
    let all = design.candidates
    var best: (runs: [Int], cost: Double) = ([], 0)
    for level in 2...12 {
      let grid = (0..<all.count).filter { index in
        scenario.variables.indices.allSatisfy { side in
          let values = all.columns[side].sorted()
          var distinct: [Double] = []
          for value in values where value != distinct.last { distinct.append(value) }
          return (0..<level).contains { place in
            let top = Double(distinct.count - 1)
            return distinct[Int((Double(place) * top / Double(level - 1)).rounded())] == all.columns[side][index]
          }
        }
      }.sorted { all.costs[$0] < all.costs[$1] }
      var cost = 0.0
      let taken = Array(
        grid.prefix {
          cost += all.costs[$0]
          return cost <= design.cost
        })
      guard taken.count <= design.runs else { break }
      best = (taken, taken.reduce(0.0) { $0 + all.costs[$1] })
    }
    return best.runs.map { (all.point($0), design.cost / best.cost) }
  }

  /// A row for each whole run; a part of one counts by its weight.
  private func rows(
    _ runs: Runs, _ truth: [String: Double], _ random: inout RandomStream
  ) throws -> [(point: [String: Double], loss: Double, weight: Double)] {
    var rows: [(point: [String: Double], loss: Double, weight: Double)] = []
    for run in runs {
      let value = try scenario.law.formula.right.value(truth.merging(run.point) { $1 })
      var left = run.weight
      while left > 1e-9 {
        let weight = left < 2 ? left : 1
        let noise = scenario.tails.map { random.student($0) * (($0 - 2) / $0).squareRoot() } ?? random.normal()
        rows.append((run.point, value * exp(scenario.sigma * noise / weight.squareRoot()), weight))
        left -= weight
      }
    }
    return rows
  }

  private func fitted(_ rows: [(point: [String: Double], loss: Double, weight: Double)]) throws -> Fit {
    let columns =
      scenario.variables.map { name in Column(name: name, storage: .numbers(rows.map { $0.point[name] ?? .nan })) }
      + [
        Column(name: "loss", storage: .numbers(rows.map(\.loss))),
        Column(name: "weight", storage: .numbers(rows.map(\.weight))),
      ]
    return try scenario.law.fit(
      to: Table(source: "simulated", columns: columns),
      options: FitOptions(
        weights: rows.allSatisfy { $0.weight == 1 } ? nil : Weights("precision=weight"),
        interval: scenario.norm == .squared ? .classical : .mEstimation, norm: scenario.norm, threads: 1))
  }

  private func error(_ fit: Fit, _ truth: [String: Double]) throws -> Double {
    switch scenario.target {
    case .quantity(let quantity):
      return (try fit.estimate(quantity).estimate.value ?? .nan) - (try quantity.expression.value(truth))
    case .point(let point):
      let right = try scenario.law.formula.right.value(truth.merging(point) { $1 })
      return log(try fit.predict(point).value / right)
    }
  }

  private func realised(_ kind: Kind) -> Double { Self.rootMeanSquare(errors[kind] ?? []) }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }

  var line: String {
    let number = { (value: Double) in value.isNaN ? "" : "\((value * 1e5).rounded() / 1e5)" }
    let less = { (kind: Kind) in "\(Int((100 * (1 - realised(.design) / realised(kind))).rounded())) %" }
    let ratio = { (kind: Kind) in
      let value = Self.rootMeanSquare(predicted[kind] ?? []) / realised(kind)
      return "\((value * 100).rounded() / 100)"
    }
    let cells = [
      scenario.name, scenario.question, number(realised(.now)), number(realised(.design)), number(realised(.plain)),
      number(realised(.capped)), less(.plain), less(.capped), ratio(.design), ratio(.plain),
    ]
    return "| " + cells.joined(separator: " | ") + " |" + (failures > 0 ? " \(failures) failed" : "")
  }
}
