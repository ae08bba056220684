import Reporting
import Testing

@Suite struct PageTests {
  private let page = Page(
    title: "A < B",
    blocks: [
      .heading(level: 2, "One"), .paragraph("Words & *marks* that go on"),
      .facts([.init("term", "what is said of it")]),
      .table(
        PageTable([.init("name"), .init("n", isNumber: true)], rows: [["a|b", "1"], ["c", "12"]], caption: "two")),
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
    #expect(throws: PageError.self) { try Page(json: ["title": "x"]) }
    #expect(throws: PageError.self) { try Page(json: ["title": "x", "blocks": [["table": ["columns": []]]]]) }
    let ragged: JSONValue = [
      "title": "x",
      "blocks": [["table": ["columns": [["header": "a", "is_number": false]], "rows": [["1", "2"]]]]],
    ]
    #expect(throws: PageError.self) { try Page(json: ragged) }
  }
}
