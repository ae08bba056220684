/// A form of a score in the logs of resources, set beside the straight line.
public enum CapabilityForm: String, Sendable, Hashable, CaseIterable {
  case linear
  /// From 0 to the top of the scale.
  case logistic
  /// `score = top·exp(-exp(-v))`: the power law of pass@k, in which -log score falls as a power of the resources.
  case failurePower = "power law of -log score"
  /// Between a floor and a ceiling that the rows determine.
  case floorAndCeiling = "logistic with floor and ceiling"
  case power = "power law"
  case powerAndFloor = "power law with floor"

  /// Which forms suit values from some range: those of a bounded score, or those of a loss.
  static func suiting(_ y: [Double], top: Double?) -> [CapabilityForm] {
    if top != nil { return [.linear, .logistic, .failurePower, .floorAndCeiling] }
    return y.allSatisfy { $0 > 0 } ? [.linear, .power, .powerAndFloor] : [.linear]
  }

  /// 1 for shares, 100 for percentages; `nil` for what has no top that the values show.
  static func top(of y: [Double]) -> Double? {
    guard let low = y.min(), let high = y.max(), low >= 0 else { return nil }
    return high <= 1 ? 1 : low > 1 && high <= 100 && high > 20 ? 100 : nil
  }

  /// In `y`, and the index `v`.
  func formula(_ resources: [String], top: Double) -> String {
    let v = "(b0 + " + resources.enumerated().map { "b\($0 + 1)*\($1)" }.joined(separator: " + ") + ")"
    return switch self {
    case .linear: "y = \(v)"
    case .logistic: "y = \(top)*logistic\(v)"
    case .failurePower: "y = \(top)*exp(-exp(-\(v)))"
    case .floorAndCeiling: "y = floor + (ceiling - floor)*logistic\(v)"
    case .power: "y = exp\(v)"
    case .powerAndFloor: "y = floor + exp\(v)"
    }
  }

  func domains(top: Double?) -> [String: Domain] {
    switch (self, top) {
    case (.floorAndCeiling, let top?): ["floor": .between(0, top), "ceiling": .between(0, top)]
    case (.powerAndFloor, _): ["floor": .positive]
    default: [:]
    }
  }
}
