import Foundation
import Statistics
import TestSupport
import Testing

@testable import ScalingLaws

/// How several laws are judged on one table.
@Suite struct ComparisonTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(source: "t", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  /// Twenty rows in five groups, with noise that has no pattern of x.
  private func line() throws -> Table {
    let x = (0..<20).map(Double.init)
    return try table([
      ("x", x), ("w", x.map { 1 + $0.truncatingRemainder(dividingBy: 3) }), ("g", x.map { ($0 / 4).rounded(.down) }),
      ("y", x.map { 2 + 0.5 * $0 + sin(9 * $0) }),
    ])
  }

  @Test("leave-one-out of a linear law is what fits without each row foretell: error, density and probability")
  func exactLeaveOneOut() throws {
    let data = try line()
    let law = try Law("y = a + b*x")
    let options = FitOptions(interval: .classical)
    let comparison = try Comparison(
      [Candidate("line", law, options: options), Candidate("bend", try Law("y = a + b*x + c*x^2"), options: options)],
      on: data, options: ComparisonOptions(measure: .crossValidation))
    let entry = try #require(comparison.entries.first { $0.candidate.name == "line" })
    let scores = try #require(entry.crossValidation)
    for row in 0..<data.rowCount {
      let alone = try law.backtest(on: data, training: Expression(parsing: "x != \(row)"), options: options).rows[0]
      #expect(abs(scores.errors[row] - alone.error) < 1e-12)
      #expect(abs(scores.logScores[row] - (try #require(alone.logScore))) < 1e-10)
      #expect(abs(scores.probabilities[row] - (try #require(alone.probability))) < 1e-10)
    }
    #expect(comparison.leavesOneOut && comparison.folds == 20)
  }

  @Test("whole clusters are left out together: exactly for a linear law with weights, by refits for another")
  func clusters() throws {
    let data = try line()
    var options = FitOptions(weights: try Weights("precision=w"), interval: .cr3)
    options.clusters = ["g"]
    let laws = try [("line", "y = a + b*x"), ("power", "y = a + b*(x + 1)^c")].map { ($0, try Law($1)) }
    let comparison = try Comparison(
      laws.map { Candidate($0, $1, options: options) }, on: data, options: ComparisonOptions(measure: .crossValidation))
    var plain = options
    plain.clusters = []
    plain.interval = .classical
    for (name, law) in laws {
      let scores = try #require(comparison.entries.first { $0.candidate.name == name }?.crossValidation)
      for group in 0..<5 {
        let alone = try law.backtest(on: data, training: Expression(parsing: "g != \(group)"), options: plain).rows
        for (index, row) in alone.enumerated() {
          #expect(abs(scores.errors[4 * group + index] - row.error) < (name == "line" ? 1e-11 : 1e-6), "\(name) \(row)")
        }
      }
    }
    #expect(comparison.folds == 5)
  }

  @Test("stacking weights are those of SciPy, and no others are better than the gap says")
  func stacking() throws {
    let scores = [
      [-1.0, -2.0, -0.5, -3.0, -1.2, -0.9], [-1.5, -0.8, -1.9, -1.0, -1.3, -2.0],
      [-1.2, -1.6, -1.1, -2.2, -1.15, -1.4],
    ]
    // SciPy 1.17.1, optimize.minimize(method="SLSQP", ftol=1e-16) of -mean(log(w @ exp(L))) on the simplex.
    let weights = try #require(StackingWeights(scores))
    for (own, other) in zip(weights.weights, [0.53231568, 0.46768432, 0]) { #expect(abs(own - other) < 2e-8) }
    #expect(abs(weights.meanLogScore + 1.256527507324801) < 1e-12)
    #expect(weights.gap <= 1e-10 && abs(weights.weights.reduce(0, +) - 1) < 1e-12)
    // A law that is better in every row takes all; densities too small for a double do not matter.
    let clear = try #require(StackingWeights([[-2000.0, -2001], [-2003.0, -2004]]))
    #expect(abs(clear.weights[0] - 1) < 1e-9 && abs(clear.meanLogScore + 2000.5) < 1e-9)
    #expect(StackingWeights([]) == nil && StackingWeights([[.nan], [0]]) == nil)
  }

  @Test("log densities of Student's t are SciPy's")
  func density() {
    // SciPy 1.17.1: stats.t.logpdf(1.5, 3), (-0.2, 12.5), (40, 1); stats.norm.logpdf(1.5).
    let cases: [(Double, Double, Double)] = [
      (1.5, 3, -2.1201204254943553), (-0.2, 12.5, -0.9604828741890169), (40, 1, -8.523113598846114),
      (1.5, .infinity, -2.0439385332046727),
    ]
    for (t, degrees, expected) in cases {
      #expect(abs(StudentT(degreesOfFreedom: degrees).logDensity(t) / expected - 1) < 1e-14)
    }
  }

  @Test("a paired difference by hand, by rows and by clusters")
  func paired() throws {
    // Sum 10; by rows mean 2.5, squares 1.5² + 0.5² + 0.5² + 1.5² = 5, times 4/3.
    let rows = PairedDifference([1, 2, 3, 4], groups: [0, 1, 2, 3])
    #expect(rows.estimate == 10 && abs((rows.standardError ?? 0) - (20.0 / 3).squareRoot()) < 1e-14)
    // By clusters {1, 2} and {3, 4}: sums 3 and 7, mean 5, squares 8, times 2.
    #expect(PairedDifference([1, 2, 3, 4], groups: [7, 7, 9, 9]).standardError == 4)
    #expect(PairedDifference([1, 2], groups: [0, 0]).standardError == nil)
  }

  @Test("criteria of laws on two scales are those of one response: the Jacobian of the logarithm")
  func jacobian() throws {
    let x = (1...15).map(Double.init)
    let y = x.map { exp(1 + 0.1 * $0 + 0.05 * sin(7 * $0)) }
    let data = try table([("x", x), ("y", y)])
    let comparison = try Comparison(
      [Candidate("straight", try Law("y = a + b*x")), Candidate("log", try Law("y = a*exp(b*x)", scale: .log))],
      on: data, options: ComparisonOptions(measure: .aicc))
    let log = try #require(comparison.entries.first { $0.candidate.name == "log" })
    // The density of y is that of log y over y: -2 log L grows by 2 Σ log y.
    let jacobian = y.reduce(0.0) { $0 + Foundation.log($1) }
    #expect(abs((log.criteria?.aic ?? 0) - ((log.fit.statistics.aic ?? 0) + 2 * jacobian)) < 1e-9)
    #expect(log.criteria?.isConverted == true && comparison.scale == .identity)
    #expect(comparison.warnings.contains { $0.code == .notComparable })
    #expect(comparison.entries[0].candidate.name == "log")
    // Errors are of y, though the law has those of its logarithm.
    let scores = try #require(log.crossValidation)
    let sigma = try #require(log.fit.statistics.sigma)
    let middle = y.reduce(0, +) / Double(y.count)
    #expect(scores.rootMeanSquare > 0.7 * sigma * middle && scores.rootMeanSquare < 2 * sigma * middle)
  }

  @Test(
    "a law is shown to be a special case by coefficients that are held, or by what its columns span; else it is not")
  func nesting() throws {
    let n = (0..<24).map { pow(10, 7 + 0.3 * Double($0 % 6)) }
    let d = (0..<24).map { pow(10, 9 + 0.4 * Double($0 / 6)) }
    let loss = n.indices.map { row -> Double in
      let law: Double = 1.7 + 400 * pow(n[row], -0.35) + 900 * pow(d[row], -0.37)
      return law * exp(0.003 * sin(5 * Double(row)))
    }
    let data = try table([("N", n), ("D", d), ("loss", loss)])
    let fit = { (text: String) in try Law(text, scale: .log).fit(to: data) }
    let chinchilla = try Law.chinchilla.fit(to: data)
    let coupled = try Law.coupled.fit(to: data)
    #expect(Nesting(chinchilla, in: coupled)?.restrictions == ["g = 1"])
    #expect(Nesting(coupled, in: chinchilla) == nil)
    #expect(
      Nesting(try Law.coupled.fit(to: data, options: FitOptions(fixed: ["g": 0.7])), in: coupled)?.restrictions == [
        "g = 0.7"
      ])
    #expect(Nesting(try fit("loss = E + A*N^-alpha + B*D^-alpha"), in: chinchilla)?.restrictions == ["beta = alpha"])
    #expect(
      Nesting(try fit("loss = A*N^-alpha"), in: try fit("loss = A*N^-alpha*D^-beta"))?.restrictions == ["beta = 0"])
    // Other names: the columns of one law are combinations of the other's.
    let planes = try ["loss = p + q*log(N*D)", "loss = a + b*log(N) + c*log(D)", "loss = p + q*log(N)^2"].map {
      try Law($0).fit(to: data)
    }
    #expect(Nesting(planes[0], in: planes[1])?.restrictions == [])
    #expect(Nesting(planes[2], in: planes[1]) == nil)
    #expect(Nesting(try fit("loss = k*D^-m"), in: chinchilla) == nil)
  }

  @Test(
    "a mixture of one law is that law; of two its ends are quantiles of the mixture, and its variance has two parts")
  func mixture() throws {
    let data = try line()
    let laws = try [Candidate("line", Law("y = a + b*x")), Candidate("bend", Law("y = a + b*x + c*x^2"))]
    let comparison = try Comparison(laws, on: data, options: ComparisonOptions(measure: .aicc))
    let mixture = try comparison.predict(["x": 12])
    let (one, two) = (mixture.parts[0], mixture.parts[1])
    let alone = MixturePrediction(
      [], [component(comparison.entries[0].fit, 1)], scale: .identity, level: 0.95, reach: nil)
    let own = try comparison.entries[0].fit.predict(["x": 12])
    #expect(abs((alone.newRun?.low ?? 0) - (own.newRun?.low ?? 1)) < 1e-9)
    #expect(abs((alone.mean?.high ?? 0) - (own.mean?.high ?? 1)) < 1e-9 && alone.between == 0)
    func component(_ fit: Fit, _ weight: Double) -> MixturePrediction.Component {
      let prediction = try? fit.predict(["x": 12])
      let error = prediction?.standardError ?? .nan
      return MixturePrediction.Component(
        weight: weight, center: prediction?.value ?? .nan, meanWidth: error,
        newRunWidth: (error * error + (fit.noise.sigma ?? .nan) * (fit.noise.sigma ?? .nan)).squareRoot(),
        degreesOfFreedom: fit.inference.degreesOfFreedom, scale: .identity)
    }
    let components = zip(comparison.entries, mixture.parts).map { component($0.fit, $1.weight) }
    let below = { (y: Double) in
      components.reduce(0.0) {
        $0 + $1.weight
          * StudentT(degreesOfFreedom: $1.degreesOfFreedom).cumulative((y - $1.center) / ($1.newRunWidth ?? .nan))
      }
    }
    #expect(
      abs(below(mixture.newRun?.low ?? 0) - 0.025) < 1e-12 && abs(below(mixture.newRun?.high ?? 0) - 0.975) < 1e-12)
    let distance = one.prediction.value - two.prediction.value
    #expect(abs(mixture.between - (one.weight * two.weight).squareRoot() * abs(distance)) < 1e-12)
    #expect(abs(mixture.value - (one.weight * one.prediction.value + two.weight * two.prediction.value)) < 1e-12)
  }

  @Test("beyond what back-tests reached, the average moves toward equal shares")
  func reach() throws {
    let data = try line()
    let laws = try [Candidate("line", Law("y = a + b*x")), Candidate("bend", Law("y = a + b*x + c*x^2"))]
    let comparison = try Comparison(laws, on: data, options: ComparisonOptions(cutValues: [10, 14.5]))
    // x runs from 0 to 19: distances are in ranges. The farthest row held out is 19, with 9 the largest below the first cut.
    #expect(try comparison.predict(["x": 19]).reach == nil)
    let near = try #require(try comparison.predict(["x": 24]).reach)
    #expect(!near.isDecades && abs(near.tested - 10.0 / 19) < 1e-12 && abs(near.distance - 5.0 / 19) < 1e-12)
    #expect(near.evidence == 1)
    let far = try comparison.predict(["x": 39])
    #expect(abs((far.reach?.evidence ?? 0) - 0.5) < 1e-12)
    for (part, entry) in zip(far.parts, comparison.entries) {
      #expect(abs(part.weight - (0.5 * (try #require(entry.weight)) + 0.25)) < 1e-12)
    }
  }

  @Test("cuts are chosen between values that rows have, and leave enough on both sides")
  func ladder() throws {
    let expression = try Expression(parsing: "C")
    let values = (0..<40).map { pow(10, Double($0 / 5)) }
    let cuts = BacktestCut.ladder(expression, values: values, least: 8)
    #expect(cuts.map(\.training.count) == [20, 25, 30])
    #expect(cuts.allSatisfy { cut in cut.training.allSatisfy { values[$0] < cut.value } && cut.heldOut.count >= 3 })
    #expect(BacktestCut.ladder(expression, values: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], least: 4).isEmpty)
    #expect(BacktestCut.ladder(expression, values: [1, 2, 3, 4], least: 4).isEmpty)
  }

  @Test("what cannot be compared is refused")
  func refusals() throws {
    let data = try line()
    let law = try Law("y = a + b*x")
    let bend = try Law("y = a + b*x + c*x^2")
    func refusal(_ candidates: [Candidate], _ options: ComparisonOptions = ComparisonOptions()) -> ComparisonError? {
      do {
        _ = try Comparison(candidates, on: data, options: options)
        return nil
      } catch {
        return error
      }
    }
    let two = [Candidate("line", law), Candidate("bend", bend)]
    #expect(refusal([two[0]]) == .tooFewLaws(1))
    #expect(refusal([two[0], two[0]]) == .sameName("line"))
    let other = Candidate("other", try Law("w = a + b*x"))
    #expect(
      refusal([two[0], other]) == .responsesDiffer(law: "other", response: "w", other: "line", otherResponse: "y"))
    #expect(
      refusal(two, ComparisonOptions(cutValues: [3]))
        == .tooFewBelow(cut: "x < 3", law: "bend", rows: 3, needed: 4))
    #expect(refusal(two, ComparisonOptions(cutValues: [50])) == .nothingAbove(cut: "x < 50", largest: 19))
    #expect(refusal(two, ComparisonOptions(folds: 21)) == .folds(21, pieces: 20))
    let robust = Candidate("robust", law, options: FitOptions(norm: .huber(delta: 1)))
    #expect(refusal([two[0], robust], ComparisonOptions(measure: .aicc)) == .cannotRank(.aicc, law: "robust"))
    let quantile = Candidate("q", law, options: FitOptions(norm: .quantile(0.5)))
    #expect(refusal([two[0], quantile]) == .normNotCompared(law: "q", norm: .quantile(0.5)))
    for error in [refusal([two[0]]), refusal([two[0], other]), refusal(two, ComparisonOptions(cutValues: [3]))] {
      #expect(error?.hint != nil)
    }
  }

  @Test("paired resamples: a law against itself differs by nothing, and numbers do not depend on threads")
  func pairedResamples() throws {
    let data = try line()
    let law = try Law("y = a + b*x")
    func compare(_ threads: Int) throws -> PairedComparison {
      let options = FitOptions(replicates: 200, threads: threads)
      return try PairedComparison(
        [
          Candidate("one", law, options: options), Candidate("same", law, options: options),
          Candidate("bend", try Law("y = a + b*x + c*x^2"), options: options),
        ], on: data,
        questions: [.init(try Quantity("slope = b")), .init(try Quantity("slope = b + 24*c"), of: "bend")],
        points: [["x": 12]])
    }
    let comparison = try compare(1)
    let same = comparison.estimates.filter { $0.laws.second == "same" }
    #expect(same.count == 2)
    for estimate in same {
      #expect(estimate.difference == 0 && estimate.differenceInterval.low == 0 && estimate.differenceInterval.high == 0)
      #expect(estimate.shareFirstLarger == 0.5 && estimate.ratio == 1 && estimate.resamples == 200)
    }
    let bend = try #require(comparison.estimates.first { $0.laws.second == "bend" && $0.name == "slope" })
    #expect(bend.differenceInterval.contains(bend.difference) && bend.formulas.second == "b + 24 * c")
    let again = try compare(3)
    #expect(zip(comparison.estimates, again.estimates).allSatisfy { $0.differenceInterval == $1.differenceInterval })
    let two = ["one", "two"].map { Candidate($0, law) }
    #expect(throws: ComparisonError.nothingPaired) {
      try PairedComparison(two, on: data, questions: [], points: [])
    }
  }
}
