/// Where a table is cut for a back-test: laws are fitted to the rows below, and judged on the others.
public struct BacktestCut: Sendable, Hashable {
  /// What says which runs are large, in columns of the table.
  public let expression: Expression
  /// Rows below this are fitted.
  public let value: Double
  /// Positions of the rows below, and of the rest; rows whose value is missing are in neither.
  public let training: [Int]
  public let heldOut: [Int]
  /// The least and the largest of all rows, and the largest of those that are fitted.
  let least: Double
  let largest: Double
  let largestBelow: Double

  /// As a condition: `6*N*D < 1e20`.
  public var condition: String { "\(expression.description) < \(value.plain)" }

  init(_ expression: Expression, at value: Double, values: [Double]) {
    self.expression = expression
    self.value = value
    training = values.indices.filter { values[$0] < value }
    heldOut = values.indices.filter { values[$0] >= value }
    let known = values.filter { !$0.isNaN }
    least = known.min() ?? .nan
    largest = known.max() ?? .nan
    largestBelow = known.filter { $0 < value }.max() ?? .nan
  }

  /// At least this share of the rows is fitted, and at most that, in the cuts that are chosen from the data.
  private static let shares = (least: 0.5, most: 0.8)
  private static let steps = 3
  private static let leastHeldOut = 3

  /// Up to three cuts, evenly spaced between one half and four fifths of the rows, each between two values that rows have, so that
  /// runs of one size stay together.
  ///
  /// - Parameter least: how many rows a fit needs.
  /// - Returns: empty where the table is too small.
  static func ladder(_ expression: Expression, values: [Double], least: Int) -> [BacktestCut] {
    let sorted = values.filter { !$0.isNaN }.sorted()
    let count = Double(sorted.count)
    let (first, last) = (
      max(shares.least * count, Double(least)), min(shares.most * count, count - Double(leastHeldOut))
    )
    guard first <= last else { return [] }
    let boundaries = sorted.indices.dropFirst().filter {
      sorted[$0 - 1] < sorted[$0] && $0 >= least && sorted.count - $0 >= leastHeldOut
    }
    var cuts: [BacktestCut] = []
    for step in 0..<steps {
      let wanted = first + (last - first) * Double(step) / Double(steps - 1)
      guard let boundary = boundaries.min(by: { abs(Double($0) - wanted) < abs(Double($1) - wanted) }) else { continue }
      let value = between(sorted[boundary - 1], sorted[boundary])
      let isKnown = cuts.contains { $0.value == value }
      if !isKnown { cuts.append(BacktestCut(expression, at: value, values: values)) }
    }
    return cuts
  }

  /// A short number above one value and not above the next.
  private static func between(_ low: Double, _ high: Double) -> Double {
    let middle = low > 0 ? low * (high / low).squareRoot() : low + (high - low) / 2
    for digits in 1...6 {
      if let short = Double(middle.formatted(significant: digits)), short > low, short <= high { return short }
    }
    return high
  }
}

extension [Candidate] {
  /// What says which runs are large, where it is not given: compute from parameters and tokens, compute, or the one variable that all
  /// laws have.
  ///
  /// - Parameter bound: the laws with the columns of the table.
  static func usualCut(_ bound: [BoundLaw]) -> Expression? {
    let variables = bound.map { law in law.columns.map(\.variable).filter(law.formula.right.symbols.contains) }
    guard let first = bound.first, var shared = variables.first else { return nil }
    for other in variables { shared = shared.filter(other.contains) }
    let column = { (name: String) in Expression.symbol(first.column(of: name)) }
    if shared.contains("N"), shared.contains("D") {
      return Expression(flopsPerParameterToken) * column("N") * column("D")
    }
    if shared.contains("C") { return column("C") }
    return shared.count == 1 && variables.allSatisfy { $0.count == 1 } ? column(shared[0]) : nil
  }
}

/// Training takes about six operations for each parameter and token: two forward, four backward. Kaplan et al. 2020, 2.1.
let flopsPerParameterToken = 6.0
