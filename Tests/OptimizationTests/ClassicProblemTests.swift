import Foundation
import Optimization
import Testing

/// Problems of Moré, Garbow & Hillstrom 1981, with their numbers there.
@Suite struct ClassicProblemTests {
  @Test("Rosenbrock's valley (1) ends at (1, 1) as a perfect fit")
  func rosenbrock() throws {
    let problem = try squares(2, [{ 10 * ($0[1] - $0[0].squared) }, { 1 - $0[0] }])
    let fit = try TrustRegion(problem).solve(from: [-1.2, 1])
    #expect(relativeErrors(fit.parameters, [1, 1]) < 1e-14)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
  }

  @Test("Powell's singular function (13) comes near zero, and the certificate says that it is not identified")
  func powellSingular() throws {
    let problem = try squares(
      4,
      [
        { $0[0] + 10 * $0[1] }, { 5.0.squareRoot() * ($0[2] - $0[3]) }, { ($0[1] - 2 * $0[2]).squared },
        { 10.0.squareRoot() * ($0[0] - $0[3]).squared },
      ])
    let fit = try TrustRegion(problem).solve(from: [3, -1, 0, 1])
    #expect(fit.parameters.allSatisfy { abs($0) < 1e-3 })
    #expect(fit.objective < 1e-13)
    #expect(!fit.certificate.isCertified)
  }

  @Test("Brown's badly scaled function (4) ends at (1e6, 2e-6)")
  func brownBadlyScaled() throws {
    let problem = try squares(2, [{ $0[0] - 1e6 }, { $0[1] - 2e-6 }, { $0[0] * $0[1] - 2 }])
    let fit = try TrustRegion(problem).solve(from: [1, 1])
    #expect(relativeErrors(fit.parameters, [1e6, 2e-6]) < 1e-12)
    #expect(fit.objective < 1e-25)
  }

  @Test("Meyer's function (10) ends at the sum 87.9458")
  func meyer() throws {
    let y = [34780.0, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872]
    let model = JetModel(3, (1...16).map { [45 + 5 * Double($0)] }) { b, x in b[0] * exp(b[1] / (x[0] + b[2])) }
    let fit = try TrustRegion(FitProblem(model: model, observed: y)).solve(from: [0.02, 4000, 250])
    #expect(abs(2 * fit.objective - 87.9458) < 1e-4)
    #expect(fit.certificate.isCertified)
  }

  @Test("as many rows as parameters is a perfect fit, certified at the rounding of F")
  func perfectFit() throws {
    let model = JetModel(2, [[1], [2]]) { b, x in b[0] * exp(-b[1] * x[0]) }
    let problem = try FitProblem(model: model, observed: [3 * Foundation.exp(-0.5), 3 * Foundation.exp(-1)])
    let fit = try TrustRegion(problem).solve(from: [1, 0])
    #expect(relativeErrors(fit.parameters, [3, 0.5]) < 1e-14)
    #expect(fit.certificate.isCertified, "\(fit.certificate.reason)")
  }

  @Test("parameters of which only the sum matters are fitted, and said to be not identified")
  func rankDeficient() throws {
    let model = JetModel(2, [[1], [2], [3]]) { b, x in (b[0] + b[1]) * x[0] }
    let fit = try TrustRegion(FitProblem(model: model, observed: [1, 2, 4])).solve(from: [0, 5])
    // 17/14 is Σxy/Σx².
    #expect(abs(fit.parameters[0] + fit.parameters[1] - 17.0 / 14) < 1e-12)
    #expect(!fit.certificate.isIdentified)
    #expect(!fit.certificate.isCertified)
    #expect(fit.certificate.reason.contains("not identified"))
  }

  @Test("a step to where the model does not exist is rejected")
  func notFiniteRegion() throws {
    // log b at b = 8 and a full first step of Gauss-Newton to b < 0.
    let model = JetModel(1, [[1], [1]]) { b, _ in log(b[0]) }
    let fit = try TrustRegion(FitProblem(model: model, observed: [-5, -5])).solve(from: [8])
    #expect(relativeErrors(fit.parameters, [Foundation.exp(-5)]) < 1e-14)
    #expect(fit.certificate.isCertified)
  }

  @Test("a start where the model does not exist is an error that names the row")
  func notFiniteStart() throws {
    let model = JetModel(1, [[5], [1]]) { b, x in log(b[0] + x[0]) }
    let problem = try FitProblem(model: model, observed: [0, 0])
    let error = #expect(throws: OptimizationError.self) { try TrustRegion(problem).solve(from: [-2]) }
    #expect(error == .notFiniteAtStart(row: 1, parameters: [-2]))
    #expect(error?.description == "the model is not finite at row 2 for the start values [-2.0]")
  }

  @Test("a low limit of iterations leaves the fit uncertified")
  func iterationLimit() throws {
    let problem = try squares(2, [{ 10 * ($0[1] - $0[0].squared) }, { 1 - $0[0] }])
    let fit = try TrustRegion(problem, options: SolverOptions(maximumIterations: 3)).solve(from: [-1.2, 1])
    #expect(fit.certificate.stop == .iterationLimit)
    #expect(!fit.certificate.isCertified)
    #expect(fit.certificate.iterations == 3)
  }

  @Test("a tolerance loosened on purpose ends early, without a certificate")
  func looseTolerance() throws {
    let x = (0..<12).map { Double($0) }
    let model = JetModel(2, x.map { [$0] }) { b, x in b[0] * exp(-b[1] * x[0]) }
    let y = x.map { 2 * Foundation.exp(-0.3 * $0) + 0.1 * Foundation.sin(7 * $0) }
    let problem = try FitProblem(model: model, observed: y)
    let loose = try TrustRegion(problem, options: SolverOptions(tolerance: 0.1)).solve(from: [1, 1])
    #expect(!loose.certificate.isCertified)
    #expect(loose.certificate.reason.contains("a certificate asks for less"))
    #expect(try TrustRegion(problem).solve(from: [1, 1]).certificate.isCertified)
  }

  @Test("nonlinear quantile regression ends where as many rows are met as there are parameters")
  func nonlinearQuantile() throws {
    let x = (0..<40).map { Double($0) * 0.25 }
    let model = JetModel(3, x.map { [$0] }) { b, x in b[0] + exp(b[1] - b[2] * x[0]) }
    let y = x.map { 1 + 2 * Foundation.exp(-0.5 * $0) + 0.3 * Foundation.sin(19 * $0 * $0) }
    let problem = try FitProblem(model: model, observed: y)
    let fits = try [0.2, 0.5, 0.8].map { try TrustRegion(problem).solve(from: [0, 0, 1], norm: .quantile($0)) }
    for (tau, fit) in zip([0.2, 0.5, 0.8], fits) {
      #expect(fit.certificate.isCertified, "\(tau): \(fit.certificate.reason)")
      #expect(fit.residuals.filter { abs($0) < 1e-12 }.count == 3)
      // At the τ quantile n τ rows lie below, give or take those that are met.
      let below = Double(fit.residuals.filter { $0 < -1e-12 }.count)
      #expect(below <= 40 * tau && below + 3 >= 40 * tau)
    }
  }

  @Test("a saddle, where the gradient vanishes and F can fall, is not certified")
  func saddle() throws {
    // F = ((b² - 1)² + (c - 2)²) / 2 has its minima at b = ±1; b = 0 is a maximum along b.
    let problem = try squares(2, [{ $0[0].squared - 1 }, { $0[1] - 2 }])
    let fit = try TrustRegion(problem).solve(from: [0, 1])
    #expect(fit.parameters[0] == 0)
    #expect(!fit.certificate.isCertified)
    #expect(!fit.certificate.isIdentified)
  }
}
