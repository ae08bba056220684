#if canImport(Glibc)
  import Glibc
#endif

/// The ends of an axis, and where a value lies between them.
public struct AxisSpan: Sendable, Hashable {
  public let low: Double
  public let high: Double
  public let scale: FigureAxis.Scale

  /// No axis reaches further: beyond, the room beside the marks would not be a number.
  private static let largest = 1e300
  private static let smallest = 1e-300
  /// Share of the length that is left free at each end.
  private static let room = 0.04

  /// - Parameter values: of the marks; what cannot be drawn does not count.
  public init(_ axis: FigureAxis, values: [Double]) {
    scale = axis.scale
    let drawn = values.filter { Self.canDraw($0, axis.scale) }.map { Self.clamped($0, axis.scale) }
    if let domain = axis.domain, Self.canDraw(domain.lowerBound, scale), Self.canDraw(domain.upperBound, scale),
      domain.lowerBound < domain.upperBound
    {
      (low, high) = (Self.clamped(domain.lowerBound, scale), Self.clamped(domain.upperBound, scale))
      return
    }
    let (first, last) = (drawn.min() ?? (scale == .log ? 1 : 0), drawn.max() ?? 1)
    switch scale {
    case .log:
      // Values that agree to ten digits are one value.
      let isPoint = !(last > first * (1 + 1e-10))
      let factor = isPoint ? 2 : exp(Self.room * (log(last) - log(first)))
      (low, high) = (max(first / factor, Self.smallest / 10), min(last * factor, Self.largest * 10))
    case .linear:
      let isPoint = !(last - first > 1e-10 * max(abs(first), abs(last)))
      let extra = isPoint ? max(abs(first) / 2, first == 0 ? 1 : 0) : Self.room * (last - first)
      (low, high) = (first - extra, last + extra)
    }
  }

  static func canDraw(_ value: Double, _ scale: FigureAxis.Scale) -> Bool {
    value.isFinite && (scale == .linear || value > 0)
  }

  private static func clamped(_ value: Double, _ scale: FigureAxis.Scale) -> Double {
    scale == .log ? min(max(value, smallest), largest) : min(max(value, -largest), largest)
  }

  /// 0 at the low end, 1 at the high one.
  func fraction(_ value: Double) -> Double {
    switch scale {
    case .linear: (value - low) / (high - low)
    case .log: (log10(value) - log10(low)) / (log10(high) - log10(low))
    }
  }

  /// The value at a share of the length.
  func value(_ fraction: Double) -> Double {
    switch scale {
    case .linear: low + fraction * (high - low)
    case .log: pow(10, log10(low) + fraction * (log10(high) - log10(low)))
    }
  }

  func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
