/// The fitted coefficients, in the law's order.
///
///     fit.coefficients["k"]?.interval
public struct CoefficientEstimates: Sendable, RandomAccessCollection {
  public struct Element: Sendable, Hashable {
    public let name: String
    public let unit: String?
    public let estimate: Estimate
    /// `estimate / standardError`, on the scale where the coefficient is solved for; `nil` where undefined.
    public let tStatistic: Double?
    /// Two-sided, against a coefficient of zero; `nil` where undefined.
    public let pValue: Double?
  }

  let elements: [Element]

  public var startIndex: Int { elements.startIndex }
  public var endIndex: Int { elements.endIndex }
  public subscript(position: Int) -> Element { elements[position] }

  /// The estimate of the coefficient of that name.
  public subscript(name: String) -> Estimate? {
    elements.first { $0.name == name }?.estimate
  }
}

/// A quantity with its estimate.
public struct QuantityEstimate: Sendable, Hashable {
  public let quantity: Quantity
  public let estimate: Estimate

  package init(quantity: Quantity, estimate: Estimate) {
    self.quantity = quantity
    self.estimate = estimate
  }
}
