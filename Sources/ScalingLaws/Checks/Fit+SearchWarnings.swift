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

  /// Minima that nearly compete with the one reported: within a likelihood ratio that noise could turn round.
  private var startWarnings: [FitWarning] {
    guard convergence.starts > 1, convergence.isCertified else { return [] }
    let best = options.norm == .squared ? objective / 2 : objective
    let near = convergence.otherMinima.filter { best > 0 && $0.objective > 0 && closeness($0.objective / best) < 4 }
    if let rival = near.first {
      return [
        FitWarning(
          .startsDisagree, .warning,
          "\(counted(rival.count, "start")) of \(convergence.starts) ended in another minimum that fits nearly as well"
            + " (objective \((rival.objective / best).formatted(significant: 4)) times the best)",
          hint: "the data do not decide between two answers: hold a coefficient with --fix, or take a simpler law",
          numbers: [("objective ratio", rival.objective / best), ("starts", Double(rival.count))])
      ]
    }
    guard convergence.agreeing < 2 else { return [] }
    return [
      FitWarning(
        .startsDisagree, .warning,
        "only 1 of \(convergence.starts) starts ended at this optimum",
        hint: "more --starts, or --start with values that are known to be near")
    ]
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
