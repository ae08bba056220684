import Escaping
import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// What the page's sliders compute with: the law as JavaScript, and how the coefficients vary.
///
/// `model.js` reads it. The numbers that it gives are those of `scaling predict` and `scaling plan`.
struct PageModel {
  private let saved: SavedFit
  /// With settings for the law's other variables; `nil` for a law without the choice.
  private let planner: Planner?
  /// Whether sliders cannot say all that the law needs: a group, or a text.
  private let hasKinds: Bool

  /// A page with more numbers than this of the refits would be too large: its intervals are by the covariance.
  private static let mostNumbers = 60_000

  init(_ page: FitPage) {
    saved = page.reported.saved
    planner = page.planner
    hasKinds = page.hasKinds
  }

  var canPlan: Bool { planner != nil }

  private var usesDraws: Bool {
    saved.usesDraws
      && (saved.draws.map { $0.replicates.count * $0.names.count <= Self.mostNumbers } ?? false)
  }

  /// A statement that makes `fit`; `nil` for a law that JavaScript cannot say.
  var script: String? {
    guard !hasKinds, let code else { return nil }
    let rule = saved.intervalRule
    let solved = saved.solved
    let reading = usesDraws || rule.reading == .covariance ? rule.reading : .covariance
    let factor = reading == rule.reading ? rule.factor : rule.noiseFactor
    var data: [JSONValue.Member] = [
      .init(
        key: "response", value: .string(saved.formula.response ?? saved.formula.left.description)),
      .init(key: "level", value: .number(saved.level)),
      .init(key: "scale", value: .string(saved.scale.rawValue)),
      .init(key: "sigma", value: JSONValue(saved.noise.sigma)),
      .init(key: "lawRange", value: Self.ends(lawRange)),
      .init(key: "responseRange", value: Self.ends(saved.responseRange)),
      .init(key: "solved", value: .array(saved.solvedRanges.map(Self.ends))),
      .init(
        key: "rule",
        value: [
          "reading": .string(reading.rawValue), "factor": JSONValue(factor),
          "noiseFactor": JSONValue(rule.noiseFactor),
        ]), .init(key: "point", value: .array(solved.point.map { JSONValue($0) })),
      .init(
        key: "covariance",
        value: .array(
          (0..<solved.covariance.rows).map { row in
            .array((0..<solved.covariance.columns).map { JSONValue(solved.covariance[row, $0]) })
          })),
      .init(
        key: "ranges",
        value: .object(
          saved.ranges.sorted { $0.key < $1.key }.map {
            .init(key: $0.key, value: [.number($0.value.lowerBound), .number($0.value.upperBound)])
          })),
    ]
    if let planner {
      let domain = planner.searched
      data += [
        .init(key: "size", value: .string(planner.size)),
        .init(key: "data", value: .string(planner.data)),
        .init(
          key: "domain",
          value: [
            "size": [.number(domain.size.lowerBound), .number(domain.size.upperBound)],
            "data": [.number(domain.data.lowerBound), .number(domain.data.upperBound)],
          ]),
      ]
    }
    if usesDraws, let draws = saved.draws {
      data += [
        .init(key: "refits", value: .integer(draws.replicates.count)),
        .init(key: "drawn", value: .string(Base64.text(draws.columns.flatMap { $0 }))),
      ]
    }
    return "const fit = \(JSONValue.object(data).inPage);\nfit.code = {\n\(code)\n};"
  }

  /// Where the law lies at the points of the sliders.
  private var lawRange: ValueRange {
    let variables = saved.ranges.filter { $0.value.lowerBound > 0 }.mapValues { _ in ValueRange.positive }
    return saved.formula.right.range(where: saved.solved.domains.merging(variables) { own, _ in own })
      .intersection(saved.scale.range)
  }

  /// Both ends; `null` for one that is infinite.
  private static func ends(_ range: ValueRange) -> JSONValue { [JSONValue(range.low), JSONValue(range.high)] }

  // MARK: Code

  private var code: String? {
    let solved = saved.solved
    let places = Dictionary(saved.coefficients.enumerated().map { ($1, $0) }) { first, _ in first }
    let parameters = Dictionary(solved.parameters.enumerated().map { ($1, $0) }) { first, _ in first
    }
    let name = { (symbol: String) in
      places[symbol].map { "c[\($0)]" } ?? "x[\(JSONValue.string(symbol).inPage)]"
    }
    let written = { (expression: Expression) in expression.code(in: .javascript, naming: name) }
    let natural = solved.natural.map { expression in
      expression.code(in: .javascript) { symbol in parameters[symbol].map { "t[\($0)]" } ?? "NaN" }
    }
    guard let law = written(saved.formula.right), !natural.contains(nil) else { return nil }
    var lines = [
      "  coefficients: (t) => [\(natural.compactMap { $0 }.joined(separator: ", "))],",
      "  law: (c, x) => \(law),",
      "  noise: (x) => \(saved.noise.formula.flatMap(written) ?? "1"),",
    ]
    if let planner {
      let (n, d) = (Expression.symbol(planner.size), Expression.symbol(planner.data))
      let loss = saved.formula.right
      // Training and serving, in operations: 2 for each parameter and token served (Kaplan et al. 2020, 2.1).
      let perToken = Expression(IsoFLOPRuns.flopsPerParameterToken) * n
      let served = Expression(2) * n * .symbol(Self.served)
      let cost = perToken * d + served
      let ratio = n * cost.derivative(by: planner.size) / (d * cost.derivative(by: planner.data))
      let slope =
        n * loss.derivative(by: planner.size) - d * loss.derivative(by: planner.data) * ratio
      guard let slope = written(slope.simplified), let least = written(served),
        let each = written(perToken)
      else {
        return nil
      }
      lines += [
        "  slope: (c, x) => \(slope),", "  least: (x) => \(least),", "  perUnit: (x) => \(each),",
      ]
    }
    return lines.joined(separator: "\n")
  }

  /// The name of the tokens that the model is to serve: no symbol of a law.
  static let served = "tokens served"
}
