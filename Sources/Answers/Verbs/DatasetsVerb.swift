import ArgumentParser
import Datasets
import Reporting

struct DatasetsVerb: Answering {
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

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws { try output.refuseFigures("datasets") }

  func answer(from inputs: Inputs) throws -> Answer {
    guard let name else {
      return Answer(
        page: Self.page("Tables", Self.listing), record: Self.record(Datasets.all), warnings: [], isTrusted: true,
        printed: Self.listing)
    }
    let dataset = try Dataset.required(name.hasPrefix("@") ? String(name.dropFirst()) : name)
    return Answer(
      page: Self.page("@\(dataset.name)", dataset.description), record: Self.record([dataset]), warnings: [],
      isTrusted: true, printed: about ? dataset.description : String(decoding: dataset.bytes, as: UTF8.self))
  }

  private static func page(_ title: String, _ text: String) -> Page {
    Page(title: title, blocks: [.code(text.split(separator: "\n").map(String.init))])
  }
}
