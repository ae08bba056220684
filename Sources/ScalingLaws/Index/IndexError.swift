/// Why there is no index of capability.
public enum IndexError: Error, Sendable, Equatable {
  case fit(FitError)
  /// A column that was not found, or may be one of several.
  case column(TrendError)
  /// A score that is no share of one.
  case notAShare(source: String, line: Int, column: String, value: Double)
  /// A chance level that leaves no room above it.
  case chance(source: String, line: Int, value: Double)
  case tooFew(source: String, models: [String], benchmarks: [String])
  /// Groups of models and benchmarks that have nothing in common, each by a model and a benchmark of it.
  case apart(source: String, groups: [Group])
  case noSpread(source: String, value: Double)
  case unknownModel(String, suggestion: String?)
  case unknownBenchmark(String, suggestion: String?)
  /// Anchors that fix no scale.
  case anchors(reason: String)
  case ridge(Double)
  case draws(Int)
  /// No optimum was reached from any start.
  case noOptimum(source: String)

  /// Scores that share no model and no benchmark with the others.
  public struct Group: Sendable, Hashable {
    public let models: Int
    public let benchmarks: Int
    public let model: String
    public let benchmark: String
  }

  public var blame: FitError.Blame {
    switch self {
    case .fit(let error): error.blame
    case .column(let error): error.blame
    case .unknownModel, .unknownBenchmark, .anchors, .ridge, .draws: .usage
    case .notAShare, .chance, .tooFew, .apart, .noSpread, .noOptimum: .data
    }
  }
}

extension IndexError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fit(let error): error.description
    case .column(let error): error.description
    case .notAShare(let source, let line, let column, let value):
      "\(source):\(line): \(column) is \(value.plain); a score is a share between 0 and 1"
    case .chance(let source, let line, let value):
      "\(source):\(line): a chance level of \(value.plain) is not between 0 and 1"
    case .tooFew(let source, let models, let benchmarks):
      "\(source): \(counted(models.count, "model")) (\(models.listed)) on \(counted(benchmarks.count, "benchmark")) (\(benchmarks.listed)); "
        + "an index needs 3 models and 2 benchmarks"
    case .apart(let source, let groups):
      "\(source): the scores fall into \(groups.count) groups without a model or a benchmark in common: "
        + groups.map {
          "\(counted($0.models, "model")) on \(counted($0.benchmarks, "benchmark")) (\($0.model) on \($0.benchmark))"
        }.listed
    case .noSpread(let source, let value): "\(source): every score is \(value.plain), so no model stands above another"
    case .unknownModel(let name, _): "no model is called \"\(name)\""
    case .unknownBenchmark(let name, _): "no benchmark is called \"\(name)\""
    case .anchors(let reason): "--anchor: \(reason)"
    case .ridge(let value): "a penalty of \(value.plain) is not above zero"
    case .draws(let count): "\(counted(count, "draw")) are none"
    case .noOptimum(let source): "\(source): no start of the search ended at an optimum"
    }
  }

  public var hint: String? {
    switch self {
    case .fit(let error): error.hint
    case .column(let error): error.hint
    case .notAShare(_, _, let column, let value):
      value > 1 && value <= 100
        ? "per cent is read with \(String.flag("--unit", "\(column)=%")); --score names other columns"
        : "leave such rows out with --where, or name other columns with --score"
    case .chance: "--chance takes a column or a number, such as 0.25 for four choices"
    case .tooFew: "check --model, --benchmark, --score and --where"
    case .apart: "keep one group with --where, or add scores of a model on benchmarks of both"
    case .noSpread: "name other columns with --score"
    case .unknownModel(_, let suggestion), .unknownBenchmark(_, let suggestion):
      suggestion.map { "did you mean \"\($0)\"?" }
    case .anchors: "two models with different values, e.g. --anchor \"Claude 3.5 Sonnet=130\" --anchor \"GPT-5=150\""
    case .ridge: "--ridge 0.01 is the default"
    case .draws: "--replicates 1000 is the default"
    case .noOptimum: "remove models and benchmarks with one or two scores, or raise --ridge"
    }
  }
}
