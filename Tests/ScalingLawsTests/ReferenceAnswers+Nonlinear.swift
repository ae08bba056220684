import Foundation
import ScalingLaws
import Testing

extension ReferenceRecords.Record {
  /// The order of the records of Chinchilla's law; ours is that of appearance in the formula.
  private static let order = ["e", "a", "b", "alpha", "beta"]

  func nonlinearAnswer(_ fit: Fit, _ example: ReferenceCase) throws -> [Double]? {
    #expect(fit.convergence.isCertified)
    let names = fit.coefficients.map(\.name)
    let order = names.contains("e") ? Self.order.compactMap { names.firstIndex(of: $0) } : Array(names.indices)
    if let common = try commonAnswer(fit, example, order: order) { return common }
    switch field {
    case "profile_lo", "profile_hi":
      let intervals = try fit.profileCoefficients()
      return order.map { (field == "profile_lo" ? intervals[$0].low : intervals[$0].high) ?? .nan }
    case "corr": return correlation(fit.covariance, order)
    case "objective": return [fit.objective]
    case "E_A_B": return try ["exp(e)", "exp(a)", "exp(b)"].map { try fit.estimate($0).estimate.value ?? .nan }
    case "a_opt":
      let four = try self.four("beta/(alpha + beta)", fit)
      return example.norm == .squared ? four : [four[0]]
    case "band_conc0.5":
      return try four("Vm*0.5/(K + 0.5)", fit) + newRun(fit.predict(["conc": 0.5]))
    case "band_logL_N1e11_D2e12":
      let law = "log(exp(e) + exp(a - alpha*log(1e11)) + exp(b - beta*log(2e12)))"
      return try four(law, fit) + newRun(fit.predict(["N": 1e11, "D": 2e12])).map { log($0) }
    case "log_Nopt_C1e+21": return try four(logOptimum("1e21"), fit)
    case "log_Nopt_C5.76e+23": return try four(logOptimum("5.76e23"), fit)
    case "se_cluster_N_CR0":
      let errors = try example.fit(.cr0, clusters: ["size"]).standardErrors
      return order.map { errors[$0] }
    case "n_clusters": return try example.fit(.cr0, clusters: ["size"]).clusterCounts.map(Double.init)
    case "psi": return one(fit.coefficients["psi"]?.value)
    case "psi_se": return one(fit.coefficients["psi"]?.standardError)
    case "psi_ci_delta":
      let interval = fit.coefficients["psi"]?.interval
      return [interval?.low ?? .nan, interval?.high ?? .nan]
    case "slopes", "slopes_se":
      let slopes = try ["slope1", "slope1 + bend"].map { try fit.estimate($0).estimate }
      return slopes.map { (field == "slopes" ? $0.value : $0.standardError) ?? .nan }
    default: return nil
    }
  }

  func backtestAnswer(_ test: Backtest) throws -> [Double]? {
    switch field {
    case "n_train_test": return [Double(test.training.count), Double(test.heldOut.count)]
    case "rmse_log_train": return [test.training.rootMeanSquare]
    case "rmse_log_test": return [test.heldOut.rootMeanSquare]
    case "bias_log_test": return [test.heldOut.bias]
    case "mae_log_test": return [test.heldOut.meanAbsolute]
    case "pi95_cover_test": return one(test.coverage)
    case "z_mean_sd":
      let z = try #require(test.zScores)
      return [z.mean, z.standardDeviation]
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

  private func newRun(_ prediction: Prediction) -> [Double] {
    [prediction.newRun?.low ?? .nan, prediction.newRun?.high ?? .nan]
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
