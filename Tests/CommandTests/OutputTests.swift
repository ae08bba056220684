import Foundation
import TestSupport
import Testing

/// What is written, where, and when it cannot be.
@Suite struct OutputTests {
  private let fit = ["fit", "@transistors", "--formula", "log(transistors_thousands) = a + b*year"]

  @Test("standard output is one JSON document for every verb that offers --json")
  func oneDocument() throws {
    let price = ["price", "@ai-prices", "--score", "mmlu", "--claim", "10x/year", "--compare", "2x/18mo"]
    for arguments in [fit, price, ["laws"], ["laws", "log-linear"], ["datasets"], ["datasets", "ai-prices"]] {
      let command = try Command.run(arguments + ["--json"])
      #expect(command.status == 0, "\(command.errors)")
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(command.output.utf8)) }
    }
  }

  @Test("the same command gives the same bytes")
  func sameBytes() throws {
    #expect(try Command.run(fit + ["--json"]).output == (try Command.run(fit + ["--json"]).output))
  }

  @Test("a directory is not written over, and a file that cannot be written leaves nothing behind")
  func atomicWriting() throws {
    let file = try temporaryFile("old.json", "old")
    let folder = file.deletingLastPathComponent()
    let target = folder.appending(path: "folder.json")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
    let command = try Command.run(fit + ["-o", target.path])
    #expect(command.status == 73)
    #expect(command.errors.contains("it is a directory"))
    #expect(command.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["folder.json", "old.json"])
    #expect(try Command.run(fit + ["-o", file.path]).status == 0)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("{\n  \"schema\": \"scaling.fit/1\""))
  }

  @Test("a full device is an error, not a short file")
  func fullDevice() throws {
    let script = "\"$0\" fit @transistors --formula \"year = a\" --quiet > /dev/full"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, Command.binary.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 73)
  }

  @Test("a record keeps every digit: it reads back as the same doubles")
  func everyDigit() throws {
    let record = try Command.run([
      "fit", "@transistors", "--formula", "log(transistors_thousands) = a + b*year", "--json",
    ])
    // mpmath at 50 digits on the doubles of the table: slope 0.347444377771520084.
    let slope = try #require(try record.estimate("b"))
    #expect(abs(slope / 0.347444377771520084 - 1) < 1e-15)
  }

  @Test(
    "odd input never crashes",
    arguments: ["", "\n", "\u{0}", "a,b\n", "a,a\n1,2\n", "x", "{", "[]", "[{}]", "a,b\n1\n"])
  func oddInput(_ text: String) throws {
    let command = try Command.run(["fit", "-", "--formula", "b = c0 + c1*a"], input: text)
    #expect([64, 65].contains(command.status), "\(command.status): \(command.errors)")
    #expect(command.output.isEmpty && command.errors.hasPrefix("error: "), "\(command.errors)")
  }
}
