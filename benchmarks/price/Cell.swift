import ScalingLaws
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What the intervals and verdicts of one definition are worth over many lists of one world.
struct Tally: Sendable {
  var lists = 0
  var intervals = 0
  var covered = 0
  /// Logarithms of the ratio of the ends.
  var ratios: [Double] = []
  /// The claim that is right: called faster or slower; consistent.
  var wrong = 0
  var consistent = 0
  /// Claims twice as fast and half as fast as the truth: two a list.
  var right = 0
  /// By what factor the list itself says that a claim must be off.
  var refutable: [Double] = []

  mutating func add(_ rate: DefinedRate, truth: Double) {
    lists += 1
    guard let value = rate.logDecline.value, let interval = rate.logDecline.interval, let low = interval.low,
      let high = interval.high, let error = rate.logDecline.standardError,
      let degrees = rate.logDecline.degreesOfFreedom
    else { return }
    intervals += 1
    if interval.contains(truth) { covered += 1 }
    ratios.append(high - low)
    refutable.append(rate.refutableFactor ?? .nan)
    // A claim is a rate of decline here whatever its sign: the answer depends on the distance alone.
    let answer = { (claimed: Double) -> Verdict.Answer? in
      guard let claim = try? Rate("\(exp(10 + truth))x/year") else { return nil }
      return Verdict(
        of: claim, logDecline: value + 10 + truth - claimed, standardError: error, degreesOfFreedom: degrees,
        level: 0.95,
        margin: 1.5
      ).answer
    }
    switch answer(truth) {
    case .faster, .slower: wrong += 1
    case .consistent: consistent += 1
    default: break
    }
    if answer(truth + log(2)) == .slower { right += 1 }
    if answer(truth - log(2)) == .faster { right += 1 }
  }

  mutating func add(_ other: Tally) {
    lists += other.lists
    intervals += other.intervals
    covered += other.covered
    ratios += other.ratios
    wrong += other.wrong
    consistent += other.consistent
    right += other.right
    refutable += other.refutable
  }

  /// `coverage | ratio | wrong / right / consistent | refutable`, in per cent; lists without an interval do not cover.
  var cells: String {
    let share = { (count: Int, of: Int) in "\(Int((100 * Double(count) / Double(max(1, of))).rounded()))" }
    let median = ratios.isEmpty ? Double.nan : exp(Descriptive.median(ratios))
    let off = refutable.isEmpty ? Double.nan : Descriptive.median(refutable)
    return
      "\(share(covered, lists)) | \(tenth(median)) | \(share(wrong, lists)) / \(share(right, 2 * lists)) / \(share(consistent, lists)) | \(tenth(off))"
  }
}

func tenth(_ value: Double) -> String { value.isFinite ? "\((10 * value).rounded() / 10)" : "-" }
