import ScalingLaws
import Statistics
import Testing

/// More than 100,000 rows, where checks look at samples and searches begin with one.
@Suite struct LargeTableTests {
  private func line(rows count: Int = 100_500, bend: Double = 0) -> (x: [Double], y: [Double]) {
    var random = RandomStream(seed: 3, stream: 0)
    let x = (0..<count).map { _ in random.uniform() }
    return (x, x.map { 1 + 2 * $0 + bend * $0 * $0 + 0.1 * random.normal() })
  }

  private func fit(_ columns: (x: [Double], y: [Double])) throws -> Fit {
    try Law("y = a + b*x").fit(to: CheckedTables.table([("x", columns.x), ("y", columns.y)]))
  }

  @Test("a line with its noise has no doubts, and the slope and HC3 error of the textbook sums")
  func clean() throws {
    let (x, y) = line()
    let fit = try fit((x, y))
    #expect(fit.warnings.isEmpty)
    let n = Double(x.count)
    let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let sxx = x.reduce(0.0) { $0 + ($1 - mx) * ($1 - mx) }
    let slope = zip(x, y).reduce(0.0) { $0 + ($1.0 - mx) * ($1.1 - my) } / sxx
    let squares = zip(x, y).reduce(0.0) { sum, row in
      let leverage = 1 / n + (row.0 - mx) * (row.0 - mx) / sxx
      let residual = (row.1 - my - slope * (row.0 - mx)) / (1 - leverage)
      return sum + (row.0 - mx) * (row.0 - mx) * residual * residual
    }
    let b = try #require(fit.coefficients["b"])
    #expect(abs(try #require(b.value) / slope - 1) < 1e-12)
    #expect(abs(try #require(b.standardError) / (squares.squareRoot() / sxx) - 1) < 1e-11)
  }

  @Test("rows far out that pull a line together are named, and those that change nothing are not")
  func influential() throws {
    var (x, y) = line()
    let clean = try fit((x, y))
    // 40 rows at x = 20, 10 below the line: it is turned by many standard errors.
    x += (0..<40).map { 20 + Double($0) / 1000 }
    y += (0..<40).map { 31 + Double($0) / 500 }
    let warning = try #require(try fit((x, y)).warnings.first { $0.code == .influentialRows })
    #expect(warning.lines == Array(100_501...100_540))
    let without = warning.numbers.first { $0.name == "b without" }?.value
    #expect(abs(try #require(without) / (try #require(clean.coefficients["b"]?.value)) - 1) < 1e-9)
    // Two that lie off in the middle are outliers and decide nothing.
    (x, y) = line()
    x += [0.5, 0.5]
    y += [7, -3]
    let codes = try fit((x, y)).warnings.map(\.code)
    #expect(codes.contains(.outlier) && !codes.contains(.influentialRows))
  }

  @Test("a bend is seen in a sample, and the warning says that it is one")
  func sampled() throws {
    let warnings = try fit(line(bend: 0.3)).warnings
    let pattern = try #require(warnings.first { $0.code == .residualPattern })
    #expect(
      pattern.message.contains(", on a sample of "))
  }

  @Test("copies are counted as a set of rows counts them, and groups of equal values are found")
  func repeats() throws {
    let (x, y) = line()
    let (few, noise) = (x.map { ($0 * 50).rounded() / 50 }, y.map { ($0 * 200).rounded() / 200 })
    let distinct = Set(zip(few, noise).map { [$0, $1] }).count
    let warning = try #require(try fit((few, noise)).warnings.first { $0.code == .duplicateRows })
    #expect(warning.message.hasPrefix(counted(few.count - distinct, "row")))
    // A shift that all rows of one value of x share.
    var random = RandomStream(seed: 4, stream: 0)
    let shifts = (0...50).map { _ in 0.1 * random.normal() }
    let shifted = zip(few, y).map { $1 + shifts[Int(($0 * 50).rounded())] }
    let clustered = try #require(try fit((few, shifted)).warnings.first { $0.code == .clusteredResiduals })
    #expect(clustered.message.contains("\"x\" (51 groups"))
  }

  @Test("a law that is searched for begins with a sample, and ends at the optimum of all rows")
  func searched() throws {
    let table = try CheckedTables.clean(.chinchilla, rows: 100_500, seed: 5)
    let fit = try Law.chinchilla.fit(to: table)
    #expect(fit.convergence.isGlobal && fit.convergence.starts > 4)
    // From a given start all rows are searched at once.
    let start = Dictionary(uniqueKeysWithValues: fit.coefficients.map { ($0.name, ($0.estimate.value ?? 1) * 1.1) })
    let whole = try Law.chinchilla.fit(to: table, options: FitOptions(start: start, starts: 1))
    for (one, other) in zip(fit.coefficients, whole.coefficients) {
      #expect(abs(try #require(one.estimate.value) / (try #require(other.estimate.value)) - 1) < 1e-9, "\(one.name)")
      #expect(abs(try #require(one.estimate.standardError) / (try #require(other.estimate.standardError)) - 1) < 1e-8)
    }
  }
}
