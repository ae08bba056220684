import Foundation
import ScalingLaws
import Testing

/// How covariances are named, and what holds for them whatever the data.
@Suite struct CovarianceMethodTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(source: "t", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  @Test("a method reads as it is written, and nothing else does")
  func texts() throws {
    for method in CovarianceMethod.withoutLag + [.hac(lag: 0), .hac(lag: 12), .hac(lag: 3, isAdjusted: false)] {
      #expect(CovarianceMethod(method.description) == method)
      #expect(try IntervalMethod(method.description) == .wald(method))
    }
    #expect(CovarianceMethod("hac:3") == .hac(lag: 3) && CovarianceMethod("hac-raw:3")?.description == "hac-raw:3")
    for text in ["hac", "hac:", "hac:-1", "hac:1.5", "hac:2:3", "cr4", "hc5", "HC3", ""] {
      #expect(CovarianceMethod(text) == nil, "\(text)")
    }
  }

  @Test("two columns that name the same clusters are one; a finer one within a coarser adds nothing")
  func nestedClusters() throws {
    let g = (0..<24).map { Double($0 / 4) }
    let x = (0..<24).map { Double($0 * $0 % 17) }
    let y = x.indices.map { row -> Double in 1 + 0.5 * x[row] + sin(Double(row)) + cos(g[row]) }
    let data = try table([("x", x), ("y", y), ("g", g), ("fine", (0..<24).map { Double($0 / 2) })])
    let law = try Law("y = a + b*x")
    for method in [IntervalMethod.cr0, .cr1, .cr2, .cr3] {
      let one = try law.fit(to: data, options: FitOptions(interval: method, clusters: ["g"]))
      for other in ["g", "fine"] {
        let two = try law.fit(to: data, options: FitOptions(interval: method, clusters: ["g", other]))
        #expect(largestRelativeError(two.standardErrors, one.standardErrors) < 1e-12, "\(method.description) \(other)")
        #expect(!two.warnings.contains { $0.code == .indefiniteCovariance })
      }
    }
  }

  @Test("a two-way covariance that is not positive semi-definite is mended whatever the unit, and noted")
  func indefinite() throws {
    // A cross of two by three, with residuals that cancel within the rows and within the columns: V1 and V2 are nearly zero, V12
    // is not.
    let a: [Double] = [0, 0, 0, 1, 1, 1], b: [Double] = [0, 1, 2, 0, 1, 2]
    let signs: [Double] = [1, -2, 1, -1, 2, -1]
    let x: [Double] = [1, 2, 4, 2, 3, 7]
    func fit(unit: Double) throws -> Fit {
      let columns = [
        ("a", a), ("b", b), ("x", x.map { $0 * unit }), ("y", zip(x, signs).map { 3 + 2 * $0 + $1 }),
      ]
      return try Law("y = c0 + c1*x").fit(
        to: try table(columns), options: FitOptions(interval: .cr0, clusters: ["a", "b"]))
    }
    let (plain, scaled) = (try fit(unit: 1), try fit(unit: 1e6))
    #expect(plain.warnings.contains { $0.code == .indefiniteCovariance && $0.severity == .note })
    let variances = plain.covariance.diagonal
    #expect(variances.allSatisfy { $0 >= 0 })
    let determinant = variances[0] * variances[1] - plain.covariance[0, 1] * plain.covariance[1, 0]
    #expect(determinant >= -1e-12 * variances[0] * variances[1])
    #expect(abs(scaled.covariance[0, 0] - variances[0]) <= 1e-9 * max(variances[0], 1e-6))
    #expect(abs(scaled.covariance[1, 1] * 1e12 - variances[1]) <= 1e-9 * max(variances[1], 1e-6))
  }

  @Test("every cluster a row: CR0, CR2 and CR3 are HC0, HC2 and HC3, for least squares and for robust norms")
  func singleRows() throws {
    let x = (0..<15).map { Double($0 * $0 % 11) }
    let y = x.indices.map { row -> Double in 1 + 0.5 * x[row] + sin(3 * Double(row)) }
    let data = try table([("x", x), ("y", y), ("g", (0..<15).map(Double.init))])
    let law = try Law("y = a + b*x")
    let pairs: [(IntervalMethod, IntervalMethod)] = [(.cr0, .hc0), (.cr2, .hc2), (.cr3, .hc3)]
    for norm in [Norm.squared, .softL1(width: 0.5)] {
      for (clustered, rows) in pairs {
        let one = try law.fit(to: data, options: FitOptions(interval: clustered, norm: norm, clusters: ["g"]))
        let other = try law.fit(to: data, options: FitOptions(interval: rows, norm: norm))
        #expect(largestRelativeError(one.standardErrors, other.standardErrors) < 1e-12, "\(rows.description)")
      }
    }
  }

  @Test("a robust norm so wide that it is a square gives the sandwiches of least squares")
  func wideNorm() throws {
    let x = (0..<16).map { Double($0 * $0 % 11) }
    let y = x.indices.map { row -> Double in 1 + 0.5 * x[row] + sin(3 * Double(row)) }
    let data = try table([("x", x), ("y", y), ("g", (0..<16).map { Double($0 / 2) })])
    let law = try Law("y = a + b*x")
    for method in [IntervalMethod.hc0, .hc1, .hc2, .hc3, .hc4, .hac(lag: 2), .cr0, .cr1, .cr2, .cr3] {
      guard case .wald(let covariance) = method else { continue }
      let clusters = covariance.isClustered ? ["g"] : []
      let squared = try law.fit(to: data, options: FitOptions(interval: method, clusters: clusters))
      let wide = try law.fit(
        to: data, options: FitOptions(interval: method, norm: .tukey(width: 1e9), clusters: clusters))
      #expect(largestRelativeError(wide.standardErrors, squared.standardErrors) < 1e-9, "\(method.description)")
      let degrees = { (fit: Fit) in fit.coefficients.map { $0.estimate.degreesOfFreedom ?? .nan } }
      #expect(largestRelativeError(degrees(wide), degrees(squared)) < 1e-9, "\(method.description)")
    }
  }

  @Test("counts are as good as rows written out, clustered and robust")
  func counts() throws {
    let x = (0..<10).map { Double($0 * $0 % 7) }
    let y = x.indices.map { row -> Double in 1 + 0.5 * x[row] + sin(3 * Double(row)) }
    let counts = (0..<10).map { Double($0 % 3 + 1) }
    let groups = (0..<10).map { Double($0 / 2) }
    let rows = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    let counted = try table([("x", x), ("y", y), ("n", counts), ("g", groups)])
    let written = try table([("x", x), ("y", y), ("g", groups)]).selecting(rows: rows)
    let law = try Law("y = a + b*x")
    let methods: [IntervalMethod] = [.hc0, .hc1, .hc2, .hc3, .hc4, .cr0, .cr1, .cr2, .cr3]
    for norm in [Norm.squared, .softL1(width: 0.5)] {
      for method in methods {
        guard case .wald(let covariance) = method else { continue }
        let clusters = covariance.isClustered ? ["g"] : []
        let one = try law.fit(
          to: counted,
          options: FitOptions(weights: try Weights("count=n"), interval: method, norm: norm, clusters: clusters))
        let other = try law.fit(to: written, options: FitOptions(interval: method, norm: norm, clusters: clusters))
        #expect(largestRelativeError(one.standardErrors, other.standardErrors) < 1e-9, "\(method.description)")
      }
    }
  }

  @Test("HAC takes rows in the order of the table, and in that of time where the law declares it")
  func order() throws {
    let t = (0..<20).map { 2000 + Double($0) }
    let price = (0..<20).map { row -> Double in exp(3 - 0.2 * Double(row) + 0.1 * sin(Double(row) / 2)) }
    let sorted = try table([("t", t), ("price", price)])
    let shuffled = sorted.selecting(rows: (0..<20).map { $0 * 7 % 20 })
    let options = FitOptions(interval: .hac(lag: 4))
    let declared = try [sorted, shuffled].map { try Law.exponentialTrend.fit(to: $0, options: options).standardErrors }
    #expect(largestRelativeError(declared[1], declared[0]) < 1e-12)
    let own = try Law("price = p0*exp(-k*(t - 2000))", scale: .log)
    let plain = try [sorted, shuffled].map { try own.fit(to: $0, options: options).standardErrors }
    #expect(largestRelativeError(plain[0], declared[0]) < 1e-10)
    #expect(largestRelativeError(plain[1], declared[0]) > 0.05)
  }

  @Test("second derivatives change nothing for a law that is linear, and do not depend on how it is written")
  func hessian() throws {
    let x = (1...14).map(Double.init)
    let y = x.map { x -> Double in 5 * exp(-0.3 * x) + 0.3 * sin(7 * x) + 1 }
    let data = try table([("x", x), ("y", y)])
    let line = try Law("y = a + b*x")
    let (full, classical) = (
      try line.fit(to: data, options: FitOptions(interval: .hessian)),
      try line.fit(to: data, options: FitOptions(interval: .classical))
    )
    #expect(largestRelativeError(full.standardErrors, classical.standardErrors) < 1e-13)
    let curve = try Law("y = E + A*exp(-k*x)").fit(to: data, options: FitOptions(interval: .hessian))
    let other = try Law("y = E + exp(q - k*x)").fit(to: data, options: FitOptions(interval: .hessian))
    let error = try #require(curve.coefficients["k"]?.standardError)
    #expect(abs(try #require(other.coefficients["k"]?.standardError) / error - 1) < 1e-7)
    let gauss = try Law("y = E + A*exp(-k*x)").fit(to: data, options: FitOptions(interval: .classical))
    #expect(abs(try #require(gauss.coefficients["k"]?.standardError) / error - 1) > 1e-3)
  }
}
