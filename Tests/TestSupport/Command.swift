import Foundation

/// The command `scaling`, run as its users run it: a process of its own.
public struct Command {
  public let output: String
  public let errors: String
  public let status: Int32

  /// The binary that was built beside the tests.
  public static let binary: URL = {
    let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
    let folder =
      tests?.deletingLastPathComponent() ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appending(path: "scaling")
  }()

  /// A line as a user types it, in which `scaling` is the binary of the tests.
  public static func shell(_ line: String, folder: URL? = nil) throws -> Command {
    let path = "\(binary.deletingLastPathComponent().path):/usr/bin:/bin"
    return try run(URL(filePath: "/bin/sh"), ["-c", "PATH=\(path); \(line)"], folder: folder)
  }

  /// - Parameter input: what the command reads on standard input.
  @discardableResult
  public static func run(_ arguments: [String], input: String = "", folder: URL? = nil) throws -> Command {
    try run(binary, arguments, input: input, folder: folder)
  }

  private static func run(
    _ program: URL, _ arguments: [String], input: String = "", folder: URL? = nil
  ) throws -> Command {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let (outputs, errors, inputs) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = outputs
    process.standardError = errors
    process.standardInput = inputs
    try process.run()
    let feeding = Thread {
      inputs.fileHandleForWriting.write(Data(input.utf8))
      try? inputs.fileHandleForWriting.close()
    }
    feeding.start()
    let said = Reading(errors)
    let output = outputs.fileHandleForReading.readDataToEndOfFile()
    let error = said.wait()
    process.waitUntilExit()
    let documents = RecordFolder.documents(output, arguments: arguments, folder: folder)
    try RecordFolder.named?.keep(documents)
    // Of a command that failed a file may be an older one, or half of one.
    if process.terminationStatus == 0 { try documents.forEach(RoundTrip.check) }
    return Command(
      output: String(decoding: output, as: UTF8.self), errors: String(decoding: error, as: UTF8.self),
      status: process.terminationStatus)
  }

  /// What a person reads on both streams, whatever the lines are broken at.
  public var said: String { (output + " " + errors).split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// Whether two records say the same, but for what was asked and which files were read.
  public func sameRecord(as other: Command, replacing names: (String, String) = ("", "")) throws -> Bool {
    let text = names.0.isEmpty ? output : output.replacing(names.0, with: names.1)
    var (one, two) = (try Command(output: text, errors: "", status: 0).json(), try other.json())
    for key in ["request", "inputs"] { (one[key], two[key]) = (nil, nil) }
    return !one.isEmpty && NSDictionary(dictionary: one).isEqual(to: two)
  }

  /// Standard output as the one JSON object that it must be.
  public func json() throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
  }
}

/// Reads a pipe to its end beside the caller, so that neither stream can fill up and block the other.
private final class Reading: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()

  init(_ pipe: Pipe) {
    Thread {
      self.data = pipe.fileHandleForReading.readDataToEndOfFile()
      self.done.signal()
    }.start()
  }

  func wait() -> Data {
    done.wait()
    return data
  }
}

/// A file with this text in a temporary folder of its own.
public func temporaryFile(_ name: String, _ text: String) throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "scaling-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: name)
  try Data(text.utf8).write(to: file)
  return file
}
