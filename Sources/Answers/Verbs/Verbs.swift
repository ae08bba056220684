import ArgumentParser
import Reporting

/// The verbs with an answer.
package enum Verbs {
  /// Those that compute one, in the order in which help lists them.
  package static let results: [any Answering.Type] = [
    ObservationsVerb.self, FitVerb.self, CompareVerb.self, CheckVerb.self, CalibrateVerb.self, PredictVerb.self,
    PlanVerb.self, DesignVerb.self, IsoFLOPVerb.self, CapabilityVerb.self, TrendVerb.self, PriceVerb.self,
    ValueVerb.self, IndexVerb.self, HorizonVerb.self, ReportVerb.self, PlotVerb.self, VerifyVerb.self,
  ]

  /// Those that list what there is; they need no memory.
  package static let listings: [any Answering.Type] = [LawsVerb.self, DatasetsVerb.self]

  static var names: [String] { (results + listings).compactMap { $0.configuration.commandName } }

  package static func named(_ name: String) -> (any Answering.Type)? {
    (results + listings).first { $0.configuration.commandName == name }
  }
}

/// What other languages make their functions of.
extension Verbs {
  /// Every verb with what it is for and its options: key, help, kind, whether it takes several values.
  package static var description: JSONValue {
    .object([.init(key: "verbs", value: .array((results + listings).map { OptionTable($0).json }))])
  }
}

extension OptionTable {
  fileprivate var json: JSONValue {
    [
      "verb": .string(verb), "abstract": .string(abstract), "discussion": .string(discussion),
      "options": .array(entries.map(\.json)),
    ]
  }
}

extension OptionTable.Entry {
  fileprivate var json: JSONValue {
    [
      "key": .string(key), "flag": .string(long), "kind": .string(kind.rawValue), "several": .bool(isRepeating),
      "help": .string(help), "value": .string(valueName), "values": .array(values.map { .string($0) }),
      "delivery": .bool(Request.delivery.contains(key)), "written": .bool(isWritten),
    ]
  }
}

extension Verbs {
  /// A verb with its flags.
  ///
  /// - Parameter words: the verb, and what it is given.
  /// - Throws: `Problem` for words that are no command with an answer.
  static func asked(_ words: [String]) throws -> any Answering {
    guard let verb = words.first, let type = named(verb) else {
      throw Problem.usage("scaling \(words.first ?? "") has no answer to make again")
    }
    do {
      if let asked = try type.parseAsRoot(Array(words.dropFirst())) as? any Answering { return asked }
    } catch {
      throw Problem(any: error) ?? .usage(type.message(for: error))
    }
    throw Problem.usage("this asks for help, and has no answer")
  }
}
