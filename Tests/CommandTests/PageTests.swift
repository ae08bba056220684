import Reporting
import ScalingLaws
import Testing

@Suite struct PageTests {
  private let page = Page(
    title: "A < B",
    blocks: [
      .heading(level: 2, "One"), .paragraph("Words & *marks* that go on"),
      .facts([.init("term", "what is said of it")]),
      .table(
        PageTable([.text("name"), "n"], rows: [["a|b", "1"], ["c", "12"]], caption: "two")),
      .code(["scaling laws"]),
    ])

  @Test("text breaks at a width and lines tables up")
  func text() {
    #expect(
      PageText(page, width: 16).text == """
        A < B

        One
        ===

        Words & *marks*
        that go on

          term  what is
                said of
                it

          name    n
          a|b     1
          c      12
          two

          scaling laws

        """)
  }

  /// Blocks of results: what stands close to what is above it, and what does not.
  private let result = Page(
    title: "loss = a", answer: ["a is 1 (95 %: 0 to 2)."],
    blocks: [
      .table(PageTable(["a_1"], rows: [["-1.5e-07"]])),
      .notes(["of one\n  row"]), .heading(level: 3, "and then"), .table(PageTable(["b"], rows: [["[2, open]"]])),
      .measures([.init("R²", "0.9"), .init("AIC", "3")]), .formula("y = x", latex: "y = x"),
      .lines(["a", "b"]),
    ],
    doubts: [
      FitWarning(.duplicateRows, .note, "one row", hint: ""), FitWarning(.fewPoints, .warning, "few", hint: "more"),
    ], about: [.lines(["runs.csv, 3 of 3 rows"])])

  @Test("a result stands close in text, with its doubts below and what it is about at the end")
  func compact() {
    #expect(
      PageText(result).text == """
        a is 1 (95 %: 0 to 2).

        loss = a

               a_1
          -1.5e-07
          of one row

        and then
                  b
          [2, open]

          R² 0.9   AIC 3

          y = x

        a
        b

        Doubts
          1. warning: few [few-points]
             remedy: more
          1 note more: --all shows them

        runs.csv, 3 of 3 rows

        """)
    #expect(PageText(result, showsAll: true).text.contains("  2. note: one row"))
  }

  @Test("documents have the doubts, and headings from the second level down")
  func documents() {
    let html = PageHTML(result).text
    #expect(
      html.contains("<h2>and then</h2>") && html.contains("<dt>warning: few-points</dt><dd>few. Remedy: more."))
    let markdown = PageMarkdown(result).text
    #expect(markdown.contains("## and then") && markdown.contains("- **warning: few-points**: few. Remedy: more."))
    let latex = PageLaTeX(result, command: "scaling fit runs.csv\n\\input").text
    #expect(latex.contains("\\subsection*{and then}") && latex.contains("\\item[warning: few-points] few."))
    #expect(latex.contains("$-1.5 \\times 10^{-07}$".replacing("-07", with: "-7")) && latex.contains("a\\_1"))
    #expect(latex.contains("[$2$, open]") && latex.contains("\\toprule") && !latex.contains("\n\\input"))
  }

  @Test("a figure stands between the answer and the first table of HTML, in light and dark, and nowhere else")
  func figure() {
    let axis = FigureAxis("x", domain: 0...1)
    let shown = result.showing(Figure("A < B", panels: [FigurePanel(x: axis, y: axis, layers: [])]))
    let html = PageHTML(shown).text
    #expect(
      html.contains(
        "0 to 2).</p>\n<figure tabindex=\"0\"><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"data:"))
    #expect(html.contains("\" alt=\"A &lt; B\"></picture></figure>\n<div class=\"table\""))
    #expect(PageText(shown).text == PageText(result).text && PageMarkdown(shown).text == PageMarkdown(result).text)
  }

  /// As many columns as a terminal is narrow.
  @Test("a table fits its width: headings break, columns go by rank, at last a row is a list; no number is broken")
  func width() {
    let table = PageTable(
      [.text("law"), .estimate("squared error"), .number("interval"), .number("p").ranked(2)],
      rows: [["chinchilla of two variables", "0.0123456", "[0.01, 0.02]", "0.5"]])
    let text = { (width: Int) in PageText(Page(title: "t", blocks: [.table(table)]), width: width).text }
    let natural = """
      t

        law                           squared error       interval     p
        chinchilla of two variables       0.0123456   [0.01, 0.02]   0.5

      """
    #expect(text(80) == natural)
    #expect(
      text(46) == """
        t

                            squared
          law                 error      interval    p
          chinchilla of   0.0123456  [0.01, 0.02]  0.5
          two variables

        """)
    #expect(
      text(41) == """
        t

                            squared
          law                 error      interval
          chinchilla of   0.0123456  [0.01, 0.02]
          two variables
          (no room here for: p)

        """)
    #expect(
      text(30) == """
        t

          law: chinchilla of two
            variables
            squared error: 0.0123456
            interval: [0.01, 0.02]
            p: 0.5

        """)
    for width in 16...90 {
      #expect(text(width).contains("0.0123456") && text(width).contains("[0.01, 0.02]"), "\(width)")
      let long = text(width).split(separator: "\n").map(\.count).max() ?? 0
      #expect(long <= max(width, 18), "\(width)")
    }
  }

  @Test("colour sets answer, estimates and warnings apart, and shows what else would command a terminal")
  func colour() {
    let page = Page(
      title: "a\u{1B}[2J", answer: ["It is 3."],
      blocks: [
        .table(PageTable([.text("x"), .estimate("b"), .verdict("verdict")], rows: [["y", "3", "log-linear"]]))
      ],
      doubts: [FitWarning(.fewPoints, "few", hint: "")])
    let text = PageText(page, isColored: true).text
    #expect(text.hasPrefix("\u{1B}[1mIt is 3.\u{1B}[0m\n\na\\u{1B}[2J\n"))
    #expect(text.contains("\u{1B}[1;39m3\u{1B}[0m") && text.contains("\u{1B}[1;36mlog-linear\u{1B}[0m"))
    #expect(text.contains("\u{1B}[33m  1. warning: few [few-points]\u{1B}[0m"))
    #expect(!PageText(page).text.contains("\u{1B}[1m"))
  }

  @Test("a command breaks between its flags, in lines that a shell takes for one")
  func commands() {
    let page = Page(title: "t", blocks: []).ending(with: ["scaling fit runs.csv --where 'a == \"b c d\"' -c N=params"])
    #expect(
      PageText(page, width: 44).text == """
        t

        next: scaling fit runs.csv \\
                --where 'a == "b c d"' -c N=params

        """)
  }

  @Test("Markdown and HTML escape what would be a mark")
  func escapes() {
    let markdown = PageMarkdown(page).text
    #expect(markdown.hasPrefix("# A \\< B\n\n## One\n\nWords \\& \\*marks\\* that go on\n\n- **term**: what"))
    #expect(markdown.contains("| a\\|b | 1 |") && markdown.contains("|---|---:|"))
    let html = PageHTML(page).text
    #expect(html.contains("<title>A &lt; B</title>") && html.contains("<p>Words &amp; *marks* that go on</p>"))
    #expect(html.contains("<td class=\"n\">12</td>"))
    #expect(!html.contains("http:") && !html.contains("https:"), "nothing is asked of another place")
  }

  @Test("a page survives its record, and what is no page is refused")
  func record() throws {
    #expect(try Page(json: try JSONValue(parsing: page.json.document)) == page)
    #expect(try Page(json: try JSONValue(parsing: result.json.document)) == result)
    #expect(throws: PageError.self) { try Page(json: ["title": "x"]) }
    #expect(throws: PageError.self) { try Page(json: ["title": "x", "blocks": [["table": ["columns": []]]]]) }
    let ragged: JSONValue = [
      "title": "x",
      "blocks": [["table": ["columns": [["header": "a", "is_number": false]], "rows": [["1", "2"]]]]],
    ]
    #expect(throws: PageError.self) { try Page(json: ragged) }
  }
}
