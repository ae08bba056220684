import Foundation
import ScalingLaws
import TestSupport
import Testing

/// The published schemas against the source. `Tests/Records/validate.py` holds the records themselves against them.
@Suite struct SchemaTests {
  private static let kinds: [(file: String, cases: [String])] = [
    ("common", FitWarning.Code.allCases.map(\.rawValue)), ("common", ResidualScale.allCases.map(\.rawValue)),
    ("scaling.fit-1", HypothesisTest.Method.allCases.map(\.rawValue)),
    ("scaling.laws-1", Law.Purpose.allCases.map(\.rawValue)),
    ("scaling.design-1", DesignCriterion.allCases.map(\.rawValue)),
    ("scaling.compare-1", Comparison.Measure.allCases.map(\.rawValue)),
    ("scaling.price-1", PriceDefinition.allCases.map(\.rawValue)),
    ("scaling.trend-1", TrendForm.allCases.map(\.rawValue)), ("scaling.value-1", ValueForm.allCases.map(\.rawValue)),
    ("scaling.capability-1", CapabilityForm.allCases.map(\.rawValue)),
    ("scaling.capability-1", CapabilityVerdict.allCases.map(\.rawValue)),
  ]

  @Test("a schema lists every case of the enumeration that a field takes its values from", arguments: kinds)
  func enumerations(_ file: String, _ cases: [String]) throws {
    let path = Shared.repository.appending(path: "docs/schema/\(file).json")
    let listed = enumerations(in: try JSONSerialization.jsonObject(with: try Data(contentsOf: path)))
    #expect(listed.contains(Set(cases)), "\(file).json has no list of \(cases)")
  }

  /// All lists of texts that a schema allows.
  private func enumerations(in value: Any) -> [Set<String>] {
    if let values = value as? [Any] { return values.flatMap { enumerations(in: $0) } }
    guard let object = value as? [String: Any] else { return [] }
    let own = (object["enum"] as? [String]).map { [Set($0)] } ?? []
    return own + object.values.flatMap { enumerations(in: $0) }
  }
}
