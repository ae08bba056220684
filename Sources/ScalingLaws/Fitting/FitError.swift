/// Why there is no fit.
public enum FitError: Error, Sendable, Equatable {
  case formula(FormulaError)
  case table(TableError)
  case linearAlgebra(LinearAlgebraError)
  case optimization(OptimizationError)
  case weightsNotUnderstood(String)
  case normNotUnderstood(String)
  /// A law of the catalogue needs a column that the table does not have and nobody mapped.
  case unmappedVariable(law: String, variable: String, meaning: String, columns: [String])
  /// A mapping names a symbol that the formula does not hold.
  case unknownVariable(String, symbols: [String])
  /// A mapping is neither a column nor a formula that can be read.
  case mapping(symbol: String, text: String, FormulaError)
  /// Mappings that are made of one another.
  case mappingCycle([String])
  /// Several columns could stand for a variable.
  case ambiguousVariable(law: String, variable: String, candidates: [String])
  /// No law was named, and the columns ask for none, or for several.
  case noLawProposed(found: [String])
  /// A mapping names a coefficient of a law of the catalogue.
  case mappedCoefficient(String, law: String)
  /// The left side holds names that are no columns.
  case responseNotColumns(names: [String], columns: [String])
  /// Nothing to fit: every symbol of the formula is a column.
  case noCoefficients(formula: String)
  case notLinear(formula: String, coefficients: [String], scale: ResidualScale)
  case noRows(reason: String)
  case tooFewRows(rows: Int, coefficients: [String])
  /// Values that a fit needs are missing; `lines` are those of the source.
  case missingValues(source: String, column: String, lines: [Int])
  /// An expression has no finite value at these lines; `example` shows the inputs of the first.
  case notFinite(source: String, expression: String, lines: [Int], example: String, scale: ResidualScale?)
  case badWeight(source: String, line: Int, value: Double, kind: Weights.Kind)
  case unknownCoefficient(quantity: String, name: String, coefficients: [String])
  case level(Double)
  /// A lag of HAC errors that the rows do not have.
  case lag(Int, rows: Int)
  /// A count that would take more memory than it may.
  case memory(what: String, count: Int, needed: Double, limit: MemoryLimit)
  /// A response that the binomial norm cannot take for a share.
  case notAShare(source: String, line: Int, expression: String, value: Double)
  /// Weights of a kind that the norm has no use for.
  case weightsDoNotApply(Weights.Kind, norm: Norm)
  /// The second of two laws has no variable for the response of the first.
  case notLinked(response: String, variables: [String])
  /// A residual scale that the norm does not have.
  case scaleDoesNotApply(ResidualScale, norm: Norm)
  /// Clustered standard errors without a column of clusters.
  case clusterNeeded(CovarianceMethod)
  /// A column of clusters that these standard errors would not use.
  case clusterUnused(IntervalMethod)
  /// Several columns of clusters, where these intervals take one.
  case severalClusterColumns(IntervalMethod)
  /// All rows belong to one cluster of the column.
  case oneCluster(String)
  /// Rows that stand for several observations have no place in a series.
  case countsHaveNoOrder
  /// Standard errors of this kind do not exist for the norm.
  case intervalDoesNotApply(IntervalMethod, norm: Norm)
  case intervalNotUnderstood(String)
  /// A formula of the size of the noise is not positive somewhere.
  case badNoise(formula: String, place: String, value: Double)
  /// A prediction without a value for every variable.
  case pointIncomplete(missing: [String], variables: [String], texts: [PointText] = [])
  /// A point at which the law has no value.
  case undefinedAt(String, formula: String, ranges: [String: ClosedRange<Double>])
  /// Rows that a law on the log scale, all of whose other terms are positive, never reaches down to.
  case belowFloor(source: String, expression: String, floor: Double, lines: [Int], example: Double)

  /// A column that a law compares with text, and the texts that its rows have.
  public struct PointText: Sendable, Equatable {
    let column: String
    let seen: [String]
  }
  /// Draws of other coefficients than those of the fit.
  case drawsDoNotFit(found: [String], expected: [String])
  /// A simulation needs residuals to take the size of its noise from.
  case noNoise
  /// A model of simulated noise for shares, or for counts of trials, that the fit does not have.
  case shareNoise(String, needsTrials: Bool)
  /// A bootstrap needs more than one resample.
  case replicates(Int)
  /// Weights that are counts stand for more observations than can be drawn one by one.
  case tooManyCopies(Int, limit: Int)
  /// Profiles and likelihood ratios of a norm, or of weights, that are no likelihood.
  case noLikelihood(norm: Norm, weights: Weights.Kind?)
  /// A hypothesis that cannot be read.
  case hypothesisNotUnderstood(String, reason: String)
  /// A hypothesis that this fit cannot test.
  case testDoesNotApply(String, reason: String)
  /// Groups cannot have intercepts of their own, because the law has no constant.
  case noConstant(formula: String, column: String, scale: ResidualScale)
  /// A column is used where a column of groups is meant.
  case badGroupColumn(String, reason: String)
  /// Squares of the response, or of a term of the law, are beyond the doubles; `what` is a formula of columns.
  case outOfRange(what: String, largest: Double)

  /// Who can mend it: the caller's words, or the data.
  public enum Blame: Sendable, Hashable { case usage, data, noInput, system }

  public var blame: Blame {
    switch self {
    case .mapping, .mappingCycle, .ambiguousVariable, .noLawProposed, .formula, .weightsNotUnderstood,
      .normNotUnderstood, .unmappedVariable, .unknownVariable, .mappedCoefficient,
      .responseNotColumns,
      .noCoefficients, .notLinear, .unknownCoefficient, .level, .intervalDoesNotApply, .clusterNeeded,
      .clusterUnused, .noConstant, .badGroupColumn, .intervalNotUnderstood, .pointIncomplete, .replicates,
      .severalClusterColumns, .countsHaveNoOrder, .noLikelihood, .lag, .memory, .undefinedAt,
      .hypothesisNotUnderstood, .testDoesNotApply, .weightsDoNotApply,
      .scaleDoesNotApply, .notLinked, .shareNoise:
      .usage
    case .table(let error):
      switch error.kind {
      case .usage: .usage
      case .badData: .data
      case .noInput: .noInput
      }
    case .linearAlgebra(.noMemory): .system
    case .linearAlgebra, .optimization, .outOfRange, .noRows, .tooFewRows, .missingValues, .notFinite, .badWeight,
      .tooManyCopies, .noNoise, .badNoise, .belowFloor, .drawsDoNotFit, .oneCluster, .notAShare:
      .data
    }
  }
}

extension FitError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .formula(let error): error.annotated
    case .table(let error): error.description
    case .linearAlgebra(let error): error.description
    case .optimization(let error): error.description
    case .normNotUnderstood(let text): "the norm \"\(text)\" is not understood"
    case .weightsNotUnderstood(let text): "weights \"\(text)\" are not understood"
    case .unmappedVariable(let law, let variable, let meaning, let columns):
      "the law \(law) needs a column for \(variable) (\(meaning)); the columns are \(columns.listed)"
    case .unknownVariable(let name, let symbols):
      "the formula has no \"\(name)\"; its symbols are \(symbols.listed)"
    case .mapping(let symbol, let text, let error): "-c \(symbol)=\(text): \(error.description)"
    case .mappingCycle(let symbols): "each of these is made of the next: \(symbols.joined(separator: ", "))"
    case .ambiguousVariable(let law, let variable, let candidates):
      "several columns could be the \(variable) of the law \(law): \(candidates.listed)"
    case .noLawProposed(let found):
      "the columns ask for no one law" + (found.isEmpty ? "" : ": \(found.joined(separator: "; "))")
    case .mappedCoefficient(let name, let law): "\(name) is a coefficient of the law \(law), not a column"
    case .responseNotColumns(let names, let columns):
      "the left side may hold columns only, and there is no \(names.listed); the columns are \(columns.listed)"
    case .noCoefficients(let formula): "nothing to fit in \(formula): every symbol in it is a column"
    case .notLinear(let formula, let coefficients, let scale):
      "\(formula) is not linear in its coefficients (\(coefficients.listed)) on the \(scale.rawValue) scale"
    case .noRows(let reason): "no rows to fit: \(reason)"
    case .tooFewRows(let rows, let coefficients):
      "\(counted(rows, "row")) cannot determine \(counted(coefficients.count, "coefficient")) (\(coefficients.listed))"
    case .missingValues(let source, let column, let lines):
      "\(source):\(lines.first ?? 0): \"\(column)\" is missing (\(counted(lines.count, "row")): \(lines.lineList))"
    case .notFinite(let source, let expression, let lines, let example, _):
      "\(source):\(lines.first ?? 0): \(expression) has no finite value where \(example)"
        + (lines.count > 1 ? " (\(counted(lines.count, "row")): \(lines.lineList))" : "")
    case .badWeight(let source, let line, let value, let kind):
      "\(source):\(line): \(value) is not a weight of kind \(kind.rawValue)"
    case .unknownCoefficient(let quantity, let name, let coefficients):
      "\(quantity): \"\(name)\" is not a coefficient of this fit; the coefficients are \(coefficients.listed)"
    case .clusterNeeded(let method): "\(method.description) standard errors need to know the clusters"
    case .severalClusterColumns(let method): "\(method.description) intervals take the clusters of one column"
    case .oneCluster(let column):
      "all rows have the same \"\(column)\": one cluster does not tell how clusters differ"
    case .countsHaveNoOrder: "HAC standard errors need rows in order, and a row with a count stands for several"
    case .clusterUnused(let method): "\(method.description) intervals would not use the clusters"
    case .intervalDoesNotApply(let method, let norm):
      "\(method.description) intervals do not exist for the norm \(norm.description)"
    case .intervalNotUnderstood(let text): "the interval method \"\(text)\" is not understood"
    case .badNoise(let formula, let place, let value):
      "\(place): the size of the noise, \(formula), is \(value.plain), not a positive number"
    case .pointIncomplete(let missing, _, _):
      "the point has no value for \(missing.listed)"
    case .undefinedAt(let point, let formula, _): "the law has no value at \(point): \(formula)"
    case .belowFloor(let source, let expression, let floor, let lines, let example):
      "\(source):\(lines.first ?? 0): \(expression) is \(example.plain), and the law, which holds \(floor.plain) and adds to it,"
        + " never goes there (\(counted(lines.count, "row")): \(lines.lineList))"
    case .drawsDoNotFit(let found, let expected):
      "the draws are of \(found.listed), the fit has \(expected.listed)"
    case .noNoise: "the fit leaves no residuals, so the size of the noise is not known"
    case .shareNoise(let noise, let needsTrials):
      needsTrials ? "\(noise) noise needs numbers of trials" : "\(noise) noise is for shares"
    case .replicates(let count): "\(count) is too few resamples for an interval"
    case .tooManyCopies(let count, let limit):
      "counts that sum to \(count) are more observations than a bootstrap draws one by one (\(limit))"
    case .noLikelihood(let norm, let weights):
      "profile likelihood needs a likelihood, and \(norm.inWords)"
        + (norm.isLikelihood ? " with weights of kind \(weights?.rawValue ?? "")" : "") + " has none"
    case .hypothesisNotUnderstood(let text, let reason): "the hypothesis \"\(text)\" is not understood: \(reason)"
    case .testDoesNotApply(let text, let reason): "\"\(text)\" cannot be tested: \(reason)"
    case .noConstant(let formula, let column, let scale):
      "\(formula) has no constant on the \(scale.rawValue) scale, so the groups of \"\(column)\" cannot have their own"
    case .badGroupColumn(let column, let reason): "\"\(column)\" cannot hold the groups: \(reason)"
    case .outOfRange(let what, let largest):
      "\(what) goes to \(largest.formatted(significant: 3)): its squares are \(largest < 1 ? "below" : "beyond") what a double can hold"
    case .notAShare(let source, let line, let expression, let value):
      "\(source):\(line): \(expression) is \(value.plain), which is no share between 0 and 1"
    case .weightsDoNotApply(let kind, let norm):
      "weights of kind \(kind.rawValue) do not suit the norm \(norm.description)"
    case .notLinked(let response, let variables):
      "the second law has no variable \(response), which is what the first one gives; its variables are \(variables.listed)"
    case .scaleDoesNotApply(let scale, let norm):
      "the norm \(norm.description) does not work on the \(scale.rawValue) scale"
    case .level(let level):
      level > 0 && level < 1
        ? "a level of \(level) is too near to \(level < 0.5 ? 0 : 1): its quantile is decided by rounding"
        : "a level of \(level) is not between 0 and 1"
    case .lag(let lag, let rows): "a lag of \(lag) does not suit \(counted(rows, "row"))"
    case .memory(let what, let count, let needed, let limit):
      "\(count) \(what) would take \(MemoryLimit(bytes: needed).description) of memory, and \(limit.description) may be taken"
    }
  }
}
