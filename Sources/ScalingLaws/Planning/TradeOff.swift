#if canImport(Glibc)
  import Glibc
#endif

/// The least of one function of parameters and tokens where another has a given value: the loss for a budget, or the cost for a loss.
///
///     minimise f(N, D) subject to g(N, D) = v;   slope along the curve: N·f_N - D·f_D·(N·g_N)/(D·g_D)
///
/// The curve is followed by log N. Its slope is taken at 64 places over the whole range; where it goes from falling to rising is a
/// minimum, which is closed in on by 64 places at a time until they are one number. The least of them is the answer.
///
/// - Valid when: g goes one way with D for every N. D is then the one number at which g is v.
struct TradeOff: Sendable {
  let coefficients: [String]
  /// f, and its slope along the curve.
  private let objective: Program
  /// g as `offset + multiplier·D` where it is linear in D; `nil` where D has to be searched.
  private let linear: Program?
  private let constraint: Program
  private let limits: PlanLimits
  private let domain: PlanDomain

  private static let places = 64

  /// Where the least value lies.
  struct Point: Sendable {
    let size: Double
    let data: Double
    /// f there.
    let value: Double
    /// The limit that it lies on; `nil` inside.
    let bound: Plan.Bound?
    /// Values of f at other minima, less good.
    let others: [Double]
  }

  init(
    minimise objective: Expression, where constraint: Expression, size: String, data: String, coefficients: [String],
    limits: PlanLimits, domain: PlanDomain
  ) throws(FitError) {
    self.coefficients = coefficients
    (self.limits, self.domain) = (limits, domain)
    let (n, d) = (Expression.symbol(size), Expression.symbol(data))
    let ratio = n * constraint.derivative(by: size) / (d * constraint.derivative(by: data))
    let slope = n * objective.derivative(by: size) - d * objective.derivative(by: data) * ratio
    do {
      self.objective = try Program([objective, slope], variables: [size, data], parameters: coefficients)
      self.constraint = try Program([constraint], variables: [size, data], parameters: coefficients)
      linear = try constraint.linearDecomposition(in: [data]).map { parts throws(FormulaError) in
        try Program([parts.offset, parts.multipliers[0]], variables: [size], parameters: coefficients)
      }
    } catch {
      throw .formula(error)
    }
  }

  /// - Parameter value: of g.
  /// - Returns: `nil` where nothing within the limits has it.
  func least(where value: Double, _ coefficients: [Double]) -> Point? {
    guard let range = range(value, coefficients) else { return nil }
    if limits.isSizeFixed || limits.isDataFixed {
      return point(range.lowerBound, value, coefficients, bound: nil, others: [])
    }
    let slopes = slopes(Self.grid(range), value, coefficients)
    var minima: [Point] = []
    for index in slopes.indices.dropLast() where slopes[index].slope < 0 && slopes[index + 1].slope >= 0 {
      let x = root(slopes[index].x, slopes[index + 1].x, value, coefficients)
      if let found = point(x, value, coefficients, bound: nil, others: []) { minima.append(found) }
    }
    if let first = slopes.first, first.slope >= 0 {
      let bound: Plan.Bound = limits.data == nil ? .leastSize : .mostData
      if let end = point(first.x, value, coefficients, bound: bound, others: []) { minima.append(end) }
    }
    if let last = slopes.last, last.slope < 0 {
      let bound: Plan.Bound = limits.size == nil ? .leastData : .mostSize
      if let end = point(last.x, value, coefficients, bound: bound, others: []) { minima.append(end) }
    }
    guard let best = minima.min(by: { $0.value < $1.value }) else { return nil }
    return Point(
      size: best.size, data: best.data, value: best.value, bound: best.bound,
      others: minima.map(\.value).filter { $0 > best.value })
  }

  /// f at parameters and tokens.
  func objective(size: Double, data: Double, _ coefficients: [Double]) -> Double {
    objective.bind(columns: [[size], [data]], rowCount: 1).evaluate(coefficients)[0][0]
  }

  private func point(
    _ x: Double, _ value: Double, _ coefficients: [Double], bound: Plan.Bound?, others: [Double]
  ) -> Point? {
    let size = exp(x)
    let data = data([size], value, coefficients)[0]
    guard data > 0, data.isFinite else { return nil }
    return Point(
      size: size, data: data, value: objective(size: size, data: data, coefficients), bound: bound, others: others)
  }

  private static func grid(_ range: ClosedRange<Double>) -> [Double] {
    let width = range.upperBound - range.lowerBound
    return (0..<places).map { range.lowerBound + width * Double($0) / Double(places - 1) }
  }

  private func slopes(_ places: [Double], _ value: Double, _ coefficients: [Double]) -> [(x: Double, slope: Double)] {
    let sizes = places.map { exp($0) }
    let slopes = objective.bind(columns: [sizes, data(sizes, value, coefficients)], rowCount: sizes.count)
      .evaluate(coefficients)[1]
    return zip(places, slopes).filter { !$0.1.isNaN }.map { ($0, $1) }
  }

  /// Where the slope changes its sign between two places.
  private func root(_ low: Double, _ high: Double, _ value: Double, _ coefficients: [Double]) -> Double {
    var (low, high) = (low, high)
    for _ in 0..<12 where high - low > 1e-15 * max(1, abs(low)) {
      let slopes = slopes(Self.grid(low...high), value, coefficients)
      guard let next = slopes.firstIndex(where: { $0.slope >= 0 }), next > 0 else { break }
      (low, high) = (slopes[next - 1].x, slopes[next].x)
    }
    return low + (high - low) / 2
  }

  /// From the least log N at which tokens are within their limit to the largest at which there is a token left.
  private func range(_ value: Double, _ coefficients: [Double]) -> ClosedRange<Double>? {
    if let size = limits.size, limits.isSizeFixed { return log(size)...log(size) }
    let (bottom, top) = (log(domain.size.lowerBound), log(limits.size ?? domain.size.upperBound))
    let most = limits.data ?? domain.data.upperBound
    func isTooSmall(_ x: Double) -> Bool { !(data([exp(x)], value, coefficients)[0] <= most) }
    func isTooLarge(_ x: Double) -> Bool { !(data([exp(x)], value, coefficients)[0] >= domain.data.lowerBound) }
    var low = bottom
    if isTooSmall(low) {
      guard let found = Self.edge(bottom, top, of: isTooSmall) else { return nil }
      low = found
    }
    var high = top
    if isTooLarge(high) {
      guard !isTooLarge(low), let found = Self.edge(top, low, of: isTooLarge) else { return nil }
      high = found
    }
    return low <= high ? low...high : nil
  }

  /// The place nearest to `bad` at which the condition does not hold, given that it holds at `bad`.
  private static func edge(_ bad: Double, _ good: Double, of condition: (Double) -> Bool) -> Double? {
    // Coarse steps find a place inside, for the condition may hold at both ends.
    guard let first = (1...400).map({ bad + (good - bad) * Double($0) / 400 }).first(where: { !condition($0) }) else {
      return nil
    }
    var (bad, good) = (bad, first)
    for _ in 0..<60 {
      let middle = bad + (good - bad) / 2
      if condition(middle) { bad = middle } else { good = middle }
    }
    return good
  }

  /// Tokens at which g has the value, for each size; NaN where there are none.
  private func data(_ sizes: [Double], _ value: Double, _ coefficients: [Double]) -> [Double] {
    guard let linear else { return searched(sizes, value, coefficients) }
    let parts = linear.bind(columns: [sizes], rowCount: sizes.count).evaluate(coefficients)
    return zip(parts[0], parts[1]).map { offset, multiplier in
      let data = (value - offset) / multiplier
      return data > 0 ? data : .nan
    }
  }

  private func searched(_ sizes: [Double], _ value: Double, _ coefficients: [Double]) -> [Double] {
    func values(_ logs: [Double]) -> [Double] {
      constraint.bind(columns: [sizes, logs.map { exp($0) }], rowCount: sizes.count).evaluate(coefficients)[0]
    }
    var low = sizes.map { _ in log(domain.data.lowerBound / 1e3) }
    var high = sizes.map { _ in log(domain.data.upperBound * 1e3) }
    let (first, last) = (values(low), values(high))
    let isRising = zip(first, last).map { $0 < $1 }
    for _ in 0..<64 {
      let middle = zip(low, high).map { $0 + ($1 - $0) / 2 }
      for (index, found) in values(middle).enumerated() {
        if (found < value) == isRising[index] { low[index] = middle[index] } else { high[index] = middle[index] }
      }
    }
    return sizes.indices.map { index in
      let isBetween = min(first[index], last[index]) <= value && value <= max(first[index], last[index])
      return isBetween ? exp(low[index] + (high[index] - low[index]) / 2) : .nan
    }
  }
}
