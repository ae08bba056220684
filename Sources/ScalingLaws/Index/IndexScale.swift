import LinearAlgebra
import Statistics

/// Where an index is zero and how long its unit is: two models have given values, or all have mean 0 and standard deviation 1.
public struct IndexScale: Sendable, Hashable {
  /// A model with its value.
  public struct Anchor: Sendable, Hashable {
    public let model: String
    public let value: Double

    public init(model: String, value: Double) {
      self.model = model
      self.value = value
    }
  }

  /// Two, or none.
  public let anchors: [Anchor]

  /// Mean 0 and standard deviation 1 (n - 1 in the denominator).
  public static let standard = IndexScale(checked: [])

  private init(checked anchors: [Anchor]) { self.anchors = anchors }

  /// - Throws: `.anchors` unless there are two models with two different values, or none.
  public init(_ anchors: [Anchor]) throws(IndexError) {
    if anchors.isEmpty {
      self = .standard
      return
    }
    guard anchors.count == 2 else {
      throw .anchors(reason: "\(counted(anchors.count, "model")) fixes no scale; it takes two")
    }
    guard anchors[0].model != anchors[1].model else { throw .anchors(reason: "\(anchors[0].model) is named twice") }
    guard anchors[0].value != anchors[1].value, anchors.allSatisfy({ $0.value.isFinite }) else {
      throw .anchors(reason: "\(anchors[0].model) and \(anchors[1].model) have the same value")
    }
    self.anchors = anchors
  }
}

/// A scale for the models of a table.
struct PlacedScale: Sendable {
  /// Positions of the anchors, with their values; `nil` for mean 0 and deviation 1.
  private let anchors: (low: Int, lowValue: Double, high: Int, highValue: Double)?

  /// - Throws: `.unknownModel`.
  init(_ scale: IndexScale, models: [String]) throws(IndexError) {
    guard let first = scale.anchors.first, let second = scale.anchors.last else {
      anchors = nil
      return
    }
    var places: [Int] = []
    for anchor in [first, second] {
      guard let place = models.firstIndex(of: anchor.model) else {
        throw .unknownModel(anchor.model, suggestion: Names.suggestion(for: anchor.model, among: models))
      }
      places.append(place)
    }
    anchors = (places[0], first.value, places[1], second.value)
  }

  /// Positions of the anchors.
  var places: [Int] { anchors.map { [$0.low, $0.high] } ?? [] }

  /// value = offset + unit · capability.
  func affine(_ capability: ArraySlice<Double>) -> (offset: Double, unit: Double) {
    if let anchors {
      let unit = (anchors.highValue - anchors.lowValue) / (capability[anchors.high] - capability[anchors.low])
      return (anchors.lowValue - unit * capability[anchors.low], unit)
    }
    let values = Array(capability)
    let unit = 1 / Descriptive.standardDeviation(values)
    return (-unit * Descriptive.mean(values), unit)
  }

  func values(_ capability: ArraySlice<Double>) -> [Double] {
    let (offset, unit) = affine(capability)
    return capability.map { offset + unit * $0 }
  }

  /// The derivatives of offset + unit·x by the capabilities, x held: what a place on the scale shares with all others.
  func shared(at value: Double, _ capability: ArraySlice<Double>) -> [Double] {
    var made = [Double](repeating: 0, count: capability.count)
    let (offset, unit) = affine(capability)
    if let anchors {
      // unit·x + offset = v₁ + (v₂ - v₁)(x - c₁)/(c₂ - c₁)
      let along = (value - anchors.lowValue) / (anchors.highValue - anchors.lowValue)
      made[anchors.low] = unit * (along - 1)
      made[anchors.high] = -unit * along
      return made
    }
    let count = Double(capability.count)
    for place in made.indices {
      let own = offset + unit * capability[capability.startIndex + place]
      made[place] = -unit * (1 / count + value * own / (count - 1))
    }
    return made
  }
}
