import Foundation
import Statistics
import TestSupport
import Testing

@testable import ScalingLaws

@Suite struct PlannerTests {
  private static let truth = ["E": 1.7, "A": 400, "alpha": 0.34, "B": 1000, "beta": 0.3]

  /// Thirty runs of a known law, with a little noise.
  private func fit(
    _ truth: [String: Double] = truth, seed: UInt64 = 1, law: Law = .chinchilla, noise: Double = 0.005, rows: Int = 30
  ) throws -> Fit {
    var random = RandomStream(seed: seed, stream: 0)
    let n = (0..<rows).map { _ in pow(10, 7.5 + 2.5 * random.uniform()) }
    let d = (0..<rows).map { _ in pow(10, 9 + 2 * random.uniform()) }
    let loss = try n.indices.map { row in
      try law.formula.right.value(truth.merging(["N": n[row], "D": d[row]]) { $1 }) * exp(noise * random.normal())
    }
    let table = try Table(
      source: "simulated",
      columns: [
        Column(name: "N", storage: .numbers(n)), Column(name: "D", storage: .numbers(d)),
        Column(name: "loss", storage: .numbers(loss)),
      ])
    var options = FitOptions()
    options.collectsWarnings = false
    return try law.fit(to: table, options: options)
  }

  @Test(
    "the plan for the published points is the published one, with its intervals from the stored resamples",
    .enabled(if: Shared.isAvailable, "../shared is not here"))
  func published() throws {
    let table = try ChinchillaPoints.table(isTrimmed: true)
    let options = FitOptions(interval: .bootstrap(Bootstrap()), norm: .huber(delta: 1e-3), replicates: 40)
    let fit = try Law.chinchilla.fit(to: table, options: options)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Shared.path("data/chinchilla/epoch_boot_indices.u16le"))))
    let counts = (0..<4000).map { replicate in
      var counts = [UInt16](repeating: 0, count: 240)
      for byte in stride(from: 480 * replicate, to: 480 * (replicate + 1), by: 2) {
        // Positions in the whole file, whose first five rows are the five highest losses.
        counts[(Int(bytes[byte]) | Int(bytes[byte + 1]) << 8) - 5] += 1
      }
      return counts
    }
    let draws = Draws(try fit.refits().run(counts: counts, threads: 2))
    let plan = try Planner(try fit.saved.with(draws: draws)).plan(budget: 5.76e23)
    // DESIGN.md's reference for these points, norm and resamples; digits as printed there.
    #expect(abs(try #require(plan.parameters.value) / 7.3190e10 - 1) < 1e-4)
    #expect(abs(try #require(plan.tokens.value) / 1.3116e12 - 1) < 1e-4)
    #expect(abs(try #require(plan.loss.value) - 1.97391) < 5e-6)
    #expect(abs(try #require(plan.tokensPerParameter.value) - 17.92) < 5e-3)
    #expect(abs(try #require(plan.parametersExponent.value) - 0.5139) < 5e-5)
    let ends = { (estimate: Estimate) in [estimate.interval?.low ?? .nan, estimate.interval?.high ?? .nan] }
    #expect(
      zip(ends(plan.parameters), [5.17e10, 1.124e11]).allSatisfy { abs($0 / $1 - 1) < 2e-3 }, "\(plan.parameters)")
    #expect(
      zip(ends(plan.tokensPerParameter), [7.6, 35.9]).allSatisfy { abs($0 - $1) < 0.06 }, "\(plan.tokensPerParameter)")
    #expect(zip(ends(plan.loss), [1.9510, 2.0017]).allSatisfy { abs($0 - $1) < 6e-5 }, "\(plan.loss)")
  }

  @Test("the search agrees with the closed form to 1e-10, for 100 random laws and budgets")
  func closedForm() throws {
    let base = try fit()
    let saved = base.saved
    let planner = try Planner(saved)
    let search = try TradeOff(
      minimise: planner.loss, where: planner.cost, size: "N", data: "D", coefficients: saved.coefficients,
      limits: PlanLimits(), domain: PlanDomain(size: saved.ranges["N"], data: saved.ranges["D"]))
    let dual = try TradeOff(
      minimise: planner.cost, where: planner.loss, size: "N", data: "D", coefficients: saved.coefficients,
      limits: PlanLimits(), domain: PlanDomain(size: saved.ranges["N"], data: saved.ranges["D"]))
    for index in 0..<100 {
      var random = RandomStream(seed: 3, stream: UInt64(index))
      let law = [
        "E": 1 + random.uniform(), "A": pow(10, 1 + 2 * random.uniform()), "alpha": 0.15 + 0.4 * random.uniform(),
        "B": pow(10, 1 + 3 * random.uniform()), "beta": 0.15 + 0.4 * random.uniform(),
      ]
      let coefficients = saved.coefficients.map { law[$0] ?? .nan }
      let budget = pow(10, 19 + 6 * random.uniform())
      let exact = planner.optimum(budget, coefficients)
      let found = try #require(search.least(where: budget, coefficients))
      // Hoffmann et al. 2022, eq. 4, by hand.
      let (a, A, b, B) = (law["alpha"] ?? 0, law["A"] ?? 0, law["beta"] ?? 0, law["B"] ?? 0)
      let byHand = pow(a * A / (b * B), 1 / (a + b)) * pow(budget / 6, b / (a + b))
      #expect(abs(exp(exact.logSize) / byHand - 1) < 1e-12)
      #expect(abs(found.size / byHand - 1) < 1e-10, "\(found.size / byHand - 1)")
      #expect(abs(found.data / (budget / 6 / byHand) - 1) < 1e-10)
      #expect(abs(found.value / exact.loss - 1) < 1e-14)
      #expect(found.bound == nil && found.others.isEmpty)
      let back = try #require(dual.least(where: exact.loss, coefficients))
      #expect(abs(log(back.value / budget)) < 1e-8, "the least cost of that loss is that budget")
      #expect(abs(planner.cheapest(exact.loss, coefficients).logBudget - log(budget)) < 1e-9)
    }
  }

  @Test("a cost formula that equals 6ND gives the same plan, by the same closed form")
  func sameCost() throws {
    let saved = try fit().saved
    let plain = try Planner(saved).plan(budget: 1e22)
    for cost in ["N*D*6", "3*N*D + 3*D*N", "K*N*D"] {
      let planner = try Planner(saved, cost: Expression(parsing: cost), settings: cost.contains("K") ? ["K": 6] : [:])
      let plan = try planner.plan(budget: 1e22)
      let (own, six) = (try #require(plan.parameters.value), try #require(plain.parameters.value))
      #expect(abs(own / six - 1) < 1e-12)
      #expect(plan.certificate == .closedForm)
    }
  }

  @Test("a plan with tokens to serve is the one of a fine grid")
  func inferenceAware() throws {
    let fit = try fit()
    let saved = fit.saved
    let cost = try Expression(parsing: "6*N*D + 2*N*T")
    let planner = try Planner(saved, cost: cost, settings: ["T": 5e12])
    let plan = try planner.plan(budget: 1e23)
    let coefficients = Dictionary(uniqueKeysWithValues: zip(saved.coefficients, planner.coefficientsAtEstimate))
    let c = { (name: String) in coefficients[name] ?? .nan }
    let best = (0...200_000).map { 7 + 5 * Double($0) / 200_000 }.compactMap { x -> (Double, Double)? in
      let n = pow(10, x)
      let d = (1e23 - 2 * n * 5e12) / (6 * n)
      return d > 0 ? (n, c("E") + c("A") * pow(n, -c("alpha")) + c("B") * pow(d, -c("beta"))) : nil
    }.min { $0.1 < $1.1 }
    let (size, loss) = try #require(best)
    #expect(abs(log(try #require(plan.parameters.value) / size)) < 5e-5, "the grid's step is 5.8e-5")
    #expect(try #require(plan.loss.value) <= loss + 1e-12)
    #expect(plan.certificate == .search(otherMinima: 0))
    let own = try #require(plan.parameters.value)
    let plain = try #require(try Planner(saved).plan(budget: 1e23).parameters.value)
    #expect(own < plain, "what is served is cheaper from a smaller model")
  }

  @Test("limits bind where they should, and what they cost is paid")
  func limits() throws {
    let saved = try fit().saved
    let free = try Planner(saved).plan(budget: 1e23)
    let (n, d) = (try #require(free.parameters.value), try #require(free.tokens.value))
    var limits = PlanLimits()
    limits.data = d / 4
    let fewTokens = try Planner(saved, limits: limits).plan(budget: 1e23)
    #expect(fewTokens.certificate == .bound(.mostData))
    #expect(abs(try #require(fewTokens.tokens.value) / (d / 4) - 1) < 1e-9)
    #expect(abs(try #require(fewTokens.parameters.value) / (4 * n) - 1) < 1e-9)
    limits = PlanLimits()
    limits.size = n / 2
    let small = try Planner(saved, limits: limits).plan(budget: 1e23)
    #expect(small.certificate == .bound(.mostSize))
    #expect(abs(try #require(small.parameters.value) / (n / 2) - 1) < 1e-9)
    let (less, best) = (try #require(small.loss.value), try #require(free.loss.value))
    #expect(less > best)
    limits.isSizeFixed = true
    #expect(try Planner(saved, limits: limits).plan(budget: 1e23).certificate == .held)
    limits = PlanLimits()
    (limits.size, limits.data) = (1e9, 1e10)
    #expect(throws: PlanError.self) { try Planner(saved, limits: limits).plan(budget: 1e23) }
  }

  @Test("the budget for a loss gives that loss, and one below the floor is refused with the floor")
  func target() throws {
    let saved = try fit().saved
    let planner = try Planner(saved)
    let plan = try planner.plan(loss: 2.1).get()
    let back = try planner.plan(budget: try #require(plan.budget.value))
    #expect(abs(try #require(back.loss.value) - 2.1) < 1e-10)
    let low = try #require(plan.budget.interval?.low)
    #expect(low < plan.budget.value ?? 0 && plan.budget.interval?.high.map { $0 > low } ?? true)
    guard case .failure(let floor) = try planner.plan(loss: 1.2) else {
      Issue.record("1.2 is below the floor")
      return
    }
    let e = try #require(saved.estimate(Quantity("E")).estimate.value)
    let least = try #require(floor.floor.value)
    #expect(abs(least - e) < 1e-9)
    #expect(try #require(floor.floor.interval).contains(e))
  }

  @Test("where some refits never reach a loss, the budget for it is open upwards and bounded below")
  func partlyUnreachable() throws {
    let base = try fit(noise: 0.02, rows: 16)
    let floors = (0..<200).map { 1.6 + 0.3 * Double($0) / 199 }
    let others = base.saved.coefficients.map { base.coefficients[$0]?.value ?? .nan }
    let columns = base.saved.coefficients.enumerated().map { index, name in
      floors.map { name == "E" ? $0 : others[index] }
    }
    let draws = Draws(
      names: base.saved.coefficients, columns: columns, replicates: Array(0..<200), objectives: floors)
    let options = FitOptions(interval: .bootstrap(Bootstrap()), replicates: 20)
    let resampled = try Law.chinchilla.fit(to: base.sample.table, options: options)
    // One draw in six has a floor above 1.85, and needs more than any budget.
    let plan = try Planner(try resampled.saved.with(draws: draws), threads: 1).plan(loss: 1.85)
    guard case .success(let found) = plan else {
      Issue.record("the fit itself reaches it")
      return
    }
    #expect(found.budget.interval?.low != nil && found.budget.interval?.high == nil)
  }

  @Test("intervals of a plan by formula are those of the delta method on its closed form")
  func deltaMethod() throws {
    let fit = try fit()
    let plan = try Planner(fit.saved).plan(budget: 6e22)
    let formula = "log((alpha*A/(beta*B))^(1/(alpha + beta)) * (6e22/6)^(beta/(alpha + beta)))"
    let exact = try #require(try fit.estimate(formula).estimate.standardError)
    let found = try #require(plan.parameters.standardError) / (try #require(plan.parameters.value))
    #expect(abs(found / exact - 1) < 1e-5)
    let exponent = try #require(try fit.estimate("beta/(alpha + beta)").estimate.standardError)
    let own = try #require(plan.parametersExponent.standardError)
    #expect(abs(own / exponent - 1) < 1e-5)
  }

  @Test("a law of one variable is inverted, dates included, and what it never reaches is said")
  func inversion() throws {
    let years = (0..<12).map { 2015 + Double($0) }
    let table = try Table(
      source: "prices",
      columns: [
        Column(name: "t", storage: .numbers(years)),
        Column(
          name: "price",
          storage: .numbers(years.enumerated().map { 100 * exp(-0.5 * ($1 - 2015)) * (1 + 0.01 * sin(Double($0))) })),
      ])
    let fit = try Law.exponentialTrend.fit(to: table).saved
    let inverter = try Inverter(fit)
    #expect(inverter.isDate)
    let found = try inverter.find(0.01).get()
    // log(100/0.01)/0.5 = 18.42 years after 2015, to the noise of one per cent.
    #expect(abs(try #require(found.value) - 2033.42) < 0.1)
    #expect(try #require(found.interval).contains(2033.42))
    let floor = try Law("loss = E + A*C^-alpha", positive: ["E"], scale: .log).fit(
      to: try Table(
        source: "c",
        columns: [
          Column(name: "C", storage: .numbers((0..<10).map { pow(10, 18 + Double($0) / 2) })),
          Column(
            name: "loss",
            storage: .numbers(
              (0..<10).map { 1.5 + 20 * pow(10, -0.08 * (18 + Double($0) / 2)) * (1 + 0.001 * cos(Double($0))) })),
        ])
    ).saved
    guard case .failure(let unreachable) = try Inverter(floor).find(1.0) else {
      Issue.record("1.0 is below the floor")
      return
    }
    #expect(unreachable.isUpward)
    #expect(abs(try #require(unreachable.limit.value) - 1.5) < 0.05)
  }

  @Test("effective compute against itself is one, and twice the loss terms cost what the exponents say")
  func effectiveCompute() throws {
    let saved = try fit().saved
    let recipe = EffectiveCompute.Recipe.planned(try Planner(saved))
    let same = try EffectiveCompute(of: recipe, versus: recipe, budgets: [1e20, 1e23], arePaired: false)
    #expect(try same.rows.allSatisfy { abs(try #require($0.multiplier.value) - 1) < 1e-9 })
    // Both terms half as large at equal exponents: L - E falls by 2, compute by 2^(1/γ), γ = αβ/(α+β).
    let law = ["E": 1.7, "A": 400, "alpha": 0.34, "B": 1000, "beta": 0.3]
    let better = law.merging(["A": 200, "B": 500]) { $1 }
    let one = try Planner(try fit(law, noise: 1e-9).saved)
    let two = try Planner(try fit(better, noise: 1e-9).saved)
    let found = try EffectiveCompute(of: .planned(one), versus: .planned(two), budgets: [1e22], arePaired: false)
    let gamma = 0.34 * 0.3 / 0.64
    #expect(abs(try #require(found.rows[0].multiplier.value) / pow(2, -1 / gamma) - 1) < 1e-4)
    #expect(found.crossing.value == nil)
  }

  @Test("what cannot be planned says why")
  func refusals() throws {
    let saved = try fit().saved
    #expect(throws: PlanError.notPositive("the budget", -1)) { try Planner(saved).plan(budget: -1) }
    #expect(throws: PlanError.badCost("6 * N")) { try Planner(saved, cost: Expression(parsing: "6*N")) }
    #expect(throws: PlanError.unset(["T"], what: "the cost 6 * N * D + T * N")) {
      try Planner(saved, cost: Expression(parsing: "6*N*D + T*N"))
    }
    #expect(throws: PlanError.unknownSetting("U", symbols: [])) { try Planner(saved, settings: ["U": 1]) }
    #expect(throws: PlanError.manyUnknowns(["N", "D"])) { try Inverter(saved) }
  }
}
