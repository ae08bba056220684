import Foundation
import ScalingLaws
import Statistics
import TestSupport
import Testing

/// Profile likelihood intervals against R, mpmath, and refits with the quantity held.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct ProfileReferenceTests {
  @Test("intervals do not depend on how the law is written")
  func invariance() throws {
    let table = try ChinchillaPoints.table(isTrimmed: true)
    let natural = try Law(ChinchillaPoints.formula, positive: ["E", "A", "B"], scale: .log).fit(to: table)
    let logarithmic = try Law("loss = exp(e) + exp(a - alpha*log(N)) + exp(b - beta*log(D))", scale: .log).fit(
      to: table)
    for (quantity, other) in [("A", "exp(a)"), ("E", "exp(e)"), ("beta/(alpha + beta)", "beta/(alpha + beta)")] {
      let one = try natural.profile(Quantity(quantity))
      let two = try logarithmic.profile(Quantity(other))
      #expect(largestRelativeError([one.low ?? .nan, one.high ?? 0], [two.low ?? 0, two.high ?? .nan]) < 1e-9)
    }
    // The ends that `nls.chinchilla240_log` has for alpha and beta.
    let ends = try natural.profileCoefficients().filter { ["alpha", "beta"].contains($0.name) }
      .flatMap { [$0.low ?? .nan, $0.high ?? .nan] }
    #expect(largestRelativeError(ends, [0.3401547290, 0.3805940161, 0.3873277999, 0.4245437126]) < 1e-8)
  }

  @Test("a derived quantity has the ends of the law that has it as a coefficient")
  func reparametrised() throws {
    let table = try ChinchillaPoints.table(isTrimmed: true)
    let profile = try Law(ChinchillaPoints.formula, positive: ["E", "A", "B"], scale: .log).fit(to: table)
      .profile(Quantity("beta/(alpha + beta)"))
    // beta = s*share and alpha = s*(1 - share).
    let other = try Law("loss = E + A/N^(s*(1 - share)) + B/D^(s*share)", positive: ["E", "A", "B"], scale: .log)
      .fit(to: table, options: FitOptions(start: ["E": 1.8, "A": 480, "B": 2000, "s": 0.77, "share": 0.52]))
      .profile(Quantity("share"))
    #expect(
      largestRelativeError([profile.low ?? .nan, profile.high ?? .nan], [other.low ?? 0, other.high ?? 0]) < 1e-9)
    // SciPy 1.17.1: brentq, in the share, of the sum of squares that least_squares(x_scale="jac", xtol=ftol=gtol=1e-15)
    // reaches over e, a, b and s, minus RSS (1 + t.ppf(.975, 235)**2/235).
    let reference = [0.5115887860732007, 0.5480057060472285]
    #expect(largestRelativeError([profile.low ?? .nan, profile.high ?? .nan], reference) < 1e-9)
  }
}

/// Profiles of simulated tables, whose ends are proven by refits.
struct ProfileTests {
  /// Rows of the Chinchilla form, 8 % of them far off.
  static func table(_ draw: Int, rows: Int = 60, outliers: Double = 0.08) throws -> Table {
    var random = RandomStream(seed: 20_251_125, stream: UInt64(draw))
    var (n, d, loss) = ([Double](), [Double](), [Double]())
    for _ in 0..<rows {
      n.append(5e7 * pow(320, random.uniform()))
      d.append(1e9 * pow(500, random.uniform()))
      let mean = log(1.69 + 406.4 * pow(n[n.count - 1], -0.34) + 410.7 * pow(d[d.count - 1], -0.28))
      let isOutlier = random.uniform() < outliers
      loss.append(exp(mean + (isOutlier ? 0.1 : 0.01) * random.normal()))
    }
    return try Table(
      source: "draw \(draw)",
      columns: zip(["N", "D", "loss"], [n, d, loss]).map { Column(name: $0, storage: .numbers($1)) })
  }

  static let law = try? Law(ChinchillaPoints.formula, positive: ["E", "A", "B"], scale: .log)

  @Test(
    "on 200 tables with outliers every end is found or at a bound, and a refit at each end has the threshold's sum of squares"
  )
  func outliers() throws {
    let law = try #require(Self.law)
    var problems: [String] = []
    var (found, atBound) = (0, 0)
    for draw in 0..<200 {
      let table = try Self.table(draw)
      let fit = try law.fit(to: table)
      let df = Double(fit.statistics.residualDegreesOfFreedom)
      let t = StudentT(degreesOfFreedom: df).quantile(0.975)
      let threshold = fit.statistics.residualSumOfSquares * (1 + t * t / df)
      let start = Dictionary(uniqueKeysWithValues: fit.coefficients.map { ($0.name, $0.estimate.value ?? 1) })
      for interval in try fit.profileCoefficients() {
        for (end, kind) in [(interval.low, interval.lowEnd), (interval.high, interval.highEnd)] {
          if kind == .found { found += 1 } else { atBound += 1 }
          guard kind == .found || (kind == .atBound && interval.name == "E" && end == 0), let end else {
            problems.append("\(draw) \(interval.name): \(kind)")
            continue
          }
          // A domain of one value, which a floor above some row may have too.
          let options = FitOptions(
            domains: [interval.name: .fixed(end)], start: start.filter { $0.key != interval.name })
          let rss = try law.fit(to: table, options: options).statistics.residualSumOfSquares
          let isRight = kind == .found ? abs(rss / threshold - 1) < 1e-9 : rss < threshold
          if !isRight { problems.append("\(draw) \(interval.name) at \(end): \(rss / threshold - 1)") }
        }
      }
    }
    #expect(problems.isEmpty, "\(problems.prefix(5))")
    #expect(found >= 1950)
    #expect(found + atBound == 2000)
  }

  /// 40 rows with D within a twentieth of 20 N.
  static func ray(_ draw: Int, noise: Double) throws -> Table {
    var random = RandomStream(seed: 7, stream: UInt64(draw))
    var (n, d, loss) = ([Double](), [Double](), [Double]())
    for row in 0..<40 {
      n.append(5e7 * pow(320, Double(row) / 39))
      d.append(20 * n[row] * (1 + 0.05 * random.normal()))
      let mean = 1.69 + 406.4 * pow(n[row], -0.34) + 410.7 * pow(d[row], -0.28)
      loss.append(mean * (1 + noise * random.normal()))
    }
    return try Table(
      source: "ray \(draw)",
      columns: zip(["N", "D", "loss"], [n, d, loss]).map { Column(name: $0, storage: .numbers($1)) })
  }

  @Test("along a ray D = 20 N, ends that the data do not give are open or at the bound, with a warning that says so")
  func rays() throws {
    let law = try #require(Self.law)
    var (open, atBound, narrow) = (0, 0, 0)
    for draw in 0..<12 {
      let fit = try law.fit(to: Self.ray(draw, noise: 0.01))
      for interval in try fit.profileCoefficients() {
        let codes = fit.warnings(of: interval).map(\.code)
        let ends = [interval.lowEnd, interval.highEnd]
        #expect(codes.contains(.profileOpen) == ends.contains(.open))
        #expect(codes.contains(.profileAtBound) == ends.contains(.atBound))
        #expect((interval.low == nil) == (interval.lowEnd == .open))
        open += ends.count { $0 == .open }
        if interval.lowEnd == .atBound {
          #expect(interval.name == "E" && interval.low == 0)
          atBound += 1
        }
        // On the whole plane the interval of E has a width of 0.06.
        if interval.name == "E", let low = interval.low, let high = interval.high, high - low < 0.15 { narrow += 1 }
      }
    }
    #expect(open >= 12 && atBound >= 4 && narrow == 0, "\(open) open, \(atBound) at a bound, \(narrow) narrow")
  }

  @Test("a norm that is no likelihood is refused, with the methods that work")
  func refusals() throws {
    let law = try #require(Self.law)
    for (norm, hint) in [
      (Norm.huber(delta: 1e-3), "m-estimation"), (.adaptiveTukey, "m-estimation"), (.quantile(0.5), "bootstrap"),
    ] {
      let fit = try law.fit(to: Self.table(0), options: FitOptions(norm: norm, replicates: 2))
      let error = try #require(throws: FitError.self) { _ = try fit.profile(Quantity("alpha")) }
      #expect(error == .noLikelihood(norm: norm, weights: nil))
      #expect(error.hint?.contains(hint) ?? false)
    }
    let fit = try law.fit(to: Self.table(0))
    #expect(throws: FitError.level(1.5)) { try fit.profile(Quantity("alpha"), level: 1.5) }
    #expect(throws: FitError.self) { try fit.profile(Quantity("gamma")) }
  }

  @Test("a linear law has the classical interval of every linear quantity, weighted or not")
  func linear() throws {
    var random = RandomStream(seed: 3, stream: 0)
    let x = (0..<30).map { Double($0) }
    let table = try Table(
      source: "line",
      columns: [
        Column(name: "x", storage: .numbers(x)), Column(name: "w", storage: .numbers(x.map { 1 + $0 / 10 })),
        Column(name: "y", storage: .numbers(x.map { 2 + 0.5 * $0 + random.normal() })),
      ])
    let law = try Law("y = a + b*x")
    for weights in [nil, "precision=w", "sd=w"] {
      let options = FitOptions(
        weights: try weights.map { try Weights($0) }, interval: .classical,
        quantities: [try Quantity("a + 10*b")])
      let fit = try law.fit(to: table, options: options)
      let wald = fit.coefficients.map(\.estimate.interval) + [fit.derived[0].estimate.interval]
      let profiles = try fit.profileCoefficients() + [fit.profile(Quantity("a + 10*b"))]
      for (one, other) in zip(profiles, wald) {
        let ends = [other?.low ?? .nan, other?.high ?? .nan]
        #expect(largestRelativeError([one.low ?? .nan, one.high ?? .nan], ends) < 1e-12)
      }
      // The same by following the profile, which is a parabola.
      let followed = try fit.profile(Quantity("exp(a + 10*b)"))
      let ends = [exp(wald[2]?.low ?? .nan), exp(wald[2]?.high ?? .nan)]
      #expect(largestRelativeError([followed.low ?? .nan, followed.high ?? .nan], ends) < 1e-9)
    }
  }

  @Test("ends of Student's t meet the threshold of the log-likelihood, with its scale and degrees of freedom refitted")
  func studentT() throws {
    let law = try #require(Self.law)
    let table = try Self.table(3, rows: 200)
    for norm in [Norm.studentT(degreesOfFreedom: 4), .studentT()] {
      let fit = try law.fit(to: table, options: FitOptions(interval: .mEstimation, norm: norm))
      let start = Dictionary(uniqueKeysWithValues: fit.coefficients.map { ($0.name, $0.estimate.value ?? 1) })
      // qchisq(0.95, 1)/2
      let threshold = fit.objective + 0.5 * 3.841458820694124
      for interval in try fit.profileCoefficients() {
        for end in [interval.low, interval.high] {
          let options = FitOptions(
            interval: .mEstimation, norm: norm, fixed: [interval.name: try #require(end)],
            start: start.filter { $0.key != interval.name })
          #expect(
            abs(try law.fit(to: table, options: options).objective - threshold) < 1e-7, "\(interval.name) \(norm)")
        }
      }
    }
  }

  @Test("the curve rises from the low to the high end, each point a refit with the quantity held")
  func curve() throws {
    let law = try #require(Self.law)
    let table = try Self.table(1)
    let fit = try law.fit(to: table)
    let profile = try fit.profile(Quantity("alpha"), points: 4)
    #expect(profile.curve.count == 9)
    let df = Double(fit.statistics.residualDegreesOfFreedom)
    let t = StudentT(degreesOfFreedom: df).quantile(0.975)
    let variance = fit.statistics.residualSumOfSquares / df
    for (index, point) in profile.curve.enumerated() {
      #expect(abs(point.signedRoot - t * Double(index - 4) / 4) < 1e-6)
      let rss = try law.fit(to: table, options: FitOptions(fixed: ["alpha": point.value])).statistics
        .residualSumOfSquares
      #expect(
        abs(rss - fit.statistics.residualSumOfSquares - variance * point.signedRoot * point.signedRoot) < 1e-9 * rss)
    }
    #expect(abs((profile.low ?? .nan) / profile.curve[0].value - 1) < 1e-7)
  }

  @Test("a fit that was cut short is told so by its profile")
  func cutShort() throws {
    let law = try #require(Self.law)
    let options = FitOptions(
      start: ["E": 1.5, "A": 300, "alpha": 0.3, "B": 300, "beta": 0.26], starts: 1, iterations: 1)
    let fit = try law.fit(to: Self.table(1), options: options)
    #expect(!fit.convergence.isCertified)
    let profile = try fit.profile(Quantity("alpha"))
    #expect(profile.lowerMinimum != nil)
    #expect(fit.warnings(of: profile).contains { $0.code == .profileLowerMinimum })
  }

  @Test("a prediction and a coefficient that is held have profiles too")
  func predictions() throws {
    let law = try #require(Self.law)
    let table = try Self.table(2)
    let fit = try law.fit(to: table)
    let mean = try fit.profile(at: ["N": 1e11, "D": 2e12])
    // The law with the mean at the point in place of E.
    let other = try Law(
      "loss = m + A*(N^-alpha - 1e11^-alpha) + B*(D^-beta - 2e12^-beta)", positive: ["A", "B"], scale: .log
    )
    .fit(
      to: table,
      options: FitOptions(
        start: ["m": try #require(mean.estimate)].merging(
          fit.coefficients.filter { $0.name != "E" }.map { ($0.name, $0.estimate.value ?? 1) }
        ) { $1 })
    )
    .profile(Quantity("m"))
    #expect(largestRelativeError([mean.low ?? .nan, mean.high ?? .nan], [other.low ?? 0, other.high ?? 0]) < 1e-8)
    let held = try law.fit(to: table, options: FitOptions(fixed: ["E": 1.69])).profile(Quantity("E + alpha"))
    let alone = try law.fit(to: table, options: FitOptions(fixed: ["E": 1.69])).profile(Quantity("alpha"))
    #expect(largestRelativeError([held.low ?? .nan], [1.69 + (alone.low ?? 0)]) < 1e-12)
  }
}
