import ScalingLaws
import Testing

@testable import Reporting

@Suite struct HTMLDocumentTests {
  @Test("the policy names the style and every script to the byte, also one that runs later")
  func policy() throws {
    let document = HTMLDocument(
      title: "A < B", style: "p { margin: 0 }", body: "<p>x</p>",
      scripts: [.init(text: "later()", name: "later"), .init(text: "now()")]
    ).text
    #expect(document.contains("<title>A &lt; B</title>"))
    for (opening, closing) in [
      ("<style>", "</style>"), ("<script type=\"text/plain\" id=\"later\">", "</script>"), ("<script>", "</script>"),
    ] {
      let start = try #require(document.firstRange(of: opening)).upperBound
      let end = try #require(document[start...].firstRange(of: closing)).lowerBound
      let digest = Base64.text(SHA256.digest(of: String(document[start..<end])))
      #expect(document.contains("'sha256-\(digest)'"), "\(opening)")
    }
  }

  @Test("a document without scripts allows none")
  func noScripts() {
    #expect(!HTMLDocument(title: "A", style: "", body: "").text.contains("script"))
  }
}
