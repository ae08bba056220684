extension Fit {
  /// Parameters, tokens and loss that are best for a budget of `6·N·D`; see `Planner`.
  ///
  ///     try fit.computeOptimal(flops: 5.76e23).parameters
  ///
  /// - Throws: `.noTradeOff` for a law without N and D; `.notPositive`, `.outOfReach`.
  public func computeOptimal(flops: Double) throws(PlanError) -> Plan {
    try Planner(saved).plan(budget: flops)
  }
}
