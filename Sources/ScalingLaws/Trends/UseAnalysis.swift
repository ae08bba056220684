/// How use goes with price, and with it the total that is spent.
///
///     log quantity = log q0 + e·log price;   the same + g·date;   spending goes as price^(1 + e)
///
/// - *rises*: the interval of 1 + e lies below zero, so spending rises as price falls; *falls*: above; *not decided* otherwise.
/// - Valid when: price moves for reasons of supply. Where the date moves both, e without it is a ratio of two trends.
public struct UseAnalysis: Sendable {
  public enum Spending: String, Sendable, Hashable {
    case rises = "spending rises as price falls"
    case falls = "spending falls as price falls"
    case notDecided = "not decided"
  }

  public let price: Expression
  public let quantity: Expression
  /// By the law `elasticity`.
  public let fit: Fit
  /// The elasticity with the date held; `nil` without dates.
  public let elasticityGivenDate: Estimate?

  /// The elasticity: percent of quantity for one percent of price.
  public var elasticity: Estimate { fit.coefficients["elasticity"] ?? .notEstimable }

  /// By the interval of `1 + elasticity`.
  public var spending: Spending {
    guard let interval = elasticity.interval else { return .notDecided }
    if let high = interval.high, high < -1 { return .rises }
    if let low = interval.low, low > -1 { return .falls }
    return .notDecided
  }

  /// Columns by name: what is given counts. Otherwise the price is the column whose name says *price* or *usd*, the quantity that
  /// which says *quantity*, *tokens*, *volume* or *use*, and the date as for `TimeSeriesColumns`.
  ///
  /// - Throws: `.noColumn`, `.ambiguousColumn`; `.fit`.
  public init(_ table: Table, price: Expression? = nil, quantity: Expression? = nil, level: Double = 0.95)
    throws(TrendError)
  {
    let finder = ColumnFinder(table)
    self.price = if let price { price } else { .symbol(try finder.required(.price, flag: "--price")) }
    self.quantity = if let quantity { quantity } else { .symbol(try finder.required(.quantity, flag: "--quantity")) }
    let date = finder.equallySure(.date).first
    let made: Table
    do {
      var columns = [
        Column(name: "price", storage: .numbers(try table.values(of: self.price))),
        Column(name: "quantity", storage: .numbers(try table.values(of: self.quantity))),
      ]
      if let date { columns.append(Column(name: "t", storage: .numbers(try table.numbers(date).map { $0 - 2020 }))) }
      made = try Table(
        source: table.source, sha256: table.sha256, columns: columns, lineNumbers: table.lineNumbers)
    } catch {
      throw .fit(.table(error))
    }
    let options = FitOptions(level: level, dropsMissing: true)
    do {
      fit = try Law.elasticity.fit(to: made, options: options)
      let isEnough = date != nil && fit.statistics.observations > 4
      elasticityGivenDate =
        isEnough
        ? try Law.written("log(quantity) = c + e*log(price) + g*t").fit(to: made, options: options).coefficients["e"]
        : nil
    } catch {
      throw .fit(error)
    }
  }
}
