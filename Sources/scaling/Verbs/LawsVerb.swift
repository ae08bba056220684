import ArgumentParser
import Reporting
import ScalingLaws

struct LawsVerb: ParsableCommand {
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

  @Flag(help: "Print one JSON document instead of text.")
  var json = false

  func run() throws {
    guard let name else {
      return Terminal.writeData(json ? LawListing.json().document : LawListing.text)
    }
    let law = try Law.required(name)
    Terminal.writeData(json ? LawListing.json([law]).document : LawListing.text(law))
  }
}

extension Law {
  /// - Throws: `Failure` with a suggestion when there is none of that name.
  static func required(_ name: String) throws -> Law {
    guard let law = named(name) else {
      throw Failure.usage(
        "there is no law \"\(name)\"",
        hint: Suggestion.sentence(for: name, among: catalogue.compactMap(\.id)) ?? "scaling laws lists them")
    }
    return law
  }
}
