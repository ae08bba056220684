import ArgumentParser
import ScalingLaws

/// How a law is fitted: the norm, what is held, where the search begins and ends.
struct SearchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How residuals count: squared (unless given), huber, huber:DELTA, tukey, tukey:WIDTH, soft-l1:WIDTH, cauchy:WIDTH, student-t, "
        + "student-t:DF, quantile:TAU; binomial for shares (maximum likelihood on the logit scale), "
        + "binomial:firth for shares that a law separates or that are few (bias-reduced). Without a number the scale is estimated.",
      valueName: "norm"), completion: .norms)
  var norm: [String] = []

  @Option(
    name: .customLong("fix"),
    help: ArgumentHelp("Hold coefficients at values, e.g. E=1.69,alpha=0.34. Repeatable.", valueName: "name=value,…"))
  var fixed: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where coefficients may lie, e.g. alpha=0..1,A=0.. (an end left out is open). Repeatable.",
      valueName: "name=low..high,…"))
  var bounds: [String] = []

  @Option(
    help: ArgumentHelp(
      "Values from which the search begins; others are scattered as well. Repeatable.", valueName: "name=value,…"))
  var start: [String] = []

  @Option(
    help: ArgumentHelp(
      "The most starts of a nonlinear law; fewer where a better minimum is unlikely.", valueName: "count"))
  var starts = 200

  @Option(help: ArgumentHelp("Seed of the scattered starts.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("The most steps from one start.", valueName: "count"))
  var maxIterations = 2000

  @Option(
    help: ArgumentHelp(
      "Share of the objective that one more step may still gain at an optimum; above 1e-12 nothing is certified.",
      valueName: "share"), transform: NumberFlag.value)
  var tolerance = 1e-12

  func validate() throws {
    if !(tolerance >= 0) { throw ValidationError("--tolerance is not negative.") }
    if starts < 1 { throw ValidationError("--starts is 1 or more.") }
    if maxIterations < 0 { throw ValidationError("--max-iterations is not negative.") }
  }

  func apply(to options: inout FitOptions) throws {
    let norms = try norms()
    guard norms.count == 1 else {
      throw Problem.usage("--norm is given \(norms.count) times", hint: "scaling compare takes several")
    }
    try apply(to: &options, norm: norms[0])
  }

  /// The norms of --norm: one unless a verb takes several.
  func norms() throws -> [Norm] {
    guard !norm.isEmpty else { return [.squared] }
    return try norm.map { text in
      do throws(FitError) { return try Norm(text) } catch { throw Problem(error) }
    }
  }

  func apply(to options: inout FitOptions, norm: Norm) throws {
    options.norm = norm
    options.fixed = try Self.values(fixed, flag: "--fix")
    options.start = try Self.values(start, flag: "--start")
    options.domains = try domains()
    options.starts = starts
    options.seed = seed
    options.iterations = maxIterations
    options.tolerance = tolerance
  }

  /// `name=value` pairs, separated by commas.
  static func values(_ texts: [String], flag: String) throws -> [String: Double] {
    var values: [String: Double] = [:]
    for text in texts.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let value = signed(parts[1]) else {
        throw Problem.usage("\(flag) \(text): not a value of a coefficient", hint: "for example \(flag) alpha=0.34")
      }
      guard values.updateValue(value, forKey: parts[0]) == nil else {
        throw Problem.usage("\(flag) \(text): \(parts[0]) has a value already")
      }
    }
    return values
  }

  private func domains() throws -> [String: Domain] {
    var domains: [String: Domain] = [:]
    for text in bounds.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let ends = parts.count == 2 ? parts[1].ends : nil
      guard let ends, ends.low <= ends.high else {
        throw Problem.usage("--bounds \(text): not a range", hint: "for example --bounds alpha=0..1")
      }
      guard domains.updateValue(.between(ends.low, ends.high), forKey: parts[0]) == nil else {
        throw Problem.usage("--bounds \(text): \(parts[0]) has a range already")
      }
    }
    return domains
  }

  static func signed(_ text: String) -> Double? {
    text.hasPrefix("-") ? NumberLiteral.parse(String(text.dropFirst())).map { -$0 } : NumberLiteral.parse(text)
  }
}

extension String {
  /// The ends of `low..high`; one that is left out is infinite.
  fileprivate var ends: (low: Double, high: Double)? {
    guard let range = firstRange(of: "..") else { return nil }
    let (low, high) = (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    guard let first = low.isEmpty ? -Double.infinity : SearchOptions.signed(low),
      let second = high.isEmpty ? Double.infinity : SearchOptions.signed(high)
    else { return nil }
    return (first, second)
  }
}
