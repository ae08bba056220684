/// Groups that share every coefficient but the constant: fixed effects.
///
/// The constant of the law is replaced by one coefficient for each group, times a column that is 1 in the rows of the
/// group and 0 elsewhere:
///
///     y = b0 + b1*x          becomes   y = b0[A]*`g: A` + b0[B]*`g: B` + b1*x
///     y = p0*x^b (log scale) becomes   y = p0[A]^`g: A` * p0[B]^`g: B` * x^b
///
/// Everything else, inference and warnings included, is that of any law. No intercept is a reference for the others.
///
/// R: `lm(y ~ 0 + g + x)`.
public struct GroupEffect: Sendable, Hashable {
  /// The column that holds the groups.
  public let column: String
  /// The coefficient of the law that each group has for itself.
  public let constant: String
  /// The law as it is without the groups.
  public let formula: Formula
  public let groups: [Group]
  /// Lines of rows that belong to no group and were left out, as asked.
  public let ungroupedLines: [Int]
  /// `1 - RSS / Σ w (y - mean of its group)²` on the residual scale: what the shared coefficients explain of what differs
  /// within the groups. `nil` for other norms than the squared one, and where the constant is not one on that scale.
  public internal(set) var withinRSquared: Double?

  public struct Group: Sendable, Hashable {
    public let value: String
    /// Rows of the group that the fit uses.
    public let rows: Int
    /// The name of its constant: `b0[A]`.
    public let coefficient: String
    /// The name of its column of ones and zeros: `g: A`.
    public let indicator: String
  }
}

/// A law and a table in which groups have their own constants.
struct EffectDesign {
  let effect: GroupEffect
  let law: Law
  let table: Table
  let options: FitOptions
  /// Whether the constant is added on the residual scale, so that the mean of each group is among the fits.
  let isAdditive: Bool

  /// - Throws: `.noConstant` for a law without one; `.badGroupColumn` for a column that the law itself uses;
  ///   `.missingValues` where a group is missing, unless the options drop such rows; `.tooFewRows`.
  init(
    _ law: Law, table: Table, columns: [String: String], options: FitOptions, column: String
  ) throws(FitError) {
    let bound = try BoundLaw(law, table: table, columns: columns)
    guard !bound.columns.contains(where: { $0.column == column }) else {
      throw .badGroupColumn(column, reason: "the law uses it as a number")
    }
    let scale = options.scale ?? law.scale
    guard let constant = EffectConstant(bound, scale: scale, held: options.fixed) else {
      throw .noConstant(formula: bound.formula.description, column: column, scale: scale)
    }
    let grouping = try Grouping(table, column: column)
    let lines = grouping.missing.map { table.lineNumbers[$0] }
    guard lines.isEmpty || options.dropsMissing else {
      throw .missingValues(source: table.source, column: column, lines: lines)
    }
    let complete = try FitData(
      table, columns: bound.columns.map(\.column), comparisons: bound.formula.textComparisons,
      labels: options.clusters, dropsMissing: options.dropsMissing)
    let usable = Set(complete.rows)
    let sets = grouping.groups.map { (value: $0.value, rows: $0.rows.filter(usable.contains)) }
      .filter { !$0.rows.isEmpty }
    let groups = sets.map { value, rows in
      GroupEffect.Group(
        value: value, rows: rows.count, coefficient: "\(constant.name)[\(value)]", indicator: "\(column): \(value)")
    }
    let names = groups.map(\.coefficient) + bound.coefficients.filter { $0 != constant.name }
    let rows = sets.reduce(0) { $0 + $1.rows.count }
    guard rows >= names.count else { throw .tooFewRows(rows: rows, coefficients: names) }

    var widened = table.selecting(rows: table.rowsBut(grouping.missing))
    let position = Dictionary(uniqueKeysWithValues: table.rowsBut(grouping.missing).enumerated().map { ($1, $0) })
    do {
      for (group, set) in zip(groups, sets) {
        var ones = [Double](repeating: 0, count: widened.rowCount)
        for row in set.rows { if let place = position[row] { ones[place] = 1 } }
        widened = try widened.appending(column: Column(name: group.indicator, storage: .numbers(ones)))
      }
    } catch {
      throw .table(error)
    }
    self.table = widened
    self.law = law.replacing(constant, by: groups)
    self.options = options.spreading(constant.name, over: groups)
    isAdditive = constant.isAdditiveOnScale
    effect = GroupEffect(
      column: column, constant: constant.name, formula: bound.formula, groups: groups, ungroupedLines: lines)
  }
}

extension Table {
  fileprivate func rowsBut(_ left: [Int]) -> [Int] {
    let left = Set(left)
    return (0..<rowCount).filter { !left.contains($0) }
  }
}

/// The coefficient of a law that is its constant.
struct EffectConstant {
  let name: String
  /// Whether it is a factor, and its logarithm the constant.
  let isFactor: Bool
  /// Whether it, or its logarithm, is added to the rest on the residual scale.
  let isAdditiveOnScale: Bool

  /// The first coefficient that is added to the rest of the law, as it is written or on the residual scale; or, on the
  /// log scale, that the rest is multiplied by. `nil` if there is none.
  init?(_ law: BoundLaw, scale: ResidualScale, held: [String: Double]) {
    let symbols = Set(law.formula.symbols)
    let right = law.formula.right.simplified
    let onScale = scale.applied(to: right, positive: symbols)
    let free = law.coefficients.filter { held[$0] == nil }
    if let name = free.first(where: { onScale.isAdding($0) }) {
      (self.name, isFactor, isAdditiveOnScale) = (name, false, true)
    } else if let name = free.first(where: { right.isAdding($0) }) {
      (self.name, isFactor, isAdditiveOnScale) = (name, false, false)
    } else if scale == .log,
      let name = free.first(where: { onScale.substituting([$0: .exp(.symbol($0))]).simplified.isAdding($0) })
    {
      (self.name, isFactor, isAdditiveOnScale) = (name, true, true)
    } else {
      return nil
    }
  }

  /// The constants of the groups in its place.
  func replacement(_ groups: [GroupEffect.Group]) -> Expression {
    let parts = groups.map { (Expression.symbol($0.coefficient), Expression.symbol($0.indicator)) }
    guard let first = parts.first else { return .symbol(name) }
    return parts.dropFirst().reduce(isFactor ? first.0 ^ first.1 : first.0 * first.1) { sum, part in
      isFactor ? sum * (part.0 ^ part.1) : sum + part.0 * part.1
    }
  }
}

extension Expression {
  /// Whether the coefficient is a term of its own.
  fileprivate func isAdding(_ name: String) -> Bool {
    linearDecomposition(in: [name])?.multipliers.first?.constant == 1
  }
}

extension Law {
  fileprivate func replacing(_ constant: EffectConstant, by groups: [GroupEffect.Group]) -> Law {
    var law = self
    law.formula = Formula(
      left: formula.left, right: formula.right.substituting([constant.name: constant.replacement(groups)]))
    law.coefficients = coefficients.map { all in
      all.flatMap { own in
        own.name != constant.name
          ? [own]
          : groups.map {
            Coefficient($0.coefficient, own.meaning, unit: own.unit, domain: own.domain, region: own.region)
          }
      }
    }
    if positive.contains(constant.name) {
      law.positive.remove(constant.name)
      law.positive.formUnion(groups.map(\.coefficient))
    }
    // What is asked of the constant has no single answer any more.
    law.derived = derived.filter { !$0.expression.symbols.contains(constant.name) }
    return law
  }
}

extension FitOptions {
  /// A start or a bound of the constant is one of each group's.
  fileprivate func spreading(_ constant: String, over groups: [GroupEffect.Group]) -> FitOptions {
    var options = self
    options.effect = nil
    for group in groups {
      if let value = start[constant] { options.start[group.coefficient] = value }
      if let domain = domains[constant] { options.domains[group.coefficient] = domain }
    }
    options.start[constant] = nil
    options.domains[constant] = nil
    return options
  }
}
