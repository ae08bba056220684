import Foundation
import TestSupport
import Testing

/// Reports of a fit as files; `Tests/Pages/browse.py` opens the pages in a browser.
@Suite struct FitPageTests {
  private static let fit = ["fit", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--quiet"]

  private func folder() throws -> URL { try temporaryFile("old.html", "old").deletingLastPathComponent() }

  private func text(_ name: String, _ folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test("a fit and its fit file give the same Markdown and LaTeX, and a fit file the same page each time, to the byte")
  func sameBytes() throws {
    let folder = try folder()
    let kinds = ["html", "md", "tex"]
    let made = try Command.run(
      Self.fit + ["-o", "fit.json"] + kinds.flatMap { ["-o", "a.\($0)"] }, folder: folder)
    #expect(made.status == 0, "\(made.errors)")
    let report = try Command.run(["report", "fit.json"] + kinds.flatMap { ["-o", "b.\($0)"] }, folder: folder)
    #expect(report.status == 0 && report.output.isEmpty, "\(report.errors)")
    for kind in ["md", "tex"] { #expect(try text("a.\(kind)", folder) == text("b.\(kind)", folder), "\(kind)") }
    // Residuals of a fit that was made again from its optimum may differ in the last bit, and figures hold every digit.
    try Command.run(["report", "fit.json", "-o", "c.html"], folder: folder)
    let page = try text("b.html", folder)
    #expect(try text("c.html", folder) == page)
    #expect(page.hasPrefix("<!doctype html>") && page.contains("<section id=\"reproduce\""))
    #expect(!page.contains("src=\"http") && !page.contains("href=\"http"))
  }

  @Test("LaTeX has the formula, a booktabs table, and in its caption rows, norm, interval and seed")
  func latex() throws {
    let folder = try folder()
    try Command.run(Self.fit + ["-o", "a.tex"], folder: folder)
    let latex = try text("a.tex", folder)
    for part in [
      "\\mathrm{loss} = ", "\\toprule", "$\\alpha$ & $", "7 of 7 rows of @cerebras-gpt",
      "least squares on the log scale",
      "hc3-effective standard errors", "seed 0",
    ] {
      #expect(latex.contains(part), "\(part) in \(latex)")
    }
  }

  @Test("text of a table that looks like a tag stays text")
  func escaping() throws {
    let folder = try folder()
    let rows = "x,y,\"</script><b>\"\n1,2,3\n2,3.1,4\n3,3.9,5\n4,5.2,7\n5,5.9,8\n"
    let made = try Command.run(
      ["fit", "-", "--formula", "y = a + b*x + c*`</script><b>`", "--quiet", "-o", "a.html"], input: rows,
      folder: folder)
    #expect(made.status == 0, "\(made.errors)")
    let page = try text("a.html", folder)
    #expect(!page.contains("</script><b>") && page.contains("&lt;/script&gt;&lt;b&gt;"))
  }

  @Test("without the rows a page has what the file knows, and a note says what is missing")
  func withoutRows() throws {
    let folder = try folder()
    try Data("x,y\n1,2\n2,3.1\n3,3.9\n4,5.2\n".utf8).write(to: folder.appending(path: "rows.csv"))
    try Command.run(["fit", "rows.csv", "--formula", "y = a + b*x", "-o", "fit.json"], folder: folder)
    try FileManager.default.removeItem(at: folder.appending(path: "rows.csv"))
    let report = try Command.run(["report", "fit.json", "-o", "a.html", "-o", "a.md"], folder: folder)
    #expect(report.status == 0 && report.errors.contains("note: the report goes without the rows: rows.csv"))
    #expect(try text("a.html", folder).contains("id=\"result\"") && !text("a.html", folder).contains("id=\"data\""))
    #expect(try text("a.md", folder).contains("scaling fit rows.csv --formula 'y = a + b * x' --interval hc3"))
  }

  @Test("a report that cannot be written leaves what was there, and the other files unwritten")
  func atomic() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      at: folder.appending(path: "taken.html"), withIntermediateDirectories: true)
    let taken = try Command.run(Self.fit + ["-o", "taken.html"], folder: folder)
    #expect(taken.status == 73 && taken.errors.contains("it is a directory"), "\(taken.errors)")
    let absent = try Command.run(Self.fit + ["-o", "none/a.html"], folder: folder)
    #expect(absent.status == 73 && absent.errors.contains("cannot write none/a.html"), "\(absent.errors)")
    let refused = try Command.run(["report", "fit.json", "-o", "old.html"], folder: folder)
    #expect(refused.status == 66)
    #expect(try text("old.html", folder) == "old")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["old.html", "taken.html"], "\(names)")
  }

  @Test("years beyond the rows are counted in ranges of the rows, and warned of")
  func yearsOutside() throws {
    let fit = try Command.run(
      [
        "fit", "@transistors", "--law", "exponential-trend", "-c", "price=transistors_thousands", "-c", "t=year",
        "--json",
      ])
    // The rows end in 2022 after half a century: 2072 is one range further. log10(2072/2022) would be 0.01 decades.
    let far = try Command.run(["predict", "-", "--at", "t=2072"], input: fit.output)
    #expect(far.said.contains("warning: extrapolates t by up to 1 times its range beyond the rows"), "\(far.errors)")
  }
}
