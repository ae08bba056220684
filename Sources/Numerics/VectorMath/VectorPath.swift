import CSleef

/// The instructions that the elementary functions run on.
///
/// `.wide`, `.narrow` and `.scalar` give the same bits for the same number, wherever it stands in an array. So do
/// `.portable` and `.portableScalar` between themselves; their last bits differ from the others, because they do
/// without fused multiply-add. Only x86-64 processors without AVX2 (before about 2013, and some emulators) need them.
public enum VectorPath: Int32, Sendable, CaseIterable {
  /// AVX-512F, eight numbers at a time.
  case wide
  /// AVX2 with FMA, four at a time; on aarch64 Advanced SIMD, two at a time.
  case narrow
  /// One at a time, with fused multiply-add.
  case scalar
  /// SSE2, two at a time, without fused multiply-add.
  case portable
  /// One at a time, without fused multiply-add.
  case portableScalar

  /// Whether this processor can run the path.
  public var isSupported: Bool { csleef_supports(rawValue) == 1 }

  /// The fastest path of this processor, chosen once.
  public static let best: VectorPath = [.wide, .narrow, .scalar].first { $0.isSupported } ?? .portable

  /// The path for single numbers that gives the same bits as `best`.
  public static let single: VectorPath = VectorPath.scalar.isSupported ? .scalar : .portableScalar
}
