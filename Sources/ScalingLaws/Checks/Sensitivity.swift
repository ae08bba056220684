import Optimization
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// The answers of a fit under other choices that could have been made: another norm, one end of the data left out, the floor
/// held elsewhere.
public struct Sensitivity: Sendable {
  /// One other choice.
  public struct Choice: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case norm, range, floor }
    public let kind: Kind
    /// What is done otherwise, in a few words.
    public let name: String
    /// Answer by answer; `nil` where the other fit has none.
    public let values: [Double]
    /// Answer by answer, the distance from the fit in its standard errors, with its sign.
    public let distances: [Double]
    /// For a part of the rows: the smallest p-value of Hausman's test over the coefficients, times how many tests there are;
    /// `nil` for robust norms and rows in clusters.
    public let pValue: Double?
  }

  public let names: [String]
  /// Answers worth a column: sizes of terms are not, where there are others.
  public let isHeadline: [Bool]
  /// The fit as it is.
  public let values: [Double]
  public let choices: [Choice]

  init?(_ fit: Fit, _ fits: PartialFits, errors: [Double?]) {
    guard let whole = fits.whole() else { return nil }
    let scale = zip(errors, whole.gradients).map { error, gradient in error ?? whole.standardError(gradient) }
    var found: [(kind: Choice.Kind, name: String, fit: PartialFit)] = []
    for (name, norm) in Self.norms(fit.options.norm, sigma: whole.sigma) {
      if let other = fits.fit(norm: norm) { found.append((.norm, name, other)) }
    }
    for (name, rows) in Self.ends(fit) {
      if let other = fits.without(rows) { found.append((.range, name, other)) }
    }
    if let floor = fit.floor, let index = fits.prepared.space.names.firstIndex(of: floor), let error = errors[index] {
      let value = fits.optimum[index]
      for side in [-1.0, 1] where value + side * error > 0 {
        guard let other = fits.fit(norm: fits.norm, holding: [index: value + side * error]) else { continue }
        found.append((.floor, "\(floor) held at \((value + side * error).formatted(significant: 4))", other))
      }
    }
    let tests = max(1, found.count { $0.kind == .range } * fits.answers.coefficientCount)
    let answers = fits.answers
    // The test takes rows for independent, and least squares for the better of the two fits.
    let isTested = !whole.isRobust && fits.clusters == nil
    choices = found.map { kind, name, other in
      let differences = answers.names.indices.map { answers.difference(other.values[$0], from: whole.values[$0], $0) }
      let smallest = kind == .range && isTested ? Self.hausman(whole, other, differences, answers) : nil
      return Choice(
        kind: kind, name: name, values: other.values, distances: zip(differences, scale).map { $0 / $1 },
        pValue: smallest.map { min(1, $0 * Double(tests)) })
    }
    names = answers.names
    isHeadline = answers.isHeadline
    values = whole.values
  }

  /// Other norms to hold against the one that was taken: least squares and a robust one, and other widths of a fixed one.
  private static func norms(_ norm: Norm, sigma: Double) -> [(String, Norm)] {
    var others: [(String, Norm)] = []
    if norm == .squared {
      others = [("--norm huber", .adaptiveHuber), ("--norm tukey", .adaptiveTukey)]
    } else {
      others = [("--norm squared", .squared)]
      if norm != .adaptiveTukey { others.append(("--norm tukey", .adaptiveTukey)) }
    }
    if case .huber(let width) = norm.shape, case .fixed(let scale) = norm.scale {
      for factor in [0.1, 10.0] {
        let delta = width * scale * factor
        others.append(("--norm huber:\(delta.formatted(significant: 3))", .huber(delta: delta)))
      }
    } else if norm == .squared, sigma > 0 {
      others.append(("--norm huber:\((sigma / 5).formatted(significant: 2))", .huber(delta: sigma / 5)))
    }
    return others
  }

  /// The rows at either end of each variable, a tenth of all, where there are enough.
  private static func ends(_ fit: Fit) -> [(String, [Int])] {
    let count = fit.rows.lines.count
    let part = count / 10
    guard part > 0, count - part > fit.coefficients.count + 5 else { return [] }
    // By what is fitted and not by what was measured: the largest measurements were picked by their noise as well.
    let variables =
      fit.predictorValues.map { ($0.name, (0..<count).map($0.values)) }
      + (fit.predictorValues.count > 1 ? [("fitted \(fit.law.formula.left)", fit.rows.fitted)] : [])
    return variables.flatMap { name, values -> [(String, [Int])] in
      guard Set(values).count > 4 else { return [] }
      let order = values.indices.sorted { values[$0] < values[$1] }
      return [
        ("without the smallest tenth of \(name)", Array(order.prefix(part))),
        ("without the largest tenth of \(name)", Array(order.suffix(part))),
      ]
    }
  }

  /// Whether a part of the rows gives the coefficients of the whole, up to what the left-out rows add: the variance of the
  /// difference is the difference of the variances (Hausman 1978). The smallest p-value over the coefficients.
  private static func hausman(
    _ whole: PartialFit, _ part: PartialFit, _ differences: [Double], _ answers: Answers
  ) -> Double? {
    let pValues = (0..<answers.coefficientCount).compactMap { index -> Double? in
      // The gradients of the whole for both, so that the two variances are of one function.
      let (all, some) = (whole.classicalError(whole.gradients[index]), part.classicalError(part.gradients[index]))
      let variance = (some * whole.sigma / part.sigma).squared - all.squared
      guard variance > 0.05 * all.squared else { return nil }
      return StudentT(degreesOfFreedom: part.degreesOfFreedom).twoSided(differences[index] / variance.squareRoot())
    }
    return pValues.min()
  }
}

extension Fit {
  /// The coefficient that stands alone beside terms that fall: the value to which the law flattens.
  var floor: String? {
    guard law.coefficients.count > 2, law.formula.right.linearDecomposition(in: law.coefficients) == nil else {
      return nil
    }
    return law.coefficients.first {
      law.formula.right.linearDecomposition(in: [$0])?.multipliers.first?.constant == 1
    }
  }
}
