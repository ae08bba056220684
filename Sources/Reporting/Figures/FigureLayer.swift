/// Marks of one kind and look.
public struct FigureLayer: Sendable, Hashable {
  public enum Mark: Sendable, Hashable {
    /// Points joined in their order; a point that cannot be drawn breaks the line.
    case line
    /// The area between `low` and `high` over x.
    case band
    case points
    /// From `low` to `high` upright at x, or lying at y; an open end is an arrow to the frame.
    case uprightIntervals
    case lyingIntervals
    /// Across the whole panel: upright at x, or lying at y.
    case uprightRule
    case lyingRule
  }

  /// One datum.
  public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double
    /// Of bands and intervals; `nil` is an open end.
    public var low: Double?
    public var high: Double?
    /// A name, for tooltips; drawn beside the mark where the layer says so.
    public var label: String?

    public init(_ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil, label: String? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
      self.label = label
    }
  }

  public enum Labels: Sendable, Hashable {
    case none
    /// Beside each point, where there is room.
    case beside
    /// At the end of the line.
    case atEnd
  }

  /// In the legend; `nil` for no entry.
  public var name: String?
  public var mark: Mark
  public var style: FigureStyle
  public var points: [Point]
  public var labels: Labels
  /// Whether the marks count when an axis looks for its ends.
  public var setsDomain: Bool

  public init(
    _ name: String?, _ mark: Mark, _ style: FigureStyle, points: [Point], labels: Labels = .none,
    setsDomain: Bool = true
  ) {
    self.name = name
    self.mark = mark
    self.style = style
    self.points = points
    self.labels = labels
    self.setsDomain = setsDomain
  }
}
