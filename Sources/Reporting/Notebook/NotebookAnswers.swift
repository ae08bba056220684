import Escaping
import Glibc
import ScalingLaws

/// Predictions and plans of the record as tables, each computed again by the law in NumPy.
struct NotebookAnswers {
  private let fit: SavedFit
  private let law: NotebookLaw
  private let groups: [String]

  /// - Parameter groups: columns of ones of groups with constants of their own.
  init(_ fit: SavedFit, law: NotebookLaw, groups: [String]) {
    (self.fit, self.law, self.groups) = (fit, law, groups)
  }

  private var response: String { fit.formula.response ?? fit.formula.left.description }

  /// Low, in the middle and high in the rows, and beyond them where that is a matter of factors; `nil` where there is none.
  func predictions() -> String? {
    let rows = points.compactMap { point -> JSONValue? in
      guard let prediction = try? fit.predict(point), prediction.value.isFinite else { return nil }
      let inputs = law.variables.map { JSONValue.Member(key: $0, value: JSONValue(point[$0])) }
      return .object(
        inputs + [
          .init(key: "predicted", value: .number(prediction.value)),
          .init(key: "mean_low", value: JSONValue(prediction.mean?.low)),
          .init(key: "mean_high", value: JSONValue(prediction.mean?.high)),
          .init(key: "new_run_low", value: JSONValue(prediction.newRun?.low)),
          .init(key: "new_run_high", value: JSONValue(prediction.newRun?.high)),
        ])
    }
    guard !rows.isEmpty else { return nil }
    return """
      predictions = pd.DataFrame(json.loads(r\"""
      [
        \(rows.map(\.line).joined(separator: ",\n  "))
      ]
      \"""))
      here = law(*[predictions[name].to_numpy(float) for name in variables], *recorded)
      assert np.allclose(here, predictions["predicted"], rtol=1e-9)
      predictions
      """
  }

  private var points: [[String: Double]] {
    guard fit.formula.right.textComparisons.isEmpty else { return [] }
    let shares: [Double] = [0, 0.5, 1]
    var points = shares.map { share in
      point { low, high, isLog in
        isLog ? low * exp(share * log(high / low)) : low + share * (high - low)
      }
    }
    if fit.ranges.values.contains(where: Self.spansFactors) {
      points.append(point { _, high, isLog in isLog ? 10 * high : high })
    }
    return points
  }

  private func point(_ place: (Double, Double, Bool) -> Double) -> [String: Double] {
    var point: [String: Double] = [:]
    for name in fit.predictors {
      if groups.contains(name) {
        point[name] = name == groups.first ? 1 : 0
      } else if let range = fit.ranges[name] {
        let value = place(range.lowerBound, range.upperBound, Self.spansFactors(range))
        point[name] = NumberLiteral.parse(value.formatted(significant: 4)) ?? value
      }
    }
    return point
  }

  private static func spansFactors(_ range: ClosedRange<Double>) -> Bool {
    FigureAxis.Scale.suited(from: range.lowerBound, to: range.upperBound) == .log
  }

  /// Budgets around the largest run; `nil` for a law that does not trade parameters for tokens.
  func plans() -> String? {
    guard let planner = try? Planner(fit), let size = fit.ranges["N"], let data = fit.ranges["D"] else { return nil }
    let largest = IsoFLOPRuns.flopsPerParameterToken * size.upperBound * data.upperBound
    let power = Int(log10(largest))
    let rows = (-2...3).compactMap { step -> JSONValue? in
      guard let budget = NumberLiteral.parse("1e\(power + step)"), let plan = try? planner.plan(budget: budget),
        plan.parameters.value != nil, plan.tokens.value != nil
      else { return nil }
      return .object(
        [.init(key: "budget", value: .number(budget))] + Self.members("N", plan.parameters)
          + Self.members("D", plan.tokens) + Self.members(response, plan.loss))
    }
    guard !rows.isEmpty else { return nil }
    let (n, d) = (law.names["N"], law.names["D"])
    return """
      def best(budget, c):
          \"""Parameters, tokens and the law where a budget of 6*N*D is spent best.\"""
          def spent(log_size):
              size = np.exp(log_size)
              return law(**{"\(n)": size, "\(d)": budget / (6 * size)}, **dict(zip(arguments, c)))

          sizes = np.linspace(0, np.log(budget / 6), 2001)
          start = sizes[np.argmin(spent(sizes))]
          log_size = optimize.minimize_scalar(spent, bounds=(start - 0.5, start + 0.5), method="bounded",
                                              options={"xatol": 1e-10}).x
          return np.exp(log_size), budget / (6 * np.exp(log_size)), spent(log_size)


      arguments = [\(NotebookLaw.wrapped(law.coefficients.map { law.names[$0].quotedForPython }, ", ", indent: 4))]
      plans = pd.DataFrame(json.loads(r\"""
      [
        \(rows.map(\.line).joined(separator: ",\n  "))
      ]
      \"""))
      here = np.array([best(budget, recorded) for budget in plans["budget"]])
      assert np.allclose(here[:, :2], plans[["N", "D"]], rtol=1e-4)
      assert np.allclose(here[:, 2], plans[\(response.quotedForPython)], rtol=1e-9)
      plans
      """
  }

  /// Cells that are there to be changed.
  func changes(hasPlans: Bool) -> [(id: String, text: String)] {
    guard let point = points.last else { return [] }
    let inputs = law.variables.filter { point[$0] != nil }.map { "\($0.quotedForPython): \((point[$0] ?? 0).plain)" }
    var cells = [
      (
        "change-point",
        """
        # Change the point: the law there, by the coefficients that SciPy found.
        point = {\(NotebookLaw.wrapped(inputs, ", ", indent: 9))}
        law(*[point[name] for name in variables], *found)
        """
      )
    ]
    if hasPlans {
      cells.append(
        (
          "change-budget",
          """
          # Change the budget, in FLOP: parameters, tokens and \(response.escapedForLine), by the coefficients that SciPy found.
          budget = 1e24
          pd.Series(best(budget, found), ["N", "D", \(response.quotedForPython)])
          """
        ))
    }
    return cells
  }

  private static func members(_ name: String, _ estimate: Estimate) -> [JSONValue.Member] {
    [
      .init(key: name, value: JSONValue(estimate.value)),
      .init(key: name + "_low", value: JSONValue(estimate.interval?.low)),
      .init(key: name + "_high", value: JSONValue(estimate.interval?.high)),
    ]
  }
}
