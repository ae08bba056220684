/// From values on a residual scale to the scale on which a quantity is estimated, and back to its unit.
struct DrawScale {
  private let place: QuantityPlace
  private let scale: QuantityScale
  /// Whether the two scales are one, so that nothing is rounded on the way.
  private let isSame: Bool

  /// - Parameter value: the estimate, on the residual scale.
  init(_ place: QuantityPlace, at value: Double) {
    self.init(place, QuantityScale(place.range, at: place.residual.inverse(value)))
  }

  private init(_ place: QuantityPlace, _ scale: QuantityScale) {
    self.place = place
    self.scale = scale
    isSame =
      switch (place.residual, scale) {
      case (.identity, .identity), (.log, .above(0)), (.logit, .between(0, 1)): true
      default: false
      }
  }

  /// The scale of the quantity for a value on the residual scale; infinite at an end of where it may lie.
  func value(_ residual: Double) -> Double {
    isSame ? residual : scale.value(place.residual.inverse(residual))
  }

  /// The derivative of `value`.
  func slope(at residual: Double) -> Double {
    guard !isSame else { return 1 }
    let response = place.residual.inverse(residual)
    return scale.slope(at: response) / place.residual.slope(at: response)
  }

  /// An interval on the scale in the unit of the quantity.
  func back(_ interval: Interval) -> Interval {
    let ends = interval.mapEnds(scale.inverse).bounded
    return scale == .identity ? ends.within(place.range) : ends
  }

  /// The same, or where a value has no place on it that of the unit.
  func defined(for sample: [Double]) -> DrawScale {
    sample.contains { value($0).isInfinite } ? DrawScale(place, .identity) : self
  }

  /// - Parameter half: on the residual scale.
  func interval(about value: Double, half: Double, level: Double) -> Interval {
    let (center, reach) = (self.value(value), half * slope(at: value))
    return back(Interval(low: center - reach, high: center + reach, level: level))
  }

  /// What is read off draws on the scale.
  func read(_ draws: BootstrapDistribution, _ reading: (BootstrapDistribution) -> Interval) -> Interval {
    let scale = defined(for: draws.values)
    return scale.back(reading(draws.mapped(scale.value)))
  }

  /// The scale on which both values have a place: this one, or that of the unit.
  func defined(at one: Double, _ other: Double) -> DrawScale { defined(for: [one, other]) }

  /// Percentiles are the same on every scale.
  func percentiles(of draws: BootstrapDistribution) -> Interval { draws.percentile.mapEnds(place.residual.inverse) }
}
