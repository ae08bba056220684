extension RandomStream {
  /// A uniform number in [0, 1): a multiple of 2⁻⁵³, every one equally likely.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform integer in 0 ..< bound, without bias.
  ///
  /// The high word of the 128-bit product of 64 random bits and the bound. The few values of the low word that would
  /// favour some integers are drawn again, so a call may use more than one number of the stream.
  ///
  /// - Precondition: `bound` is positive.
  /// - Source: Lemire 2019, "Fast random integer generation in an interval".
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no integer lies in 0 ..< \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let surplus = (0 &- range) % range
      while product.low < surplus { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A standard normal number.
  ///
  /// The polar method: a uniform point (u, v) of the unit disc with s = u² + v² gives two independent normals
  /// u √(-2 log s / s) and v √(-2 log s / s). The method is exact; rounding leaves a relative error below 1e-15. The
  /// second of a pair is kept for the next call.
  ///
  /// - Source: Marsaglia & Bray 1964.
  public mutating func normal() -> Double {
    if let value = waitingNormal {
      waitingNormal = nil
      return value
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      guard s < 1, s > 0 else { continue }
      let factor = (-2 * reproducibleLog(s) / s).squareRoot()
      waitingNormal = v * factor
      return u * factor
    }
  }
}
