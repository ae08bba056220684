import ArgumentParser
import Reporting
import ScalingLaws

/// Performs a request: the one entrance, for flags and for JSON.
///
/// Nothing is printed or written, and no state is kept: the same request of the same inputs has the same answer, whatever ran before.
///
/// - Parameter inputs: the tables and fit files that it names.
/// - Throws: what the rooms below throw; `Problem.init(any:)` knows all of it.
public func perform(_ request: Request, inputs: Inputs) throws -> Performed {
  guard let table = OptionTable(verb: request.verb) else {
    throw Problem.usage("\"\(request.verb)\" is not a verb of scaling")
  }
  if let entry = request.values.lazy.compactMap({ table.entry(key: $0.key) }).first(where: \.isWritten) {
    throw Problem.usage("\(entry.long) names a file to write, which only the command does")
  }
  return try Asked(words: request.words(of: table)).answered(from: inputs)
}

/// A request with its answer, and what was read for it.
public struct Performed {
  /// What was asked.
  public let request: Request
  /// What came of it.
  public let answer: Answer
  /// The files that were read.
  public let used: [Inputs.Used]
  /// What was decided about the tables.
  public let readings: [Reading]

  /// The record, with what was asked and of which files.
  package func record() throws -> JSONValue {
    let record = try answer.record()
    guard case .object(var members) = record else { return record }
    if !readings.isEmpty, let place = members.firstIndex(where: { $0.key == "data" }) {
      members[place] = .init(
        key: "data", value: members[place].value.replacing("reading", by: .array(readings.map { ReadingPart($0).json }))
      )
    }
    let files = used.map { ["name": .string($0.name), "sha256": .string($0.sha256)] as JSONValue }
    let place = members.firstIndex { $0.key == "version" }.map { $0 + 1 } ?? 0
    members.insert(
      contentsOf: [
        JSONValue.Member(key: "request", value: request.json), JSONValue.Member(key: "inputs", value: .array(files)),
      ], at: place)
    return .object(members)
  }
}

/// A verb as its flags have it.
package struct Asked {
  let verb: any Answering
  let words: [String]

  /// - Throws: what the argument parser says of words that are no command with an answer.
  init(words: [String]) throws {
    (verb, self.words) = (try Self.known(words) { Known(verb: try Verbs.asked(words)) }.verb, words)
  }

  /// The same words mean the same: reading them takes longer than a small fit, and a loop asks the same of table after table.
  private static let known = Memo<[String], Known>(capacity: 64)

  /// A verb is a value of strings and numbers.
  private struct Known: @unchecked Sendable {
    let verb: any Answering
  }

  package init(_ verb: any Answering, words: [String]) { (self.verb, self.words) = (verb, words) }

  package var request: Request {
    let table = OptionTable(type(of: verb))
    return Request(words: Array(words.dropFirst()), of: table)
  }

  package func answered(from inputs: Inputs) throws -> Performed {
    let answer = try inputs.cancelling { try verb.answer(from: inputs) }
    return Performed(
      request: request, answer: answer.saying(inputs.readings), used: inputs.used, readings: inputs.readings)
  }
}
