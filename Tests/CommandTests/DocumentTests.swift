import Foundation
import Reporting
import TestSupport
import Testing

/// Every verb with a result writes it as HTML, Markdown and LaTeX.
@Suite struct DocumentTests {
  private static let ladder = ["@olmo-ladder", "-c", "N=params", "-c", "D=tokens"]
  private static let models = ["@open-base-models", "--formula", "mmlu = a + b*log10(params)"]
  private static let revenue = ["@ai-revenue", "--formula", "log10(annualized_revenue_usd) = a + b*frontier_eci"]
  private static let isoFLOP = ["isoflop", "runs.csv", "--replicates", "20", "--target", "1e21"]

  /// What follows `scaling`; `fit.json` is a fit of the power law with a floor, `ladder.json` one of Chinchilla's.
  private static let commands: [[String]] = [
    ["fit"] + revenue + ["--by", "company"],
    ["fit"] + models + ["--then-formula", "hellaswag = c + d*mmlu", "--at", "params=7e10"],
    ["check", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops"],
    ["compare"] + ladder + ["--formula", "loss = a*N^-b", "--formula", "loss = a*D^-b", "--scale", "log"],
    [
      "compare", "@cerebras-gpt", "--formula", "loss = a*flops^-b", "--formula", "loss = a*params^-b", "--scale", "log",
      "--paired",
    ]
      + ["--quantity", "b = b", "--replicates", "20"],
    [
      "calibrate", "@cerebras-gpt", "--formula", "loss = A*flops^-b", "--scale", "log", "--method", "hc3", "--tables",
      "20",
    ],
    ["predict", "fit.json", "--at", "C=1e24"], ["plan", "fit.json", "--target", "loss=1.6"],
    ["plan", "ladder.json", "--flops", "1e24", "--max-params", "10B"],
    ["design", "ladder.json", "--grid", "N=1e9..1.4e10:4,D=1e10..5e12:4", "--budget", "1e23", "--average", "4"],
    isoFLOP, ["isoflop", "curves.csv", "--replicates", "20", "--approach", "1", "--run", "run"],
    ["trend", "@transistors", "--claim", "doubles/2years"], ["value", "@ai-revenue", "--by", "company"],
    ["price", "@ai-prices", "--score", "mmlu", "--at", "43.9", "--claim", "10x/year", "--replicates", "200"],
    ["capability", "@open-base-models", "--score", "mmlu"], ["index", "@open-base-models"],
  ]

  private func folder() throws -> URL {
    let folder = try temporaryFile("x.csv", "").deletingLastPathComponent()
    let law = ["--quiet", "-o"]
    try Command.run(
      ["fit", "@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops"] + law + ["fit.json"], folder: folder)
    try Command.run(["fit"] + Self.ladder + ["--law", "chinchilla"] + law + ["ladder.json"], folder: folder)
    // Budgets of seven sizes each, and runs of seven checkpoints each, on one surface.
    let row = { (name: String, n: Double, c: Double, index: Int) in
      "\(n),\(c),\(1.7 + 400 * pow(n, -0.34) + 410 * pow(c / (6 * n), -0.28) + 0.002 * sin(Double(index * index))),\(name)\n"
    }
    let budgets = (0..<28).map { index in
      let budget = Double(index / 7)
      return row("r", pow(10, 7.5 + budget / 2 + Double(index % 7) / 4), pow(10, 18 + budget), index)
    }
    let curves = (0..<28).map { index in
      row("r\(index / 7)", pow(10, 7.5 + Double(index / 7) / 2), pow(10, 18 + Double(index % 7) / 3), index)
    }
    for (name, rows) in [("runs.csv", budgets), ("curves.csv", curves)] {
      try Data(("N,C,loss,run\n" + rows.joined()).utf8).write(to: folder.appending(path: name))
    }
    return folder
  }

  private func text(_ name: String, in folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  @Test("each verb writes documents that hold every decimal number of its text", arguments: commands.indices)
  func verbs(index: Int) throws {
    let folder = try folder()
    let files = ["a.html", "a.md", "a.tex"]
    let command = try Command.run(Self.commands[index] + ["--quiet"] + files.flatMap { ["-o", $0] }, folder: folder)
    #expect(command.status <= 1 && !command.output.isEmpty, "\(command.errors)")
    // A line is longer than a page only where a word is.
    for line in command.output.split(separator: "\n") {
      #expect(line.count <= 80 || !line.drop { $0 == " " }.contains(" "), "\(line)")
    }
    let numbers = command.output.matches(of: /[0-9]+\.[0-9]+/).map { String($0.output) }
    #expect(numbers.count > 2)
    for file in files {
      let document = try text(file, in: folder)
      for number in Set(numbers) { #expect(document.contains(number), "\(number) in \(file)") }
    }
    let html = try text("a.html", in: folder)
    #expect(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'") && isBalanced(html))
    #expect(
      html.contains("</h1>\n<p class=\"answer\">") || html.contains("</p>\n<p class=\"answer\">"),
      "the answer stands first")
    let latex = try text("a.tex", in: folder)
    #expect(latex.hasPrefix("% Needs \\usepackage{amsmath,booktabs}. Made by: scaling \(Self.commands[index][0])"))
    #expect(latex.matches(of: /\\begin/).count == latex.matches(of: /\\end/).count)
  }

  /// Whether each element that is opened is closed, in order.
  private func isBalanced(_ html: String) -> Bool {
    var open: [String] = []
    for tag in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
      let name = String(tag.output.2)
      if ["meta", "br", "img", "source"].contains(name) { continue }
      if tag.output.1.isEmpty { open.append(name) } else if open.popLast() != name { return false }
    }
    return open.isEmpty
  }

  @Test("warnings are in text and documents with their remedies, and a figure is in the page")
  func doubts() throws {
    let folder = try folder()
    let files = ["a.html", "a.md", "a.tex"]
    let command = try Command.run(
      ["predict", "fit.json", "--at", "C=1e27"] + files.flatMap { ["-o", $0] }, folder: folder)
    #expect(command.errors.isEmpty && command.output.contains("warning: "))
    for file in files { #expect(try text(file, in: folder).contains("warning: extrapolation"), "\(file)") }
    let drawn = try Command.run(["trend", "@transistors", "--quiet", "-o", "b.html"], folder: folder)
    #expect(drawn.status == 0, "\(drawn.errors)")
    let page = try text("b.html", in: folder)
    #expect(page.contains("<figure tabindex=\"0\"><picture>"))
  }

  @Test("names of columns that look like marks are text in each document")
  func escaping() throws {
    let folder = try folder()
    let name = "<b>&_x|$\\input{y}"
    let rows = (1...9).map { "\($0),\(Double($0) * 1.1 + 0.1 * sin(Double($0)))" }.joined(separator: "\n")
    try Data("day,\"\(name)\"\n".utf8 + Data((rows + "\n").utf8)).write(to: folder.appending(path: "odd.csv"))
    let command = try Command.run(
      ["check", "odd.csv", "-o", "a.html", "-o", "a.md", "-o", "a.tex"], folder: folder)
    #expect(command.status == 0 && command.output.contains(name), "\(command.errors)")
    let html = try text("a.html", in: folder)
    #expect(html.contains("&lt;b&gt;&amp;_x|$\\input{y}") && !html.contains("<b>") && isBalanced(html))
    #expect(try text("a.md", in: folder).contains("\\<b\\>\\&\\_x\\|\\$\\\\input{y}"))
    let latex = try text("a.tex", in: folder).split(separator: "\n").dropFirst().joined(separator: "\n")
    #expect(latex.contains("\\&\\_x\\textbar{}\\$\\textbackslash{}input\\{y\\}") && !latex.contains("\\input"))
  }

  @Test("a notebook is written of one fit only, and a figure of a verb that has one")
  func refusals() throws {
    let folder = try folder()
    let notebook = try Command.run(["check", "@cerebras-gpt", "-o", "a.ipynb"], folder: folder)
    #expect(notebook.status == 64 && notebook.errors.contains("scaling fit -o fit.ipynb"), "\(notebook.errors)")
    let figure = try Command.run(["check", "@cerebras-gpt", "-o", "a.svg"], folder: folder)
    #expect(figure.status == 64 && figure.errors.contains("only .json, .html, .md, .tex, .txt can be written"))
  }
}
