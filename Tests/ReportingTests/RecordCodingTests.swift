import Foundation
import ScalingLaws
import Testing

@testable import Reporting

/// Records, encoded, decoded and described.
@Suite struct RecordCodingTests {
  struct Sample: Record, Equatable {
    static let schema = "scaling.sample/1"
    static let title = "Sample"
    static let summary = "What a test writes."

    let stdError: Double?
    let byName: Named<Double?>
    let seeds: [UInt64]
    let inner: Inner
    let parts: [Inner?]
    let scale: ResidualScale?

    struct Inner: RecordPart, Equatable {
      let value: Double
      let isWhole: Bool

      static let descriptions = ["value": "a number", "isWhole": "whether it is whole"]
    }

    static let descriptions = [
      "byName": "numbers by name", "seeds": "some seeds", "inner": "a part", "parts": "several parts",
      "scale": "a scale or none",
    ]

    static func == (left: Sample, right: Sample) -> Bool { left.json == right.json }
  }

  private let sample = Sample(
    stdError: .nan, byName: Named([("b", 1.5), ("a", nil)]), seeds: [0, .max],
    inner: .init(value: 0.1, isWhole: false), parts: [nil, .init(value: 1, isWhole: true)], scale: .log)

  @Test("properties are keys in snake case, in their order; what is nil or no number is null and stays there")
  func encoding() throws {
    #expect(
      sample.json.document == """
        {
          "schema": "scaling.sample/1",
          "version": "\(Version.current)",
          "std_error": null,
          "by_name": {
            "b": 1.5,
            "a": null
          },
          "seeds": [0, 18446744073709551615],
          "inner": {
            "value": 0.1,
            "is_whole": false
          },
          "parts": [
            null,
            {
              "value": 1,
              "is_whole": true
            }
          ],
          "scale": "log"
        }

        """)
    #expect(try RecordDocument<Sample>(sample.json).json == sample.json)
    let asked = RecordDocument(sample, request: ["verb": "fit", "a": [1]])
    #expect(asked.json.members.map(\.key).prefix(3) == ["schema", "version", "request"])
    #expect(try RecordDocument<Sample>(asked.json).request == ["verb": "fit", "a": [1]])
  }

  @Test(
    "what is missing or of another kind is told with its place",
    arguments: [
      ("\"inner\": {\"value\": 0.1, \"is_whole\": false}", "\"inner\": {\"value\": 0.1}", "it has no inner.is_whole"),
      ("\"value\": 0.1", "\"value\": \"0.1\"", "inner.value is no number"),
      ("\"value\": 0.1", "\"value\": null", "inner.value is no number"),
      ("\"seeds\": [0, ", "\"seeds\": [-1, ", "seeds is no array of whole numbers"),
      ("\"parts\": [null", "\"parts\": [7", "parts[0] is no object"),
      ("\"parts\": [null", "\"parts\": [{}", "it has no parts[0].value"),
      ("\"log\"", "\"loud\"", "scale is no word out of identity, log, logit"),
      ("sample/1", "sample/2", "schema is no \"scaling.sample/1\""),
    ])
  func faults(_ old: String, _ new: String, _ problem: String) throws {
    let text = sample.json.line
    let changed = text.replacingOccurrences(of: old, with: new)
    #expect(changed != text)
    let json = try JSONValue(parsing: changed)
    let error = #expect(throws: RecordFault.self) { try RecordDocument<Sample>(json) }
    #expect(error?.description == problem)
  }

  @Test("a key that is not there is null, and one that is not known is passed over")
  func lenience() throws {
    let text = sample.json.line.replacingOccurrences(of: "\"scale\": \"log\"", with: "\"scales\": \"log\"")
    #expect(try RecordDocument<Sample>(JSONValue(parsing: text)).record.scale == nil)
  }

  @Test("a schema has the keys that are always written, what may be null, and the words of an enumeration")
  func schema() throws {
    let schema = RecordSchema(of: Sample.self).json
    #expect(schema["$id"] == "scaling.sample-1.json")
    #expect(schema["properties"]?["schema"]?["const"] == "scaling.sample/1")
    #expect(
      schema["required"] == ["schema", "version", "std_error", "by_name", "seeds", "inner", "parts", "scale"])
    let properties = schema["properties"]
    #expect(properties?["request"]?["description"] != nil)
    #expect(properties?["std_error"]?["type"] == ["number", "null"])
    #expect(properties?["by_name"]?["additionalProperties"]?["type"] == ["number", "null"])
    #expect(properties?["scale"]?["enum"] == ["identity", "log", "logit", .null])
    #expect(properties?["inner"]?["$ref"] == "#/$defs/record_coding_tests_sample_inner")
    #expect(properties?["parts"]?["items"]?["anyOf"]?.elements.count == 2)
    #expect(schema["$defs"]?.members.count == 1)
  }

  @Test("every field of a record has a description, and every description a field", arguments: RecordSchema.records)
  func descriptions(_ record: any Record.Type) {
    #expect(RecordSchema(of: record).faults.isEmpty)
  }

  struct Undescribed: Record {
    static let schema = "scaling.undescribed/1"
    static let title = ""
    static let summary = ""
    let said, unsaid: Double
    static let descriptions = ["said": "a number", "gone": "nothing"]
  }

  @Test("a field without a description and a description without a field are found")
  func undescribed() {
    #expect(
      RecordSchema(of: Undescribed.self).faults == [
        "Undescribed describes gone, which is no field",
        "record_coding_tests_undescribed: unsaid has no description",
      ])
  }

  @Test("a word of the glossary is a field of some record")
  func glossary() {
    let fields = RecordSchema.records.reduce(into: Set<String>()) { $0.formUnion(RecordSchema(of: $1).fields) }
    #expect(Set(Glossary.fields.keys).subtracting(fields).isEmpty)
  }

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  @Test("a fit file of an earlier version is read: what it lacks is optional", arguments: ["plf.json", "draws.json"])
  func earlierFiles(_ name: String) throws {
    let path = Self.tests.appending(path: "Defects/\(name)").path
    let file = try FitFile(contentsOf: path)
    #expect(file.record.convergence.certifiedGlobally == nil)
    #expect(file.record.data.texts == nil)
    #expect(file.fit.intervalMethod.description == file.record.options.interval)
    #expect(file.commandLine.hasPrefix("scaling fit "))
    #expect((file.fit.draws != nil) == (name == "draws.json"))
  }

  @Test("a fit that is saved and loaded predicts the same")
  func saved() throws {
    let table = try Table(bytes: Array("x,y\n1,2.1\n2,3.9\n3,6.2\n4,7.8\n5,10.1\n".utf8), source: "t.csv")
    let fit = try Law("y = a + b*x").fit(to: table)
    let again = try FitFile(FitRecord(fit).json.document, source: "fit.json").fit
    #expect(try again.predict(["x": 7]) == fit.saved.predict(["x": 7]))
    #expect(throws: FitFileError.self) { try FitFile(contentsOf: "/nowhere/fit.json") }
  }

  @Test("20,000 refits of five coefficients are read as columns")
  func columns() throws {
    let count = 20_000
    let column = JSONValue.array((0..<count).map { .number(1.7 + 1e-9 * Double($0) / 3) })
    let text = JSONValue.object((0..<7).map { .init(key: "c\($0)", value: column) }).document
    let read = Named<[Double?]>(json: try JSONValue(parsing: text))
    #expect(read?["c6"]?.count == count)
    #expect(read?["c3"]?[7] == 1.7 + 1e-9 * 7 / 3)
  }
}
