import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Every defensible analysis of one question about a rate, sorted by what it says.
///
/// A claim that holds in one analysis may owe it to a choice that nobody can defend against the other. So every combination of choices
/// is carried out, each in full and with its own interval.
///
/// - Source: Simonsohn, Simmons & Nelson 2020, "Specification curve analysis".
public struct SpecificationCurve: Sendable {
  /// One choice of one analysis: of the dimension *prices*, the option *3:1 blend*.
  public struct Choice: Sendable, Hashable {
    public let dimension: String
    public let option: String

    public init(_ dimension: String, _ option: String) { (self.dimension, self.option) = (dimension, option) }
  }

  /// One analysis.
  public struct Specification: Sendable {
    public let choices: [Choice]
    /// Yearly decline of the logarithm.
    public let logDecline: Estimate
    /// Whether it holds what is asked about; what does not stands beside the others, and counts in none of their sums.
    public let judgesClaims: Bool
    /// Claim by claim; empty where the analysis does not judge claims, or has no interval.
    public let verdicts: [Verdict]
    public let prices: Int
    public let models: Int
    /// Whether it is the analysis that is made unless another is asked for.
    public let isMain: Bool

    public var factorPerYear: Estimate { logDecline.asFactorPerYear }
  }

  /// How much a dimension of choices moves the estimate.
  public struct Influence: Sendable {
    public let dimension: String
    /// Of the variance of the estimates, how much lies between its options; shares of several dimensions need not add up to one.
    public let share: Double
    /// Its options, with the median yearly factor of each.
    public let medians: [(option: String, factor: Double, count: Int)]
  }

  /// What analyses say of a claim, each of those that judge it counted once.
  public struct Tally: Sendable {
    public let claim: Rate
    public let counts: [Verdict.Answer: Int]
    public var judged: Int { counts.values.reduce(0, +) }

    public func share(_ answer: Verdict.Answer) -> Double {
      judged == 0 ? .nan : Double(counts[answer] ?? 0) / Double(judged)
    }
  }

  /// The fewest models that have to go for the main analysis to say something else.
  public struct Turning: Sendable {
    public let claim: Rate
    public let from: Verdict.Answer
    /// `nil` where none of the changes that were tried turns it.
    public let to: Verdict.Answer?
    /// In the order in which they were left out.
    public let models: [String]
  }

  /// By estimate, from slow to fast.
  public let specifications: [Specification]
  /// Analyses for which there are too few prices or models.
  public let withoutResult: Int
  public let claims: [Rate]
  public let tallies: [Tally]
  /// From the dimension that moves the answer most; of the analyses that judge claims.
  public let influences: [Influence]
  public internal(set) var turnings: [Turning] = []

  public var main: Specification? { specifications.first(where: \.isMain) }

  /// The analyses that judge claims.
  public var judging: [Specification] { specifications.filter(\.judgesClaims) }

  /// Quantile of the yearly factors of the analyses that judge claims.
  public func factor(quantile: Double) -> Double {
    let values = judging.compactMap(\.logDecline.value)
    return values.isEmpty ? .nan : exp(Descriptive.quantile(values, probability: quantile))
  }

  init(_ all: [Specification], claims: [Rate]) {
    let found = all.filter { $0.logDecline.value?.isFinite ?? false && $0.logDecline.interval != nil }
    specifications = found.enumerated().sorted {
      let (a, b) = ($0.element.logDecline.value ?? 0, $1.element.logDecline.value ?? 0)
      return (a, $0.offset) < (b, $1.offset)
    }.map(\.element)
    withoutResult = all.count - found.count
    self.claims = claims
    tallies = claims.map { claim in
      let answers = found.compactMap { $0.verdicts.first { $0.claim == claim }?.answer }
      return Tally(claim: claim, counts: Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +))
    }
    influences = Self.influences(found.filter(\.judgesClaims))
  }

  private static func influences(_ specifications: [Specification]) -> [Influence] {
    let values = specifications.compactMap(\.logDecline.value)
    let mean = Descriptive.mean(values)
    let total = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var names: [String] = []
    for choice in specifications.flatMap(\.choices) where !names.contains(choice.dimension) {
      names.append(choice.dimension)
    }
    return names.compactMap { dimension -> Influence? in
      var options: [String] = []
      var groups: [String: [Double]] = [:]
      for specification in specifications {
        guard let option = specification.choices.first(where: { $0.dimension == dimension })?.option,
          let value = specification.logDecline.value
        else { continue }
        if groups[option] == nil { options.append(option) }
        groups[option, default: []].append(value)
      }
      guard options.count > 1 else { return nil }
      // In the order of the options, so that the sum is the same in every run.
      let between = options.map { groups[$0] ?? [] }.reduce(0.0) { sum, group in
        let difference = Descriptive.mean(group) - mean
        return sum + Double(group.count) * difference * difference
      }
      return Influence(
        dimension: dimension, share: total > 0 ? between / total : 0,
        medians: options.map {
          ($0, exp(Descriptive.quantile(groups[$0] ?? [], probability: 0.5)), groups[$0]?.count ?? 0)
        })
    }.sorted { $0.share > $1.share }
  }
}
