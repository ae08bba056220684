import Foundation
import TestSupport
import Testing

/// Notebooks as files; `Tests/Notebooks/execute.py` executes them.
@Suite struct NotebookCommandTests {
  private static let fit = ["fit", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--quiet"]

  private func folder() throws -> URL { try temporaryFile("old.ipynb", "old").deletingLastPathComponent() }

  @Test("a fit gives the same notebook each time, and its fit file gives it again, to the byte")
  func sameBytes() throws {
    let folder = try folder()
    for names in [["a.ipynb", "fit.json"], ["b.ipynb"]] {
      let made = try Command.run(Self.fit + names.flatMap { ["-o", $0] }, folder: folder)
      #expect(made.status == 0, "\(made.errors)")
    }
    let report = try Command.run(["report", "fit.json", "-o", "old.ipynb"], folder: folder)
    #expect(report.status == 0 && report.output.isEmpty, "\(report.errors)")
    let files = try ["a.ipynb", "b.ipynb", "old.ipynb"].map { try Data(contentsOf: folder.appending(path: $0)) }
    #expect(files[0] == files[1] && files[1] == files[2] && files[0].count > 10_000)
    #expect(try JSONSerialization.jsonObject(with: files[0]) is [String: Any])
  }

  @Test("a notebook shows the command that makes it again")
  func reproduced() throws {
    let folder = try folder()
    try Command.run(Self.fit + ["-o", "a.ipynb"], folder: folder)
    let text = try String(contentsOf: folder.appending(path: "a.ipynb"), encoding: .utf8)
    #expect(text.contains("scaling fit @cerebras-gpt --law power-law-floor -c C=flops"))
  }

  @Test("where no program is installed, notebook and page have their pictures")
  func withoutPrograms() throws {
    let folder = try folder()
    let arguments = "fit @cerebras-gpt --law power-law-floor -c C=flops -o old.ipynb -o page.html"
    let made = try Command.shell("export PATH=/nowhere; \(Command.binary.path) \(arguments)", folder: folder)
    #expect(made.status == 0 && !made.errors.contains("picture"), "\(made.errors)")
    let text = try String(contentsOf: folder.appending(path: "old.ipynb"), encoding: .utf8)
    #expect(text.contains("vnd.vegalite.v5+json") && text.contains("image/svg+xml"))
    let page = try String(contentsOf: folder.appending(path: "page.html"), encoding: .utf8)
    let figures = page.matches(of: #/<figure /#).count
    #expect(figures > 3 && page.matches(of: #/<img src="data:image/svg\+xml;base64,/#).count == figures)
  }

  @Test("rows that came from standard input are in the notebook of the fit; a fit file has to be told where they are")
  func standardInput() throws {
    let folder = try folder()
    let rows = "x,y\n1,2\n2,3.1\n3,3.9\n4,5.2\n"
    let made = try Command.run(
      ["fit", "-", "--formula", "y = a + b*x", "--quiet", "-o", "fit.json", "-o", "a.ipynb"], input: rows,
      folder: folder)
    #expect(made.status == 0, "\(made.errors)")
    let refused = try Command.run(["report", "fit.json", "-o", "old.ipynb"], folder: folder)
    #expect(refused.status == 66 && refused.errors.contains("--data"))
    #expect(try String(contentsOf: folder.appending(path: "old.ipynb"), encoding: .utf8) == "old")
    try Data(rows.utf8).write(to: folder.appending(path: "rows.csv"))
    let told = try Command.run(["report", "fit.json", "--data", "rows.csv", "-o", "b.ipynb"], folder: folder)
    #expect(told.status == 0, "\(told.errors)")
    let files = try ["a.ipynb", "b.ipynb"].map { try Data(contentsOf: folder.appending(path: $0)) }
    #expect(files[0] == files[1])
  }

  @Test("a fit file in which a coefficient is wrong has no notebook")
  func planted() throws {
    let folder = try folder()
    try Command.run(
      ["fit", "@transistors", "--formula", "log10(transistors_thousands) = a + b*year", "--quiet", "-o", "fit.json"],
      folder: folder)
    let path = folder.appending(path: "fit.json")
    var record = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any])
    var coefficients = try #require(record["coefficients"] as? [[String: Any]])
    let slope = try #require(coefficients[1]["estimate"] as? Double)
    coefficients[1]["estimate"] = slope * 1.0001
    record["coefficients"] = coefficients
    try JSONSerialization.data(withJSONObject: record).write(to: path)
    let refused = try Command.run(["report", "fit.json", "-o", "old.ipynb"], folder: folder)
    #expect(refused.status == 65 && refused.errors.contains("b = "), "\(refused.errors)")
    #expect(try String(contentsOf: folder.appending(path: "old.ipynb"), encoding: .utf8) == "old")
  }

  @Test(
    "what is no single fit has no notebook, and says so",
    arguments: [
      ["fit", "@ai-revenue", "--formula", "log10(annualized_revenue_usd) = a + b*frontier_eci", "--by", "company"],
      ["price", "@ai-prices", "--score", "mmlu", "--at", "43.9"], ["check", "@cerebras-gpt"],
    ])
  func refused(_ arguments: [String]) throws {
    let folder = try folder()
    let result = try Command.run(arguments + ["-o", "old.ipynb"], folder: folder)
    #expect(
      result.status == 64
        && ["a notebook is written of one fit only", "only .json"].contains(where: result.errors.contains),
      "\(result.errors)")
    #expect(try String(contentsOf: folder.appending(path: "old.ipynb"), encoding: .utf8) == "old")
  }
}
