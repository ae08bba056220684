#if canImport(Glibc)
  import Glibc
#endif

/// What a reader takes from a fit, as functions of what is solved for: coefficients, quantities of the law and of the
/// options, the optimal size at a budget, predictions at targets. Values and gradients, compiled once.
///
/// A quantity that can be any positive number, such as a size, is compared by its logarithm; an exponent or a floor as it is.
struct Answers: Sendable {
  let names: [String]
  /// How many of them are coefficients; these come first.
  let coefficientCount: Int
  /// Those that are compared by their logarithms.
  let isLogarithmic: [Bool]
  /// Those worth a line in a message: no sizes of terms, which mean nothing without the exponents.
  let isHeadline: [Bool]
  /// Outputs: the values, then the derivatives, quantity by quantity.
  private let program: BoundProgram
  private let parameterCount: Int

  /// The budget of the published example of a compute-optimal model (Hoffmann et al. 2022, table 4).
  static let exampleBudget = 5.76e23

  /// - Parameter targets: points at which the law is predicted.
  init(_ fit: Fit, space: SearchSpace, targets: [[String: Double]] = []) throws(FitError) {
    let held = fit.options.fixed.mapValues { Expression($0) }
    let natural = Dictionary(uniqueKeysWithValues: zip(space.names, space.natural))
    var expressions = space.natural
    var names = space.names
    var logarithmic = space.names.map { space.sizes.contains($0) && natural[$0] != .symbol($0) }
    var headline = logarithmic.map { !$0 }
    if !headline.contains(true) { headline = headline.map { _ in true } }
    for quantity in fit.law.law.derived + fit.options.quantities where !names.contains(quantity.name) {
      names.append(quantity.name)
      expressions.append(quantity.expression.substituting(held).substituting(natural))
      logarithmic.append(true)
      headline.append(fit.options.quantities.contains(quantity))
    }
    if let optimum = fit.law.law.optimalParameters {
      names.append(optimum.name)
      expressions.append(optimum.expression.substituting(held).substituting(natural))
      logarithmic.append(true)
      headline.append(true)
    }
    for target in targets {
      let point = fit.law.formula.right.substituting(target.mapValues { Expression($0) })
      names.append("\(fit.law.formula.left) at \(CheckedTarget(target, fit).description)")
      expressions.append(point.substituting(natural))
      logarithmic.append(fit.scale == .log)
      headline.append(true)
    }
    let slopes = expressions.flatMap { expression in space.names.map { expression.derivative(by: $0) } }
    do {
      program = try Program(expressions + slopes, variables: [], parameters: space.names).bind(columns: [], rowCount: 1)
    } catch {
      throw .formula(error)
    }
    self.names = names
    coefficientCount = space.names.count
    isLogarithmic = logarithmic
    isHeadline = headline
    parameterCount = space.names.count
  }

  /// Values and gradients at a point; the gradient is that of the logarithm where `isLogarithmic` and positive.
  func evaluate(at point: [Double]) -> (values: [Double], gradients: [[Double]]) {
    let outputs = program.evaluate(point).map { $0[0] }
    let values = Array(outputs[..<names.count])
    let gradients = names.indices.map { index in
      let start = names.count + index * parameterCount
      let scale = isLogarithmic[index] && values[index] > 0 ? 1 / values[index] : 1
      return outputs[start..<start + parameterCount].map { $0 * scale }
    }
    return (values, gradients)
  }

  /// How far a value is from another, as it is compared: a difference, or one of logarithms.
  func difference(_ value: Double, from other: Double, _ index: Int) -> Double {
    guard isLogarithmic[index] else { return value - other }
    return value > 0 && other > 0 ? log(value / other) : .nan
  }
}

extension Law {
  /// `N*` at the budget of `Answers.exampleBudget`, of a law that has a compute-optimal size.
  var optimalParameters: Quantity? {
    guard let growth = derived.first(where: { $0.name == "a" }), let size = derived.first(where: { $0.name == "G" }),
      derived.contains(where: { $0.name == "tokens_per_parameter" })
    else { return nil }
    let budget = Answers.exampleBudget
    return Quantity(
      name: "N*(\(budget.formatted(significant: 3)))",
      expression: size.expression * (Expression(budget / 6) ^ growth.expression),
      meaning: "optimal parameters at that many FLOP", unit: "parameters")
  }
}
