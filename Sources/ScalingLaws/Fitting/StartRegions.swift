import Optimization
import Statistics

/// Where starts are drawn when nobody says: from the law's own regions, or from the scale of the data.
///
/// - A coefficient with a region of its own in the law keeps it.
/// - An exponent or a rate, which enters the logarithm of some term as `θ·m(x)`, is drawn on the scale where that term
///   changes by a few factors of e over the data: within `±3 / sd(m)`.
/// - A coefficient that multiplies a term, centred, is the size of that term in the middle of the data: from a hundredth of
///   the response to all of it.
/// - Anything else is drawn between -1 and 1.
struct StartRegions {
  let regions: [StartRegion]

  init(
    _ space: SearchSpace, law: BoundLaw, domains: [Domain], scale: ResidualScale, response: [Double],
    data: (String) -> [Double]
  ) {
    let others = space.names.filter { !space.linear.contains($0) }
    let columns = law.formula.symbols.filter { !law.coefficients.contains($0) }
    let rates = law.formula.right.rates(of: others, linear: space.linear, columns: columns, data: data)
    let size = max(Descriptive.median(response.map(abs)), 1e-300)
    regions = zip(space.names, domains).map { name, domain in
      let own = law.law.coefficients?.first { $0.name == name }?.region
      let isLinear = space.linear.contains(name)
      if let own, !isLinear { return .linear(own.lowerBound, own.upperBound) }
      if isLinear {
        return domain.lower >= 0 || scale == .log ? .logarithmic(0.01 * size, size) : .linear(-size, size)
      }
      let width = rates[name].map { 3 / $0 } ?? 1
      let (lower, upper) = (max(domain.lower, -width), min(domain.upper, width))
      return lower < upper ? .linear(lower, upper) : .linear(domain.clamp(0), domain.clamp(0))
    }
  }
}

extension Expression {
  /// For each coefficient that enters the logarithm of a term linearly: the standard deviation of what it multiplies.
  fileprivate func rates(
    of others: [String], linear: [String], columns: [String], data: (String) -> [Double]
  ) -> [String: Double] {
    guard let terms = linearDecomposition(in: linear) else { return [:] }
    var rates: [String: Double] = [:]
    for term in terms.multipliers + [terms.offset] {
      let logarithm = term.logarithm(assumingPositive: Set(columns)).simplified
      guard let decomposition = logarithm.linearDecomposition(in: others) else { continue }
      for (name, multiplier) in zip(decomposition.coefficients, decomposition.multipliers) {
        let deviation = multiplier.deviation(data: data)
        if deviation > 0, deviation.isFinite { rates[name] = Swift.max(rates[name] ?? 0, deviation) }
      }
    }
    return rates
  }

  private func deviation(data: (String) -> [Double]) -> Double {
    let variables = symbols
    guard !variables.isEmpty, let program = try? Program([self], variables: variables, parameters: []) else { return 0 }
    return Descriptive.standardDeviation(program.bind(columns: variables.map(data)).evaluate()[0])
  }
}
