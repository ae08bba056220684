import Escaping

/// Why there is no plan.
public enum PlanError: Error, Sendable, Equatable {
  case fit(FitError)
  /// The law has not both variables that a budget is split over.
  case noTradeOff(formula: String, size: String, data: String, variables: [String])
  /// Symbols of the law or the cost that have no value.
  case unset([String], what: String)
  /// A value for what is no symbol.
  case unknownSetting(String, symbols: [String])
  case notPositive(String, Double)
  /// The cost does not rise with parameters and tokens.
  case badCost(String)
  /// Nothing within the limits costs this much, or this little.
  case outOfReach(budget: Double, least: Double, most: Double)
  /// Parameters and tokens are both held.
  case bothHeld
  /// The law has several variables, and none of them is named.
  case manyUnknowns([String])

  public var blame: FitError.Blame {
    if case .fit(let error) = self { error.blame } else { .usage }
  }
}

extension PlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let error): error.description
    case .noTradeOff(let formula, let size, let data, let variables):
      "\(formula) has no \(size) and \(data) to split a budget over; its variables are \(variables.listed)"
    case .unset(let names, let what): "\(what) needs a value for \(names.listed)"
    case .unknownSetting(let name, let symbols):
      "\(name) is neither in the law nor in the cost; what can be set is \(symbols.listed)"
    case .notPositive(let what, let value): "\(what) is \(value.plain); it has to be a finite number above zero"
    case .badCost(let cost): "the cost \(cost) does not rise with parameters and with tokens"
    case .outOfReach(let budget, let least, let most):
      "a budget of \(budget.formatted(significant: 4)) cannot be spent: within the limits costs go from"
        + " \(least.formatted(significant: 4)) to \(most.formatted(significant: 4))"
    case .bothHeld: "parameters and tokens are both held, so there is nothing to choose"
    case .manyUnknowns(let names): "the law has several variables, \(names.listed), and one of them has to be asked for"
    }
  }

  public var hint: String? {
    switch self {
    case .fit(let error): error.hint
    case .noTradeOff: "--target NAME=VALUE asks a law of one variable where it reaches a value"
    case .unset(let names, _): String.flag("--set", "\(names.first ?? "T")=VALUE")
    case .unknownSetting: nil
    case .notPositive: "numbers may be written as 7B, 1.4T or 1e24"
    case .badCost: "for example --cost \"6*N*D + 2*N*T\" --set T=2e12"
    case .outOfReach: "change --flops, --max-params, --max-tokens or --fixed"
    case .bothHeld: "hold one of them with --fixed"
    case .manyUnknowns(let names): "hold all but one with \(String.flag("--set", "\(names.first ?? "N")=VALUE"))"
    }
  }
}
