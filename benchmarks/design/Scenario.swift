import ScalingLaws
import Statistics

/// A true law, the runs that there are, and what is asked.
struct Scenario {
  let name: String
  let law: Law
  let truth: [String: Double]
  /// Of the noise, on the log scale.
  let sigma: Double
  /// Degrees of freedom of Student's t noise, scaled to `sigma`; `nil` for normal noise.
  let tails: Double?
  let norm: Norm
  /// Sizes of the runs that there are; none for a design from ranges.
  let first: [[String: Double]]
  /// Ranges of the coefficients, of which the true ones are drawn; none for a design from a fit.
  let ranges: [String]
  let grid: [String]
  let cost: Expression?
  let budget: Double
  let runs: Int
  let question: String
  let target: DesignTarget

  var variables: [String] { grid.map { String($0.prefix { $0 != "=" }) } }

  /// Epoch AI's published coefficients of the Chinchilla law.
  private static let chinchilla = ["E": 1.8172, "A": 482.01, "B": 2085.43, "alpha": 0.3478, "beta": 0.3658]
  /// As large as the residuals of the ladder of OLMo 2 (0.0037 on the log scale).
  private static let sigma = 0.004

  /// Thirty runs: five sizes at six amounts of data.
  private static let ladder = [5e7, 1e8, 2e8, 4e8, 8e8].flatMap { n in
    [1e9, 2e9, 5e9, 1e10, 2e10, 5e10].map { ["N": n, "D": $0] }
  }

  static func all() throws -> [Scenario] {
    let point = DesignTarget.point(["N": 70e9, "D": 1.4e12])
    let exponent = DesignTarget.quantity(try Quantity("beta/(alpha + beta)"))
    // The logarithm, so that errors of many sizes weigh alike.
    let optimum = DesignTarget.quantity(
      try Quantity("log(alpha*A/(beta*B))/(alpha + beta) + beta/(alpha + beta)*log(1e24/6)"))
    let law = Law.chinchilla
    let floor = try Law("loss = E + A*C^-alpha", positive: ["E", "A", "alpha"], scale: .log)
    let wide = ["E=1.5..2", "A=200..600", "alpha=0.3..0.4", "B=500..3000", "beta=0.3..0.45"]
    let loss = { (name: String, question: String, target: DesignTarget, norm: Norm, tails: Double?, ranges: [String]) in
      Scenario(
        name: name, law: law, truth: chinchilla, sigma: sigma, tails: tails, norm: norm,
        first: ranges.isEmpty ? ladder : [], ranges: ranges, grid: ["N=1e8..1e10:12", "D=1e9..1e12:12"], cost: nil,
        budget: 1e22, runs: 50, question: question, target: target)
    }
    return [
      loss("point", "loss at N=70B, D=1.4T", point, .squared, nil, []),
      loss("exponent", "beta/(alpha + beta)", exponent, .squared, nil, []),
      loss("optimum", "log N* at 1e24", optimum, .squared, nil, []),
      loss("robust", "loss at N=70B, D=1.4T", point, .huber(delta: 0.001), 3, []),
      loss("ranges", "loss at N=70B, D=1.4T", point, .squared, nil, wide),
      Scenario(
        name: "floor", law: floor, truth: [:], sigma: 0.005, tails: nil, norm: .squared, first: [],
        ranges: ["E=1.5..2", "A=500..2000", "alpha=0.13..0.17"], grid: ["C=1e18..1e21:25"],
        cost: nil, budget: 1e22, runs: 30, question: "loss at C=1e24", target: .point(["C": 1e24])),
    ]
  }
}
