import Statistics

/// A law with known coefficients over the rows of a fit, for which responses are simulated.
struct SimulatedDesign: Sendable {
  let law: Law
  /// The rows that the fit used.
  let table: Table
  let columns: [String: String]
  let options: FitOptions
  let scale: ResidualScale
  let truth: [String: Double]
  /// The law at the rows, on the residual scale.
  private let fitted: [Double]
  /// Name of the column that holds the simulated response.
  private let response: String

  /// - Parameter truth: coefficients to simulate from; those of the fit where not given.
  init(_ fit: Fit, truth given: [String: Double] = [:]) throws(FitError) {
    var truth: [String: Double] = fit.options.fixed
    for element in fit.coefficients {
      guard let value = given[element.name] ?? element.estimate.value else {
        throw .unknownCoefficient(
          quantity: "the simulation", name: element.name, coefficients: fit.coefficients.map(\.name))
      }
      truth[element.name] = value
    }
    self.truth = truth
    scale = fit.scale
    table = fit.sample.table.selecting(rows: fit.sample.rows)
    var name = "simulated response"
    while table.sourceNames.contains(name) { name += "'" }
    response = name
    let simulated = fit.law.law.withResponse(name)
    law = simulated
    columns = Dictionary(uniqueKeysWithValues: fit.law.columns.map { ($0.variable, $0.column) })
      .filter { simulated.formula.symbols.contains($0.key) }
    var options = fit.options
    options.effect = nil
    options.collectsWarnings = false
    options.progress = nil
    options.threads = 1
    options.start = [:]
    options.scale = fit.scale
    self.options = options
    let mapped = Dictionary(uniqueKeysWithValues: fit.law.columns.map { ($0.variable, Expression.symbol($0.column)) })
    let values = fit.law.formula.right.substituting(truth.mapValues { Expression($0) }).substituting(mapped)
    do {
      fitted = try table.values(of: fit.scale.applied(to: values, positive: []))
    } catch {
      throw .table(error)
    }
  }

  private static let firstStream: UInt64 = 1 << 41

  /// The law fitted to simulated responses, and what it was fitted to.
  ///
  /// Its stream lies beyond those of starts and resamples, which are counted from zero.
  func solve(_ noise: SimulatedNoise, table number: Int) throws(FitError) -> SolvedLaw {
    var random = RandomStream(seed: options.seed, stream: Self.firstStream + UInt64(number))
    var values = fitted
    noise.observe(&random, &values)
    let simulated = Column(name: response, storage: .numbers(values.map(scale.inverse)))
    do {
      return try law.solve(table.appending(column: simulated), columns: columns, options: options)
    } catch let error as FitError {
      throw error
    } catch let error as TableError {
      throw .table(error)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }
}

extension Law {
  /// The law with its left side replaced by a column.
  fileprivate func withResponse(_ name: String) -> Law {
    var law = self
    let old = Set(formula.left.symbols)
    law.formula = Formula(left: .symbol(name), right: formula.right)
    law.variables = variables.filter { !old.contains($0.name) || formula.right.symbols.contains($0.name) }
    return law
  }
}
