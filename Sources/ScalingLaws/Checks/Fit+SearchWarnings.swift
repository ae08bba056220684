#if canImport(Glibc)
  import Glibc
#endif

extension Fit {
  /// What the search and the questions asked of the fit leave in doubt.
  var searchWarnings: [FitWarning] { boundWarnings + startWarnings + budgetNotes }

  private var boundWarnings: [FitWarning] {
    let names = convergence.atBound
    guard !names.isEmpty else { return [] }
    let values = names.map { name in "\(name) at \((coefficients[name]?.value ?? .nan).formatted(significant: 3))" }
    return [
      FitWarning(
        .atBound, .warning,
        "\(values.listed) ended on a bound: the data would take \(names.count == 1 ? "it" : "them") further, and the standard"
          + " errors take \(names.count == 1 ? "it" : "them") as given",
        hint: "widen --bounds if there is no reason for them; at zero, a law without that term may be enough",
        numbers: names.map { ($0, coefficients[$0]?.value ?? .nan) })
    ]
  }

  /// What other minima leave in doubt: one that the user's start leads to, one that fits nearly as well, or ones not seen.
  private var startWarnings: [FitWarning] {
    guard convergence.starts > 1, convergence.isCertified else { return [] }
    let others = convergence.otherMinima
    return [others.first(where: \.isOfGivenStart).flatMap(givenStartNote), rivalWarning, unseenNote].compactMap { $0 }
  }

  /// A better minimum than the one that the start values lead to.
  private func givenStartNote(_ given: Convergence.OtherMinimum) -> FitWarning? {
    FitWarning(
      .startsDisagree, .note,
      "the start values lead to another minimum, whose objective is \(given.excess(over: objective)): \(values(of: given))",
      hint: "--starts 1 keeps to the start values", numbers: [("objective of the given start", given.objective)])
  }

  /// A minimum that nearly competes with the one reported: within a likelihood ratio that noise could turn round.
  private var rivalWarning: FitWarning? {
    guard
      let rival = convergence.otherMinima.first(where: {
        objective > 0 && $0.objective > 0 && closeness($0.objective / objective) < 4
      })
    else { return nil }
    return FitWarning(
      .startsDisagree, .warning,
      "\(counted(rival.count, "start")) of \(convergence.starts) ended in another minimum that fits nearly as well (objective"
        + " \(rival.excess(over: objective))): \(values(of: rival))",
      hint: "the data do not decide between two answers: hold a coefficient with --fix, or take a simpler law",
      numbers: [("objective ratio", rival.objective / objective), ("starts", Double(rival.count))])
  }

  /// Too few starts that agree, or too many minima, for a global certificate.
  private var unseenNote: FitWarning? {
    guard !convergence.isGlobal else { return nil }
    let isAlone = convergence.agreeing < 2
    return FitWarning(
      .startsDisagree, isAlone ? .warning : .note,
      "the optimum is certified locally only: \(convergence.agreeing) of \(convergence.starts) starts ended there, and"
        + " \((100 * convergence.shareUnseen).formatted(significant: 2)) % of starts may end in minima that were not seen",
      hint: "more --starts, or --start with values that are known to be near",
      numbers: [("share unseen", convergence.shareUnseen), ("starts", Double(convergence.starts))])
  }

  private func values(of minimum: Convergence.OtherMinimum) -> String {
    guard let values = minimum.coefficients else { return "coefficients without finite values" }
    return zip(law.coefficients, values).map { "\($0) \($1.formatted(significant: 5))" }.joined(separator: ", ")
  }

  /// Twice the difference in log-likelihood that a ratio of objectives stands for.
  private func closeness(_ ratio: Double) -> Double { Double(statistics.observations) * log(ratio) }

  /// Quantities at a budget beyond the data.
  private var budgetNotes: [FitWarning] {
    guard law.law.optimalParameters != nil, let parameters = law.columns.first(where: { $0.variable == "N" })?.column,
      let tokens = law.columns.first(where: { $0.variable == "D" })?.column
    else { return [] }
    let largest = zip(sample.column(parameters), sample.column(tokens)).map { 6 * $0 * $1 }.max() ?? .nan
    let decades = log10(Answers.exampleBudget / largest)
    guard decades > 0.5 else { return [] }
    return [
      FitWarning(
        .extrapolation, .note,
        "tokens_per_parameter is asked for at \(Answers.exampleBudget.formatted(significant: 3)) FLOP,"
          + " \(decades.formatted(significant: 2)) decades beyond the largest run (6ND ="
          + " \(largest.formatted(significant: 2)))",
        hint: "its interval takes the law to hold that far; nothing in the data says so",
        numbers: [("decades", decades), ("largest FLOP", largest)])
    ]
  }
}

extension Convergence.OtherMinimum {
  /// `0.3 % above the best`, with as many digits as tell them apart.
  fileprivate func excess(over best: Double) -> String {
    let percent = 100 * (objective - best) / best.magnitude
    return "\(percent.formatted(significant: 2)) % above the best"
  }
}
