extension Fit {
  /// Any function of the coefficients, with its interval.
  ///
  ///     try fit.estimate("12*log(2)/k").estimate.interval
  ///
  /// - Throws: `.formula` if it cannot be read; `.unknownCoefficient` for a symbol that the law does not have.
  public func estimate(_ formula: String) throws(FitError) -> QuantityEstimate {
    do {
      return try estimate(Quantity(formula))
    } catch let error as FormulaError {
      throw .formula(error)
    } catch let error as FitError {
      throw error
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// Any function of the coefficients, with its interval; see `WaldInference.estimate`.
  public func estimate(_ quantity: Quantity) throws(FitError) -> QuantityEstimate {
    try estimated(quantity)
  }
}
