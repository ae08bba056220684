import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Where starts are drawn when nobody says: from the law's own regions, or from the scale of the data.
///
/// - A coefficient with a region of its own in the law keeps it; see `Law.Region`.
/// - An exponent or a rate, which enters the logarithm of some term as `θ·m(x)`, is drawn on the scale where that term
///   changes by a few factors of e over the data: within `±3 / sd(m)`.
/// - A coefficient that multiplies a term, centred, is the size of that term in the middle of the data: from a hundredth of
///   the response to all of it; one with two bounds, which is not centred, lies anywhere between them.
/// - The floor of a law that bends, on the log scale, lies below every response: from a hundredth of the least to all of it.
///   Above it, no bend has any effect on the rows there.
/// - The place of a corner, as in `max(x - tau, 0)`, lies in the inner nine tenths of the places of the rows.
/// - A place, width, steepness, period or frequency that the formula shows lies where the values of its column say; see
///   `ShapeRole`.
/// - Anything else is drawn between -1 and 1.
struct StartRegions {
  let regions: [StartRegion]
  /// The coefficients that say where and how sharply a law bends: places of corners, breaks and rises, their widths. With
  /// these held, the others are easily found; see `MultiStart.heldFirst`.
  let shapes: [Int]

  init(
    _ space: SearchSpace, law: BoundLaw, domains: [Domain], corners: [Corner], scale: ResidualScale,
    response: [Double], data: (String) -> [Double]
  ) {
    let places = Dictionary(uniqueKeysWithValues: corners.map { (space.names[$0.coefficient], $0.places) })
    let others = space.names.filter { !space.linear.contains($0) }
    let columns = law.formula.symbols.filter { !law.coefficients.contains($0) }
    let rates = law.formula.right.rates(of: others, linear: space.linear, columns: columns, data: data)
    let roles = law.formula.right.shapeRoles(of: others, columns: columns).filter { rates[$0.key] == nil }
    shapes = space.names.indices.filter { index in
      let name = space.names[index]
      return !domains[index].isFixed
        && (places[name] != nil || law.region(of: name)?.isShape ?? (roles[name] != nil))
    }
    let size = max(Descriptive.median(response.map(abs)), 1e-300)
    let floors = scale == .log && !shapes.isEmpty ? law.formula.right.constantTerms(among: space.linear) : []
    let least = max(response.min() ?? size, 1e-3 * size)
    regions = zip(space.names, domains).map { name, domain in
      if space.sizes.contains(name) {
        if domain.lower.isFinite, domain.upper.isFinite { return .linear(domain.lower, domain.upper) }
        if floors.contains(name), domain.lower == 0 { return .logarithmic(0.01 * least, least) }
        return domain.lower >= 0 || scale == .log ? .logarithmic(0.01 * size, size) : .linear(-size, size)
      }
      if let own = law.region(of: name), let region = own.inSearch(data: data) { return region }
      if let places = places[name], let region = Law.Region.inner(places) {
        return .linear(domain.clamp(region.value(at: 0)), domain.clamp(region.value(at: 1)))
      }
      if let region = roles[name]?.region(data: data) { return region.clamped(to: domain) }
      let width = rates[name].map { 3 / $0 } ?? 1
      let (lower, upper) = (max(domain.lower, -width), min(domain.upper, width))
      return lower < upper ? .linear(lower, upper) : .linear(domain.clamp(0), domain.clamp(0))
    }
  }
}

extension StartRegion {
  fileprivate func clamped(to domain: Domain) -> StartRegion {
    let (first, last) = (domain.clamp(value(at: 0)), domain.clamp(value(at: 1)))
    if (first, last) == (value(at: 0), value(at: 1)) { return self }
    return .linear(first, last)
  }
}

extension ShapeRole {
  /// Where a coefficient of this role is likely to lie; nil where its column has no range.
  fileprivate func region(data: (String) -> [Double]) -> StartRegion? {
    switch self {
    case .place(let column): return Law.Region.inner(column.values(data: data))
    case .width(let column):
      guard let (spacing, range) = column.extent(data: data) else { return nil }
      return .logarithmic(spacing, range)
    case .steepness(let column):
      guard let (_, range) = column.extent(data: data) else { return nil }
      // A logistic curve rises from 5 to 95 % over 6/k: over a fifth of the range at least.
      return .linear(-30 / range, 30 / range)
    case .period(let column, let factor):
      guard let (spacing, range) = column.extent(data: data), factor > 0 else { return nil }
      // From two rows to the whole range.
      return .reciprocal(2 * spacing * factor / (2 * .pi), range * factor / (2 * .pi))
    case .frequency(let column, let factor):
      guard let (spacing, range) = column.extent(data: data), factor > 0 else { return nil }
      return .linear(2 * .pi / (range * factor), 2 * .pi / (2 * spacing * factor))
    }
  }
}

extension Expression {
  /// Row by row, an expression of columns.
  fileprivate func values(data: (String) -> [Double]) -> [Double] {
    let variables = symbols
    guard let program = try? Program([self], variables: variables, parameters: []) else { return [] }
    return program.bind(columns: variables.map(data)).evaluate()[0]
  }

  /// The mean distance between different values, and that of the first from the last.
  fileprivate func extent(data: (String) -> [Double]) -> (spacing: Double, range: Double)? {
    let different = Set(values(data: data))
    guard let low = different.min(), let high = different.max(), high > low, (high - low).isFinite else { return nil }
    return ((high - low) / Double(different.count - 1), high - low)
  }
}

extension BoundLaw {
  /// The region that the law gives a coefficient.
  func region(of coefficient: String) -> Law.Region? {
    law.coefficients?.first { $0.name == coefficient }?.region
  }

  /// The middle of the regions that the law gives some coefficients.
  func references(for names: [String], data: (String) -> [Double]) -> [String: Expression] {
    var result: [String: Expression] = [:]
    for name in names {
      guard let region = region(of: name), let middle = region.inSearch(data: data)?.value(at: 0.5) else { continue }
      result[name] = Expression(region.isLogarithmic ? exp(middle) : middle)
    }
    return result
  }
}

extension Law.Region {
  /// The region for what is solved for; `nil` where the variable that it refers to has no finite range.
  fileprivate func inSearch(data: (String) -> [Double]) -> StartRegion? {
    switch self {
    case .linear(let low, let high): .linear(low, high)
    case .logarithmic(let low, let high): .linear(log(low), log(high))
    case .within(let variable), .corner(let variable): Self.inner(data(variable))
    case .withinDecades(let variable): Self.inner(data(variable).map { log10($0) })
    case .steepness(let variable): Self.steepness(data(variable))
    case .ratio(let variable): Self.ratio(data(variable).map { log($0) })
    case .withinLogarithm(let variable): Self.inner(data(variable).map { log($0) })
    }
  }

  private static func ratio(_ logarithms: [Double]) -> StartRegion? {
    guard let low = logarithms.min(), let high = logarithms.max(), (high - low).isFinite else { return nil }
    return .linear(0.05 * (high - low), 0.75 * (high - low))
  }

  /// A logistic curve rises from 5 to 95 % over `6 / steepness`.
  private static func steepness(_ values: [Double]) -> StartRegion? {
    guard let low = values.min(), let high = values.max(), high > low, (high - low).isFinite else { return nil }
    return .linear(log(3 / (high - low)), log(120 / (high - low)))
  }

  /// The inner nine tenths of the range of some numbers: a break beyond it has too few rows on one side.
  fileprivate static func inner(_ values: [Double]) -> StartRegion? {
    guard let low = values.min(), let high = values.max(), low.isFinite, high.isFinite else { return nil }
    let margin = 0.05 * (high - low)
    return .linear(low + margin, high - margin)
  }
}

extension Expression {
  /// The coefficients that are terms by themselves.
  fileprivate func constantTerms(among linear: [String]) -> Set<String> {
    guard let terms = linearDecomposition(in: linear) else { return [] }
    return Set(zip(linear, terms.multipliers).filter { $1.constant == 1 }.map(\.0))
  }

  /// For each coefficient that enters the logarithm of a term linearly: the standard deviation of what it multiplies.
  fileprivate func rates(
    of others: [String], linear: [String], columns: [String], data: (String) -> [Double]
  ) -> [String: Double] {
    guard let terms = linearDecomposition(in: linear) else { return [:] }
    let cofactors = others.compactMap { cofactor(of: $0) }
    var rates: [String: Double] = [:]
    for term in terms.multipliers + [terms.offset] + cofactors {
      let logarithm = term.logarithm(assumingPositive: Set(columns)).simplified
      for (name, multiplier) in logarithm.slopes(in: others, columns: columns) {
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
