import Foundation
import Reporting
import TestSupport
import Testing

/// The schemas that the command prints. `Tests/Records/validate.py` holds the records themselves against them.
@Suite struct SchemaTests {
  private static func schema(_ name: String) throws -> [String: Any] {
    let command = try Command.run(["schema", name])
    #expect(command.status == 0, "\(command.errors)")
    return try command.json()
  }

  @Test("each schema that is listed is one document: what it refers to is in it")
  func listed() throws {
    // A summary that is longer than its column goes on in lines of its own.
    let lines = try Command.run(["schema"]).output.split(separator: "\n").filter { $0.hasPrefix("  scaling.") }
    #expect(lines.count == RecordSchema.records.count + 1)
    for line in lines {
      let name = try #require(line.split(separator: " ").first.map(String.init))
      let schema = try Self.schema(name)
      let fields = try #require(schema["properties"] as? [String: Any])
      #expect((fields["schema"] as? [String: Any])?["const"] as? String == name)
      let definitions = schema["$defs"] as? [String: Any] ?? [:]
      #expect(Self.references(in: schema).allSatisfy { definitions[$0] != nil }, "\(name)")
    }
  }

  private static func references(in value: Any) -> [String] {
    if let values = value as? [Any] { return values.flatMap { references(in: $0) } }
    guard let object = value as? [String: Any] else { return [] }
    let own = (object["$ref"] as? String).map { [$0.replacingOccurrences(of: "#/$defs/", with: "")] } ?? []
    return own + object.values.flatMap { references(in: $0) }
  }

  @Test("a schema is found by its name, whole or short; another is refused with what was meant")
  func names() throws {
    #expect(try Command.run(["schema", "plan"]).output == Command.run(["schema", "scaling.plan/1"]).output)
    let refused = try Command.run(["schema", "plann"])
    #expect(refused.status == 64 && refused.errors.contains("did you mean \"plan\"?"), "\(refused.errors)")
  }
}
