/// Least squares of rows in sequence on some columns, with a constant: `y = b0 + b1·x1 + b2·x2 + …`.
struct SeriesRegression: Sendable {
  let fit: Fit

  /// - Parameter interval: `.classical`, or `.hac(lag:)` with rows in the order given.
  init(_ y: [Double], on columns: [[Double]], interval: IntervalMethod, level: Double) throws(FitError) {
    let names = columns.indices.map { "x\($0 + 1)" }
    let terms = names.indices.map { " + b\($0 + 1)*\(names[$0])" }.joined()
    let law = Law.written("y = b0" + terms)
    let table: Table
    do {
      table = try Table(
        source: "series",
        columns: zip(names + ["y"], columns + [y]).map { Column(name: $0, storage: .numbers($1)) })
    } catch {
      throw .table(error)
    }
    var options = FitOptions(interval: interval, level: level)
    options.collectsWarnings = false
    fit = try law.fit(to: table, options: options)
  }

  var degreesOfFreedom: Double { Double(fit.statistics.residualDegreesOfFreedom) }
  var residuals: [Double] { fit.rows.residuals }

  /// NaN where the data do not determine it.
  func coefficient(_ index: Int) -> Double { fit.coefficients["b\(index)"]?.value ?? .nan }

  /// Variance of `Σ wᵢbᵢ`.
  func variance(_ weights: [Double]) -> Double {
    var sum = 0.0
    for (i, a) in weights.enumerated() {
      for (j, b) in weights.enumerated() where a != 0 && b != 0 { sum += a * b * fit.covariance[i, j] }
    }
    return sum
  }
}

extension Law {
  /// A law of this source; see `Formula.catalogued`.
  static func written(_ text: String) -> Law {
    do {
      return try Law(text)
    } catch {
      preconditionFailure("a law of this source cannot be read: \(error)")
    }
  }
}
