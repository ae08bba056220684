import Escaping
import ScalingLaws

/// What the notebook keeps of the record: the numbers that it shows and checks.
struct NotebookRecord {
  private let file: FitFile
  private let law: NotebookLaw

  init(_ file: FitFile, law: NotebookLaw) {
    self.file = file
    self.law = law
  }

  /// - Parameter atBound: coefficients on a bound, 1 where the range lies above it, -1 where below.
  func cell(atBound: [String: Int]) -> String {
    let document = file.document
    let coefficients = (document["coefficients"]?.elements ?? []).map { element -> JSONValue in
      let name = element["name"]?.string ?? ""
      return .object(
        Self.members(of: element, ["name", "estimate", "std_error", "conf_low", "conf_high", "unit"])
          + [.init(key: "on_bound", value: .integer(atBound[name] ?? 0))])
    }
    let derived = (document["derived"]?.elements ?? []).map {
      JSONValue.object(
        Self.members(of: $0, ["name", "formula", "estimate", "std_error", "conf_low", "conf_high", "unit"]))
    }
    return """
      # What scaling found: shown here, and checked below.
      record = json.loads(r\"""
      {
        "objective": \((document["objective"]?["value"] ?? .null).line),
        "robust_scale": \((document["glance"]?["robust_scale"] ?? .null).line),
        "level": \((document["options"]?["level"] ?? .null).line),
        "coefficients": [
          \(coefficients.map(\.line).joined(separator: ",\n    "))
        ],
        "derived": [
          \(derived.map(\.line).joined(separator: ",\n    "))
        ]
      }
      \""")
      pd.DataFrame(record["coefficients"]).drop(columns="on_bound").set_index("name")
      """
  }

  /// The quantities of the record again, from its coefficients; `nil` where it has none.
  var derivedCell: String? {
    let fixed = file.fit.fixed.mapValues { Expression($0) }
    let codes = (document["derived"]?.elements ?? []).map { element -> (String, String)? in
      guard let name = element["name"]?.string, let formula = element["formula"]?.string,
        let expression = try? Expression(parsing: formula).substituting(fixed),
        let code = law.code(ofCoefficients: expression), element["estimate"]?.double != nil
      else { return nil }
      return (name, code)
    }.compactMap { $0 }
    guard !codes.isEmpty else { return nil }
    let lines = codes.map { "        \($0.0.quotedForPython): \($0.1),\n" }.joined()
    return """
      def derived(\(NotebookLaw.wrapped(law.coefficients.map { law.names[$0] }, ", ", indent: 12))):
          return {
      \(lines)    }


      quantities = pd.DataFrame(record["derived"]).set_index("name")
      quantities["here"] = pd.Series(derived(*recorded))
      computed = quantities["here"].notna()
      assert np.allclose(quantities["here"][computed], quantities["estimate"][computed].astype(float), rtol=1e-8)
      quantities
      """
  }

  private var document: JSONValue { file.document }

  private static func members(of element: JSONValue, _ keys: [String]) -> [JSONValue.Member] {
    keys.map { .init(key: $0, value: element[$0] ?? .null) }
  }
}
