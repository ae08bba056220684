import Foundation
import ScalingLaws
import Testing

/// Data and model of some reference records, as this library fits them.
struct ReferenceCase: Sendable {
  let name: String
  let file: String
  let formula: String
  var weights: String?
  var filter: String?
  var derive: String?
  var scale = ResidualScale.identity
  var norm = Norm.squared
  /// Of a back-test: the rows that are fitted.
  var training: String?

  static let chinchilla = "loss = exp(e) + exp(a - alpha*log(N)) + exp(b - beta*log(D))"
  static let stackloss = "stack.loss = b0 + b1*Air.Flow + b2*Water.Temp + b3*Acid.Conc."

  static let all = [
    ReferenceCase(
      name: "ols.longley", file: "longley.csv",
      formula:
        "Employed = b0 + b1*GNP.deflator + b2*GNP + b3*Unemployed + b4*Armed.Forces + b5*Population + b6*Year"),
    ReferenceCase(name: "ols.cars", file: "cars.csv", formula: "dist = b0 + b1*speed"),
    ReferenceCase(name: "wls.cars", file: "cars.csv", formula: "dist = b0 + b1*speed", weights: "precision=1/speed"),
    ReferenceCase(
      name: "wls.cars_zero_weights", file: "cars.csv", formula: "dist = b0 + b1*speed", weights: "precision=w"),
    ReferenceCase(name: "select.cars", file: "cars.csv", formula: "dist = b0 + b1*speed"),
    ReferenceCase(name: "cluster.petersen", file: "petersen.csv", formula: "y = b0 + b1*x"),
    ReferenceCase(name: "robust.stackloss", file: "stackloss.csv", formula: stackloss),
    ReferenceCase(name: "quantile.engel", file: "engel.csv", formula: "foodexp = b0 + b1*income"),
    ReferenceCase(
      name: "nls.puromycin", file: "puromycin.csv", formula: "rate = Vm*conc/(K + conc)", filter: "treated == 1"),
    ReferenceCase(name: "nls.cars_power", file: "cars.csv", formula: "dist = a*speed^b"),
    ReferenceCase(
      name: "nls.chinchilla240_log", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1", scale: .log),
    ReferenceCase(
      name: "huber.chinchilla240_delta0.001", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1",
      scale: .log, norm: .huber(delta: 0.001)),
    ReferenceCase(
      name: "huber.chinchilla240_delta0.1", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1",
      scale: .log, norm: .huber(delta: 0.1)),
    ReferenceCase(
      name: "segmented.down_logit", file: "down.csv", formula: "y = b0 + slope1*age + bend*max(age - psi, 0)",
      derive: "y = log((cases + 0.5)/(births - cases + 0.5))"),
    ReferenceCase(
      name: "backtest.chinchilla_C1e20", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1",
      scale: .log, training: "C <= 1e20"),
    ReferenceCase(
      name: "backtest.diskprice_2008", file: "diskprice.csv", formula: "usd_per_mb = exp(c + k*year)", scale: .log,
      training: "year <= 2008"),
    ReferenceCase(name: "boot.city_ratio", file: "city.csv", formula: "x = r*u", weights: "precision=1/u"),
    ReferenceCase(
      name: "glm.menarche", file: "menarche.csv", formula: "Menarche/Total = logistic(a + b*Age)",
      weights: "trials=Total", scale: .logit, norm: .binomial),
  ]

  static func named(_ name: String) throws -> ReferenceCase { try #require(all.first { $0.name == name }) }

  /// The rows, with the columns that are computed.
  func table() throws -> Table {
    var table = try ReferenceRecords.table(file)
    if name == "wls.cars_zero_weights" {
      // R: w = 1, except 0 in the rows 3, 17 and 49.
      let weights = (0..<table.rowCount).map { [2, 16, 48].contains($0) ? 0.0 : 1 }
      table = try table.appending(column: Column(name: "w", storage: .numbers(weights)))
    }
    if name == "nls.chinchilla240_log" {
      // R: round(log10(N), 2)
      let sizes = try table.numbers("N").map { (100 * log10($0)).rounded(.toNearestOrEven) }
      table = try table.appending(column: Column(name: "size", storage: .numbers(sizes)))
    }
    if let derive { table = try table.deriving(try Formula(derive)) }
    if let filter { table = try table.filtering(try Expression(parsing: filter)) }
    return table
  }

  /// - Parameter interval: `nil` takes the formula that the records are made with.
  func fit(
    _ interval: IntervalMethod? = nil, clusters: [String] = [], norm other: Norm? = nil, level: Double = 0.95
  ) throws -> Fit {
    let norm = other ?? norm
    let usual: IntervalMethod
    switch norm.shape {
    case .squared, .binomial: usual = .classical
    case .quantile: usual = .nid
    default: usual = .mEstimation
    }
    let options = FitOptions(
      weights: try weights.map { text throws(FitError) in try Weights(text) }, interval: interval ?? usual,
      level: level, norm: norm, clusters: clusters)
    return try Law(formula, scale: scale).fit(to: try table(), options: options)
  }

  func backtest() throws -> Backtest {
    let condition = try Expression(parsing: try #require(training))
    return try Law(formula, scale: scale).backtest(
      on: try table(), training: condition, options: FitOptions(interval: .classical))
  }
}

extension Fit {
  var values: [Double] { coefficients.map { $0.estimate.value ?? .nan } }
  var standardErrors: [Double] { coefficients.map { $0.estimate.standardError ?? .nan } }
}
