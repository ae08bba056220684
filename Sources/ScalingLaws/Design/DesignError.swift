import Escaping

/// Why there is no design.
public enum DesignError: Error, Sendable, Equatable {
  case fit(FitError)
  /// A side of a grid that cannot be read.
  case axis(String, String)
  /// A variable stands on two sides of a grid.
  case repeatedAxis(String)
  /// Variables of the law, or of its noise, that the candidates have no values for.
  case missingVariables([String], candidates: String)
  /// A variable that neither the law nor the cost has.
  case unusedVariable(String, known: [String])
  /// Nothing says what a run costs.
  case noCost(variables: [String])
  case badCost(formula: String, place: String, value: Double, isTable: Bool)
  case budget(Double)
  case nothingAffordable(budget: Double, cheapest: Double, place: String)
  /// No affordable run changes what is known of these.
  case nothingGained([String])
  case noCandidates(source: String)
  case tooManyCandidates(Int, most: Int)
  case runs(Int, most: Int)
  case draws(Int, most: Int)
  case sigma(Double)
  /// The law, its noise or its derivatives have no finite value at a candidate.
  case undefined(place: String, what: String, isTable: Bool)
  /// Coefficients without a finite estimate and variance.
  case notDetermined([String])
  /// The size of the noise is not known.
  case noNoise
  /// A criterion that needs something named to be known.
  case nothingAsked
  /// A quantity that does not depend on what is uncertain.
  case targetFixed(String)
  /// A quantity without a finite value or gradient.
  case targetUndefined(String)
  case priorNotUnderstood(String)
  case priorMissing([String], law: String)
  case priorUnknown(String, symbols: [String])

  public var blame: FitError.Blame {
    switch self {
    case .fit(let error): error.blame
    case .badCost(_, _, _, let isTable), .undefined(_, _, let isTable): isTable ? .data : .usage
    case .noCandidates, .notDetermined: .data
    default: .usage
    }
  }
}

extension DesignError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let error): error.description
    case .axis(let text, let reason): "\(text) is no side of a grid: \(reason)"
    case .repeatedAxis(let name): "the grid has \(name) twice"
    case .missingVariables(let names, let candidates): "\(candidates) has no values for \(names.listed)"
    case .unusedVariable(let name, let known):
      "neither the law nor the cost has \"\(name)\"; they have \(known.listed)"
    case .noCost: "nothing says what a run costs"
    case .badCost(let formula, let place, let value, _):
      "the cost of a run, \(formula), is \(value.plain) at \(place): a cost is a positive number"
    case .budget(let budget): "a budget of \(budget.plain) is no positive number"
    case .nothingAffordable(let budget, let cheapest, let place):
      "no candidate costs \(budget.formatted(significant: 4)) or less; the cheapest, \(place), costs"
        + " \(cheapest.formatted(significant: 4))"
    case .nothingGained(let names): "no affordable run tells anything about \(names.listed)"
    case .noCandidates(let source): "\(source) has no candidate runs"
    case .tooManyCandidates(let count, let most):
      "\(count) candidates are more than \(most), the most for so many draws and coefficients"
    case .runs(let count, let most): "\(count) is no number of runs from 1 to \(most)"
    case .draws(let count, let most): "\(count) is no number of draws from 0 to \(most)"
    case .sigma(let sigma): "noise of standard deviation \(sigma.plain) is no positive number"
    case .undefined(let place, let what, _): "\(what) has no finite value at \(place)"
    case .notDetermined(let names):
      "the fit does not determine \(names.listed), so nothing tells what more runs would do"
    case .noNoise: "the size of the noise of a run is not known"
    case .nothingAsked: "criterion c makes the variance of something named small, and nothing is named"
    case .targetFixed(let name): "\(name) does not depend on any coefficient that is uncertain"
    case .targetUndefined(let name): "\(name) has no finite value and gradient at the estimate"
    case .priorNotUnderstood(let text): "\"\(text)\" is no range of a coefficient"
    case .priorMissing(let names, let law): "there is no range for \(names.listed) of \(law)"
    case .priorUnknown(let name, let symbols): "the law has no \"\(name)\"; its symbols are \(symbols.listed)"
    }
  }

  public var hint: String? {
    switch self {
    case .fit(let error): error.hint
    case .axis: "write --grid N=1e8..1e10:8,D=1e9..1e12:8"
    case .repeatedAxis: "give each variable once"
    case .missingVariables(let names, let candidates):
      candidates.hasPrefix("the grid")
        ? "add to --grid, for example \("\(names[0])=1e8..1e10:8".shownShellWord); a coefficient needs a range in --prior"
        : "say which column it is: -c \(names[0])=COLUMN"
    case .unusedVariable(let name, let known):
      Names.suggestion(for: name, among: known).map { "did you mean \"\($0)\"?" } ?? "leave it out"
    case .noCost(let variables):
      "for example --cost \"\(variables.first.map { "6e9*\($0)" } ?? "1")\"; --cost 1 makes the budget a number of runs"
    case .badCost: "write a cost that is positive for every candidate, or leave such candidates out"
    case .budget: "for example --budget 1e22"
    case .nothingAffordable: "raise --budget, or add smaller candidates"
    case .nothingGained: "take larger candidates and a larger budget, or check the size of the noise"
    case .noCandidates: "a row for each candidate, a column for each variable"
    case .tooManyCandidates: "take a coarser grid, or fewer draws: --average 20"
    case .runs: "--runs 50 is the default"
    case .draws: "--average 50 is the default; 0 takes the estimate alone"
    case .sigma: "for example --sigma 0.01, on the scale of the residuals"
    case .undefined: "leave such candidates out"
    case .notDetermined:
      "fit with more rows, or hold coefficients with --fix; or design from ranges: --law with --prior"
    case .noNoise: "give its standard deviation on the scale of the residuals: --sigma 0.01"
    case .nothingAsked: "name it: --for alpha, or --at N=70B,D=1.4T; or take --criterion d"
    case .targetFixed: nil
    case .targetUndefined: "check its formula, or the point"
    case .priorNotUnderstood: "write --prior E=1.5..2,alpha=0.3..0.4, or one value for a coefficient that is known"
    case .priorMissing(let names, _): "add to --prior, for example \("\(names[0])=0.3..0.4".shownShellWord)"
    case .priorUnknown(let name, let symbols):
      Names.suggestion(for: name, among: symbols).map { "did you mean \"\($0)\"?" }
    }
  }
}
