/// Which columns of a table hold what a price trend needs.
public struct PriceColumns: Sendable {
  public let date: String
  /// A column, or a formula of columns: a blend of input and output price.
  public let price: Expression
  /// `nil` when no trend at fixed quality is asked for.
  public let score: String?
  /// `nil` when the table does not name its models.
  public let model: String?

  public init(date: String, price: Expression, score: String?, model: String?) {
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

    func price(input: Expression, output: Expression) -> Expression {
      (Expression(inputWeight) * input + Expression(outputWeight) * output)
        / Expression(inputWeight + outputWeight)
    }
  }

  /// Columns by name: what is given counts, and the rest is told from the names of the columns.
  ///
  /// - Throws: `.noColumn` naming the role and the flag that settles it.
  public init(
    in table: Table, date: String? = nil, price: Expression? = nil, input: String? = nil, output: String? = nil,
    blend: Blend = .usual, score: String? = nil, model: String? = nil
  ) throws(PriceError) {
    let finder = ColumnFinder(table)
    do throws(TrendError) {
      self.date = try finder.required(.date, given: date, flag: "--date")
      self.score = score
      self.model = try finder.optional(.model, given: model, flag: "--model")
      if let price {
        self.price = price
      } else if let input = try finder.optional(.inputPrice, given: input, flag: "--input-price"),
        let output = try finder.optional(.outputPrice, given: output, flag: "--output-price")
      {
        self.price = blend.price(input: table.perMillion(input), output: table.perMillion(output))
      } else {
        self.price = .symbol(try finder.required(.price, flag: "--price"))
      }
    } catch {
      switch error {
      case .noColumn(let role, let flag, let columns): throw .noColumn(role: role, flag: flag, columns: columns)
      case .ambiguousColumn(let role, let flag, let candidates):
        throw .ambiguousColumn(role: role, flag: flag, candidates: candidates)
      case .fit(let error): throw .fit(error)
      default: throw .noColumn(role: "price", flag: "--price", columns: table.names)
      }
    }
  }

  /// The columns that may be scores, those first that are likeliest.
  public static func scores(in table: Table) -> [String] { ColumnFinder(table).equallySure(.score) }

  /// The column of scores, where the caller names none.
  ///
  /// - Throws: `.noColumn`, `.ambiguousColumn` naming the candidates.
  public static func score(in table: Table) throws(PriceError) -> String {
    let found = ColumnFinder(table).equallySure(.score)
    guard let first = found.first else { throw .noColumn(role: "score", flag: "--score", columns: table.names) }
    guard found.count == 1 else { throw .ambiguousColumn(role: "score", flag: "--score", candidates: found) }
    return first
  }
}

extension Table {
  /// A column of prices; where its unit counts other numbers of tokens than a million, brought to that.
  fileprivate func perMillion(_ name: String) -> Expression {
    guard let unit = self[name]?.unit, unit.dimension == .money, unit.isScaled else { return .symbol(name) }
    return .symbol(name) * Expression(unit.factor)
  }
}
