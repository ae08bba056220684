/// How marks look: told apart by dash and shape as well as by colour.
public struct FigureStyle: Sendable, Hashable {
  /// Colours that people with any colour vision tell apart (Okabe and Ito 2008), with lighter ones for a dark page.
  public enum Ink: String, Sendable, Hashable, CaseIterable {
    case ink, muted, blue, vermillion, green, purple, orange, sky

    /// On white.
    public var light: String {
      switch self {
      case .ink: "#222222"
      case .muted: "#767676"
      case .blue: "#0072B2"
      case .vermillion: "#D55E00"
      case .green: "#009E73"
      case .purple: "#B3518B"
      case .orange: "#C98A00"
      case .sky: "#3A9BD3"
      }
    }

    /// On near black.
    public var dark: String {
      switch self {
      case .ink: "#E8E8E8"
      case .muted: "#9A9A9A"
      case .blue: "#56B4E9"
      case .vermillion: "#F08A4B"
      case .green: "#3CC79B"
      case .purple: "#E0A0C6"
      case .orange: "#F0B840"
      case .sky: "#9AD2F2"
      }
    }
  }

  public enum Dash: Sendable, Hashable, CaseIterable {
    case solid, dashed, dotted, dashDotted

    /// Lengths of strokes and gaps; empty for a solid line.
    var lengths: [Int] {
      switch self {
      case .solid: []
      case .dashed: [6, 4]
      case .dotted: [2, 2]
      case .dashDotted: [8, 3, 2, 3]
      }
    }
  }

  public enum Shape: Sendable, Hashable, CaseIterable {
    case circle, square, triangle, diamond
  }

  public var ink: Ink
  public var dash: Dash
  public var shape: Shape
  /// Of points.
  public var isFilled: Bool
  /// Of lines, in pixels.
  public var width: Double
  /// Diameter of points, in pixels.
  public var size: Double
  /// Of areas and points, between 0 and 1.
  public var opacity: Double
  /// Of intervals: whether a stroke across stands at each end.
  public var hasCaps: Bool

  public init(
    _ ink: Ink, dash: Dash = .solid, shape: Shape = .circle, isFilled: Bool = true, width: Double = 1.5,
    size: Double = 6, opacity: Double = 1, hasCaps: Bool = true
  ) {
    self.ink = ink
    self.dash = dash
    self.shape = shape
    self.isFilled = isFilled
    self.width = width
    self.size = size
    self.opacity = opacity
    self.hasCaps = hasCaps
  }

  /// The look of the i-th of several series.
  public static func series(_ index: Int) -> FigureStyle {
    let inks: [Ink] = [.blue, .vermillion, .green, .purple, .orange, .sky]
    return FigureStyle(
      inks[index % inks.count], dash: Dash.allCases[index % Dash.allCases.count],
      shape: Shape.allCases[index % Shape.allCases.count], isFilled: (index / 4).isMultiple(of: 2))
  }
}

/// The ground that a figure stands on.
public enum FigureTheme: String, Sendable, Hashable, CaseIterable {
  case light, dark

  public func color(_ ink: FigureStyle.Ink) -> String { self == .dark ? ink.dark : ink.light }
  var ground: String { self == .dark ? "#1B1B1F" : "#FFFFFF" }
  var grid: String { self == .dark ? "#38383E" : "#E4E4E4" }
}
