import Foundation
import ScalingLaws
import Statistics
import Testing

/// Chosen runs against every choice there is.
@Suite struct DesignSearchTests {
  /// `y = E + A*x^-b` with ranges, a few candidates of random sizes and costs, and every set of runs that a budget allows.
  private struct Small {
    let basis: DesignBasis
    let candidates: CandidateRuns
    let options: DesignOptions
    let targets: [DesignTarget]
    private let ranges = [(0.5, 2.0), (1.0, 6.0), (0.2, 0.9)]
    private let sigma = 0.05

    init(_ number: Int, criterion: DesignCriterion, once: Bool) throws {
      var random = RandomStream(seed: 9, stream: UInt64(number))
      let x = (0..<6).map { _ in exp(4 * random.uniform()) }
      // Costs of one size, or of many, so that cheap runs may crowd out the middling.
      let isWide = number % 2 == 1
      let costs = (0..<6).map { _ in exp((isWide ? 5 : 1.5) * random.uniform()) }
      options = DesignOptions(
        budget: (isWide ? 20 : 1) * (4 + 3 * random.uniform()), runs: isWide ? 6 : 4, once: once, criterion: criterion,
        draws: 5, seed: UInt64(number),
        sigma: sigma, threads: 1)
      basis = try DesignBasis(
        law: Law("y = E + A*x^-b"), ranges: ["E=0.5..2", "A=1..6", "b=0.2..0.9"].map { try CoefficientRange($0) },
        options: options)
      candidates = try CandidateRuns(
        table: ResamplerTests.table([("x", x), ("price", costs)]), variables: [("x", "x")], needed: ["x"],
        cost: Expression(parsing: "price"))
      targets =
        try criterion == .c
        ? [.quantity(Quantity("A*b")), .point(["x": 300])] : criterion == .a ? [] : [.quantity(Quantity("b"))]
    }

    /// Draws as the basis makes them: evenly from the ranges, one stream each.
    private var draws: [[Double]] {
      (0..<5).map { draw in
        var random = RandomStream(seed: options.seed, stream: (1 << 42) + UInt64(draw))
        return ranges.map { $0.0 + random.uniform() * ($0.1 - $0.0) }
      }
    }

    /// The criterion less what it is without runs, by inverse matrices.
    func criterion(_ runs: [Int]) throws -> Double {
      let draws = draws
      return try draws.reduce(0.0) { sum, point in
        let none = try covariance([], point)
        let some = try covariance(runs, point)
        let (a, b) = (point[1], point[2])
        let power = 1 / pow(300, b)
        let all: [[Double]] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        let named: [[Double]] = [[0, b, a], [1, power, -a * power * log(300)]]
        let ratio = { (g: [Double]) in
          zip(some * g, g).reduce(0) { $0 + $1.0 * $1.1 } / zip(none * g, g).reduce(0) { $0 + $1.0 * $1.1 }
        }
        switch try #require(options.criterion) {
        case .d:
          return try sum
            + (CholeskyDecomposition(some).logDeterminant - CholeskyDecomposition(none).logDeterminant) / 3
        case .a: return sum + log(all.map(ratio).reduce(0, +) / 3)
        case .c: return sum + named.map { log(ratio($0)) }.reduce(0, +) / 2
        }
      } / 5
    }

    /// Of coefficients in their own units, at a draw.
    private func covariance(_ runs: [Int], _ point: [Double]) throws -> Matrix {
      var information = Matrix(rows: 3, columns: 3, repeating: 0)
      for (index, range) in ranges.enumerated() {
        information[index, index] = 1 / (100 * (range.1 - range.0) * (range.1 - range.0) / 12)
      }
      for run in runs {
        let x = candidates.columns[0][run]
        let power = 1 / pow(x, point[2])
        information.add(1 / (sigma * sigma), outer: [1, power, -point[1] * power * log(x)])
      }
      return try CholeskyDecomposition(information).inverse()
    }

    /// The least criterion of all affordable sets.
    func least() throws -> Double {
      var best = 0.0
      func extend(_ runs: [Int], _ cost: Double) throws {
        if !runs.isEmpty { best = min(best, try criterion(runs)) }
        guard runs.count < options.runs else { return }
        for next in (runs.last ?? 0)..<candidates.count where cost + candidates.costs[next] <= options.budget {
          if options.once, runs.last == next { continue }
          try extend(runs + [next], cost + candidates.costs[next])
        }
      }
      try extend([], 0)
      return best
    }
  }

  @Test("the chosen runs are the best of all affordable sets", arguments: DesignCriterion.allCases, [false, true])
  func bruteForce(_ criterion: DesignCriterion, _ once: Bool) throws {
    for number in 0..<15 {
      let small = try Small(number, criterion: criterion, once: once)
      let design = try RunDesign(
        small.basis, candidates: small.candidates, targets: small.targets, options: small.options)
      let runs = design.chosen.flatMap { [Int](repeating: $0.candidate, count: $0.runs) }
      #expect(design.cost <= small.options.budget * (1 + 1e-12) && runs.count <= small.options.runs)
      #expect(!once || design.chosen.allSatisfy { $0.runs == 1 })
      let found = try small.criterion(runs)
      // Its own number is that of inverse matrices; runs that gain less than 0.002 may be left out.
      #expect(abs(2 * log(design.standardErrorShare) - found) < 1e-8)
      let least = try small.least()
      #expect(found <= least + 2e-3, "\(number): \(found), \(least)")
      #expect(design.deviation < 1e-9)
    }
  }

  /// A polynomial on 21 points of [-1, 1], noise of size one, one unit of cost a run, and next to nothing known before.
  private func polynomial(_ formula: String, runs: Int, _ targets: [DesignTarget]) throws -> RunDesign {
    let names = ["a", "b", "c"].filter { formula.contains("\($0) ") || formula.contains("\($0)*") }
    let options = DesignOptions(budget: Double(runs), runs: runs, sigma: 1, threads: 1)
    let basis = try DesignBasis(
      law: Law(formula), ranges: names.map { try CoefficientRange("\($0)=-1000..1000") }, options: options)
    let x = (0...20).map { Double($0 - 10) / 10 }
    let candidates = try CandidateRuns(
      table: ResamplerTests.table([("x", x)]), variables: [("x", "x")], needed: ["x"], cost: 1)
    return try RunDesign(basis, candidates: candidates, targets: targets, options: options)
  }

  private func counts(_ design: RunDesign) -> [Double: Int] {
    Dictionary(uniqueKeysWithValues: design.chosen.map { (design.candidates.columns[0][$0.candidate], $0.runs) })
  }

  @Test("the D-optimal design of a straight line puts half at each end, that of a parabola a third in the middle")
  func dOptimal() throws {
    // Fedorov 1972, section 2.2: the zeros of (1 - x²) P'(x), with equal weights.
    #expect(counts(try polynomial("y = a + b*x", runs: 10, [])) == [-1: 5, 1: 5])
    #expect(counts(try polynomial("y = a + b*x + c*x^2", runs: 9, [])) == [-1: 3, 0: 3, 1: 3])
  }

  @Test("for extrapolation runs lie at Chebyshev's points in proportion to Lagrange's polynomials there")
  func extrapolation() throws {
    // Hoel & Levine 1964: weights |L(2)| of 1.5 and 0.5 at 1 and -1; of 3, 3 and 1 at 1, 0 and -1. The variance is (Σ |L|)² / n.
    let line = try polynomial("y = a + b*x", runs: 16, [.point(["x": 2])])
    #expect(counts(line) == [1: 12, -1: 4])
    #expect(abs((try #require(line.outcomes[0].after.standardError)) - 0.5) < 1e-6)
    let parabola = try polynomial("y = a + b*x + c*x^2", runs: 14, [.point(["x": 2])])
    #expect(counts(parabola) == [1: 6, 0: 6, -1: 2])
    #expect(abs((try #require(parabola.outcomes[0].after.standardError)) - 3.5.squareRoot()) < 1e-6)
    // Elfving 1952: the slope alone is best told by the ends, its variance is 1 / n.
    let slope = try polynomial("y = a + b*x", runs: 16, [.quantity(Quantity("b"))])
    #expect(counts(slope) == [1: 8, -1: 8])
    #expect(abs((try #require(slope.outcomes[0].after.standardError)) - 0.25) < 1e-6)
  }

  private func decay(runs: Int, draws: Int) throws -> RunDesign {
    let options = DesignOptions(budget: Double(runs), runs: runs, draws: draws, sigma: 1e-3, threads: 1)
    let basis = try DesignBasis(law: Law("y = exp(-k*x)"), ranges: [CoefficientRange("k=0.05..20")], options: options)
    let candidates = try CandidateRuns(
      grid: [DesignAxis("x=0.01..10:301")], needed: ["x"], cost: 1)
    return try RunDesign(basis, candidates: candidates, targets: [], options: options)
  }

  @Test(
    "averaged over an uncertain rate, one run goes to the inverse of its mean, and many are spread; a known rate has one place"
  )
  func robust() throws {
    // Information x² exp(-2kx): the mean of its logarithm is greatest at x = 1/mean(k). Box & Lucas 1959 for a known k.
    let one = try decay(runs: 1, draws: 60)
    let rates = (0..<60).map { draw in
      var random = RandomStream(seed: 0, stream: (1 << 42) + UInt64(draw))
      return 0.05 * pow(400, random.uniform())
    }
    let step = pow(1000, 1.0 / 300)
    let x = one.candidates.columns[0][one.chosen[0].candidate]
    #expect(abs(log(x * Descriptive.mean(rates))) <= 0.51 * log(step))
    let local = try decay(runs: 20, draws: 0)
    #expect(local.chosen.count == 1 && local.drawsUsed == 0)
    // The middle of the range in logarithms is k = 1.
    #expect(abs(local.candidates.columns[0][local.chosen[0].candidate] - 1) < 1e-9)
    let spread = try decay(runs: 20, draws: 60)
    let sizes = spread.chosen.map { spread.candidates.columns[0][$0.candidate] }
    #expect(spread.chosen.count >= 2 && (sizes.max() ?? 0) / (sizes.min() ?? 1) > 10, "\(sizes)")
  }

  @Test("runs chosen among a thousand candidates are the same for any number of threads, and others for another seed")
  func threads() throws {
    func chosen(_ seed: UInt64, _ threads: Int) throws -> ([RunDesign.Chosen], Double) {
      let options = DesignOptions(budget: 1e21, runs: 6, draws: 200, seed: seed, sigma: 0.01, threads: threads)
      let ranges = ["E=1.5..2", "A=200..600", "alpha=0.3..0.4", "B=500..3000", "beta=0.3..0.45"]
      let basis = try DesignBasis(law: .chinchilla, ranges: ranges.map { try CoefficientRange($0) }, options: options)
      let candidates = try CandidateRuns(
        grid: [DesignAxis("N=1e8..1e10:32"), DesignAxis("D=1e9..1e12:32")], needed: ["N", "D"], cost: nil)
      let design = try RunDesign(
        basis, candidates: candidates, targets: [.quantity(Quantity("alpha"))], options: options)
      return (design.chosen, design.standardErrorShare)
    }
    let one = try chosen(1, 1)
    for threads in [2, 3] { #expect(try chosen(1, threads) == one) }
    #expect(try chosen(2, 1) != one)
  }
}
