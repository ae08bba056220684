import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Success of one model against the length of tasks.
///
///     P(success) = logistic(a + b·log₂(minutes)),   horizon(p) = 2^((logit(p) - a)/b)
///
/// Maximum likelihood of the weighted runs, without regularisation. scikit-learn: `LogisticRegression(C=inf)` with `sample_weight`;
/// R: `glm(cbind(successes, runs - successes) ~ log2(minutes), quasibinomial, weights = w)`.
///
/// - Source: Kwa et al. 2025 (arXiv 2503.14499), section 4, for the curve and its weights.
public struct SuccessCurve: Sendable, Hashable {
  public let intercept: Double
  /// Per doubling of the human time; below zero.
  public let slope: Double

  /// Why a model has no horizon.
  public enum Absence: String, Sendable, Hashable, CaseIterable {
    case noSuccess = "no run succeeds"
    case noFailure = "every run succeeds"
    /// Every task up to some length is solved and none above it, so that the steepest curve is infinitely steep.
    case separated = "success and failure are separated by length"
    case notFalling = "success does not fall with the length of the task"
  }

  /// log₂ of the minutes at which a task is completed with some chance.
  func length(at chance: Double) -> Double { (log(chance / (1 - chance)) - intercept) / slope }

  /// The curve of some cells by the engine of all fits, or why there is none.
  static func fitted(to cells: [HorizonRuns.Cell]) throws(FitError) -> Result<SuccessCurve, NoCurve> {
    let cells = cells.filter { $0.weight > 0 }
    if cells.allSatisfy({ $0.successes == 0 }) { return .failure(NoCurve(absence: .noSuccess)) }
    if cells.allSatisfy({ $0.successes == $0.runs }) { return .failure(NoCurve(absence: .noFailure)) }
    // As many runs as there are: only the ratios of weights count.
    let total = cells.reduce(0) { $0 + $1.weight * $1.runs }
    let scale = cells.reduce(0) { $0 + $1.runs } / total
    let table: Table
    do {
      table = try Table(
        source: "runs",
        columns: [
          Column(name: "length", storage: .numbers(cells.map(\.length))),
          Column(name: "share", storage: .numbers(cells.map { $0.successes / $0.runs })),
          Column(name: "weight", storage: .numbers(cells.map { scale * $0.weight * $0.runs })),
        ])
    } catch {
      throw .table(error)
    }
    var options = FitOptions(
      weights: Weights(.precision, .symbol("weight")), interval: .classical, norm: .binomial)
    options.collectsWarnings = false
    let fit = try Law.written("share = logistic(a + b*length)").fit(to: table, options: options)
    guard let intercept = fit.coefficients["a"]?.value, let slope = fit.coefficients["b"]?.value,
      intercept.isFinite, slope.isFinite
    else { return .failure(NoCurve(absence: .separated)) }
    guard slope < 0 else { return .failure(NoCurve(absence: .notFalling)) }
    return .success(SuccessCurve(intercept: intercept, slope: slope))
  }

  /// An absence as an error of `Result`.
  struct NoCurve: Error { let absence: Absence }
}

/// The same likelihood at resampled counts, by Newton's method from the curve of the table itself: what refits by the thousand need.
struct SuccessRefit: Sendable {
  private let lengths: [Double]
  private let center: Double
  private let start: (level: Double, slope: Double)

  init(_ curve: SuccessCurve, lengths: [Double]) {
    center = Descriptive.mean(lengths)
    self.lengths = lengths.map { [center] in $0 - center }
    start = (curve.intercept + curve.slope * center, curve.slope)
  }

  /// A step is no longer than this in log odds, so that none overshoots.
  private static let longestStep = 2.0
  private static let steps = 60

  /// - Parameters:
  ///   - successes: weighted, cell by cell.
  ///   - runs: likewise; zero for a cell that was not drawn.
  /// - Returns: `nil` where Newton's method does not settle: the resample has no maximum.
  func curve(successes: [Double], runs: [Double]) -> SuccessCurve? {
    var (level, slope) = start
    let reach = lengths.reduce(1) { max($0, abs($1)) }
    for _ in 0..<Self.steps {
      var (g0, g1, h00, h01, h11) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for cell in lengths.indices where runs[cell] > 0 {
        let x = lengths[cell]
        let p = 1 / (1 + exp(-(level + slope * x)))
        let (rest, weight) = (successes[cell] - runs[cell] * p, runs[cell] * p * (1 - p))
        g0 += rest
        g1 += rest * x
        h00 += weight
        h01 += weight * x
        h11 += weight * x * x
      }
      let determinant = h00 * h11 - h01 * h01
      guard determinant > 1e-12 * h00 * h11 else { return nil }
      let steps = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant)
      let size = max(abs(steps.0), reach * abs(steps.1))
      let damping = min(1, Self.longestStep / size)
      level += damping * steps.0
      slope += damping * steps.1
      if size < 1e-9 { return SuccessCurve(intercept: level - slope * center, slope: slope) }
    }
    return nil
  }
}
