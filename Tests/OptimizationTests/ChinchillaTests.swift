import Foundation
import Optimization
import Statistics
import TestSupport
import Testing

@Suite(.serialized, .enabled(if: Shared.isAvailable, "the digitised points are not here"))
struct ChinchillaTests {
  static func scatteredStart(_ index: Int) -> [Double] {
    var stream = RandomStream(seed: 20, stream: UInt64(index))
    func draw(_ low: Double, _ high: Double) -> Double { low + (high - low) * stream.uniform() }
    return [draw(-2, 2), draw(-3, 2), draw(-3, 2), draw(0.05, 1.5), draw(0.05, 1.5)]
  }

  struct Case: CustomTestStringConvertible {
    let dropped: Int
    let norm: Norm
    var isOnLoss = false
    let truth: Double
    var testDescription: String { "\(245 - dropped) points, \(norm.shape), \(isOnLoss ? "loss" : "log loss")" }
  }

  /// DESIGN.md, section 10, in 18 digits; F of least squares is half the RSS.
  static let cases = [
    Case(dropped: 5, norm: .huber(delta: 1e-3), truth: 0.00101827401780060315),
    Case(dropped: 0, norm: .huber(delta: 1e-3), truth: 0.00182601052306933633),
    Case(dropped: 5, norm: .squared, truth: 0.0114618869916986470 / 2),
    Case(dropped: 0, norm: .squared, truth: 0.0709904315786298983 / 2),
    Case(dropped: 5, norm: .squared, isOnLoss: true, truth: 0.0832038076933014776 / 2),
    // mpmath, Newton in 40 digits from this optimum; DESIGN.md has ...567782708, which is below the least value.
    Case(dropped: 0, norm: .squared, isOnLoss: true, truth: 0.84377381156827690804 / 2),
  ]

  @Test("every one of 300 random starts ends at the reference optimum, certified", arguments: cases)
  func scattered(_ example: Case) throws {
    let points = try ChinchillaPoints(dropping: example.dropped)
    let problem =
      example.isOnLoss
      ? try FitProblem(
        model: points.lossModel, observed: points.loss, domains: [.positive, .positive, .positive, .free, .free],
        linearParameters: [0, 1, 2])
      : try FitProblem(model: points.model, observed: points.logLoss)
    let solver = TrustRegion(problem)
    var failures: [Int] = []
    var evaluations = 0
    let time = try ContinuousClock().measure {
      for index in 0..<300 {
        var start = Self.scatteredStart(index)
        if example.isOnLoss { for j in 0..<3 { start[j] = exp(start[j]) } }
        let fit = try solver.solve(from: start, norm: example.norm)
        evaluations += fit.certificate.evaluations
        let isThere = abs(fit.objective - example.truth) <= 1e-13 * example.truth
        if !isThere || !fit.certificate.isCertified { failures.append(index) }
      }
    }
    #expect(failures.isEmpty)
    print("\(example.testDescription): \(evaluations / 300) evaluations and \(time / 300) a fit")
  }

  @Test("the coefficients of the robust fit agree with the reference to eleven digits")
  func coefficients() throws {
    let points = try ChinchillaPoints(dropping: 5)
    let starts = MultiStart(
      region: [.linear(-2, 2), .linear(-3, 2), .linear(-3, 2), .linear(0.05, 1.5), .linear(0.05, 1.5)])
    let problem = try FitProblem(model: points.model, observed: points.logLoss)
    let result = try starts.fit(problem, norm: .huber(delta: 1e-3))
    // As many as a share of 1 % of unseen minima asks for where all agree.
    #expect(result.agreeing == 15)
    #expect(result.starts == 15)
    #expect(result.otherMinima.isEmpty)
    // mpmath, semismooth Newton in 40 digits: e, a, b, alpha, beta.
    let truth = [
      0.5973068146873648605, 6.169246373723173839, 7.670156733095417078, 0.3473104988817545729,
      0.3671724326277622050,
    ]
    #expect(relativeErrors(points.uncentered(result.best.parameters), truth) < 1e-11)
    #expect(result.best.residuals.filter { abs($0) <= 1e-3 }.count == 39)
  }

  @Test("4,000 resamples refitted from the optimum agree with the stored optima")
  func resamples() throws {
    let points = try ChinchillaPoints(dropping: 5)
    let count = points.logLoss.count
    let position = Dictionary(uniqueKeysWithValues: points.rows.enumerated().map { ($1, $0) })
    let bytes = try Data(contentsOf: Shared.folder.appending(path: "data/chinchilla/epoch_boot_indices.u16le"))
    let indices = stride(from: 0, to: bytes.count, by: 2).map { Int(bytes[$0]) + 256 * Int(bytes[$0 + 1]) }
    let truth = try Reference.table(Shared.path("data/chinchilla/epoch_boot_ref.csv")).rows
    let problem = try FitProblem(model: points.model, observed: points.logLoss)
    let best = try TrustRegion(problem).solve(from: [0, 0, 0, 0.5, 0.5], norm: .huber(delta: 1e-3)).parameters
    let solver = TrustRegion(problem, options: SolverOptions(polishes: false))

    var weights = [[Double]](repeating: [Double](repeating: 0, count: count), count: 4000)
    for (slot, row) in indices.enumerated() { weights[slot / 240][position[row] ?? 0] += 1 }
    var found = [[Double]](repeating: best, count: 4000)
    var objectives = [Refit]()
    objectives.reserveCapacity(4000)
    let time = try ContinuousClock().measure {
      for draw in 0..<4000 {
        try weights[draw].withUnsafeBufferPointer { w in
          try found[draw].withUnsafeMutableBufferPointer { p in
            objectives.append(try solver.refit(p, weights: w, norm: .huber(delta: 1e-3)))
          }
        }
      }
    }
    var worst = 0.0
    var worstF = 0.0
    var bad = 0
    var evaluations = 0
    var most = 0
    for draw in 0..<4000 {
      let p = points.uncentered(found[draw])
      let t = truth[draw]
      let expected = [t[4], t[2], t[3], t[5], t[6]]
      let error = zip(p, expected).map { abs($0 - $1) / abs($1) }.max() ?? 1
      worst = max(worst, error)
      worstF = max(worstF, abs(objectives[draw].objective / t[1] - 1))
      // The stored optima have scaled gradients of 1e-9, ours 1e-13: their coefficients hold to 2e-7, their F to 1e-13.
      let isLower = objectives[draw].objective <= t[1] * (1 + 1e-13)
      if error > 1e-6 || !isLower || !objectives[draw].isConverged { bad += 1 }
      evaluations += objectives[draw].evaluations
      most = max(most, objectives[draw].evaluations)
    }
    #expect(bad == 0)
    let mean = Double(evaluations) / 4000
    print("4,000 refits: \(time), \(mean) evaluations, at most \(most); coefficients \(worst), F \(worstF)")
    // DESIGN.md, section 10, to the six digits asked for: E, A, B, alpha, beta.
    let draws = found.map { points.uncentered($0) }.map { [exp($0[0]), exp($0[1]), exp($0[2]), $0[3], $0[4]] }
    let errors = (0..<5).map { j in Descriptive.standardDeviation(draws.map { $0[j] }) }
    #expect(relativeErrors(errors, [0.025657043, 124.493640, 1293.169034, 0.0153974750, 0.0205941689]) < 1e-6)
    print("standard errors", errors)
    let evaluator = points.model.makeEvaluator()
    var values = [Double](repeating: 0, count: count)
    var jacobian = [Double](repeating: 0, count: count * 5)
    var sum = [Double](repeating: 0, count: 25)
    let model = ContinuousClock().measure {
      for _ in 0..<10000 { evaluator.evaluate(best, values: &values, jacobian: &jacobian) }
    }
    let second = ContinuousClock().measure {
      for _ in 0..<10000 { _ = evaluator.sumSecondDerivatives(coefficients: values, into: &sum) }
    }
    print("one evaluation of the model \(model / 10000), its second derivatives \(second / 10000)")
  }

  @Test("a refit from far away takes the long way to the same optimum")
  func refitFromAfar() throws {
    let points = try ChinchillaPoints(dropping: 5)
    let solver = TrustRegion(try FitProblem(model: points.model, observed: points.logLoss))
    var parameters = [1, -2, 1, 0.1, 1.4]
    let refit = try parameters.withUnsafeMutableBufferPointer {
      try solver.refit($0, weights: nil, norm: .huber(delta: 1e-3))
    }
    #expect(refit.isConverged)
    #expect(abs(refit.objective / 0.00101827401780060315 - 1) < 1e-13)
  }

  @Test("starts from which a term vanishes for good are not certified")
  func vanishingTerms() throws {
    let points = try ChinchillaPoints(dropping: 0)
    let solver = TrustRegion(try FitProblem(model: points.model, observed: points.logLoss))
    var lost = 0
    for index in 0..<300 {
      var stream = RandomStream(seed: 20, stream: UInt64(index))
      let start = [(-3.0, 2.0), (-5, 3), (-5, 3), (0, 2), (0, 2)].map { $0 + ($1 - $0) * stream.uniform() }
      let fit = try solver.solve(from: start, norm: .huber(delta: 1e-3))
      let isThere = abs(fit.objective / 0.00182601052306933633 - 1) < 1e-13
      #expect(isThere == fit.certificate.isCertified, "start \(index): \(fit.certificate)")
      lost += isThere ? 0 : 1
    }
    // Some must be lost, or the test says nothing.
    #expect(lost > 0 && lost < 15)
  }
}
