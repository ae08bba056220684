extension RandomStream {
  /// A number of the gamma distribution with unit scale.
  ///
  /// Marsaglia and Tsang's rejection from a normal, for shapes of one or more; a smaller shape is raised by one and the
  /// result multiplied by `U^(1/shape)`.
  ///
  /// - Precondition: `shape` is positive and finite.
  /// - Source: Marsaglia & Tsang 2000, "A simple method for generating gamma variables".
  public mutating func gamma(shape: Double) -> Double {
    precondition(shape > 0 && shape.isFinite, "a gamma distribution has a positive shape")
    guard shape >= 1 else {
      let larger = gamma(shape: shape + 1)
      return larger * reproducibleExp(reproducibleLog(positiveUniform()) / shape)
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if reproducibleLog(positiveUniform()) < 0.5 * x * x + d - d * v + d * reproducibleLog(v) { return d * v }
    }
  }

  /// A number of Student's t; a standard normal for infinitely many degrees of freedom.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  public mutating func student(_ degreesOfFreedom: Double) -> Double {
    let z = normal()
    guard degreesOfFreedom.isFinite else { return z }
    return z / (2 * gamma(shape: degreesOfFreedom / 2) / degreesOfFreedom).squareRoot()
  }

  /// A number of the exponential distribution with mean one.
  public mutating func exponential() -> Double { -reproducibleLog(positiveUniform()) }

  /// A uniform number in (0, 1].
  private mutating func positiveUniform() -> Double { 1 - uniform() }
}
