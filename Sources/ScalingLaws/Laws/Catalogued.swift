extension Formula {
  /// A formula written in this source.
  ///
  /// A formula of the catalogue that does not parse is a bug of ours, so it stops the program in the first test that
  /// touches the catalogue and never reaches a user.
  static func catalogued(_ text: String) -> Formula {
    do {
      return try Formula(text)
    } catch {
      preconditionFailure("the catalogue holds a formula that cannot be read: \(error)")
    }
  }
}

extension Quantity {
  /// A quantity written in this source; see `Formula.catalogued`.
  static func catalogued(_ name: String, _ formula: String, _ meaning: String, unit: String? = nil) -> Quantity {
    do {
      return Quantity(name: name, expression: try Expression(parsing: formula), meaning: meaning, unit: unit)
    } catch {
      preconditionFailure("the catalogue holds a quantity that cannot be read: \(error)")
    }
  }
}
