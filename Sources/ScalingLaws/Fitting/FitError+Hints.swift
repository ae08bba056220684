import Escaping

extension FitError {
  /// The smallest step that could mend it.
  public var hint: String? {
    switch self {
    case .formula(let error): error.hint
    case .table(let error): error.hint
    case .linearAlgebra(let error): error.hint
    case .optimization(let error): error.hint
    case .normNotUnderstood:
      "write squared, huber, huber:0.001, tukey, soft-l1:0.1, cauchy:0.1, student-t, student-t:4, quantile:0.1, binomial or"
        + " binomial:firth"
    case .weightsNotUnderstood: "write sd=COLUMN, precision=COLUMN, count=COLUMN, or trials=COLUMN for --norm binomial"
    case .unmappedVariable(_, let variable, _, let columns):
      "map one: -c \("\(variable)=\(columns.first ?? "COLUMN")".shownShellWord)"
    case .mapping(let symbol, _, _):
      "a mapping is a column, or a formula of columns and of other symbols, as in -c '\(symbol)=params*1e9'; a name that could be a"
        + " formula stands in `backticks`"
    case .mappingCycle: "make one of them a column"
    case .ambiguousVariable(_, let variable, let candidates):
      "say which: -c \("\(variable)=\(candidates.first ?? "COLUMN")".shownShellWord)"
    case .noLawProposed:
      "name one with --law (scaling laws lists them), or write it with --formula \"y = a + b*log10(x)\""
    case .mappedCoefficient(let name, _): "to hold it at a value: \(String.flag("--fix", "\(name)=VALUE"))"
    case .unknownVariable: "a mapping is SYMBOL=COLUMN"
    case .responseNotColumns(let names, let columns):
      names.lazy.compactMap { Names.suggestion(for: $0, among: columns) }.first.map { "did you mean \"\($0)\"?" }
        ?? "say which column it is: -c \("\(names.first ?? "y")=\(columns.first ?? "COLUMN")".shownShellWord)"
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
    case .outOfRange(let what, let largest): Self.otherUnit(of: what, largest: largest)
    case .clusterNeeded: "name the column with --cluster"
    case .clusterUnused:
      "cr3 does, and bootstrap; leave --interval out to take the one that suits"
    case .severalClusterColumns: "cr3, cr2, cr1 and cr0 take several"
    case .oneCluster: "name another column, or leave --cluster out if rows are independent"
    case .countsHaveNoOrder: "write the rows out one by one, or take another --interval"
    case .intervalDoesNotApply(let method, let norm): method.hint(for: norm)
    case .intervalNotUnderstood:
      "write hc3, classical, cr3, series, hac:3, m-estimation, profile, jackknife, bootstrap, or for instance bootstrap:wild:t"
    case .badNoise: "write a formula that is positive for every row and point"
    case .pointIncomplete(_, let variables, let texts):
      "for example "
        + (variables.map { "\($0)=1e9" } + texts.map { "\($0.column)=\($0.seen.first ?? "TEXT")" }).joined(
          separator: ","
        ).shownShellWord
    case .undefinedAt(_, _, let ranges):
      "take a point where the law has a value; "
        + ranges.keys.sorted().compactMap { name in
          ranges[name].map {
            "the rows have \(name) from \($0.lowerBound.formatted(significant: 4)) to \($0.upperBound.formatted(significant: 4))"
          }
        }.listed
    case .belowFloor(_, let expression, let floor, _, _):
      "hold it lower, or free it; \(String.flag("--where", "\(expression) > \(floor.plain)")) leaves such rows out"
    case .drawsDoNotFit: "give the file that --draws of the same fit wrote"
    case .noNoise: "a simulation needs more rows than coefficients"
    case .shareNoise(_, let needsTrials):
      needsTrials
        ? "add --norm binomial --weights trials=COLUMN; shares without trials have --noise beta" : "add --norm binomial"
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
      norm.isBinomial
        ? "trials=COLUMN says how many items each share is of, precision=COLUMN how much a share without trials counts"
        : "trials are for --norm binomial; other norms take sd, precision and count"
    case .notLinked(let response, _):
      "write the second law in terms of \(response), as in \"score = logistic(a + b*\(response))\""
    case .scaleDoesNotApply: "leave --scale out: it is the logit scale"
    case .level: "--level 0.95 is the default"
    case .lag(_, let rows): "the lag of hac:LAG is zero or more, and less than the number of rows, here \(rows)"
    case .memory(_, let count, let needed, let limit):
      limit.bytes / needed * Double(count) >= 1
        ? "take at most \(Int(limit.bytes / needed * Double(count))), or allow more with --max-memory"
        : "ask for less at once, or allow more with --max-memory"
    }
  }
}

extension FitError {
  /// A derivation that brings what is too large, or too small, near to one.
  private static func otherUnit(of what: String, largest: Double) -> String {
    let decades = Int(min(max(Double.logarithm(largest) / Double.logarithm(10), -300), 300).rounded(.down))
    let factor = decades < 0 ? "* 1e\(-decades)" : "/ 1e\(decades)"
    return "fit it in another unit: "
      + String.flag("--derive", "rescaled = \(Names.isPlain(what) ? what : "(\(what))") \(factor)")
  }
}

extension IntervalMethod {
  /// What to take instead.
  fileprivate func hint(for norm: Norm) -> String {
    switch norm.shape {
    case .squared:
      self == .mEstimation || self == .wald(.nid)
        ? "least squares has hc3, classical, hessian, hc0 to hc4, series, hac:LAG, cr0 to cr3, profile, jackknife and bootstrap"
        : "with --cluster take cr3, cr2, cr1, cr0, jackknife, bootstrap or bootstrap:wild"
    case .binomial:
      "shares have hc3, classical, hc0 to hc4, hac:LAG, cr0 to cr3, profile, jackknife and bootstrap"
    case .firth: "the bias-reduced likelihood has classical, profile, hc0 to hc4, hac:LAG and cr0 to cr3"
    case .quantile: "quantile regression has bootstrap and nid"
    case .studentT:
      "Student's t has bootstrap, bootstrap:parametric, jackknife, profile, m-estimation, hc0 to hc4, hac:LAG and cr0 to cr3"
    default:
      "robust norms have bootstrap, bootstrap:pairs:bca, jackknife, m-estimation, hc0 to hc4, hac:LAG and cr0 to cr3"
    }
  }
}
