import ArgumentParser
import Datasets
import Reporting

struct DatasetsVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets",
    abstract: "The bundled tables: what they hold, where they come from; one of them as CSV.",
    discussion: """
      Every verb reads a bundled table by its name with an @: scaling price @ai-prices.

      EXAMPLES
        scaling datasets
        scaling datasets ai-prices > prices.csv
        scaling datasets ai-prices --about
      """.reflowed)

  @Argument(help: "A table, to print it as it is.", completion: .datasets)
  var name: String?

  @Flag(help: "Print what there is to know about the table instead of the table.")
  var about = false

  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  func run() throws {
    guard let name else {
      return Terminal.writeData(json ? Self.record(Datasets.all).document : Self.listing)
    }
    let plainName = name.hasPrefix("@") ? String(name.dropFirst()) : name
    let dataset = try Dataset.required(plainName)
    if json { return Terminal.writeData(Self.record([dataset]).document) }
    Terminal.writeData(about ? dataset.description : String(decoding: dataset.bytes, as: UTF8.self))
  }
}
