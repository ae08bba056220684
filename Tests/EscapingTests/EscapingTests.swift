import Foundation
import Testing

@testable import Escaping

/// Every scalar of a wide sample stands before and after every mark that means something in some language, and is read back by a reader
/// that is not ours: Python's `shlex`, `html`, `xml`, `csv`, `json` and `ast`, `sh` and `bash` (`decode.py`).
@Suite struct EscapingTests {
  private static let languages: [(name: String, write: @Sendable (String) -> String)] = [
    ("shell", { $0.shellWord }), ("shown-shell", { $0.shownShellWord }), ("html", { $0.escapedForHTML }),
    ("xml", { $0.escapedForXML }),
    ("latex", { $0.escapedForLaTeX }), ("latex-math", { $0.escapedForLaTeXMath }),
    ("markdown", { $0.escapedForMarkdown }),
    ("markdown-code", { $0.quotedForMarkdown }), ("csv", { $0.quotedForCSV }), ("tsv", { $0.quotedForTSV }),
    ("json", { $0.quotedForJSON }),
    ("script", { $0.quotedForJSON.escapedForScript }), ("python", { $0.quotedForPython }),
    ("python-block", { $0.escapedForPythonBlock }), ("vega", { $0.quotedForVega }),
    ("formula-name", { $0.quotedForFormula }), ("formula-text", { $0.quotedAsFormulaText }),
    ("terminal", { $0.escapedForTerminal }),
    ("line", { $0.escapedForLine }),
  ]

  /// ASCII, Latin-1, marks that combine, marks that prepend (Grapheme_Cluster_Break=Prepend), marks of direction, joiners, variation
  /// selectors, parts of Hangul and of flags, the edges of the surrogates and of the planes, and what is no character.
  private static let sample: [Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [
      0...0xFF, 0x300...0x308, 0x338...0x338, 0x483...0x483, 0x591...0x591, 0x600...0x605, 0x61C...0x61C,
      0x64B...0x64B, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2, 0x93E...0x93E, 0xD4E...0xD4E,
      0x1100...0x1100, 0x1161...0x1161, 0x11A8...0x11A8, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069,
      0x20D0...0x20D1, 0x20E3...0x20E3, 0xD7FF...0xD7FF, 0xE000...0xE000, 0xFE00...0xFE0F, 0xFE20...0xFE20,
      0xFEFF...0xFEFF, 0xFFF9...0xFFFF, 0x10000...0x10000, 0x110BD...0x110BD, 0x111C2...0x111C2, 0x1F1E6...0x1F1E6,
      0x1F3FB...0x1F3FB, 0x1F600...0x1F600, 0xE0001...0xE0001, 0xE0100...0xE0100, 0x10FFFF...0x10FFFF,
    ]
    return ranges.joined().compactMap { Unicode.Scalar($0) }
  }()

  private static let marks = Array("\"'`\\<>&|;$!#%^~*_{}[](),=-+:/@ \t\n\r".unicodeScalars)

  private static let texts: [String] = {
    var texts = [""]
    for scalar in sample {
      texts.append(String(scalar))
      for mark in marks {
        texts.append(String(scalar) + String(mark))
        texts.append(String(mark) + String(scalar))
      }
    }
    // Between two marks, and what broke it once.
    for mark in marks {
      texts += ["\u{600}\(mark)\u{301}", "\(mark)\u{600}\(mark)", "a\u{600}\(mark)b\(mark)\u{338}"]
    }
    return texts + [
      "a\u{600}';touch x;'", "\u{600}</script><script>alert(1)</script>", "\u{600}`\u{600}``\u{600}", "``", "`", " ",
      "-x",
      "\u{1B}[31mred\u{1B}[0m", "a\r\nb", "\u{202E}txt.exe", "x\u{600}\"\u{600},\u{600}\"",
    ]
  }()

  @Test("what is written in a language is read back by another reader of it")
  func readBack() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "decode.py")
    let folder = FileManager.default.temporaryDirectory.appending(path: "escaping-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var written = Data()
    for (name, write) in Self.languages {
      for text in Self.texts {
        written += Data("\(name) \(Self.hexadecimal(text)) \(Self.hexadecimal(write(text)))\n".utf8)
      }
    }
    let file = folder.appending(path: "written.txt")
    try written.write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path, file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("\(Self.languages.count * Self.texts.count) read back"), "\(said)")
  }

  @Test("a mark that joins with a quote does not hide it")
  func joinedMarks() {
    let written1 = "\u{600}'".shellWord
    let expected1 = "'\u{600}'\\'''"
    #expect(written1 == expected1)
    let written2 = "\u{600}<\u{338}".escapedForHTML
    let expected2 = "\u{600}&lt;\u{338}"
    #expect(written2 == expected2)
    let written3 = "\u{600},".quotedForCSV
    let expected3 = "\"\u{600},\""
    #expect(written3 == expected3)
    let written4 = "\u{600}`".quotedForFormula
    let expected4 = "`\u{600}```"
    #expect(written4 == expected4)
    let written5 = "\u{600}\\input".escapedForLaTeX
    let expected5 = "\u{600}\\textbackslash{}input"
    #expect(written5 == expected5)
    let written6 = "\u{600}</".escapedForScript
    let expected6 = "\u{600}\\u003c/"
    #expect(written6 == expected6)
  }

  @Test("a terminal gets no command and no change of direction")
  func terminal() {
    let written7 = "a\u{1B}[2Jb\u{9B}c\u{202E}d\te\nf".escapedForTerminal
    let expected7 = "a\\u{1B}[2Jb\\u{9B}c\\u{202E}d\te\nf"
    #expect(written7 == expected7)
    let written8 = "a\tb\r\nc".escapedForLine
    let expected8 = "a\\tb\\r\\nc"
    #expect(written8 == expected8)
    let written9 = "a\u{1B}'".shownShellWord
    let expected9 = "$'a\\033\\''"
    #expect(written9 == expected9)
    let written10 = "ok \u{200D}é".escapedForTerminal
    let expected10 = "ok \u{200D}é"
    #expect(written10 == expected10)
  }

  @Test("quotes and backslashes of a text survive Python's literals")
  func python() {
    let written11 = "a\"b\\n".quotedForPython
    let expected11 = "\"a\\\"b\\\\n\""
    #expect(written11 == expected11)
    let written12 = "\"\"\"\\".escapedForPythonBlock
    let expected12 = "\\\"\\\"\\\"\\\\"
    #expect(written12 == expected12)
  }

  @Test("a value or a path that begins with a hyphen is no flag")
  func hyphens() {
    #expect(String.flag("--where", "-x > 1") == "'--where=-x > 1'")
    #expect(String.flag("--where", "x > 1") == "--where 'x > 1'")
    #expect("-dash.csv".pathAsArgument == "./-dash.csv")
    #expect("-".pathAsArgument == "-")
    #expect("a-b.csv".pathAsArgument == "a-b.csv")
  }

  private static func hexadecimal(_ text: String) -> String {
    text.isEmpty ? "-" : text.utf8.map { String(format: "%02x", $0) }.joined()
  }
}
