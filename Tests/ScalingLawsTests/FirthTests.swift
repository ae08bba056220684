import Foundation
import TestSupport
import Testing

@testable import ScalingLaws

/// Firth's penalised likelihood, separation, and laws whose likelihood is concave.
@Suite struct FirthTests {
  private static func table(_ columns: [String: [Double]]) throws -> Table {
    try Table(
      source: "memory",
      columns: columns.sorted { $0.key < $1.key }.map { Column(name: $0.key, storage: .numbers($0.value)) })
  }

  private func fit(
    _ law: String, _ columns: [String: [Double]], norm: Norm = .firth, trials: Bool = true,
    interval: IntervalMethod? = nil
  ) throws -> Fit {
    let weights = trials ? try Weights("trials=n") : nil
    return try Law(law).fit(
      to: try Self.table(columns), options: FitOptions(weights: weights, interval: interval, norm: norm))
  }

  private func estimates(_ fit: Fit) -> [Double] { fit.coefficients.map { $0.estimate.value ?? .nan } }

  @Test("a law with as many coefficients as groups gains half a success and half a failure in each")
  func halves() throws {
    // Exact: the penalty of a saturated logistic law is Jeffreys' prior of each probability. Firth 1993, section 3.
    let one = try fit("y = logistic(a)", ["y": [0], "n": [10]])
    #expect(largestRelativeError(estimates(one), [log(0.5 / 10.5)]) < 1e-8)
    let two = try fit("y = logistic(a + b*g)", ["y": [0, 0.75], "n": [10, 8], "g": [0, 1]])
    let (first, second) = (log(0.5 / 10.5), log(6.5 / 2.5))
    #expect(largestRelativeError(estimates(two), [first, second - first]) < 1e-8)
    #expect(two.convergence.isCertified)
    // The information at the estimate: 1/(n μ (1 - μ)), with μ = 6.5/9 and 0.5/11.
    let variances = [1 / (10 * (0.5 / 11) * (10.5 / 11)), 1 / (8 * (6.5 / 9) * (2.5 / 9))]
    let errors = two.coefficients.map { $0.estimate.standardError ?? .nan }
    #expect(
      largestRelativeError(errors, [variances[0].squareRoot(), (variances[0] + variances[1]).squareRoot()]) < 1e-7)
  }

  /// Separable but for the middle.
  private static let shares: [String: [Double]] = [
    "x": [0, 1, 2, 3, 4], "y": [0, 0, 0.5, 1, 1], "n": [10, 10, 8, 10, 10],
  ]

  /// Minus the penalised log-likelihood, from its definition.
  private func penalised(_ logOdds: (Double) -> Double, _ slopes: (Double) -> [Double]) -> Double {
    let (x, y, n) = (Self.shares["x"] ?? [], Self.shares["y"] ?? [], Self.shares["n"] ?? [])
    var (likelihood, a, b, c) = (0.0, 0.0, 0.0, 0.0)
    for row in x.indices {
      let (eta, slope) = (logOdds(x[row]), slopes(x[row]))
      let mu = 1 / (1 + exp(-eta))
      likelihood += n[row] * (y[row] * eta - log1p(exp(eta)))
      let weight = n[row] * mu * (1 - mu)
      a += weight * slope[0] * slope[0]
      b += weight * slope[0] * slope[1]
      c += weight * slope[1] * slope[1]
    }
    return -likelihood - 0.5 * log(a * c - b * b)
  }

  @Test(
    "no step lowers the penalised likelihood of its definition, for laws that are linear in the link and for others")
  func definition() throws {
    typealias Form = (
      law: String, value: (Double, Double, Double) -> Double, slopes: (Double, Double, Double) -> [Double]
    )
    let forms: [Form] = [
      ("y = logistic(a + b*x)", { a, b, x in a + b * x }, { _, _, x in [1, x] }),
      ("y = logistic(b*(x - a))", { a, b, x in b * (x - a) }, { a, b, x in [-b, x - a] }),
      (
        "y = 1 - exp(-exp(a + b*x))",
        { a, b, x in
          let m = exp(a + b * x)
          return log(-expm1(-m)) + m
        },
        { a, b, x in
          let m = exp(a + b * x)
          return [-m / expm1(-m), -m * x / expm1(-m)]
        }
      ),
    ]
    for form in forms {
      let fit = try fit(form.law, Self.shares)
      #expect(fit.convergence.isCertified, "\(form.law)")
      let (a, b) = (fit.coefficients["a"]?.value ?? .nan, fit.coefficients["b"]?.value ?? .nan)
      func value(_ a: Double, _ b: Double) -> Double {
        penalised({ form.value(a, b, $0) }, { form.slopes(a, b, $0) })
      }
      let least = value(a, b)
      // A gradient of zero, and a fall nowhere around.
      for (da, db) in [(1e-5, 0.0), (0, 1e-5)] {
        let slope = (value(a + da, b + db) - value(a - da, b - db)) / 2e-5
        #expect(abs(slope) < 1e-5, "\(form.law)")
      }
      for angle in 0..<12 {
        let turn = Double(angle) * .pi / 6
        #expect(value(a + 0.01 * cos(turn), b + 0.01 * sin(turn)) > least, "\(form.law)")
      }
    }
  }

  @Test("estimates and standard errors are those of another maximisation of the penalised likelihood")
  func references() throws {
    // SciPy 1.x: minimize(lambda t: -(loglik(t) + 0.5*slogdet(J'WJ)[1])), BFGS and then Nelder-Mead to 1e-12; errors from inv(J'WJ).
    let ones = [Double](repeating: 1, count: 6)
    let separated: [String: [Double]] = ["x": [18, 19, 20, 21, 22, 23], "y": [0, 0, 0, 1, 1, 1], "n": ones]
    let cases: [(law: String, columns: [String: [Double]], estimates: [Double], errors: [Double])] = [
      ("y = logistic(a + b*x)", separated, [-23.1427066, 1.12891251], [17.55993722, 0.85490835]),
      ("y = logistic(a + b*x)", Self.shares, [-6.93205739, 3.46602872], [2.52872594, 1.22585425]),
      ("y = 1 - exp(-exp(a + b*x))", Self.shares, [-4.75312818, 2.08106011], [1.34803511, 0.57645203]),
    ]
    for (law, columns, values, errors) in cases {
      let fit = try fit(law, columns)
      // Nelder-Mead sees the maximum to the root of rounding.
      #expect(largestRelativeError(estimates(fit), values) < 2e-6, "\(law)")
      #expect(largestRelativeError(fit.coefficients.map { $0.estimate.standardError ?? .nan }, errors) < 1e-5, "\(law)")
    }
  }

  @Test("a profile of the penalised likelihood has finite ends where the likelihood itself has none")
  func profile() throws {
    let fit = try fit(
      "y = logistic(a + b*x)", ["x": [0, 1, 2, 3, 4, 5], "y": [0, 0, 0, 1, 1, 1], "n": [4, 4, 4, 4, 4, 4]],
      interval: .profile)
    let interval = try #require(fit.coefficients["b"]?.interval)
    let (low, high) = (try #require(interval.low), try #require(interval.high))
    let estimate = try #require(fit.coefficients["b"]?.value)
    #expect(low > 0 && low < estimate && estimate < high && high < 100)
  }

  @Test("complete, quasi-complete and one group's separation leave null what runs to infinity, and keep the rest")
  func separation() throws {
    let complete = try fit(
      "y = logistic(a + b*x)", ["x": [1, 2, 3, 4, 5, 6], "y": [0, 0, 0, 1, 1, 1], "n": [1, 1, 1, 1, 1, 1]],
      norm: .binomial)
    #expect(complete.coefficients.allSatisfy { $0.estimate.value == nil })
    #expect(complete.separation?.isComplete == true && complete.warnings.contains { $0.code == .separation })
    // Only the middle has both, so only the value of the law there is known.
    let quasi = try fit("y = logistic(a + b*(x - 2))", Self.shares, norm: .binomial)
    #expect(!quasi.convergence.isCertified && quasi.separation?.isComplete == false)
    #expect(quasi.coefficients["b"]?.value == nil)
    #expect(abs(quasi.coefficients["a"]?.value ?? .nan) < 1e-6)
    // Written so that the value there is a + 2 b, neither is known.
    let tied = try fit("y = logistic(a + b*x)", Self.shares, norm: .binomial)
    #expect(tied.coefficients.allSatisfy { $0.estimate.value == nil })
    // The group g fails always: its own coefficient runs away, those of the others do not.
    let columns: [String: [Double]] = [
      "x": [0, 1, 2, 3, 0, 1, 2, 3], "y": [0.2, 0.4, 0.5, 0.8, 0, 0, 0, 0], "g": [0, 0, 0, 0, 1, 1, 1, 1],
      "n": [10, 10, 10, 10, 10, 10, 10, 10],
    ]
    let group = try fit("y = logistic(a + b*x + c*g)", columns, norm: .binomial)
    let alone = try fit(
      "y = logistic(a + b*x)", columns.mapValues { Array($0.prefix(4)) }.filter { $0.key != "g" }, norm: .binomial)
    #expect(group.coefficients["c"]?.value == nil && group.warnings.contains { $0.code == .separation })
    #expect(largestRelativeError(Array(estimates(group).prefix(2)), estimates(alone)) < 1e-6)
    let message = group.warnings.first { $0.code == .separation }?.message ?? ""
    #expect(message.contains("separates 4 of 8 rows, of shares 0") && message.contains("c runs to infinity"))
    let firth = try fit("y = logistic(a + b*x + c*g)", columns)
    #expect(firth.convergence.isCertified && (firth.coefficients["c"]?.value ?? 0) < -2)
  }

  @Test("shares that are all alike say so, and are no perfect fit")
  func alike() throws {
    for (share, words) in [(0.0, "every share is 0"), (1.0, "every share is 1")] {
      let fit = try fit(
        "y = logistic(a + b*x)", ["x": [0, 1, 2, 3], "y": [share, share, share, share], "n": [5, 5, 5, 5]],
        norm: .binomial)
      #expect(fit.warnings.contains { $0.code == .separation && $0.message.contains(words) })
      #expect(!fit.warnings.contains { $0.code == .perfectFit })
    }
  }

  @Test("a steep law far from any row of both kinds is no separation")
  func steep() throws {
    let x = (0..<40).map { Double($0) }
    let y = x.map { (1000 / (1 + exp(-($0 - 20)))).rounded() / 1000 }
    let fit = try fit("y = logistic(a + b*x)", ["x": x, "y": y, "n": x.map { _ in 1000 }], norm: .binomial)
    #expect(fit.separation == nil && fit.convergence.isCertified)
  }

  @Test(
    "a concave likelihood is known by the formula",
    arguments: [
      ("y = logistic(a + b*x)", true), ("y = 1/(1 + exp(-(a + b*x)))", true), ("y = normal(a + b*x)", true),
      ("y = 0.5*(1 + erf((a + b*x)/sqrt(2)))", true), ("y = 1 - exp(-exp(a + b*x))", true),
      ("y = exp(-exp(a + b*x))", true), ("y = exp(-(a + b*x))", true), ("y = 1 - logistic(a + b*log(x))", true),
      ("y = 0.5 + atan(a + b*x)/pi", false), ("y = logistic(b*(x - a))", false),
      ("y = c + (1 - c)*logistic(a + b*x)", false), ("y = 0.25 + 0.75*logistic(a + b*x)", false),
      ("y = 1 - exp(-(x/a)^b)", false), ("y = a + b*x", false),
    ])
  func concave(_ law: String, _ isConcave: Bool) throws {
    let table = try Self.table(["x": [1, 2, 3], "y": [0.1, 0.5, 0.9]])
    #expect(try BoundLaw(Law(law), table: table, columns: [:]).isConcaveShare == isConcave)
  }
}
