/// What runs are to tell.
public enum DesignTarget: Sendable, Hashable {
  /// A function of the coefficients: one of them, a ratio of exponents, N* at a budget.
  case quantity(Quantity)
  /// The law at a point, on the residual scale.
  case point([String: Double])

  var isPoint: Bool {
    if case .point = self { true } else { false }
  }

  static func coefficient(_ name: String) -> DesignTarget {
    .quantity(Quantity(name: name, expression: .symbol(name)))
  }
}
