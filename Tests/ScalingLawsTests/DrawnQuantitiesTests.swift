import Foundation
import Testing

@testable import ScalingLaws

/// What figures show besides estimates: quantiles of residuals, joint regions, lines with bands, surfaces, rows left out.
@Suite struct DrawnQuantitiesTests {
  @Test("normal quantiles and their bands are those of the order statistics")
  func quantiles() throws {
    let residuals: [(value: Double, line: Int)] = [(3, 2), (-1, 3), (0, 4), (.nan, 5), (1, 6), (-2, 7)]
    let quantiles = try #require(NormalQuantiles(residuals, isStandardized: true, level: 0.95))
    #expect(quantiles.points.map(\.line) == [7, 3, 4, 6, 2])
    // SciPy: norm.ppf((k - 0.375)/5.25), norm.ppf(beta.ppf([0.025, 0.975], k, 6 - k)).
    let expected = [
      (-1.1797611176118612, -2.572334405147734, 0.05473134160068948), (0, -1.0509847383934472, 1.050984738393447),
    ]
    for (point, numbers) in zip([quantiles.points[0], quantiles.points[2]], expected) {
      #expect(abs(point.expected - numbers.0) < 1e-12)
      #expect(abs(point.low - numbers.1) < 1e-9)
      #expect(abs(point.high - numbers.2) < 1e-9)
    }
    #expect(NormalQuantiles([(1, 2), (2, 3)], isStandardized: true, level: 0.95) == nil)
  }

  private func line() throws -> (table: Table, fit: Fit) {
    let table = try CheckedTables.table([("x", [1, 2, 3, 4, 6]), ("y", [1.1, 1.9, 3.2, 3.9, 6.3])])
    return (table, try Law("y = a + b*x").fit(to: table, options: FitOptions(interval: .classical)))
  }

  @Test("every point round a joint region has the distance that F allows")
  func region() throws {
    let fit = try line().fit
    let region = try #require(try fit.saved.jointRegion(of: "a", "b"))
    let v = fit.covariance
    let determinant = v[0, 0] * v[1, 1] - v[0, 1] * v[0, 1]
    // SciPy: f.ppf(0.95, 2, 3) = 9.552094495921152.
    for point in region.boundary {
      let (da, db) = (point.x - region.estimate.x, point.y - region.estimate.y)
      let distance = (v[1, 1] * da * da - 2 * v[0, 1] * da * db + v[0, 0] * db * db) / determinant
      #expect(abs(distance / (2 * 9.552094495921152) - 1) < 1e-9)
    }
    #expect(throws: FitError.self) { try fit.saved.jointRegion(of: "a", "c") }
  }

  @Test("each row left out moves a line as a new fit without it does")
  func shifts() throws {
    let (table, fit) = try line()
    let shifts = try #require(fit.rowShifts())
    #expect(shifts.lines == fit.rows.lines)
    let slope = try #require(shifts.answers.first { $0.name == "b" })
    let error = try #require(fit.coefficients["b"]?.standardError)
    for row in 0..<5 {
      let rest = try fit.law.law.fit(to: table.selecting(rows: (0..<5).filter { $0 != row }))
      let moved = try #require(rest.coefficients["b"]?.value) - (try #require(fit.coefficients["b"]?.value))
      #expect(abs(slope.shifts[row] - moved / error) < 1e-9)
    }
  }

  @Test("values, responses and fitted responses of the rows are in the order and unit of the table")
  func points() throws {
    let fit = try line().fit
    #expect(fit.values(of: "x") == [1, 2, 3, 4, 6])
    #expect(fit.values(of: "z").isEmpty)
    for (found, y) in zip(fit.observed, [1.1, 1.9, 3.2, 3.9, 6.3]) { #expect(abs(found - y) < 1e-12) }
  }

  @Test("the efficient path is N* = G (C/6)^a, and a contour has its loss")
  func surface() throws {
    let (e, a, alpha, b, beta) = (1.69, 406.4, 0.34, 410.7, 0.28)
    let names = ["E", "A", "alpha", "B", "beta"]
    let saved = try SavedFit(
      law: "chinchilla", formula: Law.chinchilla.formula, columns: [("N", "N"), ("D", "D"), ("loss", "loss")],
      ranges: ["N": 1e8...1e11, "D": 1e9...1e13], scale: .log, intervalMethod: .classical,
      noise: NoiseModel(formula: nil, sigma: 0.01), isCertified: true, fixed: [:], draws: nil, parameters: names,
      point: [e, a, alpha, b, beta], names: names, natural: names.map(Expression.symbol),
      domains: Dictionary(uniqueKeysWithValues: names.map { ($0, .positive) }),
      level: 0.95,
      covariance: Matrix(columns: (0..<5).map { _ in [Double](repeating: 0, count: 5) }), degreesOfFreedom: 10)
    let surface = try #require(LossSurface(saved, parameters: 1e8...1e11, tokens: 1e9...1e13))
    let g = pow(alpha * a / (beta * b), 1 / (alpha + beta))
    for flops in [1e20, 1e22, 1e24] {
      let optimum = try #require(surface.optimum(flops: flops))
      #expect(abs(optimum.parameters / (g * pow(flops / 6, beta / (alpha + beta))) - 1) < 1e-6)
    }
    let contour = surface.contour(2.5)
    #expect(contour.count > 10)
    for point in contour { #expect(abs(surface.loss(point) - 2.5) < 1e-9) }
    // A path that leaves the frame is left out.
    #expect(surface.optimum(flops: 1e30) == nil)
  }

  @Test("the band of a frontier's line is that of its projection without the back-test")
  func frontierLine() throws {
    let text =
      "date,model,price,score\n2021-01-01,a,100,50\n2021-07-01,b,60,50\n2022-01-01,c,25,55\n2022-07-01,d,21,60\n"
      + "2023-01-01,e,6,50\n2023-07-01,f,4,70\n2024-01-01,g,1.5,52\n"
    let table = try Table(bytes: Array(text.utf8), source: "prices.csv")
    let prices = try PriceList(table, columns: try PriceColumns(in: table, score: "score"))
    let trend = try PriceTrend(try PriceFrontier(prices, atLeast: 50), of: prices)
    let projection = try #require(PriceProjection(trend))
    for date in [2021.0, 2022.4, 2024] {
      let (mine, other) = (trend.price(on: date), projection.price(on: date).line)
      #expect(abs(try #require(mine.value) / (try #require(other.value)) - 1) < 1e-9)
      let width = { (estimate: Estimate) throws in
        log(try #require(estimate.interval?.high) / (try #require(estimate.interval?.low)))
      }
      #expect(abs(try width(other) / (try width(mine)) / projection.backtestFactor - 1) < 1e-9)
    }
  }

  @Test(
    "a trend's line passes through its start, with a band of the line up to the last row and of a new observation after it"
  )
  func trendLine() throws {
    let rows = (0..<12).map { "\(2000 + $0)-01-01,\(exp(0.3 * Double($0)) * ($0.isMultiple(of: 2) ? 1.1 : 0.9))\n" }
    let table = try Table(bytes: Array(("date,price\n" + rows.joined()).utf8), source: "series.csv")
    let analysis = try TrendAnalysis(try TimeSeries(table, columns: try TimeSeriesColumns(in: table)))
    let start = analysis.exponential(on: 2000)
    #expect(abs(start.value / analysis.start - 1) < 1e-12)
    #expect(try #require(start.line).contains(start.value) && start.observation == nil)
    let ahead = analysis.exponential(on: 2020)
    #expect(try #require(ahead.observation).contains(ahead.value) && ahead.line == nil)
    let next = analysis.exponential(on: 2001)
    #expect(abs(next.value / start.value / (try #require(analysis.exponential.factorPerYear.value)) - 1) < 1e-9)
    if let segmented = analysis.segmented {
      let (before, after) = (
        analysis.segmentedValue(on: segmented.date - 1e-9), analysis.segmentedValue(on: segmented.date + 1e-9)
      )
      #expect(abs(try #require(before) / (try #require(after)) - 1) < 1e-6)
    }
  }
}
