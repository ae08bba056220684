import LinearAlgebra

/// Least squares of rows in time on some columns, with a constant: `y = b0 + b1·x1 + b2·x2 + …`.
///
/// Intervals allow for deviations that resemble their neighbours; see `SerialDependence`.
struct SeriesRegression: Sendable {
  /// With classical errors: what holds if deviations are independent.
  let fit: Fit
  /// `nil` where there is no scatter to judge by.
  let dependence: SerialDependence?

  /// - Parameter times: of the rows, ascending.
  init(_ y: [Double], on columns: [[Double]], at times: [Double], level: Double) throws(FitError) {
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
    var options = FitOptions(interval: .classical, level: level)
    options.collectsWarnings = false
    fit = try law.fit(to: table, options: options)
    let constant = [Double](repeating: 1, count: y.count)
    dependence =
      fit.statistics.isPerfect ? nil : SerialDependence(y, on: [constant] + columns, at: times, level: level)
  }

  var degreesOfFreedom: Double { Double(fit.statistics.residualDegreesOfFreedom) }
  var residuals: [Double] { fit.rows.residuals }

  /// NaN where the data do not determine it.
  func coefficient(_ index: Int) -> Double { fit.coefficients["b\(index)"]?.value ?? .nan }

  /// `Σ wᵢbᵢ` by least squares.
  func value(_ weights: [Double]) -> Double {
    weights.indices.reduce(0) { $0 + (weights[$1] == 0 ? 0 : weights[$1] * coefficient($1)) }
  }

  /// `Σ wᵢbᵢ`; without an interval where there is no scatter, not estimable where the columns do not determine it.
  ///
  /// Of rows that wander the value is the drift, the likeliest noise's; else that of least squares.
  func estimate(_ weights: [Double]) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    guard let dependence else { return Estimate(value: value, standardError: nil, interval: nil) }
    return dependence.estimate(
      dependence.deviations == .wander ? dependence.likeliest.value(weights) : value, weights)
  }

  /// The same if deviations are independent.
  func independent(_ weights: [Double]) -> Estimate {
    let value = value(weights)
    guard value.isFinite else { return .notEstimable }
    return Estimate(
      value, standardError: dependence == nil ? nil : fit.covariance.quadratic(weights).squareRoot(),
      degreesOfFreedom: degreesOfFreedom, level: fit.options.level)
  }

  func coefficientEstimate(_ index: Int) -> Estimate { estimate(weights(of: index)) }

  /// Those that pick one coefficient.
  func weights(of index: Int) -> [Double] { fit.coefficients.indices.map { $0 == index ? 1 : 0 } }
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
