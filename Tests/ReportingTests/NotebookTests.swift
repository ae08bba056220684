import Datasets
import Foundation
import ScalingLaws
import Testing

@testable import Reporting

/// The parts of a notebook; `Tests/Notebooks/execute.py` executes whole ones.
@Suite struct NotebookTests {
  private func fit(_ formula: String = "loss = E + A*flops^-alpha") throws -> Fit {
    let dataset = try #require(Datasets.named("cerebras-gpt"))
    return try Law(formula, positive: ["E", "A"]).fit(to: Table(bytes: dataset.bytes, source: "@cerebras-gpt"))
  }

  private func notebook(_ fit: Fit) throws -> Notebook {
    try Notebook(FitFile(FitRecord(fit).json.document, source: "fit.json"), fit: fit)
  }

  private func cells(_ notebook: Notebook) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: Data(notebook.text.utf8)) as? [String: Any]
    #expect(document?["nbformat"] as? Int == 4 && document?["nbformat_minor"] as? Int == 5)
    return try #require(document?["cells"] as? [[String: Any]])
  }

  @Test("a notebook has the format's keys, and every cell an id of its own that the format allows")
  func format() throws {
    let cells = try cells(try notebook(fit()))
    let ids = cells.compactMap { $0["id"] as? String }
    #expect(ids.count == cells.count && Set(ids).count == ids.count)
    // nbformat 4.5: 1 to 64 of letters, digits, hyphen and underscore.
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil })
    #expect(ids.starts(with: ["title", "figure-fit", "figure-residuals"]))
    for cell in cells where cell["cell_type"] as? String == "code" {
      #expect(cell["execution_count"] is NSNull && cell["outputs"] is [Any] && cell["source"] is [String])
    }
  }

  @Test("a figure is stored with its specification, its picture and its text")
  func figures() throws {
    let figure = try #require(try cells(try notebook(fit())).first { $0["id"] as? String == "figure-fit" })
    let output = try #require((figure["outputs"] as? [[String: Any]])?.first)
    let data = try #require(output["data"] as? [String: Any])
    #expect(output["output_type"] as? String == "display_data")
    #expect(data.keys.sorted() == ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"])
    let specification = data["application/vnd.vegalite.v5+json"] as? [String: Any]
    #expect(specification?["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    let picture = try #require(data["image/svg+xml"] as? String)
    #expect(try SVGReader(picture).texts.contains("loss = E + A * flops^-alpha"))
    // The cell shows again what is stored.
    #expect((figure["source"] as? [String])?.last?.hasPrefix("display(json.loads(r\"\"\"{\"application/") == true)
  }

  @Test("a law is a function of its variables, then its coefficients, in the order of the record")
  func law() throws {
    let fit = try fit()
    let file = try FitFile(FitRecord(fit).json.document, source: "fit.json")
    #expect(
      try NotebookLaw(file, fit: fit).cell() == """
        def law(flops, E, A, alpha):
            \"""The law: loss = E + A * flops^-alpha\"""
            return E + A * flops**-alpha
        """)
  }

  @Test("names that Python keeps to itself, or cannot read, are changed; none is given twice")
  func names() {
    let names = PythonNames(["lambda", "b 1", "b-1", "1x", "np", "loss", "lambda_"])
    #expect(
      ["lambda", "b 1", "b-1", "1x", "np", "loss", "lambda_"].map { names[$0] } == [
        "lambda_", "b_1", "b_1_2", "_1x", "np_", "loss", "lambda_3",
      ])
  }
}
