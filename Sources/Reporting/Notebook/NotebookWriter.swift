import ScalingLaws

/// The text of a notebook: a line for each line of a cell, and one for each figure, so that a change shows where it is.
struct NotebookWriter {
  private(set) var text = ""

  init(_ document: JSONValue) {
    write(document, indent: 0, isFigure: false)
    text += "\n"
  }

  private mutating func write(_ value: JSONValue, indent: Int, isFigure: Bool) {
    switch value {
    case .object(let members) where !members.isEmpty && !isFigure:
      list("{", "}", count: members.count, indent: indent) { writer, index in
        writer.text += JSONValue.string(members[index].key).line + ": "
        let isFigure = members[index].key.hasPrefix("application/")
        writer.write(members[index].value, indent: indent + 1, isFigure: isFigure)
      }
    case .array(let values) where !values.isEmpty && !isFigure:
      list("[", "]", count: values.count, indent: indent) { writer, index in
        writer.write(values[index], indent: indent + 1, isFigure: false)
      }
    default: text += value.unspaced
    }
  }

  private mutating func list(
    _ open: String, _ close: String, count: Int, indent: Int, _ item: (inout NotebookWriter, Int) -> Void
  ) {
    text += open
    for index in 0..<count {
      text += (index > 0 ? "," : "") + "\n" + String(repeating: " ", count: indent + 1)
      item(&self, index)
    }
    text += "\n" + String(repeating: " ", count: indent) + close
  }
}
