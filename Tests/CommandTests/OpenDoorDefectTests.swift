import Foundation
import Reporting
import ScalingLaws
import TestSupport
import Testing

/// Names and cells that were passed on as a command, a script or markup, by a mark (U+0600) that joins with the quote that should stop them.
@Suite struct OpenDoorDefectTests {
  private static let defects = Shared.repository.appending(path: "Tests/Defects")

  /// A folder of its own with a copy of a table.
  private func folder(_ name: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "doors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Self.defects.appending(path: name), to: folder.appending(path: name))
    return folder
  }

  private func names(_ folder: URL, _ table: String) throws -> [String] {
    try Table(contentsOf: folder.appending(path: table).path).names
  }

  private func files(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Whether the file holds these bytes, which a comparison of characters could miss.
  private func holds(_ folder: URL, _ file: String, _ text: String) throws -> Bool {
    try Data(contentsOf: folder.appending(path: file)).range(of: Data(text.utf8)) != nil
  }

  private func formula(_ name: String) -> String {
    "loss = a + b*log10(`\(name.replacing("`", with: "``"))`)"
  }

  @Test("the command in a report runs nothing but the command")
  func shellLine() throws {
    let folder = try folder("h3.csv")
    let cluster = try names(folder, "h3.csv")[2]
    let fit = ["fit", "h3.csv", "--law", "power-law-floor", "--cluster", cluster, "--quiet"]
    #expect(try Command.run(fit + ["-o", "h3.md"], folder: folder).status <= 1)
    let lines = try String(contentsOf: folder.appending(path: "h3.md"), encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.firstIndex { $0.hasPrefix("```") && $0.hasSuffix("sh") }.map { lines[$0 + 1] })
    let again = try Command.shell(String(line) + " --quiet", folder: folder)
    #expect(again.status <= 1, "\(again.errors)")
    #expect(try files(folder) == ["h3.csv", "h3.md"])
  }

  @Test("a hint can be pasted: it holds the cell, and no command")
  func hint() throws {
    let folder = try folder("esccell.csv")
    let failed = try Command.run(["fit", "esccell.csv", "--formula", "y = a + b*x"], folder: folder)
    #expect(failed.status == 65)
    let words = try #require(failed.errors.range(of: "--missing ")).lowerBound
    let flag = failed.errors[words...].split(separator: "\n")[0]
    let again = try Command.shell(
      "scaling fit esccell.csv --formula 'y = a + b*x' --drop-missing \(flag)", folder: folder)
    #expect(!again.errors.contains("not a number"), "\(again.errors)")
    #expect(try files(folder) == ["esccell.csv"])
  }

  @Test("a cell of lines and escapes makes a hint of one line that bash reads back")
  func unseenHint() throws {
    let file = try temporaryFile("t.csv", "x,y\n1,2\n2,3\n\"a\u{1B}[2J\nhint: rm'\u{202E}\",4\n3,4\n")
    let failed = try Command.run(["fit", file.path, "--formula", "y = a + b*x"])
    #expect(failed.status == 65)
    #expect(failed.errors.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E) })
    #expect(failed.errors.split(separator: "\n").count == 2)
    let flag = failed.errors[try #require(failed.errors.range(of: "--missing ")).lowerBound...]
    let path = "PATH=\(Command.binary.deletingLastPathComponent().path):$PATH"
    let script = "\(path); scaling fit \(file.path) --formula 'y = a + b*x' --drop-missing \(flag)"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus <= 1)
  }

  @Test(
    "names are text on a page",
    arguments: [
      ("h1.csv", "loss", 1, "<img src=x"),
      ("h2.csv", "C", 0, "<script \u{600}>"), ("h2.csv", "C", 0, "</script \u{600}>"),
    ])
  func page(table: String, symbol: String, column: Int, markup: String) throws {
    let folder = try folder(table)
    let name = try names(folder, table)[column]
    let fit = ["fit", table, "--law", "power-law-floor", "-c", "\(symbol)=\(name)", "--quiet"]
    let made = try Command.run(fit + ["-o", "page.html", "-o", "page.ipynb"], folder: folder)
    #expect(made.status <= 1, "\(made.errors)")
    #expect(try !holds(folder, "page.html", markup))
    #expect(try holds(folder, "page.html", "'sha256-"))
    for word in ["'unsafe-inline'", "'unsafe-eval'"] { #expect(try !holds(folder, "page.html", word)) }
  }

  @Test("a name in a figure is text of SVG")
  func picture() throws {
    let folder = try folder("svg3.csv")
    let fit = ["fit", "svg3.csv", "--formula", formula(try names(folder, "svg3.csv")[0]), "--quiet"]
    let made = try Command.run(fit + ["-o", "f.svg", "-o", "f.vl.json"], folder: folder)
    #expect(made.status <= 1, "\(made.errors)")
    #expect(try !holds(folder, "f.svg", "<script"))
    #expect(try holds(folder, "f.svg", "&lt;script"))
  }

  @Test("a name in a paper is text of LaTeX")
  func paper() throws {
    let folder = try folder("tex.csv")
    let name = try names(folder, "tex.csv")[0]
    let made = try Command.run(
      ["fit", "tex.csv", "--formula", formula(name), "--quiet", "-o", "f.tex"], folder: folder)
    #expect(made.status <= 1, "\(made.errors)")
    let lines = try String(contentsOf: folder.appending(path: "f.tex"), encoding: .utf8).split(separator: "\n")
    for line in lines where line.utf8.first != UInt8(ascii: "%") {
      #expect(Data(line.utf8).range(of: Data("\\input".utf8)) == nil, "\(line)")
    }
  }

  @Test("names are fields of CSV")
  func draws() throws {
    let folder = try folder("csvq.csv")
    let fit = [
      "fit", "csvq.csv", "--formula", "loss = a + b*log10(C)", "--effect", "g", "--interval", "jackknife", "--quiet",
    ]
    let made = try Command.run(fit + ["--draws", "draws.csv", "--tidy", "tidy.csv"], folder: folder)
    #expect(made.status <= 1, "\(made.errors)")
    let groups = Set(try Table(contentsOf: folder.appending(path: "csvq.csv").path).column("g").texts.compactMap { $0 })
    let draws = try names(folder, "draws.csv")
    #expect(draws.count == groups.count + 3)
    for group in groups { #expect(draws.contains { Array($0.utf8) == Array("a[\(group)]".utf8) }, "\(draws)") }
  }

  @Test("a table and a condition that begin with a hyphen come back in a command that runs")
  func hyphens() throws {
    let file = try temporaryFile("-dash.csv", "-x,y\n-1,1\n1,2.1\n2,2.9\n3,4.2\n4,5\n")
    let folder = file.deletingLastPathComponent()
    let fit = [
      "fit", "--formula=y = a + b*x", "--column=x=-x", "--where=-`-x` < 0", "--json", "--quiet", "--", "-dash.csv",
    ]
    let first = try Command.run(fit, folder: folder)
    #expect(first.status == 0, "\(first.errors)")
    let line = try FitFile(first.output, source: "fit.json").commandLine
    let again = try Command.shell(line + " --json --quiet", folder: folder)
    #expect(again.status == 0, "\(line): \(again.errors)")
    #expect(try again.sameRecord(as: first, replacing: ("./-dash.csv", "-dash.csv")))
  }

  @Test("what is said to do next is a line for a shell, with flags before --")
  func nextLine() throws {
    let file = try temporaryFile("-dash.csv", "x,y\n1,2.1\n2,2.9\n3,4.2\n4,5\n")
    let folder = file.deletingLastPathComponent()
    let fit = try Command.run(["fit", "--formula", "y = a + b*x", "--", "-dash.csv"], folder: folder)
    let next = try #require(fit.output.split(separator: "\n").first { $0.hasPrefix("next: ") }).dropFirst(6)
    #expect(try Command.shell(String(next), folder: folder).status == 0, "\(next)")
    #expect(try files(folder) == ["-dash.csv", "fit.json"])
  }

  @Test("a terminal gets no command from data, on either stream")
  func terminal() throws {
    let file = try temporaryFile("t.csv", "x,y\u{1B}[31m\u{202E}\n1,2\n2,3.2\n3,3.9\n4,5.1\n")
    for arguments in [["--formula", "`y\u{1B}[31m\u{202E}` = a + b*x"], ["--formula", "nosuch\u{9B} = a"]] {
      let fit = try Command.run(["fit", file.path] + arguments)
      for text in [fit.output, fit.errors] {
        #expect(
          text.unicodeScalars.allSatisfy {
            $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0 ~= $0.value) && $0.value != 0x202E)
          })
      }
      #expect((fit.output + fit.errors).contains(fit.status == 0 ? "\\u{1B}[31m\\u{202E}" : "\\u{9B}"))
    }
    let record = try Command.run([
      "fit", file.path, "--formula", "`y\u{1B}[31m\u{202E}` = a + b*x", "--json", "--quiet",
    ])
    #expect(record.output.contains("\\u001b[31m\\u202e"))
    #expect(throws: Never.self) { try record.json() }
  }

  @Test("0,001 is no number with thousands separators")
  func thousands() throws {
    let folder = try folder("th.csv")
    let fit = try Command.run(["fit", "th.csv", "--formula", "y = a + b*x", "--thousands"], folder: folder)
    #expect(fit.status == 65)
    #expect(fit.errors.contains("\"0,001\", no number with decimal points"))
  }

  @Test("a seed beyond 2^63 is recorded as given", arguments: ["9223372036854775808", "18446744073709551615"])
  func seed(_ seed: String) throws {
    let fit = [
      "fit", "@transistors", "--law", "exponential-trend", "-c", "price=transistors_thousands", "-c", "t=year",
    ]
    let record = try Command.run(fit + ["--seed", seed, "--json", "--quiet"])
    #expect(record.output.contains("\"seed\": \(seed),"))
    let again = try FitFile(record.output, source: "fit.json").commandLine
    #expect(again.contains("--seed \(seed)"))
    #expect(try Command.shell(again + " --json --quiet").sameRecord(as: record))
  }

  @Test("20,000 draws are read, number by number; they took 12 seconds when an expression was compiled for each")
  func manyDraws() throws {
    let text = try String(contentsOf: Self.defects.appending(path: "draws.json"), encoding: .utf8)
    var record = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var draws = try #require(record["draws"] as? [String: Any])
    let count = 20_000
    func many(_ values: Any?) -> [Double] {
      let own = values as? [Double] ?? [1]
      return (0..<count).map { row in own[row % own.count] * (1 + Double(row) * 1e-9) }
    }
    draws["replicates"] = Array(0..<count)
    draws["objective"] = many(draws["objective"])
    draws["coefficients"] = (draws["coefficients"] as? [String: Any] ?? [:]).mapValues { many($0) }
    record["draws"] = draws
    let large = String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self)
    let read = try FitFile(large, source: "draws.json").fit.draws
    #expect(read?.replicates.count == count)
  }
}
