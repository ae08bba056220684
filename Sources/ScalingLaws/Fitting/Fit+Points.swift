extension Fit {
  /// The values of a variable at the rows used, in their order; empty for a name that is no variable of the law.
  public func values(of variable: String) -> [Double] {
    columns.first { $0.variable == variable }.map { sample.column($0.column) } ?? []
  }

  /// The response at the rows used, in its own unit: the left side of the law.
  public var observed: [Double] {
    let left = law.formula.left
    let columns = left.symbols.map { (name: $0, values: values(of: $0)) }
    return rows.fitted.indices.map { row in
      (try? left.value(Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.values[row]) }))) ?? .nan
    }
  }

  /// The law at the rows used, in the unit of the response.
  public var fittedResponses: [Double] { rows.fitted.map(scale.inverse) }
}
