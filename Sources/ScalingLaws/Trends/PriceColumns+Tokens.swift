extension PriceColumns {
  /// The price of a task: that of a token times the tokens that the task takes.
  ///
  ///     price·tokens, over 10⁶ where the columns of the price are named per million tokens (mtok)
  ///
  /// Rows that do not say how many tokens are left out with those that have no price.
  public func perTask(tokens: String) -> PriceColumns {
    let isPerMillion = !price.symbols.isEmpty && price.symbols.allSatisfy { $0.lowercased().contains("mtok") }
    let product = price * .symbol(tokens)
    return PriceColumns(
      date: date, price: isPerMillion ? product / Expression(1e6) : product, score: score, model: model)
  }
}
