import Answers
import ArgumentParser
import Reporting

struct SchemaVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "The JSON Schema of a record; without a name, which there are.",
    discussion: """
      Every record that --json or -o file.json writes says its schema in the key "schema". A schema is one document that needs no other
      (draft 2020-12), with a description of each field.

      EXAMPLES
        scaling schema
        scaling schema plan
        scaling schema scaling.fit/1
      """.reflowed)

  @Argument(help: "A schema: scaling.plan/1, or plan for short.", completion: .list(Self.names))
  var name: String?

  private static var names: [String] { Schemas.all.map(\.shortName) }

  func run() throws {
    guard let name else { return Terminal.writeData(Self.listing) }
    guard let schema = Schemas.named(name) else {
      throw Problem.usage(
        "there is no schema \"\(name)\"",
        hint: Suggestion.sentence(for: name, among: Self.names) ?? "scaling schema lists them")
    }
    Terminal.writeData(schema.json.document)
  }

  /// A line for each.
  private static var listing: String {
    let table = PageTable(
      [.text("schema"), .text("what it describes")], rows: Schemas.all.map { [$0.name, $0.summary] })
    return table.textLines(at: Terminal.width).joined(separator: "\n") + "\n"
  }
}
