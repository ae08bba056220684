import CSleef

/// An elementary function over numbers or arrays, through SLEEF: within 1 ulp, and the same bits on every processor
/// (see `VectorPath` for the one exception).
///
/// Infinities, NaN, zeros and numbers outside the domain behave as in C: `log(0)` is -infinity, `log(-1)` is NaN.
/// One thing does not hold: `log1p` of more than 1e307 is +infinity.
public enum VectorFunction: Int32, Sendable, Hashable, CaseIterable {
  case exp, log, log2, log10, log1p, expm1, sin, cos, tan, atan, tanh, erf

  /// The function of one number; the same bits as over an array.
  public func callAsFunction(_ x: Double) -> Double {
    var argument = x
    var result = 0.0
    csleef_map(VectorPath.single.rawValue, rawValue, &argument, &result, 1)
    return result
  }

  /// The function of every element.
  public func callAsFunction(_ x: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: x.count) { buffer, count in
      if let target = buffer.baseAddress {
        x.withUnsafeBufferPointer { source in
          if let source = source.baseAddress { apply(source, into: target, count: x.count) }
        }
      }
      count = x.count
    }
  }

  /// The function of `count` elements, from `source` into `target`.
  ///
  /// `source` and `target` may be the same place; otherwise they may not overlap. The caller answers for both holding
  /// `count` elements and for `path` being supported.
  public func apply(
    _ source: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, count: Int, path: VectorPath = .best
  ) {
    csleef_map(path.rawValue, rawValue, source, target, count)
  }
}
