extension Law {
  /// Where the starts of a coefficient are drawn. The search may leave the region; it may not leave the domain.
  public enum Region: Sendable, Hashable {
    /// Evenly between two numbers.
    case linear(Double, Double)
    /// Evenly in the logarithm between two positive numbers. The coefficient is solved for as its logarithm.
    case logarithmic(Double, Double)
    /// Evenly in the inner nine tenths of a variable's range: a break, the middle of a rise.
    case within(String)
    /// The same for the place of a corner, as in `max(t - tau, 0)`; see `CornerSearch`.
    case corner(in: String)
    /// The same for the decimal logarithm of a variable.
    case withinDecades(of: String)
    /// The same for the logarithm of a variable. The coefficient is solved for as its logarithm.
    case withinLogarithm(of: String)
    /// The ratio of two values of a variable, evenly in the logarithm: apart by a twentieth to three quarters of the range
    /// of its logarithms. The coefficient is solved for as its logarithm.
    case ratio(of: String)
    /// The steepness of a rise along a variable, evenly in the logarithm: a rise over all of its range, down to a
    /// twentieth of it. The coefficient is solved for as its logarithm.
    case steepness(along: String)

    /// Whether the coefficient says where a law bends or rises, or how sharply.
    var isShape: Bool {
      switch self {
      case .linear: false
      case .logarithmic, .within, .corner, .withinDecades, .withinLogarithm, .ratio, .steepness: true
      }
    }

    /// Whether the coefficient is solved for as its logarithm.
    var isLogarithmic: Bool {
      switch self {
      case .logarithmic, .withinLogarithm, .ratio, .steepness: true
      case .linear, .within, .corner, .withinDecades: false
      }
    }
  }
}

extension Law.Region: CustomStringConvertible {
  public var description: String {
    switch self {
    case .linear(let low, let high): "\(low.plain) to \(high.plain)"
    case .logarithmic(let low, let high): "\(low.plain) to \(high.plain), in the log"
    case .within(let variable), .corner(let variable): "within \(variable)"
    case .withinDecades(let variable): "within log10(\(variable))"
    case .withinLogarithm(let variable): "within \(variable), in the log"
    case .ratio(let variable): "within the range of \(variable), in the log"
    case .steepness(let variable): "from the range of \(variable)"
    }
  }
}
