import Foundation
import ScalingLaws
import TestSupport
import Testing

/// Nonlinear fits against mpmath at 50 digits, R's `nls`, `sandwich` and `segmented`.
///
/// Left to `ProfileReferenceTests`, and to bootstraps, predictions and clusters, by the fields of their records: `profile_*`, `boot_*`,
/// `se_full_hessian`, `se_cluster_N_CR0`, `n_clusters`, the last two values of `band_*`, `pi95_cover_test`, `z_mean_sd`.
@Suite(.enabled(if: Shared.isAvailable, "../shared is not here"))
struct NonlinearReferenceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let file: String
    let formula: String
    var filter: String?
    var derive: String?
    var scale = ResidualScale.identity
    var norm = Norm.squared
    var testDescription: String { name }

    func fit(_ covariance: CovarianceMethod? = nil) throws -> Fit {
      var table = try ReferenceRecords.table(file)
      if let derive { table = try table.deriving(try Formula(derive)) }
      if let filter { table = try table.filtering(try Expression(parsing: filter)) }
      let method = IntervalMethod.wald(norm == .squared ? covariance ?? .classical : .mEstimation)
      return try Law(formula, scale: scale).fit(to: table, options: FitOptions(interval: method, norm: norm))
    }
  }

  static let chinchilla = "loss = exp(e) + exp(a - alpha*log(N)) + exp(b - beta*log(D))"

  static let cases = [
    Case(name: "nls.puromycin", file: "puromycin.csv", formula: "rate = Vm*conc/(K + conc)", filter: "treated == 1"),
    Case(name: "nls.cars_power", file: "cars.csv", formula: "dist = a*speed^b"),
    Case(
      name: "nls.chinchilla240_log", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1", scale: .log),
    Case(
      name: "huber.chinchilla240_delta0.001", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1",
      scale: .log, norm: .huber(delta: 0.001)),
    Case(
      name: "huber.chinchilla240_delta0.1", file: "chinchilla.csv", formula: chinchilla, filter: "keep240 == 1",
      scale: .log, norm: .huber(delta: 0.1)),
    Case(
      name: "segmented.down_logit", file: "down.csv", formula: "y = b0 + slope1*age + bend*max(age - psi, 0)",
      derive: "y = log((cases + 0.5)/(births - cases + 0.5))"),
    Case(
      name: "backtest.chinchilla_C1e20", file: "chinchilla.csv", formula: chinchilla,
      filter: "keep240 == 1 and C <= 1e20", scale: .log),
    Case(
      name: "backtest.diskprice_2008", file: "diskprice.csv", formula: "usd_per_mb = exp(c + k*year)",
      filter: "year <= 2008", scale: .log),
  ]

  /// The order of the records; ours is that of appearance in the formula.
  static let order = ["e", "a", "b", "alpha", "beta"]

  /// Fields that later work answers.
  static let left = ["profile_", "boot_", "se_full_hessian", "se_cluster", "n_clusters", "pi95_cover", "z_mean_sd"]

  @Test("every scored record of a nonlinear fit agrees to its tolerance", arguments: cases)
  func recordsAgree(_ example: Case) throws {
    let fit = try example.fit()
    #expect(fit.convergence.isCertified)
    var compared = 0
    for record in try ReferenceRecords.scored(example.name) {
      guard let result = try value(of: record.field, fit, example) else {
        #expect(Self.left.contains { record.field.hasPrefix($0) }, "\(record.id) is not compared")
        continue
      }
      compared += 1
      let truth = record.field.hasPrefix("band_") ? Array(record.values.prefix(4)) : record.values
      let error = largestRelativeError(result, truth)
      #expect(error <= record.tolerance, "\(record.id): relative error \(error), \(result) for \(truth)")
    }
    #expect(compared >= 3, "\(example.name): \(compared) records")
  }

  @Test("39 of the 240 points lie in the quadratic zone of the published norm, and all of them in that of delta 0.1")
  func quadraticZone() throws {
    // Records huber.chinchilla240_delta*.n_quadratic_zone: points with |r| <= delta.
    for (example, count) in [(Self.cases[3], 39), (Self.cases[4], 240)] {
      #expect(try #require(try example.fit().robust).weights.count { $0 == 1 } == count)
    }
  }

  private func value(of field: String, _ fit: Fit, _ example: Case) throws -> [Double]? {
    let statistics = fit.statistics
    let names = fit.coefficients.map(\.name)
    let order = names.contains("e") ? Self.order.compactMap { names.firstIndex(of: $0) } : Array(names.indices)
    let estimates = order.map { fit.coefficients[$0].estimate }
    let one = { (value: Double?) in value.map { [$0] } ?? [.nan] }
    switch field {
    case "coef": return estimates.map { $0.value ?? .nan }
    case "se": return estimates.map { $0.standardError ?? .nan }
    case "rss": return [statistics.residualSumOfSquares]
    case "sigma": return one(statistics.sigma)
    case "loglik": return one(statistics.logLikelihood)
    case "aic_k_plus_sigma": return one(statistics.aic)
    case "bic_k_plus_sigma": return one(statistics.bic)
    case "corr": return correlation(fit.covariance, order)
    case "wald_t_lo": return estimates.map { $0.interval?.low ?? .nan }
    case "wald_t_hi": return estimates.map { $0.interval?.high ?? .nan }
    case "objective": return [fit.objective]
    case "E_A_B": return try ["exp(e)", "exp(a)", "exp(b)"].map { try fit.estimate($0).estimate.value ?? .nan }
    case "a_opt":
      let four = try self.four("beta/(alpha + beta)", fit)
      return example.norm == .squared ? four : [four[0]]
    case "band_conc0.5": return try four("Vm*0.5/(K + 0.5)", fit)
    case "band_logL_N1e11_D2e12":
      return try four("log(exp(e) + exp(a - alpha*log(1e11)) + exp(b - beta*log(2e12)))", fit)
    case "log_Nopt_C1e+21": return try four(logOptimum("1e21"), fit)
    case "log_Nopt_C5.76e+23": return try four(logOptimum("5.76e23"), fit)
    case "psi": return one(fit.coefficients["psi"]?.value)
    case "psi_se": return one(fit.coefficients["psi"]?.standardError)
    case "psi_ci_delta":
      let interval = fit.coefficients["psi"]?.interval
      return [interval?.low ?? .nan, interval?.high ?? .nan]
    case "slopes", "slopes_se":
      let slopes = try ["slope1", "slope1 + bend"].map { try fit.estimate($0).estimate }
      return slopes.map { (field == "slopes" ? $0.value : $0.standardError) ?? .nan }
    case "se_HC0", "se_HC1", "se_HC2", "se_HC3":
      let method = try #require(CovarianceMethod(rawValue: field.dropFirst(3).lowercased()))
      let other = try example.fit(method).coefficients
      return order.map { other[$0].estimate.standardError ?? .nan }
    default: return try backtest(field, fit, example)
    }
  }

  /// Errors of the fit on the rows that its filter left out, `log(observed) - log(predicted)`.
  private func backtest(_ field: String, _ fit: Fit, _ example: Case) throws -> [Double]? {
    guard example.name.hasPrefix("backtest"), let filter = example.filter else { return nil }
    let rest = filter.replacingOccurrences(of: "<=", with: ">")
    let test = try ReferenceRecords.table(example.file).filtering(try Expression(parsing: rest))
    let values = Dictionary(
      uniqueKeysWithValues: fit.coefficients.map { ($0.name, Expression($0.estimate.value ?? .nan)) })
    let predicted = try test.values(of: fit.law.formula.right.substituting(values))
    let observed = try test.values(of: fit.law.formula.left)
    let errors = zip(observed, predicted).map { log($0) - log($1) }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    switch field {
    case "n_train_test": return [Double(fit.data.rowsUsed), Double(errors.count)]
    case "rmse_log_train": return [mean(fit.rows.residuals.map { $0 * $0 }).squareRoot()]
    case "rmse_log_test": return [mean(errors.map { $0 * $0 }).squareRoot()]
    case "bias_log_test": return [mean(errors)]
    case "mae_log_test": return [mean(errors.map(abs))]
    default: return nil
    }
  }

  /// `log N` at which the law is least for `C = 6 N D`.
  private func logOptimum(_ flops: String) -> String {
    "(log(alpha/beta) + a - b)/(alpha + beta) + beta/(alpha + beta)*log(\(flops)/6)"
  }

  private func four(_ formula: String, _ fit: Fit) throws -> [Double] {
    let estimate = try fit.estimate(formula).estimate
    return [
      estimate.value ?? .nan, estimate.standardError ?? .nan, estimate.interval?.low ?? .nan,
      estimate.interval?.high ?? .nan,
    ]
  }

  private func correlation(_ covariance: Matrix, _ order: [Int]) -> [Double] {
    order.flatMap { column in
      order.map { row in
        row == column
          ? 1 : covariance[row, column] / (covariance[row, row] * covariance[column, column]).squareRoot()
      }
    }
  }
}
