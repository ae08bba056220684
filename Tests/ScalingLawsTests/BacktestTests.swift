import Foundation
import ScalingLaws
import Testing

/// Back-tests on small tables; the records of `../shared` are in `ReferenceRecordTests`.
@Suite struct BacktestTests {
  private func table(_ columns: [(String, [Double])]) throws -> Table {
    try Table(source: "t", columns: columns.map { Column(name: $0.0, storage: .numbers($0.1)) })
  }

  @Test("errors, coverage and standardised errors by hand")
  func byHand() throws {
    // Training rows: mean 2, sigma 1, standard error 1/sqrt(3); held out: 2.5 and 12. R: qt(0.975, 2) = 4.302653
    let data = try table([("part", [0, 1, 0, 1, 0]), ("y", [1, 2.5, 2, 12, 3])])
    let test = try Law("y = m").backtest(
      on: data, training: Expression(parsing: "part == 0"), options: FitOptions(interval: .classical))
    #expect(test.training.count == 3 && test.heldOut.count == 2)
    #expect(abs(test.training.rootMeanSquare - (2.0 / 3).squareRoot()) < 1e-14)
    #expect(abs(test.heldOut.rootMeanSquare - ((0.25 + 100) / 2).squareRoot()) < 1e-13)
    #expect(abs(test.heldOut.bias - 5.25) < 1e-13 && abs(test.heldOut.meanAbsolute - 5.25) < 1e-13)
    #expect(test.rows.map(\.line) == [2, 4] && test.rows.map(\.observed) == [2.5, 12])
    let error = (4.0 / 3).squareRoot()
    #expect(test.rows.allSatisfy { abs(($0.standardError ?? .nan) - error) < 1e-14 && abs($0.predicted - 2) < 1e-14 })
    // 4.302653 * 1.154701 = 4.968276: the first lies within, the second does not.
    #expect(test.coverage == 0.5)
    let z = try #require(test.zScores)
    #expect(abs(z.mean - 5.25 / error) < 1e-12)
    #expect(abs(z.standardDeviation - 9.5 / error / 2.0.squareRoot()) < 1e-12)
  }

  @Test("an interval is the one that a prediction at the row has")
  func samePredictions() throws {
    let n = (0..<30).map { pow(10, 7 + 0.1 * Double($0)) }
    let loss = n.indices.map { row -> Double in
      let law: Double = 1.7 + 400 * pow(n[row], -0.35)
      return law * exp(0.01 * sin(5 * Double(row)))
    }
    let data = try table([("N", n), ("loss", loss)])
    let test = try Law("loss = E + A*N^-alpha", positive: ["E", "A"], scale: .log).backtest(
      on: data, training: Expression(parsing: "N < 1e9"), options: FitOptions(interval: .hc3))
    for row in test.rows {
      let prediction = try test.fit.predict(["N": n[row.line - 1]])
      let interval = try #require(prediction.newRun)
      #expect(abs(row.predicted / prediction.value - 1) < 1e-12)
      #expect(row.isCovered == interval.contains(row.observed))
    }
    #expect(test.heldOut.count == 10 && test.fit.data.rowsUsed == 20)
  }

  @Test("rows that the condition leaves undecided are in neither part; a back-test without held-out rows is refused")
  func parts() throws {
    let data = try table([("part", [0, 1, .nan, 0, 0]), ("y", [1, 2.5, 2, 12, 3])])
    let law = try Law("y = m")
    let test = try law.backtest(on: data, training: Expression(parsing: "part == 0"))
    #expect(test.training.count == 3 && test.rows.map(\.line) == [2])
    #expect(throws: FitError.self) { try law.backtest(on: data, training: Expression(parsing: "y < 100")) }
    #expect(throws: FitError.self) { try law.backtest(on: data, training: Expression(parsing: "y + 1")) }
    #expect(throws: FitError.self) {
      try law.backtest(on: data, training: Expression(parsing: "part == 0"), options: FitOptions(effect: "part"))
    }
  }

  @Test("a test of nested laws needs laws that grow, and shares of evidence sum to one")
  func nested() throws {
    let x = (0..<12).map(Double.init)
    let y = x.map { x -> Double in 1 + x + 0.2 * x * x + sin(9 * x) }
    let data = try table([("x", x), ("y", y)])
    let fits = try ["y = a + b*x", "y = a + b*x + c*x^2"].map { try Law($0).fit(to: data) }
    let tests = NestedTest.sequence(fits)
    // One more coefficient: F is the square of its t statistic.
    let classical = try Law("y = a + b*x + c*x^2").fit(to: data, options: FitOptions(interval: .classical))
    let t = try #require(classical.coefficients[2].tStatistic)
    #expect(tests.count == 1 && abs(tests[0].statistic / (t * t) - 1) < 1e-10)
    #expect(abs(tests[0].pValue / (try #require(classical.coefficients[2].pValue)) - 1) < 1e-8)
    #expect(NestedTest.sequence(fits.reversed()).isEmpty && NestedTest.sequence([fits[0]]).isEmpty)
    // By hand: exp(-0), exp(-1) over their sum.
    let weights = AkaikeWeights.weights([10, 12])
    #expect(abs(weights[0] - 1 / (1 + exp(-1.0))) < 1e-15 && abs(weights.reduce(0, +) - 1) < 1e-15)
  }
}
