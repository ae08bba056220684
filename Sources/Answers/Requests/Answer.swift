import ArgumentParser
import Reporting
import ScalingLaws

/// What comes back of a request: a result that describes itself, with its doubts.
///
/// Nothing is written yet; what is costly to make is made when it is asked for.
public struct Answer {
  /// What a person reads of it.
  package private(set) var page: () throws -> Page
  let record: () throws -> JSONValue
  /// Reasons to doubt it.
  public let warnings: [FitWarning]
  /// Whether there is a result to trust.
  public let isTrusted: Bool
  /// Words that may be added to the command, to go on.
  package var next: [[String]] = []
  /// Whole commands to go on with.
  package var commands: [String] = []
  /// False where the result itself has them.
  package var printsWarnings = true
  /// False where files stand in place of what is printed.
  package var printsBesideFiles = true
  /// What a .csv file gets; `nil` where there is no table.
  package var table: String?
  package var theme = FigureTheme.light
  /// Printed in place of the text.
  package var printed: String?
  /// Files that flags of their own name.
  package var files: [(path: String, content: String)] = []
  /// `nil` where the result has no figure.
  package var figure: (() throws -> Figure)?
  /// What a document gets; `nil` where it is the page.
  package var document: ((FitDocument) throws -> String)?

  init(
    page: @escaping @autoclosure () throws -> Page, record: @escaping @autoclosure () throws -> JSONValue,
    warnings: [FitWarning], isTrusted: Bool, next: [[String]] = [], commands: [String] = [],
    printsWarnings: Bool = true,
    printsBesideFiles: Bool = true, table: String? = nil,
    theme: FigureTheme = .light, printed: String? = nil, files: [(path: String, content: String)] = [],
    figure: (() throws -> Figure)? = nil, document: ((FitDocument) throws -> String)? = nil
  ) {
    (self.page, self.record, self.warnings, self.isTrusted) = (page, record, warnings, isTrusted)
    (self.next, self.commands) = (next, commands)
    (self.printsWarnings, self.table, self.theme) = (printsWarnings, table, theme)
    self.printsBesideFiles = printsBesideFiles
    (self.printed, self.files, self.figure, self.document) = (printed, files, figure, document)
  }
}

extension Answer {
  /// The same with what was decided about its tables, before all else.
  func saying(_ readings: [Reading]) -> Answer {
    guard !readings.isEmpty else { return self }
    var answer = self
    let page = page
    answer.page = { try page().saying(readings) }
    return answer
  }
}

/// A verb with an answer.
///
/// It reads what its inputs give it, and writes nothing.
package protocol Answering: ParsableCommand {
  var output: OutputOptions { get }
  /// Keys of its options that name files to write, besides `-o`.
  static var written: Set<String> { get }
  /// What these are given.
  var writes: [(flag: String, path: String)] { get }

  /// Where a command at a terminal has nowhere to write to: what to say.
  var needsFile: Problem? { get }

  func answer(from inputs: Inputs) throws -> Answer
}

extension Answering {
  package var needsFile: Problem? { nil }
  package static var written: Set<String> { [] }
  package var writes: [(flag: String, path: String)] { [] }
}
