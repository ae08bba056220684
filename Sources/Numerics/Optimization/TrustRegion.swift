import VectorMath

/// A bounded trust-region solver for F(θ) = Σ wᵢ ρ(yᵢ - fᵢ(θ)), with the memory for one problem.
///
/// Least squares takes Levenberg-Marquardt steps from a QR decomposition of the scaled Jacobian, and changes to Newton
/// steps where the second derivatives of the model slow it down. Other norms take Newton steps with ψ' from the start.
/// A step to where the model is not finite is a rejected step. At the end undamped steps go on until rounding stops them.
///
/// Nothing is allocated in an iteration. An instance belongs to one thread; `FitProblem` can be shared.
///
/// Linear parameters are solved for at the start and then fitted with the others: all 54 runs of NIST's nonlinear problems
/// end at the optimum without eliminating them, and bounds on them need no special case.
///
/// - Source: Moré 1978 for the scaling and the radius; Nocedal & Wright 2006, chapters 4 and 10.
public final class TrustRegion {
  let problem: FitProblem
  public var options: SolverOptions
  let rows: Int
  let parameters: Int
  let evaluator: any ModelEvaluator

  @exclusivity(unchecked) var current: FitPoint
  @exclusivity(unchecked) var trial: FitPoint
  @exclusivity(unchecked) var best: FitPoint
  /// Where the evaluator was last asked; its second derivatives belong there.
  @exclusivity(unchecked) var lastEvaluated: FitPoint?
  let subproblem: Subproblem
  let observed: Doubles
  let weights: Doubles
  let lower: Doubles
  let upper: Doubles
  /// -∂F/∂θ
  let descent: Doubles
  /// ‖√w Jⱼ‖, the largest seen so far.
  let scale: Doubles
  /// Σ w ψ ∂²f/∂θ∂θᵀ
  let secondDerivatives: Doubles
  let scratch: Doubles
  let spare: Doubles
  /// h Jⱼ for one j.
  let column: Doubles
  /// w ψ / r
  let majorant: Doubles
  /// Σ over the rows, for some columns.
  let sums: Doubles
  let free: UnsafeMutablePointer<Int>
  let chosen: UnsafeMutablePointer<Int>
  var freeCount = 0
  var isVaried: [Bool]

  var norm = FixedNorm.squared
  var usesNewton = false
  /// Whether parameters on a bound stay among the free ones.
  var releasesBounds = false
  /// What rounding makes of F: steps below it mean nothing.
  var noise = 0.0
  /// The expected decrease of F at the current point, when it was last known.
  var lastDecrement = Double.infinity
  var iterations = 0
  var evaluations = 0
  /// Memory of the linear programmes of quantile regression.
  var quantileProgram: CheckFunctionProgram?
  private let memory: Doubles

  public init(_ problem: FitProblem, options: SolverOptions = SolverOptions()) {
    self.problem = problem
    self.options = options
    let n = problem.observed.count
    let p = problem.domains.count
    rows = n
    parameters = p
    evaluator = problem.model.makeEvaluator()
    current = FitPoint(rows: n, parameters: p)
    trial = FitPoint(rows: n, parameters: p)
    best = FitPoint(rows: n, parameters: p)
    subproblem = Subproblem(capacity: p)
    let size = 5 * n + 5 * p + p * p + n * p + 1
    memory = .allocate(capacity: size)
    memory.initialize(repeating: 0, count: size)
    observed = memory
    weights = observed + n
    lower = weights + n
    upper = lower + p
    descent = upper + p
    scale = descent + p
    secondDerivatives = scale + p
    scratch = secondDerivatives + p * p
    spare = scratch + n * p
    column = spare + n
    majorant = column + n
    sums = majorant + n
    chosen = .allocate(capacity: max(n, 1))
    chosen.initialize(repeating: 0, count: max(n, 1))
    free = .allocate(capacity: max(p, 1))
    free.initialize(repeating: 0, count: max(p, 1))
    isVaried = problem.domains.map { !$0.isFixed && $0.lower < $0.upper }
    for row in 0..<n {
      observed[row] = problem.observed[row]
      weights[row] = problem.weights?[row] ?? 1
    }
    for (index, domain) in problem.domains.enumerated() {
      lower[index] = domain.lower
      upper[index] = domain.upper
    }
  }

  deinit {
    memory.deallocate()
    free.deallocate()
    chosen.deallocate()
  }

  /// Computes all there is to know at `point.theta`.
  func evaluate(_ point: FitPoint) {
    evaluations += 1
    lastEvaluated = point
    evaluator.evaluate(point.theta, values: point.values, jacobian: point.jacobian)
    assess(point)
  }

  /// Computes residuals, norm and objective from the values of the model.
  func assess(_ point: FitPoint) {
    VectorArithmetic.subtract.apply(observed, point.values, into: point.residuals, count: rows)
    let objective = norm.evaluate(
      residuals: point.residuals, weights: weights, count: rows, psi: point.psi, curvature: point.curvature)
    let isFinite = objective.isFinite && Kernels.allFinite(point.jacobian, rows * parameters)
    point.objective = isFinite ? objective : .infinity
  }

  /// The rounding error of F where every value of the model is off by a few units in its last place.
  func updateNoise() {
    // Eight units: a value is a few operations, each off by half a unit.
    let unit = 8 * Double.ulpOfOne
    var sum = 0.0
    for row in 0..<rows {
      let size = max(observed[row].magnitude, current.values[row].magnitude) * unit
      sum += weights[row] * size * size
    }
    noise = 0.5 * sum
  }
}
