import Foundation
import ScalingLaws
import TestSupport
import Testing

/// What robust fits say; their numbers are compared in `ReferenceRecordTests`.
@Suite
struct RobustReferenceTests {
  private static let stackloss = "stack.loss = b0 + b1*Air.Flow + b2*Water.Temp + b3*Acid.Conc."

  private func fit(_ norm: Norm) throws -> Fit {
    let interval = norm == .squared || norm == .quantile(0.5) ? nil : IntervalMethod.mEstimation
    return try Law(Self.stackloss).fit(
      to: try ReferenceRecords.table("stackloss.csv"), options: FitOptions(interval: interval, norm: norm))
  }

  @Test(
    "39 of the 240 points lie in the quadratic zone of the published norm, and all of them in that of delta 0.1",
    .enabled(if: Shared.isAvailable, "the digitised points are not here"))
  func quadraticZone() throws {
    // Records huber.chinchilla240_delta*.n_quadratic_zone: points with |r| <= delta.
    for (name, count) in [("huber.chinchilla240_delta0.001", 39), ("huber.chinchilla240_delta0.1", 240)] {
      let fit = try ReferenceCase.named(name).fit()
      #expect(try #require(fit.robust).weights.count { $0 == 1 } == count)
    }
  }

  @Test("the norm of a robust fit and its standard errors are named, and there is no normal likelihood")
  func names() throws {
    let huber = try fit(.adaptiveHuber)
    #expect(huber.covarianceMethod == .mEstimation)
    #expect(huber.statistics.logLikelihood == nil && huber.statistics.aic == nil && huber.statistics.rSquared == nil)
    #expect(huber.statistics.robustScale == huber.robust?.scale)
    #expect(try fit(.huber(delta: 1)).statistics.robustScale == nil)
  }

  @Test("residuals and their sum of squares are those of the robust fit, not of least squares")
  func residuals() throws {
    let robust = try fit(.adaptiveHuber), squared = try fit(.squared)
    let sum = zip(robust.rows.fitted, try ReferenceRecords.table("stackloss.csv").numbers("stack.loss"))
      .reduce(0.0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    #expect(abs(robust.statistics.residualSumOfSquares - sum) < 1e-9)
    #expect(sum > squared.statistics.residualSumOfSquares + 1)
  }

  @Test("a norm so wide that it is a square gives the classical standard errors")
  func wide() throws {
    let table = try ReferenceRecords.table("stackloss.csv")
    let classical = try Law(Self.stackloss).fit(to: table, options: FitOptions(interval: .classical))
    for norm in [Norm.huber(delta: 1e6), .tukey(width: 1e9), .softL1(width: 1e9), .cauchy(width: 1e9)] {
      let error = largestRelativeError(
        try fit(norm).coefficients.map { $0.estimate.standardError ?? .nan },
        classical.coefficients.map { $0.estimate.standardError ?? .nan })
      #expect(error < 1e-9, "\(norm.description)")
    }
  }

  @Test("counts stand for equal rows in the standard errors of a robust fit")
  func counts() throws {
    let x = [1.0, 2, 3, 4, 5, 6, 7], y = [1.2, 1.9, 3.3, 3.8, 9.0, 6.1, 6.8], count = [2.0, 1, 3, 1, 1, 2, 1]
    let repeated = (0..<7).flatMap { row in Array(repeating: row, count: Int(count[row])) }
    func table(_ rows: [Int]) throws -> Table {
      try Table(
        source: "memory",
        columns: [("x", x), ("y", y), ("n", count)].map { name, values in
          Column(name: name, storage: .numbers(rows.map { values[$0] }))
        })
    }
    let law = try Law("y = a + b*x")
    let weighted = try law.fit(
      to: try table(Array(0..<7)), options: FitOptions(weights: try Weights("count=n"), norm: .huber(delta: 0.4)))
    let plain = try law.fit(to: try table(repeated), options: FitOptions(norm: .huber(delta: 0.4)))
    for (a, b) in zip(weighted.coefficients, plain.coefficients) {
      let (left, right) = (try #require(a.estimate.standardError), try #require(b.estimate.standardError))
      #expect(largestRelativeError([left], [right]) < 1e-10)
    }
  }

  @Test("Student's t is judged by its own likelihood")
  func studentT() throws {
    // R: sum(dt(r/s, 4, log = TRUE) - log(s)); here the same density, written out.
    let fit = try fit(.studentT(degreesOfFreedom: 4))
    let scale = try #require(fit.robust?.scale)
    let nu = 4.0
    let constant: Double = lgamma(2.5) - lgamma(2.0) - 0.5 * log(nu * Double.pi) - log(scale)
    var sum = 0.0
    for residual in fit.rows.residuals {
      let u = residual / scale
      sum += constant - 2.5 * log1p(u * u / nu)
    }
    let likelihood = try #require(fit.statistics.logLikelihood)
    #expect(abs(likelihood - sum) < 1e-10)
    // Four coefficients and the scale.
    #expect(abs(try #require(fit.statistics.aic) - (10 - 2 * sum)) < 1e-9)
  }

  @Test("quantile regression has bootstrap intervals unless told otherwise", arguments: [0.25, 0.5, 0.75])
  func quantiles(_ tau: Double) throws {
    let fit = try Law("foodexp = b0 + b1*income")
      .fit(to: try ReferenceRecords.table("engel.csv"), options: FitOptions(norm: .quantile(tau), replicates: 200))
    #expect(fit.covarianceMethod == nil)
    #expect(fit.intervalMethod == .bootstrap(Bootstrap()))
    // The bootstrap and the sandwich of Powell 1991 estimate the same errors by other means: of the same size.
    let records = try ReferenceRecords.scored("quantile.engel", withUnscored: true)
    let reference = try #require(records.first { $0.field == "tau\(tau)_se_nid" })
    for (element, expected) in zip(fit.coefficients, reference.values) {
      let error = try #require(element.estimate.standardError)
      #expect(error > expected / 2 && error < expected * 2, "\(element.name): \(error) for \(expected)")
      #expect(element.estimate.interval?.contains(try #require(element.estimate.value)) == true)
    }
  }

  @Test("standard errors that the norm does not have are refused, with those it has")
  func refusals() throws {
    let table = try ReferenceRecords.table("stackloss.csv")
    let pairs: [(Norm, CovarianceMethod, String)] = [
      (.adaptiveHuber, .classical, "m-estimation"), (.adaptiveHuber, .hessian, "hc0"), (.adaptiveHuber, .nid, "hac"),
      (.quantile(0.5), .classical, "nid"), (.quantile(0.5), .hc3, "bootstrap"), (.squared, .mEstimation, "hc3"),
      (.squared, .nid, "hc3"),
    ]
    for (norm, method, hint) in pairs {
      let error = #expect(throws: FitError.self) {
        try Law(Self.stackloss).fit(to: table, options: FitOptions(interval: .wald(method), norm: norm))
      }
      #expect(error == .intervalDoesNotApply(.wald(method), norm: norm))
      #expect(error?.blame == .usage && error?.hint?.contains(hint) == true)
    }
  }
}
