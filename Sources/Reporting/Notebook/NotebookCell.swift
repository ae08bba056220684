import ScalingLaws

/// A cell of a notebook, in the format of nbformat 4.5.
struct NotebookCell {
  enum Content {
    case markdown(String)
    /// Python, and what it showed when it was written.
    case code(String, shows: JSONValue?, isFolded: Bool)
  }

  /// The same in every notebook, so that the same record gives the same bytes.
  let id: String
  let content: Content

  static func markdown(_ id: String, _ text: String) -> NotebookCell {
    NotebookCell(id: id, content: .markdown(text))
  }

  static func code(_ id: String, _ text: String) -> NotebookCell {
    NotebookCell(id: id, content: .code(text, shows: nil, isFolded: false))
  }

  /// A cell of code that nobody needs to read, with the figure that it draws.
  static func figure(_ id: String, _ text: String, shows bundle: JSONValue) -> NotebookCell {
    NotebookCell(id: id, content: .code(text, shows: bundle, isFolded: true))
  }

  /// Keys in the order of the alphabet, as Jupyter writes them.
  var json: JSONValue {
    switch content {
    case .markdown(let text):
      return [
        "cell_type": "markdown", "id": .string(id), "metadata": [:], "source": Self.lines(text),
      ]
    case .code(let text, let bundle, let isFolded):
      return [
        "cell_type": "code", "execution_count": .null, "id": .string(id),
        "metadata": isFolded ? ["jupyter": ["source_hidden": true]] : [:],
        "outputs": .array(
          bundle.map { [["data": $0, "metadata": [:], "output_type": "display_data"]] } ?? []),
        "source": Self.lines(text),
      ]
    }
  }

  /// Line by line, each with its end but the last.
  static func lines(_ text: String) -> JSONValue {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .array(
      parts.enumerated().map { .string($1 + ($0 + 1 < parts.count ? "\n" : "")) }.filter { $0 != .string("") })
  }
}
