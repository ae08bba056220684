import Foundation
import TestSupport
import Testing

/// Figures as files.
@Suite struct FigureCommandTests {
  private static let fit = ["fit", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--quiet"]

  private static let hasRSVGConvert = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains
  {
    FileManager.default.isExecutableFile(atPath: "\($0)/rsvg-convert")
  }

  private func folder() throws -> URL { try temporaryFile("old.svg", "old").deletingLastPathComponent() }

  /// The command under a shell that changes its surroundings first.
  private func shell(_ script: String, in folder: URL) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, Command.binary.path]
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test("a fit file is drawn as the fit was, to the byte, and the same again")
  func sameBytes() throws {
    let folder = try folder()
    let names = ["fit.json", "a.vl.json", "a.svg"]
    let made = try Command.run(Self.fit + names.flatMap { ["-o", $0] }, folder: folder)
    #expect(made.status == 0, "\(made.errors)")
    let drawn = try Command.run(["plot", "fit.json", "-o", "b.vl.json", "-o", "b.svg"], folder: folder)
    #expect(drawn.status == 0 && drawn.output.isEmpty && drawn.errors.isEmpty, "\(drawn.errors)")
    for kind in ["vl.json", "svg"] {
      let bytes = try ["a", "b"].map { try Data(contentsOf: folder.appending(path: "\($0).\(kind)")) }
      #expect(bytes[0] == bytes[1] && !bytes[0].isEmpty)
    }
    let printed = try Command.run(["plot", "fit.json"], folder: folder)
    #expect(Data(printed.output.utf8) == (try Data(contentsOf: folder.appending(path: "a.vl.json"))))
  }

  @Test(
    "every figure of a fit is drawn from its file",
    arguments: ["fit", "residuals", "qq", "profile", "cloud", "influence", "contours"])
  func figures(name: String) throws {
    let folder = try folder()
    let fit = [
      "fit", "@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens", "--quiet", "-o", "fit.json",
    ]
    #expect(try Command.run(fit, folder: folder).status == 0)
    let command = try Command.run(["plot", "fit.json", "--figure", name], folder: folder)
    #expect(command.status == 0 && command.errors.isEmpty, "\(command.errors)")
    #expect(try command.json()["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    #expect(command.output.contains("Data: @olmo-ladder, 18 rows"))
  }

  @Test(
    "every verb that has a figure draws it",
    arguments: [
      ["price", "@ai-prices", "--score", "mmlu", "--at", "86", "--claim", "10x/year"],
      ["price", "@ai-prices", "--score", "mmlu", "--at", "45:85:10"], ["trend", "@transistors"],
      ["value", "@ai-revenue", "--by", "company"], ["index", "@open-base-models"],
      ["compare", "@olmo-ladder", "--law", "chinchilla", "--law", "coupled", "-c", "N=params", "-c", "D=tokens"],
      [
        "calibrate", "@cerebras-gpt", "--law", "power-law", "-c", "x=flops", "-c", "y=loss", "--tables", "20",
      ],
    ])
  func verbs(arguments: [String]) throws {
    let folder = try folder()
    let command = try Command.run(arguments + ["-o", "figure.vl.json", "--quiet"], folder: folder)
    #expect(command.status == 0, "\(command.errors)")
    let data = try Data(contentsOf: folder.appending(path: "figure.vl.json"))
    #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
  }

  @Test("rows that are missing or other are told", arguments: ["residuals", "fit"])
  func rows(figure: String) throws {
    let folder = try folder()
    let table = "x,y\n1,1.1\n2,1.9\n3,3.2\n4,3.9\n6,6.3\n"
    try Data(table.utf8).write(to: folder.appending(path: "runs.csv"))
    let fit = ["fit", "runs.csv", "--formula", "y = a + b*x", "--quiet", "-o", "fit.json"]
    #expect(try Command.run(fit, folder: folder).status == 0)
    let plot = ["plot", "fit.json", "--figure", figure]
    try FileManager.default.moveItem(
      at: folder.appending(path: "runs.csv"), to: folder.appending(path: "moved.csv"))
    let missing = try Command.run(plot, folder: folder)
    #expect(missing.status == (figure == "fit" ? 0 : 66))
    #expect(missing.errors.contains("runs.csv"))
    #expect(try Command.run(plot + ["--data", "moved.csv"], folder: folder).status == 0)
    try Data((table + "7,7\n").utf8).write(to: folder.appending(path: "runs.csv"))
    let other = try Command.run(plot, folder: folder)
    #expect(other.status == (figure == "fit" ? 0 : 65))
    #expect(other.errors.contains("is not the table of this fit"))
  }

  @Test(
    "what cannot be drawn is refused with a reason",
    arguments: [
      (["plot", "fit.json", "--figure", "residual"], 64, "did you mean \"residuals\"?"),
      (["plot", "fit.json", "--figure", "contours"], 64, "the law is none of N and D alone"),
      (["plot", "fit.json", "--figure", "cloud", "--coefficients", "A,gamma"], 64, "gamma is no coefficient"),
      (["plot", "fit.json", "--coefficients", "A,alpha"], 64, "only cloud takes coefficients"),
      (["plot", "fit.json", "-o", "fit.xlsx"], 64, "only .svg, .png, .pdf and .vl.json"),
      (["plot", "fit.json", "-o", "fit.gp"], 64, "only .svg, .png, .pdf and .vl.json"),
      (["plot", "none.json", "-o", "fit.svg"], 66, "cannot read none.json"),
      (["plot", "fit.json", "-o", "none/fit.svg"], 73, "No such file or directory"),
      (["plot", "fit.json", "-o", "folder.svg"], 73, "it is a directory"),
      (["predict", "fit.json", "--at", "C=1e23", "-o", "p.svg"], 64, "scaling predict has no figure"),
      (["check", "@cerebras-gpt", "-o", "p.svg"], 64, "scaling check has no figure"),
      (["capability", "@open-base-models", "-o", "p.svg"], 64, "scaling capability has no figure"),
      (["observations", "-o", "p.vl.json"], 64, "scaling observations has no figure"),
      (["price", "@ai-prices", "--pair", "GPT-4o mini", "GPT-4.5", "-o", "p.vl.json"], 64, "no rate at a level"),
    ])
  func refused(arguments: [String], status: Int, message: String) throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      at: folder.appending(path: "folder.svg"), withIntermediateDirectories: false)
    #expect(try Command.run(Self.fit + ["-o", "fit.json"], folder: folder).status == 0)
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let command = try Command.run(arguments, folder: folder)
    #expect(command.status == Int32(status), "\(command.errors)")
    #expect(command.errors.contains(message), "\(command.errors)")
    #expect(command.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  @Test("a file that cannot be written whole leaves the old one, and nothing beside it")
  func noRoom() throws {
    let folder = try folder()
    try Data("old".utf8).write(to: folder.appending(path: "old.vl.json"))
    // Files end at a kilobyte.
    let arguments = Self.fit.map { "'\($0)'" }.joined(separator: " ")
    let result = try shell("trap '' XFSZ; ulimit -f 1; \"$0\" \(arguments) -o old.vl.json", in: folder)
    #expect(result.status == 73, "\(result.errors)")
    #expect(result.errors.contains("cannot write"))
    #expect(try String(contentsOf: folder.appending(path: "old.vl.json"), encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["old.svg", "old.vl.json"])
  }

  @Test(
    "without rsvg-convert PNG and PDF are refused with what to do, and what needs no program is drawn",
    arguments: ["png", "pdf"])
  func withoutProgram(format: String) throws {
    let folder = try folder()
    try Data("old".utf8).write(to: folder.appending(path: "old.\(format)"))
    let arguments = Self.fit.map { "'\($0)'" }.joined(separator: " ")
    let result = try shell("export PATH=/nowhere; \"$0\" \(arguments) -o old.\(format) -o new.svg", in: folder)
    #expect(result.status == 73)
    #expect(
      result.errors.split(separator: "\n").suffix(2) == [
        "error: rsvg-convert makes .\(format), and it is not installed",
        "hint: apt-get install librsvg2-bin; .svg needs no other program",
      ], "\(result.errors)")
    // All or nothing.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["old.\(format)", "old.svg"])
    #expect(try String(contentsOf: folder.appending(path: "old.\(format)"), encoding: .utf8) == "old")
    let drawn = try shell("export PATH=/nowhere; \"$0\" \(arguments) -o fit.svg -o fit.vl.json", in: folder)
    #expect(drawn.status == 0 && drawn.errors.isEmpty, "\(drawn.errors)")
  }

  @Test("what rsvg-convert has against a picture is said, and nothing is left")
  func failingProgram() throws {
    let folder = try folder()
    let program = folder.appending(path: "bin/rsvg-convert")
    try FileManager.default.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: false)
    for (script, said) in [
      ("echo 'no such luck' >&2; exit 3", "rsvg-convert failed: no such luck"),
      ("exit 0", "rsvg-convert failed"),
    ] {
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      let arguments = Self.fit.map { "'\($0)'" }.joined(separator: " ")
      let result = try shell("export PATH=\"$PWD/bin:$PATH\"; \"$0\" \(arguments) -o a.png", in: folder)
      #expect(result.status == 73)
      #expect(result.errors.contains("cannot make .png: \(said)"), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["bin", "old.svg"])
    }
  }

  @Test("the program gets the SVG, and no variable that it does not need")
  func whatTheProgramGets() throws {
    let folder = try folder()
    let program = folder.appending(path: "bin/rsvg-convert")
    try FileManager.default.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: false)
    try Data("#!/bin/sh\necho \"$@\"; env | sort; cat\n".utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let arguments = Self.fit.map { "'\($0)'" }.joined(separator: " ")
    let result = try shell(
      "export PATH=\"$PWD/bin:$PATH\" SECRET=1 LC_ALL=de_DE.UTF-8; \"$0\" \(arguments) -o a.png -o a.pdf -o a.svg",
      in: folder)
    #expect(result.status == 0, "\(result.errors)")
    let svg = try String(contentsOf: folder.appending(path: "a.svg"), encoding: .utf8)
    for (format, flags) in [("png", "--format=png --zoom=2"), ("pdf", "--format=pdf")] {
      let got = try String(contentsOf: folder.appending(path: "a.\(format)"), encoding: .utf8)
      #expect(got.hasPrefix(flags + "\n") && got.hasSuffix(svg))
      #expect(got.contains("LC_ALL=C.UTF-8\n") && !got.contains("SECRET"))
    }
  }

  @Test(
    "PNG has twice the pixels of the SVG, PDF its size", .enabled(if: hasRSVGConvert, "rsvg-convert is not installed"))
  func pictures() throws {
    let folder = try folder()
    let files = ["a.svg", "b.svg", "a.png", "a.pdf"]
    let command = try Command.run(Self.fit + files.flatMap { ["-o", $0] }, folder: folder)
    #expect(command.status == 0, "\(command.errors)")
    let data = try files.map { try Data(contentsOf: folder.appending(path: $0)) }
    #expect(data[0] == data[1])
    let svg = String(decoding: data[0], as: UTF8.self)
    let size = try #require(svg.firstMatch(of: /width='([0-9]+)' height='([0-9]+)' viewBox/))
    let (width, height) = (try #require(Int(size.1)), try #require(Int(size.2)))
    #expect(svg.contains(">loss = E + A * C^-alpha</title>"))
    // Bytes 16 to 23 of a PNG are its width and height.
    #expect(data[2].starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let number = { (start: Int) in data[2][start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(number(16) == 2 * width && number(20) == 2 * height)
    #expect(data[3].starts(with: Array("%PDF".utf8)))
  }

  @Test(
    "a name is a word of the picture, and no command of any program",
    .enabled(if: hasRSVGConvert, "rsvg-convert is not installed"))
  func quoting() throws {
    let folder = try folder()
    let text = """
      date,model,price,score
      2021-01-01,`touch one`,100,50
      2022-01-01,' ; system('touch two'); ',25,55
      2023-01-01,"%s %d @x \\ $(touch three)",6,50
      2024-01-01,"say ""hi"" <b> & 100 %",2,52
      """
    try Data(text.utf8).write(to: folder.appending(path: "prices.csv"))
    let command = try Command.run(
      ["price", "prices.csv", "--score", "score", "--at", "50", "-o", "a.svg", "-o", "a.png", "--quiet"], folder: folder
    )
    #expect(command.status == 0, "\(command.errors)")
    let svg = try String(contentsOf: folder.appending(path: "a.svg"), encoding: .utf8)
    for name in [">`touch one`<", ">%s %d @x \\ $(touch three)<", ">say &quot;hi&quot; &lt;b&gt; &amp; 100 %<"] {
      #expect(svg.contains(name), "\(name)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "a.png", "a.svg", "old.svg", "prices.csv",
      ])
  }
}
