import Answers
import ArgumentParser
import Glibc
import Synchronization

/// The files that this run reads and writes: none is both, and no two outputs are one file.
enum UsedFiles {
  private struct State {
    /// By flag, so that flags may be checked twice.
    var outputs: [String: [String]] = [:]
    var inputs: Set<FileIdentity> = []
  }

  private static let state = Mutex(State())

  /// Notes what a flag writes. To be called when flags are checked, before anything is read.
  ///
  /// - Throws: `ValidationError` where two outputs are one file.
  static func willWrite(_ paths: [String], flag: String) throws {
    let outputs = state.withLock { state in
      state.outputs[flag] = paths
      return state.outputs
    }
    var seen: [String: String] = [:]
    for (flag, path) in outputs.sorted(by: { $0.key < $1.key }).flatMap({ flag, paths in paths.map { (flag, $0) } }) {
      let file = FileIdentity(path: path).map { "\($0)" } ?? OutputPlace.name(of: path)
      if let other = seen.updateValue("\(flag) \(path)", forKey: file) {
        throw ValidationError(
          other == "\(flag) \(path)" ? "\(other) is given twice" : "\(other) and \(flag) \(path) are one file")
      }
    }
  }

  /// Notes that a file is read; `-` is standard input.
  ///
  /// - Throws: `Problem` where it is to be written as well.
  static func willRead(_ path: String) throws {
    guard let file = path == "-" ? FileIdentity(descriptor: STDIN_FILENO) : FileIdentity(path: path) else { return }
    let outputs = state.withLock { state in
      state.inputs.insert(file)
      return state.outputs
    }
    for (flag, paths) in outputs {
      for output in paths where FileIdentity(path: output) == file { throw overwritten("\(flag) \(output)") }
    }
  }

  /// - Throws: `Problem` where the file was read.
  static func refuseInput(_ output: String) throws {
    guard let file = FileIdentity(path: output), state.withLock({ $0.inputs.contains(file) }) else { return }
    throw overwritten(output)
  }

  private static func overwritten(_ output: String) -> Problem {
    .usage("\(output): this is a file that is read, and it would be overwritten", hint: "write to another file")
  }
}
