import Reporting

/// A request, read from a file or from the record in one.
package struct RequestFile {
  package let request: Request
  package let table: OptionTable
  /// What was read.
  let document: JSONValue

  /// - Parameters:
  ///   - text: what was read.
  ///   - path: from where.
  ///   - data: what stands for the data or the fit file that the request names.
  /// - Throws: `Problem`.
  package init(_ text: String, named path: String, data: String?) throws {
    let name = FitFile.name(of: path)
    do { document = try JSONValue(parsing: text) } catch {
      throw Problem(message: "\(name): no JSON document: \(error)", hint: nil, status: 65)
    }
    let asked = try Request(json: document)
    guard let table = OptionTable(verb: asked.verb) else { throw Problem.usage("\(name): \(asked.verb) is not a verb") }
    self.table = table
    request = data.map { asked.replacing(source: $0, in: table) } ?? asked
    if path == "-", request.values.contains(where: { $0.value == .one("-") }) {
      throw Problem.usage(
        "standard input cannot be both the request and its data", hint: "say where the data are: --data FILE")
    }
  }
}
