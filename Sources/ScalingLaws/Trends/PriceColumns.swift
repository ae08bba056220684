/// Which columns of a table hold what a price trend needs.
public struct PriceColumns: Sendable {
  public let date: String
  /// A column, or a formula of columns: a blend of input and output price.
  public let price: Expression
  /// `nil` when no trend at fixed quality is asked for.
  public let score: String?
  /// `nil` when the table does not name its models.
  public let model: String?
  /// Groups with a price level of their own in the hedonic regression, such as vendors; `nil` for none.
  public let group: String?

  public init(date: String, price: Expression, score: String?, model: String?, group: String? = nil) {
    self.group = group
    self.date = date
    self.price = price
    self.score = score
    self.model = model
  }

  /// How input and output prices are put together: `(wᵢ·input + wₒ·output) / (wᵢ + wₒ)`.
  public struct Blend: Sendable, Hashable {
    public let inputWeight: Double
    public let outputWeight: Double

    /// Three parts input to one part output is the usual mix of tokens in published comparisons.
    public static let usual = Blend(uncheckedInput: 3, output: 1)

    /// - Throws: `.blend` unless both weights are finite, none is negative and one is positive.
    public init(input: Double, output: Double) throws(PriceError) {
      guard input >= 0, output >= 0, input + output > 0, (input + output).isFinite else {
        throw .blend(input: input, output: output)
      }
      self.init(uncheckedInput: input, output: output)
    }

    private init(uncheckedInput input: Double, output: Double) {
      inputWeight = input
      outputWeight = output
    }

    func price(input: String, output: String) -> Expression {
      (Expression(inputWeight) * .symbol(input) + Expression(outputWeight) * .symbol(output))
        / Expression(inputWeight + outputWeight)
    }
  }

  /// Columns by name: what is given counts, and the rest is told from the names of the columns.
  ///
  /// - Throws: `.noColumn` naming the role and the flag that settles it.
  public init(
    in table: Table, date: String? = nil, price: Expression? = nil, input: String? = nil, output: String? = nil,
    blend: Blend = .usual, score: String? = nil, model: String? = nil, group: String? = nil
  ) throws(PriceError) {
    let names = table.names
    let find = { (given: String?, word: String, flag: String) throws(PriceError) -> String? in
      if let given { return given }
      return try names.only(word, flag: flag)
    }
    guard let date = try find(date, "date", "--date") else {
      throw .noColumn(role: "date", flag: "--date", columns: names)
    }
    self.date = date
    self.score = score
    self.group = group ?? ["vendor", "family", "developer"].first(where: names.contains)
    self.model = try find(model, "model", "--model")
    if let price {
      self.price = price
    } else if let input = try find(input, "input", "--input-price"),
      let output = try find(output, "output", "--output-price")
    {
      self.price = blend.price(input: input, output: output)
    } else if let single = try find(nil, "price", "--price") {
      self.price = .symbol(single)
    } else {
      throw .noColumn(role: "price", flag: "--price", columns: names)
    }
  }
}

extension [String] {
  /// The one name that is this word, or begins with it and an underscore; `nil` where there is none.
  ///
  /// - Throws: `.ambiguousColumn` where there are several.
  fileprivate func only(_ word: String, flag: String) throws(PriceError) -> String? {
    if contains(word) { return word }
    let candidates = filter { $0.hasPrefix(word + "_") }
    guard candidates.count < 2 else { throw .ambiguousColumn(role: word, flag: flag, candidates: candidates) }
    return candidates.first
  }
}
