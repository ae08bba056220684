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
    let record = file.record
    let coefficients = record.coefficients.map { element -> JSONValue in
      .object(
        [.init(key: "name", value: .string(element.name))] + Self.members(of: element.estimate.part) + [
          .init(key: "unit", value: element.unit.json),
          .init(key: "on_bound", value: .integer(atBound[element.name] ?? 0)),
        ])
    }
    let derived = record.derived.map { element -> JSONValue in
      .object(
        [.init(key: "name", value: .string(element.name)), .init(key: "formula", value: .string(element.formula))]
          + Self.members(of: element.estimate.part) + [.init(key: "unit", value: element.unit.json)])
    }
    return """
      # What scaling found: shown here, and checked below.
      record = json.loads(r\"""
      {
        "objective": \(record.objective.value.json.line),
        "robust_scale": \(record.glance.robustScale.json.line),
        "level": \(record.options.level.json.line),
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
    let codes = file.record.derived.compactMap { element -> (String, String)? in
      guard let expression = try? Expression(parsing: element.formula).substituting(fixed),
        let code = law.code(ofCoefficients: expression), element.estimate.part.estimate != nil
      else { return nil }
      return (element.name, code)
    }
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

  private static func members(of found: EstimatePart) -> [JSONValue.Member] {
    RecordEncoder.json(found).members.filter { $0.key != "interval" }
  }
}
