/// An axis: what it shows, in which unit, on which scale.
public struct FigureAxis: Sendable, Hashable {
  public enum Scale: Sendable, Hashable {
    case linear
    /// Base ten. Values that are not positive are not drawn.
    case log

    /// Logarithmic where values are positive and differ by factors: the largest is five times the least, or more.
    static func suited(from low: Double, to high: Double) -> Scale { low > 0 && high / low >= 5 ? .log : .linear }
  }

  /// How numbers are written at the ticks.
  public enum Notation: Sendable, Hashable {
    /// `0.5`, `2,000` as `2000`; powers of ten where that is shorter.
    case number
    /// `10¹⁸`, `3×10²¹`.
    case power
    /// `70B`, `1.4T`.
    case count
    /// `$0.15`.
    case money
    /// `95 %`, of a share.
    case percent
    /// A decimal year: `2024`, `Jul 2024`.
    case date
  }

  /// A tick of one's own.
  public struct Tick: Sendable, Hashable {
    public let value: Double
    public let label: String

    public init(_ value: Double, _ label: String) {
      self.value = value
      self.label = label
    }
  }

  /// With the unit, e.g. `loss (nats/token)`.
  public var title: String
  public var scale: Scale
  public var notation: Notation
  /// From end to end; that of the marks, with some room, unless given.
  public var domain: ClosedRange<Double>?
  /// Ticks with words; numbers are chosen where there are none.
  public var ticks: [Tick]

  public init(
    _ title: String, scale: Scale = .linear, notation: Notation = .number, domain: ClosedRange<Double>? = nil,
    ticks: [Tick] = []
  ) {
    self.title = title
    self.scale = scale
    self.notation = notation
    self.domain = domain
    self.ticks = ticks
  }
}
