/// A figure: what is drawn, and nothing of how.
///
/// One description serves both renderers: `svg` for pictures, `VegaLite` for figures that answer on pages and in notebooks. Both draw what
/// `FigureLayout` makes of it, so that ticks, legends and labels stand in the same places.
public struct Figure: Sendable, Hashable {
  public var title: String
  /// Row by row, from left to right.
  public var panels: [FigurePanel]
  /// How many panels stand in a row.
  public var columns: Int
  /// Sentences under the figure: what the bands are, where the data come from.
  public var caption: [String]

  public init(_ title: String, panels: [FigurePanel], columns: Int = 1, caption: [String] = []) {
    precondition(!panels.isEmpty && columns > 0, "a figure has a panel")
    self.title = title
    self.panels = panels
    self.columns = columns
    self.caption = caption
  }
}

/// Layers of marks that share two axes; later layers are drawn over earlier ones.
public struct FigurePanel: Sendable, Hashable {
  public var title: String?
  public var x: FigureAxis
  public var y: FigureAxis
  public var layers: [FigureLayer]
  /// Of the area between the axes, in pixels of a figure of normal size.
  public var width: Double
  public var height: Double

  public init(
    _ title: String? = nil, x: FigureAxis, y: FigureAxis, layers: [FigureLayer], width: Double = 560,
    height: Double = 360
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
    self.width = width
    self.height = height
  }
}
