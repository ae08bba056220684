import Answers
import CArrow
import CScalingHeader
import Reporting
import ScalingLaws
import Tables

/// One request and its answer, behind the pointer that C holds.
///
/// One thread at a time uses it, but for `cancellation`.
final class Run {
  let cancellation = Cancellation()
  private var performed: Performed?
  /// What C was given last; it lives as long as C may read it.
  private(set) var record = CText(nil)
  private(set) var export = CText(nil)
  private(set) var error = CText(nil)

  /// - Returns: the exit status of the command.
  func perform(_ request: String, _ given: scaling_inputs?) -> Int32 {
    (performed, record, export, error) = (nil, CText(nil), CText(nil), CText(nil))
    let streams = (0..<(given?.table_count ?? 0)).compactMap { given?.tables?[$0] }
    do {
      let inputs = try inputs(given, streams)
      let performed = try Answers.perform(try Request(json: JSONValue(parsing: request)), inputs: inputs)
      record = CText(try performed.record().document)
      self.performed = performed
      return performed.answer.isTrusted ? 0 : 1
    } catch {
      return fail(error)
    }
  }

  /// The answer as the text of a file of some kind; `nil` where there is none.
  func export(as kind: String) {
    (export, error) = (CText(nil), CText(nil))
    do {
      guard let performed else { throw Problem.usage("there is no answer to write") }
      guard let file = AnswerFile(path: "answer" + kind) else { throw Problem.usage("\"\(kind)\" is no kind of file") }
      if case .figure(let kind) = file, kind == .png || kind == .pdf {
        throw Problem.usage("a picture is .svg or .vl.json")
      }
      export = CText(try performed.text(of: file, command: performed.command))
    } catch {
      _ = fail(error)
    }
  }

  private func fail(_ thrown: any Error) -> Int32 {
    let problem =
      Problem(any: thrown)
      ?? (thrown is JSONError
        ? Problem(message: "the request is no JSON document: \(thrown)", hint: nil, status: 65)
        : Problem(message: "\(thrown)", hint: nil, status: 70))
    let text = problem.record.json.document
    error = CText(text)
    if performed == nil { record = CText(text) }
    return problem.status
  }

  /// All streams are read and released, whatever is wrong with one of them.
  private func inputs(_ given: scaling_inputs?, _ streams: [scaling_table]) throws -> Inputs {
    var tables: [String: MemoryTable] = [:]
    var problem: TableError?
    for table in streams {
      guard let name = table.name.map({ String(cString: $0) }), let stream = table.stream else { continue }
      do { tables[name] = try MemoryTable(arrow: stream, source: name) } catch { problem = problem ?? error }
    }
    if let problem { throw problem }
    var documents: [String: String] = [:]
    for place in 0..<(given?.document_count ?? 0) {
      guard let document = given?.documents?[place], let name = document.name, let text = document.text else {
        continue
      }
      documents[String(cString: name)] = String(cString: text)
    }
    let progress = given.flatMap(Progress.init)
    return Inputs(
      tables: tables, documents: documents, progress: { what in progress?.update(of: what) },
      cancellation: cancellation)
  }
}

/// Whom C wants to be told how far the work is.
///
/// C promises that it may be called by any thread.
private struct Progress: @unchecked Sendable {
  private let call: scaling_progress
  private let context: UnsafeMutableRawPointer?

  init?(_ inputs: scaling_inputs) {
    guard let call = inputs.progress else { return nil }
    (self.call, context) = (call, inputs.context)
  }

  func update(of what: String) -> @Sendable (_ done: Int, _ total: Int) -> Void {
    { done, total in what.withCString { call(context, $0, Int64(done), Int64(total)) } }
  }
}

/// A text that C reads: its bytes stay where they are, and are not changed.
final class CText: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<CChar>?

  init(_ text: String?) {
    guard let text else {
      pointer = nil
      return
    }
    let bytes = text.utf8CString
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (place, byte) in bytes.enumerated() { memory[place] = byte }
    pointer = memory
  }

  deinit { pointer?.deallocate() }
}
