/// The best fit of several starts, and what else was seen.
public struct MultiStartResult: Sendable, Hashable {
  /// A value of F at which certified fits ended.
  public struct Minimum: Sendable, Hashable {
    public let objective: Double
    /// The parameters of the first fit that ended there.
    public let parameters: [Double]
    /// How many starts ended there.
    public let count: Int
  }

  /// The best fit; where several agree, the first of them.
  public let best: Solution
  /// Starts that were tried.
  public let starts: Int
  /// Certified fits that agree with the best value.
  public let agreeing: Int
  /// Other certified local minima, lowest first.
  public let otherMinima: [Minimum]
  /// Starts that ended at no minimum.
  public let uncertified: Int
  /// Starts at which the model was not finite.
  public let notFinite: Int
}

/// Fits in the order of their starts, sorted by the value where they ended.
struct StartTally {
  let tolerance: Double
  private(set) var starts = 0
  private var notFinite = 0
  private var uncertified: [Solution] = []
  private var groups: [(first: Solution, count: Int)] = []

  init(tolerance: Double) { self.tolerance = tolerance }

  mutating func add(_ fit: Solution?) {
    starts += 1
    guard let fit else {
      notFinite += 1
      return
    }
    guard fit.certificate.isCertified else {
      uncertified.append(fit)
      return
    }
    if let index = groups.firstIndex(where: { agree($0.first, fit) }) {
      groups[index].count += 1
    } else {
      groups.append((fit, 1))
      groups.sort { $0.first.objective < $1.first.objective }
    }
  }

  private func agree(_ a: Solution, _ b: Solution) -> Bool {
    // Perfect fits have values that are rounding.
    if a.certificate.stop == .rounding, b.certificate.stop == .rounding { return true }
    let (a, b) = (a.objective, b.objective)
    return (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
  }

  /// Certified fits at the lowest value; none where a fit that is not certified went lower.
  var agreeing: Int { lowest.map { $0.certificate.isCertified } == true ? groups.first?.count ?? 0 : 0 }

  /// The lowest fit. One that is not certified wins only by more than the tolerance.
  private var lowest: Solution? {
    let open = uncertified.min { $0.objective < $1.objective }
    guard let certified = groups.first?.first else { return open }
    guard let open, open.objective < certified.objective else { return certified }
    return agree(open, certified) ? certified : open
  }

  var result: MultiStartResult? {
    guard let lowest else { return nil }
    let others = lowest.certificate.isCertified ? groups.dropFirst() : groups[...]
    return MultiStartResult(
      best: lowest, starts: starts, agreeing: agreeing,
      otherMinima: others.map {
        .init(objective: $0.first.objective, parameters: $0.first.parameters, count: $0.count)
      },
      uncertified: uncertified.count, notFinite: notFinite)
  }
}
