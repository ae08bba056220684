import ArgumentParser
import Reporting
import ScalingLaws

struct LawsVerb: Answering {
  static let configuration = CommandConfiguration(
    commandName: "laws",
    abstract: "The catalogue of laws; one of them whole.",
    discussion: """
      EXAMPLES
        scaling laws
        scaling laws log-linear
      """.reflowed)

  @Argument(help: "A law, to see its symbols, units, source and an example.", completion: .laws)
  var name: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws { try output.refuseFigures("laws") }

  func answer(from inputs: Inputs) throws -> Answer {
    let law = try name.map(Law.required)
    return Answer(
      page: law.map { LawListing.page($0) } ?? LawListing.page,
      record: law.map { LawListing.json([$0]) } ?? LawListing.json(), warnings: [], isTrusted: true,
      printed: law.map { LawListing.text($0) } ?? LawListing.text)
  }
}

extension Law {
  /// - Throws: `Problem` with a suggestion when there is none of that name.
  static func required(_ name: String) throws -> Law {
    guard let law = named(name) else {
      throw Problem.usage(
        "there is no law \"\(name)\"",
        hint: Suggestion.sentence(for: name, among: catalogue.compactMap(\.id)) ?? "scaling laws lists them")
    }
    return law
  }
}
