import Escaping

/// Why laws cannot be compared.
public enum ComparisonError: Error, Sendable, Equatable {
  /// A law that cannot be fitted; `part` says to which rows, where it is not all.
  case fit(law: String, part: String?, FitError)
  case tooFewLaws(Int)
  case sameName(String)
  /// Left sides that are not one expression of columns.
  case responsesDiffer(law: String, response: String, other: String, otherResponse: String)
  /// A norm whose predictions are no distribution about a center.
  case normNotCompared(law: String, norm: Norm)
  case folds(Int, pieces: Int)
  /// Cuts without anything to cut.
  case noCut
  case cut(String, reason: String)
  /// A cut that leaves too few rows to fit a law to.
  case tooFewBelow(cut: String, law: String, rows: Int, needed: Int)
  /// A cut that leaves nothing to foretell.
  case nothingAbove(cut: String, largest: Double)
  /// The measure to rank by is not known for every law.
  case cannotRank(Comparison.Measure, law: String)
  /// A point without, or with, a variable.
  case pointIncomplete(law: String, missing: [String])
  case unknownVariable(String, variables: [String])
  /// Paired resamples of fits to different rows.
  case pairedRows(law: String)
  /// No two fits can be asked the same.
  case quantityMissing(String, law: String, FitError)
  case nothingPaired

  public var blame: FitError.Blame {
    switch self {
    case .fit(_, _, let error): error.blame
    case .tooFewLaws, .sameName, .responsesDiffer, .normNotCompared, .folds, .noCut, .cannotRank, .pointIncomplete,
      .unknownVariable, .pairedRows, .quantityMissing, .nothingPaired, .cut:
      .usage
    case .tooFewBelow, .nothingAbove: .data
    }
  }
}

extension ComparisonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let law, let part, let error): "\(law)\(part.map { ", \($0)" } ?? ""): \(error.description)"
    case .tooFewLaws(let count): "\(counted(count, "law")): a comparison needs two or more"
    case .sameName(let name): "two candidates are called \"\(name)\""
    case .responsesDiffer(let law, let response, let other, let otherResponse):
      "\(law) predicts \(response), and \(other) predicts \(otherResponse): their errors are of different things"
    case .normNotCompared(let law, let norm):
      "\(law): \(norm.description) predicts a quantile, which is not judged by the errors that other laws are"
    case .folds(let folds, let pieces):
      "\(counted(folds, "fold")) of \(pieces) rows or clusters: there are from 2 folds to \(pieces)"
    case .noCut: "there is nothing to cut: the laws share no variable that says which runs are large"
    case .cut(let text, let reason): "the cut \(text): \(reason)"
    case .tooFewBelow(let cut, let law, let rows, let needed):
      "\(cut): \(counted(rows, "row")) are too few to fit \(law) to and judge its noise, which takes \(needed)"
    case .nothingAbove(let cut, let largest):
      "\(cut) holds for every row, so that nothing is held out; the largest value is \(largest.plain)"
    case .cannotRank(let measure, let law): "\(law) has no \(measure.inWords)"
    case .pointIncomplete(let law, let missing): "the point has no value for \(missing.listed), which \(law) needs"
    case .unknownVariable(let name, let variables): "no law has a variable \"\(name)\"; there are \(variables.listed)"
    case .pairedRows(let law):
      "\(law) is fitted to some of the rows: the same resample cannot be drawn for all laws"
    case .quantityMissing(let quantity, let law, let error): "\(quantity) of \(law): \(error.description)"
    case .nothingPaired: "nothing is asked of both fits"
    }
  }

  /// The smallest step that could mend it.
  public var hint: String? {
    switch self {
    case .fit(_, _, let error): error.hint
    case .tooFewLaws: "repeat --law, --formula, --norm or --subset"
    case .sameName: "give formulas names of their own: --formula \"mine: loss = a + b*log10(N)\""
    case .responsesDiffer:
      "write the same left side in all; for a response on the log scale that is --scale log, not log(…) on the left"
    case .normNotCompared: "leave it out; scaling fit --norm quantile:0.1 fits it alone"
    case .folds: "leave --folds out for one row, or one cluster, at a time"
    case .noCut: "say what to cut: --cut \"6*N*D\", or any formula of columns"
    case .cut: "write a formula of columns, as in --cut \"6*params*tokens\""
    case .tooFewBelow: "take a higher --at-cut, or laws with fewer coefficients"
    case .nothingAbove: "take a lower --at-cut"
    case .cannotRank(let measure, _): measure.remedy
    case .pointIncomplete(_, let missing):
      "for example \(String.flag("--at", missing.map { "\($0)=1e9" }.joined(separator: ",")))"
    case .unknownVariable: "leave it out of --at"
    case .pairedRows: "leave --subset out with --paired"
    case .quantityMissing: "ask each law in its own words: --quantity \"LAW: name = formula\", with one name for all"
    case .nothingPaired: "add --quantity \"name = formula\" or --at N=70B,D=1.4T"
    }
  }
}

extension Comparison.Measure {
  fileprivate var inWords: String {
    switch self {
    case .backtest: "back-test"
    case .crossValidation: "cross-validation"
    case .aicc: "AICc"
    case .bic: "BIC"
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .backtest: "add --cut, or --rank-by cv"
    case .crossValidation: "a row, or a cluster, alone decides a coefficient; --rank-by aicc, or fewer --folds"
    case .aicc, .bic:
      "it takes a likelihood (least squares, student-t) and the same rows for all laws; --rank-by cv does not"
    }
  }
}
