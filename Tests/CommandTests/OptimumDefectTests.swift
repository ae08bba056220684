import Foundation
import TestSupport
import Testing

/// Inputs whose optimum was missed, or whose coefficients and residuals were not of one point.
@Suite struct OptimumDefectTests {
  private static let folder = Shared.repository.appending(path: "Tests/Defects")

  private struct Fitted {
    let record: [String: Any]
    let status: Int32
    /// Row by row of `--augment`, by column.
    let rows: [[String: Double]]

    func value(_ name: String) -> Double? {
      let all = (record["coefficients"] as? [[String: Any]] ?? []) + (record["derived"] as? [[String: Any]] ?? [])
      return all.first { $0["name"] as? String == name }?["estimate"] as? Double
    }

    func number(_ object: String, _ key: String) -> Double? {
      (record[object] as? [String: Any])?[key] as? Double
    }

    var isCertified: Bool { (record["convergence"] as? [String: Any])?["certified"] as? Bool ?? false }

    var codes: [String] { (record["warnings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String } }
  }

  private func fit(_ file: String, _ options: [String]) throws -> Fitted {
    let table = try temporaryFile("rows.csv", "")
    let command = try Command.run(
      ["fit", file] + options + ["--json", "--augment", table.path], folder: Self.folder)
    let lines = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = lines.first ?? []
    let rows = lines.dropFirst().map { line in
      Dictionary(uniqueKeysWithValues: zip(names, line).compactMap { name, text in Double(text).map { (name, $0) } })
    }
    return Fitted(record: try command.json(), status: command.status, rows: rows)
  }

  /// Residuals are the response less what is fitted, and the sum of squares is theirs.
  private func expectOnePoint(
    _ fit: Fitted, response: (Double) -> Double = { $0 }, of column: String, weights: [Double]? = nil
  ) throws {
    var sum = 0.0
    for (index, row) in fit.rows.enumerated() {
      let (given, fitted) = (try #require(row[column]), try #require(row["fitted"]))
      let residual = try #require(row["residual"])
      #expect(abs(response(given) - fitted - residual) <= 1e-14 * (abs(response(given)) + abs(fitted)))
      sum += (weights?[index] ?? 1) * residual * residual
    }
    let rss = try #require(fit.number("objective", "rss"))
    #expect(abs(sum / rss - 1) < 1e-12)
  }

  /// The least sums are those of `scipy.optimize.linprog(method="highs")` (SciPy 1.17.1) for the same programmes.
  @Test(
    "tied rows are no hindrance to quantile regression: the optimum, certified, and so in every resample",
    arguments: [
      ("hang20.csv", "y = a + b*x", "quantile:0.9", 7.4),
      ("q60.csv", "e = a + b*t", "quantile:0.95", 29.353949417931545),
    ])
  func tiedQuantiles(file: String, formula: String, norm: String, least: Double) throws {
    let fit = try fit(file, ["--formula", formula, "--norm", norm])
    #expect(fit.isCertified && fit.status == 0)
    #expect(abs(try #require(fit.number("objective", "value")) / least - 1) < 1e-12)
    #expect(!fit.codes.contains("failed-refits"), "\(fit.codes)")
  }

  @Test("a break keeps the rows on each side that a trend's does, and its slopes are those of the lines")
  func breakOfFewRows() throws {
    let fit = try fit("segmented_front.csv", ["--law", "segmented-trend", "-c", "y=s", "-c", "t=date"])
    #expect(fit.isCertified, "\(fit.record["convergence"] ?? "")")
    // The least sum over breaks with three dates on each side: numpy.linalg.lstsq on 200 breaks between any two dates.
    #expect(abs(try #require(fit.number("objective", "rss")) / 374.887 - 1) < 1e-6)
    #expect(abs(try #require(fit.value("tau")) - 2025.20) < 0.01)
    #expect(abs(try #require(fit.value("slope")) - 16.80) < 0.01)
    #expect(abs(try #require(fit.value("slope_after")) - 13.18) < 0.01)
    try expectOnePoint(fit, of: "s")
  }

  @Test("two corners are searched together, and the point that is found is the one that is printed")
  func twoCorners() throws {
    let fit = try fit(
      "diskprice.csv",
      [
        "--formula", "log(usd_per_mb)=l+s*(year-2010)+c1*max(year-t1,0)+c2*max(year-t2,0)", "--interval", "classical",
      ])
    // All pairs of breaks on a grid of rows and points between them (numpy.linalg.lstsq), the best refined.
    #expect(try #require(fit.number("objective", "rss")) <= 1.798834 * (1 + 1e-6))
    let (t1, t2) = (try #require(fit.value("t1")), try #require(fit.value("t2")))
    #expect(abs(min(t1, t2) - 2011.6) < 0.1 && abs(max(t1, t2) - 2012) < 0.1, "\(t1), \(t2)")
    try expectOnePoint(fit, response: { log($0) }, of: "usd_per_mb")
    let (l, s) = (try #require(fit.value("l")), try #require(fit.value("s")))
    let (c1, c2) = (try #require(fit.value("c1")), try #require(fit.value("c2")))
    for row in fit.rows {
      let year = try #require(row["year"])
      let value = l + s * (year - 2010) + c1 * max(year - t1, 0) + c2 * max(year - t2, 0)
      #expect(abs(value - (try #require(row["fitted"]))) < 1e-10 * abs(value))
    }
  }

  @Test("where a search ends short of an optimum, the sum of squares is that of the coefficients there")
  func uncertified() throws {
    let fit = try fit(
      "p27_logistic-adoption.csv",
      ["--law", "logistic-adoption", "--weights", "precision=w", "--interval", "classical"])
    // The table of rows leaves out what only weighs.
    let weights = try String(contentsOf: Self.folder.appending(path: "p27_logistic-adoption.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map { try #require(Double($0.split(separator: ",")[2])) }
    try expectOnePoint(fit, of: "share", weights: weights)
    let (ceiling, r, t0) = (
      try #require(fit.value("ceiling")), try #require(fit.value("r")), try #require(fit.value("t0"))
    )
    let sum = try zip(fit.rows, weights).reduce(0.0) { sum, pair in
      let (row, weight) = pair
      let fitted = ceiling / (1 + exp(-r * (try #require(row["t"]) - t0)))
      return sum + weight * pow(try #require(row["share"]) - fitted, 2)
    }
    #expect(abs(sum / (try #require(fit.number("objective", "rss"))) - 1) < 1e-9)
  }

  @Test("degrees of freedom between the ends are found where the likelihood has a maximum at an end as well")
  func degreesOfFreedom() throws {
    let fit = try fit(
      "l7.csv", ["--formula", "y=b0+b1*x0", "--weights", "count=w", "--norm", "student-t", "--interval", "jackknife"])
    // SciPy 1.17.1: see StudentProfileTests.
    #expect(abs(try #require(fit.number("objective", "value")) - 100.57104708179465) < 1e-8)
    #expect(fit.isCertified)
  }
}
