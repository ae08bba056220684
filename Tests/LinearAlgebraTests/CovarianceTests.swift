import LinearAlgebra
import Testing

/// A weighted parabola through eight points, near the origin and far from it.
///
/// Witness: mpmath at 60 digits, from the formulas with the normal matrix inverted:
/// `C = (X.T*W*X)**-1; b = C*X.T*W*y; V = C*M*C`. R: `lm(y ~ x + I(x^2), weights = w)` and `hatvalues` agree to 14
/// digits at the origin.
@Suite("Covariances")
struct CovarianceTests {
  struct Witness: Sendable, CustomTestStringConvertible {
    let offset: Double
    let coefficients, inverseGram, heteroskedastic, clustered: [Double]
    let conditionNumber, scaledConditionNumber: Double
    var testDescription: String { "x from \(offset + 1)" }
  }

  static let witnesses = [
    // A scaled condition number of 25: not refined.
    Witness(
      offset: 0,
      coefficients: [0.09673101110962821, 1.3976201453513061, -0.10644637491254252],
      inverseGram: [
        1.4366160727646271, -0.63178680190728091, 0.060180860055891905, -0.63178680190728091, 0.33225603911624465,
        -0.034392023877409883, 0.060180860055891905, -0.034392023877409883, 0.0037273065521327493,
      ],
      heteroskedastic: [
        23.793891680296398, -11.544113617055809, 1.1959591712107565, -11.544113617055809, 6.577110574349374,
        -0.74020084385492813, 1.1959591712107565, -0.74020084385492813, 0.088231159266491113,
      ],
      clustered: [
        0.96251945394415314, -0.78403115299439934, 0.10543957561932656, -0.78403115299439934, 0.64990672931613124,
        -0.087550513703790885, 0.10543957561932656, -0.087550513703790885, 0.011889650274758152,
      ], conditionNumber: 184.639075882, scaledConditionNumber: 25.363237942),
    // A scaled condition number of 1e6: refined.
    Witness(
      offset: 1000,
      coefficients: [-107843.89832688271, 214.29036997043634, -0.10644637491254252],
      inverseGram: [
        3796544482.657017, -7558242.4254437583, 3761.7587568702151, -7558242.4254437583, 15047.126560079753,
        -7.4890051281429086, 3761.7587568702151, -7.4890051281429086, 0.0037273065521327493,
      ],
      heteroskedastic: [
        89720553095.138866, -178691901.6375774, 88972.556069517252, -178691901.6375774, 355892.01755195852,
        -177.20251937683715, 88972.556069517252, -177.20251937683715, 0.088231159266491113,
      ],
      clustered: [
        12065613657.071114, -24042813.660539385, 11977.306228037563, -24042813.660539385, 47909.45306057709,
        -23.866851063220096, 11977.306228037563, -23.866851063220096, 0.011889650274758152,
      ], conditionNumber: 230831496651.0, scaledConditionNumber: 969853.569281),
  ]
  static let response = [3.0, 1, 4, 1, 5, 9, 2, 6]
  static let weights = [1, 2, 0.5, 0.25, 4, 1, 3, 2]
  static let clusters = [0, 0, 1, 1, 1, 2, 2, 3]

  private func solve(_ witness: Witness) throws -> LeastSquaresSolution {
    let x = (1...8).map { witness.offset + Double($0) }
    return try LeastSquares.solve(
      design: [ExtendedColumn(x.map { _ in 1 }), ExtendedColumn(x), ExtendedColumn(x.map { $0 * $0 })],
      response: ExtendedColumn(Self.response), weights: Self.weights)
  }

  @Test("solution, inverse Gram matrix and leverages agree with mpmath", arguments: witnesses)
  func solution(_ witness: Witness) throws {
    let solution = try solve(witness)
    #expect(relativeError(solution.coefficients, witness.coefficients) < 1e-15)
    #expect(relativeError(solution.inverseGram.elements, witness.inverseGram) < 1e-13)
    #expect(relativeError(solution.residualSumOfSquares, 55.60117162697209) < 1e-15)
    // The parabola is the same, so are these.
    let leverages = [
      0.56060348697540675, 0.45860884968636634, 0.082098817857908381, 0.044054306548088473, 0.66301064049210759,
      0.12264875860925411, 0.37861710001091955, 0.6903580398199488,
    ]
    #expect(relativeError(solution.leverages, leverages) < 1e-13)
    // The witness has 12 digits.
    #expect(relativeError(solution.conditionNumber, witness.conditionNumber) < 1e-9)
    #expect(relativeError(solution.scaledConditionNumber, witness.scaledConditionNumber) < 1e-9)
  }

  @Test("sandwich covariances agree with mpmath", arguments: witnesses)
  func sandwich(_ witness: Witness) throws {
    let solution = try solve(witness)
    let scores = zip(Self.weights, solution.residuals).map { $0 * $1 }
    let adjusted = zip(scores, solution.leverages).map { $0 / (1 - $1) }
    #expect(relativeError(solution.sandwich(multipliers: adjusted).elements, witness.heteroskedastic) < 1e-13)
    let clustered = solution.clusteredSandwich(multipliers: scores, clusters: Self.clusters)
    #expect(relativeError(clustered.elements, witness.clustered) < 1e-12)
    let labels = Self.clusters.map { 1000 - 7 * $0 }
    #expect(solution.clusteredSandwich(multipliers: scores, clusters: labels) == clustered)
    #expect(clustered == clustered.transposed)
  }

  @Test("clusters of one row each are independent rows")
  func singleRows() throws {
    let solution = try solve(Self.witnesses[0])
    let scores = zip(Self.weights, solution.residuals).map { $0 * $1 }
    let clustered = solution.clusteredSandwich(multipliers: scores, clusters: Array(0..<8))
    #expect(relativeError(clustered.elements, solution.sandwich(multipliers: scores).elements) < 1e-14)
  }

  @Test("the fit and its variance at a new row agree with mpmath", arguments: witnesses)
  func newRow(_ witness: Witness) throws {
    let solution = try solve(witness)
    let x = witness.offset + 10
    #expect(relativeError(solution.prediction(atRow: [1, x, x * x]), 3.4282949733684377) < 1e-15)
    let tolerance = 1e-15 * max(10, witness.scaledConditionNumber)
    #expect(relativeError(solution.leverage(ofRow: [1, x, x * x]), 2.5516737239295811) < tolerance)
  }

  @Test("a sandwich holds NaN where a coefficient is not estimable, and the rest is right")
  func deficient() throws {
    let design: [ExtendedColumn] = [[1, 1, 1], [7, 7, 7], [1, 2, 3]]
    let solution = try LeastSquares.solve(design: design, response: [1, 2, 2])
    let reduced = try LeastSquares.solve(design: [design[0], design[2]], response: [1, 2, 2])
    let (found, expected) = (
      solution.sandwich(multipliers: solution.residuals), reduced.sandwich(multipliers: solution.residuals)
    )
    #expect(found[1, 1].isNaN && found[0, 1].isNaN)
    #expect(relativeError(found[0, 2], expected[0, 1]) < 1e-14)
    #expect(relativeError(found[2, 2], expected[1, 1]) < 1e-14)
  }
}
