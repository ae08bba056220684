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
  case pointIncomplete(missing: [String], variables: [String])
  /// Draws of other coefficients than those of the fit.
  case drawsDoNotFit(found: [String], expected: [String])
  /// A simulation needs residuals to take the size of its noise from.
  case noNoise
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
  /// Squares of the response, or of a term of the law, are beyond the doubles.
  case outOfRange(what: String, largest: Double)

  /// Who can mend it: the caller's words, or the data.
  public enum Blame: Sendable, Hashable { case usage, data, noInput }

  public var blame: Blame {
    switch self {
    case .formula, .weightsNotUnderstood, .normNotUnderstood, .unmappedVariable, .unknownVariable, .mappedCoefficient,
      .responseNotColumns,
      .noCoefficients, .notLinear, .unknownCoefficient, .level, .intervalDoesNotApply, .clusterNeeded,
      .clusterUnused, .noConstant, .badGroupColumn, .intervalNotUnderstood, .pointIncomplete, .replicates,
      .severalClusterColumns, .countsHaveNoOrder, .noLikelihood,
      .hypothesisNotUnderstood, .testDoesNotApply, .weightsDoNotApply,
      .scaleDoesNotApply, .notLinked:
      .usage
    case .table(let error):
      switch error.kind {
      case .usage: .usage
      case .badData: .data
      case .noInput: .noInput
      }
    case .linearAlgebra, .optimization, .outOfRange, .noRows, .tooFewRows, .missingValues, .notFinite, .badWeight,
      .tooManyCopies, .noNoise, .badNoise, .drawsDoNotFit, .oneCluster, .notAShare:
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
    case .pointIncomplete(let missing, _):
      "the point has no value for \(missing.listed)"
    case .drawsDoNotFit(let found, let expected):
      "the draws are of \(found.listed), the fit has \(expected.listed)"
    case .noNoise: "the fit leaves no residuals, so the size of the noise is not known"
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
      "\(what) goes to \(largest.formatted(significant: 3)): its squares are beyond what a double can hold"
    case .notAShare(let source, let line, let expression, let value):
      "\(source):\(line): \(expression) is \(value.plain), which is no share between 0 and 1"
    case .weightsDoNotApply(let kind, let norm):
      "weights of kind \(kind.rawValue) do not suit the norm \(norm.description)"
    case .notLinked(let response, let variables):
      "the second law has no variable \(response), which is what the first one gives; its variables are \(variables.listed)"
    case .scaleDoesNotApply(let scale, let norm):
      "the norm \(norm.description) does not work on the \(scale.rawValue) scale"
    case .level(let level): "a level of \(level) is not between 0 and 1"
    }
  }

  /// The smallest step that could mend it.
  public var hint: String? {
    switch self {
    case .formula(let error): error.hint
    case .table(let error): error.hint
    case .linearAlgebra(let error): error.hint
    case .optimization(let error): error.hint
    case .normNotUnderstood:
      "write squared, huber, huber:0.001, tukey, soft-l1:0.1, cauchy:0.1, student-t, student-t:4, quantile:0.1 or binomial"
    case .weightsNotUnderstood: "write sd=COLUMN, precision=COLUMN, count=COLUMN, or trials=COLUMN for --norm binomial"
    case .unmappedVariable(_, let variable, _, let columns):
      "map one: -c \(variable)=\(columns.first ?? "COLUMN")"
    case .mappedCoefficient(let name, _): "to hold it at a value: --fix \(name)=VALUE"
    case .unknownVariable: "a mapping is SYMBOL=COLUMN"
    case .responseNotColumns(let names, let columns):
      names.lazy.compactMap { Names.suggestion(for: $0, among: columns) }.first.map { "did you mean \"\($0)\"?" }
        ?? "say which column it is: -c \(names.first ?? "y")=\(columns.first ?? "COLUMN")"
    case .noCoefficients: "name the numbers to be found, as in y = a + b*x"
    case .notLinear(_, _, let scale):
      scale == .identity
        ? "products of powers and exponentials are linear on the log scale: --scale log"
        : "take residuals on another scale, or write the law so that each coefficient multiplies a term"
    case .noRows: nil
    case .tooFewRows: "use a law with fewer coefficients, or more rows"
    case .missingValues: "--drop-missing leaves such rows out and counts them"
    case .notFinite(_, _, _, _, let scale):
      switch scale {
      case .log: "the log scale takes positive values only: fit on --scale identity, or filter with --where"
      case .logit: "the logit scale takes values strictly between 0 and 1: filter with --where"
      default: "leave such rows out with --where"
      }
    case .badWeight(_, _, _, let kind):
      switch kind {
      case .standardDeviation: "a standard deviation is positive"
      case .precision: "a precision is zero or positive, and finite"
      case .trials: "a number of trials is a whole number, zero or more"
      case .count: "a count is a whole number, zero or more, and all together are at most 2^53"
      }
    case .unknownCoefficient, .badGroupColumn, .testDoesNotApply: nil
    case .outOfRange: "fit it in another unit: --derive \"y2 = y / 1e200\""
    case .clusterNeeded: "name the column with --cluster"
    case .clusterUnused:
      "cr3 does, and bootstrap; leave --interval out to take the one that suits"
    case .severalClusterColumns: "cr3, cr2, cr1 and cr0 take several"
    case .oneCluster: "name another column, or leave --cluster out if rows are independent"
    case .countsHaveNoOrder: "write the rows out one by one, or take another --interval"
    case .intervalDoesNotApply(let method, let norm): method.hint(for: norm)
    case .intervalNotUnderstood:
      "write hc3, classical, cr3, hac:3, m-estimation, profile, jackknife, bootstrap, or for instance bootstrap:wild:t"
    case .badNoise: "write a formula that is positive for every row and point"
    case .pointIncomplete(_, let variables):
      "for example \(variables.map { "\($0)=1e9" }.joined(separator: ","))"
    case .drawsDoNotFit: "give the file that --draws of the same fit wrote"
    case .noNoise: "a simulation needs more rows than coefficients"
    case .replicates: "--replicates 1000 is the default"
    case .tooManyCopies: "take --interval hc3, or --weights precision= if the weights are no counts"
    case .noLikelihood(let norm, _):
      norm.isLikelihood
        ? "weights of kind count have one; for others --interval bootstrap, jackknife and m-estimation work"
        : "--interval bootstrap and jackknife" + (norm.isQuantile ? "" : " and m-estimation")
          + " work for it; --norm squared and student-t have a likelihood"
    case .hypothesisNotUnderstood:
      "write \"alpha = beta\", \"alpha = 0.5, beta = 0.5\" (jointly), \"alpha = 0.5 within 0.05\" (equivalence),"
        + " or durbin-watson, breusch-pagan, reset"
    case .noConstant(_, _, let scale):
      scale == .identity
        ? "add one, as b0 in y = b0 + b1*log10(x); a factor, as p0 in p0*x^b, is a constant on --scale log"
        : "add one, as p0 in y = p0*x^b"
    case .notAShare(_, _, let expression, let value):
      value > 1 && value <= 100 ? "a score in percent: write \(expression)/100 on the left side" : nil
    case .weightsDoNotApply(_, let norm):
      norm.shape == .binomial
        ? "trials=COLUMN says how many items each share is of, precision=COLUMN how much a share without trials counts"
        : "trials are for --norm binomial; other norms take sd, precision and count"
    case .notLinked(let response, _):
      "write the second law in terms of \(response), as in \"score = logistic(a + b*\(response))\""
    case .scaleDoesNotApply: "leave --scale out: it is the logit scale"
    case .level: "--level 0.95 is the default"
    }
  }
}

extension IntervalMethod {
  /// What to take instead.
  fileprivate func hint(for norm: Norm) -> String {
    switch norm.shape {
    case .squared:
      self == .mEstimation || self == .wald(.nid)
        ? "least squares has hc3, classical, hessian, hc0 to hc4, hac:LAG, cr0 to cr3, profile, jackknife and bootstrap"
        : "with --cluster take cr3, cr2, cr1, cr0, jackknife, bootstrap or bootstrap:wild"
    case .binomial:
      "shares have hc3, classical, hc0 to hc4, hac:LAG, cr0 to cr3, profile, jackknife and bootstrap"
    case .quantile: "quantile regression has bootstrap and nid"
    case .studentT:
      "Student's t has bootstrap, bootstrap:parametric, jackknife, profile, m-estimation, hc0 to hc4, hac:LAG and cr0 to cr3"
    default:
      "robust norms have bootstrap, bootstrap:pairs:bca, jackknife, m-estimation, hc0 to hc4, hac:LAG and cr0 to cr3"
    }
  }
}
