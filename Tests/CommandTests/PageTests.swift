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
    title: "loss = a",
    blocks: [
      .lines(["runs.csv, 3 of 3 rows"]), .notes(["law: loss = a"]), .table(PageTable(["a_1"], rows: [["-1.5e-07"]])),
      .notes(["of one\n  row"]), .heading(level: 3, "and then"), .table(PageTable(["b"], rows: [["[2, open]"]])),
      .measures([.init("R²", "0.9")]), .measures([.init("AIC", "3")]), .formula("y = x", latex: "y = x"),
      .lines(["a", "b"]),
    ], doubts: [FitWarning(.fewPoints, .warning, "few", hint: "more")])

  @Test("a result stands close in text, and leaves its doubts to standard error")
  func compact() {
    #expect(
      PageText(result).text == """
        loss = a
        runs.csv, 3 of 3 rows
          law: loss = a

               a_1
          -1.5e-07
          of one
          row

        and then
                  b
          [2, open]

          R² 0.9
          AIC 3

          y = x

        a
        b

        """)
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

  @Test("a figure stands before the first table of HTML, and nowhere else")
  func figure() {
    let axis = FigureAxis("x", domain: 0...1)
    let shown = result.showing(Figure("A < B", panels: [FigurePanel(x: axis, y: axis, layers: [])]), svg: "<svg/>")
    let html = PageHTML(shown).text
    #expect(html.contains("base64,PHN2Zy8+\" alt=\"A &lt; B\"></figure>\n<div class=\"table\""))
    #expect(PageText(shown).text == PageText(result).text && PageMarkdown(shown).text == PageMarkdown(result).text)
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
