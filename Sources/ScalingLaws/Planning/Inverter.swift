#if canImport(Glibc)
  import Glibc
#endif

/// Where a fitted law of one variable reaches a value: the compute for a score, the date of a price.
///
/// The variable is searched far beyond the rows, by its logarithm where the rows span a factor of three or more of positive values, and
/// of several places the one nearest to the rows is taken.
public struct Inverter: Sendable {
  public let fit: SavedFit
  public let variable: String
  /// Whether the variable is worked with as its logarithm.
  public let isLogarithmic: Bool
  /// Whether the variable is a date: all rows lie between the years 1900 and 2200, and it is no logarithm.
  public let isDate: Bool
  private let program: Program
  private let space: CoefficientSpace
  /// On the scale of the search.
  private let rows: ClosedRange<Double>
  private let threads: Int

  private static let places = 256

  /// - Parameters:
  ///   - fit: a law with the uncertainty of its coefficients.
  ///   - settings: values of all variables but one.
  ///   - threads: threads that refit; the numbers do not depend on it.
  /// - Throws: `.manyUnknowns`, `.unknownSetting`, `.unset`, `.fit`.
  public init(_ fit: SavedFit, settings: [String: Double] = [:], threads: Int = Threads.available) throws(PlanError) {
    for name in settings.keys.sorted() where !fit.predictors.contains(name) {
      throw .unknownSetting(name, symbols: fit.predictors)
    }
    let free = fit.predictors.filter { settings[$0] == nil }
    guard let variable = free.first else { throw .unset(fit.predictors, what: "nothing is left to ask for; the law") }
    guard free.count == 1 else { throw .manyUnknowns(free) }
    let range = fit.ranges[variable] ?? 1...1e12
    let (low, high) = (range.lowerBound, range.upperBound)
    isLogarithmic = low > 0 && high >= 3 * low
    isDate = !isLogarithmic && low >= 1900 && high <= 2200
    rows = isLogarithmic ? log(low)...log(high) : low...high
    do {
      let law = fit.formula.right.substituting(settings.mapValues { Expression($0) })
      program = try Program([law], variables: [variable], parameters: fit.coefficients)
    } catch {
      throw .fit(.formula(error))
    }
    do { space = try CoefficientSpace(fit) } catch { throw .fit(error) }
    (self.fit, self.variable, self.threads) = (fit, variable, threads)
  }

  /// Where the law may lie: that of a prediction.
  var lawRange: ValueRange {
    let variables = fit.ranges.filter { $0.value.lowerBound > 0 }.mapValues { _ in ValueRange.positive }
    return fit.formula.right.range(where: fit.solved.domains.merging(variables) { own, _ in own })
      .intersection(fit.scale.range)
  }

  /// Far beyond the rows: twelve factors of ten below and thirty above, or a thousand times their range to either side.
  private var domain: ClosedRange<Double> {
    let width = max(rows.upperBound - rows.lowerBound, 1e-3 * max(1, abs(rows.lowerBound)))
    return isLogarithmic
      ? rows.lowerBound - 12 * log(10)...rows.upperBound + 30 * log(10)
      : rows.lowerBound - 1000 * width...rows.upperBound + 1000 * width
  }

  /// Values of the law at places on the scale of the search.
  private func values(_ places: [Double], _ coefficients: [Double]) -> [Double] {
    program.bind(columns: [isLogarithmic ? places.map { exp($0) } : places], rowCount: places.count)
      .evaluate(coefficients)[0]
  }

  func value(at variable: Double, _ coefficients: [Double]) -> Double {
    program.bind(columns: [[variable]], rowCount: 1).evaluate(coefficients)[0][0]
  }

  /// Where the law has the value, on the scale of the search; NaN where it has it nowhere.
  func place(of target: Double, _ coefficients: [Double]) -> Double {
    let width = domain.upperBound - domain.lowerBound
    // Denser where the rows are.
    let beyond = (0...Self.places).map { domain.lowerBound + width * Double($0) / Double(Self.places) }
    let own = (0...Self.places).map {
      rows.lowerBound + (rows.upperBound - rows.lowerBound) * (3 * Double($0) / Double(Self.places) - 1)
    }
    let grid = (beyond + own).sorted()
    let gaps = values(grid, coefficients).map { $0 - target }
    let crossings = grid.indices.dropLast().filter { gaps[$0] == 0 || gaps[$0] * gaps[$0 + 1] < 0 }
    let distance = { (index: Int) in max(0, self.rows.lowerBound - grid[index + 1], grid[index] - self.rows.upperBound)
    }
    guard let nearest = crossings.min(by: { distance($0) < distance($1) }) else { return .nan }
    var (low, high) = (grid[nearest], grid[nearest + 1])
    let isRising = gaps[nearest] < gaps[nearest + 1]
    for _ in 0..<80 {
      let middle = low + (high - low) / 2
      if (values([middle], coefficients)[0] < target) == isRising { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// Where the law has the value, with its interval; or the value that it goes to and does not pass.
  public func find(_ target: Double) throws(PlanError) -> Result<Estimate, TargetUnreachable> {
    guard target.isFinite else { throw .notPositive("the target", target) }
    let coefficients = space.coefficients(space.point)
    guard place(of: target, coefficients).isFinite else {
      let ends = [domain.lowerBound, domain.upperBound]
      let values = values(ends, coefficients)
      let nearer = abs(values[0] - target) < abs(values[1] - target) ? ends[0] : ends[1]
      let limit = space.estimates([.within(lawRange)], threads: threads) { [self.values([nearer], $0)[0]] }[0]
      return .failure(TargetUnreachable(target: target, limit: limit, isUpward: nearer == ends[1]))
    }
    return .success(
      space.estimates([isLogarithmic ? .logarithm : .linear], threads: threads) { [place(of: target, $0)] }[0])
  }

  /// How far outside the rows of the fit a value of the variable lies.
  public func extrapolation(_ value: Double) -> [Extrapolation] { Extrapolation.list([variable: value], fit.ranges) }
}

/// A value that a law does not reach.
public struct TargetUnreachable: Error, Sendable {
  public let target: Double
  /// What the law goes to instead.
  public let limit: Estimate
  /// Whether it goes there as the variable grows.
  public let isUpward: Bool
}
