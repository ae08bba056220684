/// What parameters and tokens may be.
public struct PlanLimits: Sendable, Hashable {
  /// The most parameters, or the number that is held.
  public var size: Double?
  public var isSizeFixed = false
  /// The most tokens, or the number that is held.
  public var data: Double?
  public var isDataFixed = false

  public init() {}

  /// - Throws: `.notPositive`, `.bothHeld`.
  func check() throws(PlanError) {
    for (name, value) in [("a limit on parameters", size), ("a limit on tokens", data)] {
      if let value, !(value > 0 && value.isFinite) { throw .notPositive(name, value) }
    }
    if isSizeFixed, isDataFixed { throw .bothHeld }
  }
}

/// Where parameters and tokens are looked for: from a millionth of the least of the rows to a quintillion times the largest.
struct PlanDomain: Sendable {
  let size: ClosedRange<Double>
  let data: ClosedRange<Double>

  init(size: ClosedRange<Double>?, data: ClosedRange<Double>?) {
    let widened = { (range: ClosedRange<Double>?) in
      guard let range, range.lowerBound > 0 else { return 1...1e40 }
      return range.lowerBound * 1e-6...range.upperBound * 1e18
    }
    (self.size, self.data) = (widened(size), widened(data))
  }
}
