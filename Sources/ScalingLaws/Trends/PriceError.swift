/// Why there is no answer about prices.
public enum PriceError: Error, Sendable, Equatable {
  case fit(FitError)
  /// No column was named for this role, and none can be told from the names.
  case noColumn(role: String, flag: String, columns: [String])
  case notPositive(source: String, line: Int, price: String, value: Double)
  /// No row has everything that is needed.
  case noUsableRows(source: String, reason: String)
  case noModelReaches(score: String, threshold: Double, best: Double, model: String)
  /// A share of one where the scores are per cent, or the other way round.
  case levelScale(score: String, level: Double, low: Double, high: Double, proposal: Double)
  case unknownModel(String, suggestion: String?)
  case blend(input: Double, output: Double)
  case margin(Double)
  /// Tests of this size would call anything shown.
  case levelOfClaims(Double)
  /// Several columns could be meant.
  case ambiguousColumn(role: String, flag: String, candidates: [String])
  /// Every price that has a score is of one date.
  case oneDate(source: String, date: String, prices: Int)
  /// Every price that has a score is of one model.
  case oneModel(source: String, model: String, prices: Int)
  case quantile(Double)
  /// No standard error.
  case scoreError(Double)
  /// Too few subsamples.
  case replicates(Int)
  case window(Double)
  case target(Double)

  public var blame: FitError.Blame {
    switch self {
    case .fit(let error): error.blame
    case .levelScale, .noColumn, .ambiguousColumn, .blend, .margin, .levelOfClaims, .unknownModel, .quantile,
      .scoreError,
      .replicates, .window,
      .target:
      .usage
    case .notPositive, .noUsableRows, .noModelReaches, .oneDate, .oneModel: .data
    }
  }
}

extension PriceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let error): error.description
    case .noColumn(let role, _, let columns): "no column for the \(role); the columns are \(columns.listed)"
    case .notPositive(let source, let line, let price, let value):
      "\(source):\(line): the price \(price) is \(value); a price is above zero"
    case .noUsableRows(let source, let reason): "\(source): no row can be used: \(reason)"
    case .noModelReaches(let score, let threshold, let best, let model):
      "no model reaches \(threshold.plain) on \(score); the highest is \(best.plain) (\(model))"
    case .levelScale(let score, let level, let low, let high, _):
      "a level of \(level.plain) is not on the scale of \(score), which runs from \(low.plain) to \(high.plain)"
    case .unknownModel(let name, _): "no model is called \"\(name)\""
    case .blend(let input, let output): "a blend of \(input.plain) parts input and \(output.plain) parts output is none"
    case .levelOfClaims(let level): "a level of \(level.plain) is too low to test a claim"
    case .ambiguousColumn(let role, _, let candidates): "several columns could hold the \(role): \(candidates.listed)"
    case .oneDate(let source, let date, let prices):
      "\(source): \(prices == 1 ? "the only price is" : "all \(prices) prices are") of \(date), so there is no change over time"
    case .oneModel(let source, let model, let prices):
      "\(source): \(prices == 1 ? "the only price is" : "all \(prices) prices are") of one model (\(model)), so there is no price at fixed quality to follow"
    case .quantile(let quantile): "a quantile of \(quantile.plain) is not between 0 and 1"
    case .scoreError(let error): "an error of the score of \(error.plain) is none"
    case .replicates(let count): "\(counted(count, "subsample")) of models: too few for an interval"
    case .window(let years): "a window of \(years.formatted(significant: 3)) years is none to see a rate in"
    case .target(let price): "a price of \(price.plain) is never reached: prices are above zero"
    case .margin(let margin): "a margin of \(margin.plain)x is not above 1x"
    }
  }

  public var hint: String? {
    switch self {
    case .fit(let error): error.hint
    case .noColumn(_, let flag, _): "name it with \(flag) COLUMN"
    case .notPositive: "leave such rows out with --where, or correct the table"
    case .noUsableRows: "check --where and the column names"
    case .noModelReaches: "ask for a lower score with --at"
    case .levelScale(_, _, _, _, let proposal): "did you mean --at \(proposal.plain)?"
    case .unknownModel(_, let suggestion): suggestion.map { "did you mean \"\($0)\"?" }
    case .blend: "weights are zero or positive, and not both zero: --input-weight 3 --output-weight 1"
    case .levelOfClaims: "--level 0.95 is the default; it must be above 0.5"
    case .ambiguousColumn(_, let flag, _): "say which with \(flag) COLUMN"
    case .oneDate: "a trend needs prices of two dates and more; check --date and --where"
    case .oneModel: "add other models, or name the column that tells models apart with --model"
    case .quantile: "--quantile 0.1 is the default"
    case .scoreError: "--score-error takes a standard error in points of the score, above zero"
    case .replicates: "--replicates 1000 is the default; 100 is the least"
    case .window: "for example --window 12mo"
    case .target: "--until takes a price in the unit of the table, above zero"
    case .margin: "--margin 1.5x is the default"
    }
  }
}
