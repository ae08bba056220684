/// The best fit of several starts, and what else was seen.
public struct MultiStartResult: Sendable, Hashable {
  /// A value of F at which certified fits ended.
  public struct Minimum: Sendable, Hashable {
    public let objective: Double
    /// The parameters of the first fit that ended there.
    public let parameters: [Double]
    /// How many starts ended there.
    public let count: Int
    /// Whether the start that was given ended there.
    public let isOfGivenStart: Bool
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
  /// The share of starts that minima which were not seen are expected to attract: from n random starts that ended in w minima,
  ///
  ///     w (w + 1) / (n (n - 1)),
  ///
  /// at most 1. Zero where the problem is known to have one minimum.
  ///
  /// - Valid when: starts are independent, and every set of minima with its shares was as likely before the search.
  /// - Source: Boender & Rinnooy Kan 1987, Mathematical Programming 37, 59-80.
  public let shareUnseen: Double
}

extension MultiStartResult {
  /// The same with the parameters of other minima in other coordinates.
  package func mapped(_ transform: ([Double]) -> [Double]) -> MultiStartResult {
    MultiStartResult(
      best: best, starts: starts, agreeing: agreeing,
      otherMinima: otherMinima.map {
        Minimum(
          objective: $0.objective, parameters: transform($0.parameters), count: $0.count,
          isOfGivenStart: $0.isOfGivenStart)
      },
      uncertified: uncertified, notFinite: notFinite, shareUnseen: shareUnseen)
  }
}

extension MultiStartResult {
  /// The same search, where each of its minima was followed to one of another problem.
  ///
  /// - Returns: `nil` where two of them led to one, or none is given.
  package func followed(to minima: [(solution: Solution, count: Int)]) -> MultiStartResult? {
    let sorted = minima.sorted { $0.solution.objective < $1.solution.objective }
    guard let best = sorted.first else { return nil }
    let areApart = zip(sorted, sorted.dropFirst()).allSatisfy { one, other in
      other.solution.objective > one.solution.objective * (1 + 1e-9)
    }
    guard areApart else { return nil }
    return MultiStartResult(
      best: best.solution, starts: starts, agreeing: best.count,
      otherMinima: sorted.dropFirst().map {
        Minimum(
          objective: $0.solution.objective, parameters: $0.solution.parameters, count: $0.count, isOfGivenStart: false)
      },
      uncertified: uncertified, notFinite: notFinite, shareUnseen: shareUnseen)
  }
}

/// Fits in the order of their starts, sorted by the value where they ended.
struct StartTally {
  let tolerance: Double
  /// Whether the first fit began at values that somebody chose, which says nothing about where random starts end.
  let isFirstGiven: Bool
  let hasOneMinimum: Bool
  private(set) var starts = 0
  private var notFinite = 0
  private var uncertified: [Solution] = []
  private var groups: [Group] = []

  private struct Group {
    let first: Solution
    var count = 1
    /// Without the one that was given.
    var random: Int
    let isOfGivenStart: Bool
  }

  init(tolerance: Double, isFirstGiven: Bool = false, hasOneMinimum: Bool = false) {
    self.tolerance = tolerance
    self.isFirstGiven = isFirstGiven
    self.hasOneMinimum = hasOneMinimum
  }

  mutating func add(_ fit: Solution?) {
    let isGiven = isFirstGiven && starts == 0
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
      groups[index].random += 1
    } else {
      groups.append(Group(first: fit, random: isGiven ? 0 : 1, isOfGivenStart: isGiven))
      groups.sort { $0.first.objective < $1.first.objective }
    }
  }

  /// Whether two values of F are one, to the tolerance and to what rounding of the model makes of them.
  private func agree(_ a: Solution, _ b: Solution) -> Bool {
    // Perfect fits have values that are rounding.
    if a.certificate.stop == .rounding, b.certificate.stop == .rounding { return true }
    let noise = max(a.certificate.noise, b.certificate.noise)
    // A negative log-likelihood may be near zero; its unit is one row.
    let unit = a.degreesOfFreedom == nil ? 0 : Double(a.residuals.count)
    let largest = max(a.objective.magnitude, b.objective.magnitude, unit)
    // An error e of the residuals r changes half a sum of squares by up to ‖r‖‖e‖ + ‖e‖²/2.
    let rounding = 2 * (largest * noise).squareRoot() + noise
    return (a.objective - b.objective).magnitude <= tolerance * largest + rounding
  }

  /// Certified fits at the lowest value; none where a fit that is not certified went lower.
  private var agreeing: Int { isLowestCertified ? groups.first?.count ?? 0 : 0 }

  var isLowestCertified: Bool { lowest?.certificate.isCertified ?? false }

  /// See `MultiStartResult.shareUnseen`; 1 where the lowest fit is no minimum.
  var shareUnseen: Double {
    guard isLowestCertified else { return 1 }
    if hasOneMinimum { return 0 }
    let ended = Double(groups.reduce(0) { $0 + $1.random })
    let seen = Double(groups.count)
    return ended < 2 ? 1 : min(1, seen * (seen + 1) / (ended * (ended - 1)))
  }

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
        .init(
          objective: $0.first.objective, parameters: $0.first.parameters, count: $0.count,
          isOfGivenStart: $0.isOfGivenStart)
      },
      uncertified: uncertified.count, notFinite: notFinite, shareUnseen: shareUnseen)
  }
}
