import Datasets
import Reporting
import ScalingLaws
import Tables

/// Where a request finds the tables and the fit files that it names, and whom it tells how far it is.
public final class Inputs {
  /// A file that was read, by the name under which it was asked for, with the SHA-256 of its bytes.
  public struct Used: Equatable {
    /// As the request has it.
    public let name: String
    /// In hexadecimal.
    public let sha256: String
  }

  private let tables: [String: MemoryTable]
  private let documents: [String: String]
  /// Called with the name of a file before it is read.
  private let willRead: (String) throws -> Void
  private let progressOf: (String) -> (@Sendable (_ done: Int, _ total: Int) -> Void)?
  private let tell: (Problem) -> Void
  private let cancellation: Cancellation?
  /// What was read, in order.
  public private(set) var used: [Used] = []
  /// What was decided about tables that nobody had written down.
  public private(set) var readings: [Reading] = []

  /// - Parameters:
  ///   - tables: values for tables that the request names; others are bundled, or files.
  ///   - documents: likewise for fit files.
  ///   - progress: gives what is to be called, for what is counted.
  ///   - note: told what goes without something that was not found.
  package init(
    tables: [String: MemoryTable] = [:], documents: [String: String] = [:],
    willRead: @escaping (String) throws -> Void = { _ in },
    progress: @escaping (String) -> (@Sendable (_ done: Int, _ total: Int) -> Void)? = { _ in nil },
    note: @escaping (Problem) -> Void = { _ in }, cancellation: Cancellation? = nil
  ) {
    (self.tables, self.documents, self.cancellation) = (tables, documents, cancellation)
    (self.willRead, progressOf, tell) = (willRead, progress, note)
  }

  /// The same files, read afresh.
  convenience init(like other: Inputs) {
    self.init(
      tables: other.tables, documents: other.documents, willRead: other.willRead, progress: other.progressOf,
      note: other.tell, cancellation: other.cancellation)
  }

  /// Does what may be cancelled.
  ///
  /// - Throws: `Problem` where it was, whatever came of it.
  func cancelling<Result>(_ body: () throws -> Result) throws -> Result {
    guard let cancellation else { return try body() }
    let result = Swift.Result { try Parallel.$cancellation.withValue(cancellation) { try body() } }
    if cancellation.isCancelled { throw Problem(message: "cancelled", hint: nil, status: 130) }
    return try result.get()
  }

  func progress(_ what: String) -> (@Sendable (_ done: Int, _ total: Int) -> Void)? { progressOf(what) }

  func note(_ failure: Problem) { tell(failure) }

  /// A table by path, `-` or `@name`.
  ///
  /// - Throws: `TableError`; `Problem` for a bundled table that there is none of.
  func table(_ name: String, options: ReadOptions = ReadOptions()) throws -> Table {
    let table = try read(name, options)
    keep(Used(name: name, sha256: table.sha256))
    note(table.readings)
    return table
  }

  /// Notes decisions about a table, each once.
  func note(_ decisions: [Reading]) {
    for reading in decisions where !readings.contains(reading) { readings.append(reading) }
  }

  private func read(_ name: String, _ options: ReadOptions) throws -> Table {
    if let table = tables[name] { return table.table(options: options) }
    guard name.hasPrefix("@") else {
      try willRead(name)
      return try Table(contentsOf: name, options: options)
    }
    let dataset = try Dataset.required(String(name.dropFirst()))
    var options = options
    options.format = .csv
    return try Table(bytes: dataset.bytes, source: name, options: options)
  }

  /// The text of a file; `-` for standard input.
  ///
  /// - Throws: `Problem`.
  func text(_ name: String) throws -> String {
    if let text = documents[name] { return text }
    try willRead(name)
    let text = try TextFile.read(name)
    keep(Used(name: name, sha256: SHA256.hexadecimal(of: text)))
    return text
  }

  /// A fit file.
  ///
  /// - Throws: `Problem` where it cannot be read, or is no fit.
  func fit(_ name: String) throws -> FitFile { try FitFile.parsed(text(name), from: name) }

  private func keep(_ file: Used) {
    if !used.contains(file) { used.append(file) }
  }
}
