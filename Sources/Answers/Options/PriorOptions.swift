import ArgumentParser
import ScalingLaws

/// A law with ranges of its coefficients, in place of a fit.
struct PriorOptions: ParsableArguments {
  @Option(name: .customLong("law"), help: ArgumentHelp("A law of the catalogue.", valueName: "name"), completion: .laws)
  var name: String?

  @Option(help: ArgumentHelp("A law of your own, e.g. \"loss = E + A*C^-alpha\".", valueName: "formula"))
  var formula: String?

  @Option(
    help: ArgumentHelp(
      "Scale of the residuals: identity, log or logit; the law's own unless given.", valueName: "scale"))
  var scale: ResidualScale?

  @Option(
    help: ArgumentHelp(
      "Where each coefficient is thought to lie, e.g. E=1.5..2,alpha=0.3..0.4; one value holds it. Repeatable.",
      valueName: "name=low..high,…"))
  var prior: [String] = []

  /// Whether there is a law.
  var isGiven: Bool { name != nil || formula != nil }

  func validate() throws {
    if name != nil, formula != nil { throw ValidationError("give either --law or --formula.") }
    if isGiven, prior.isEmpty {
      throw ValidationError("--law and --formula need --prior, a range for each coefficient.")
    }
    if !isGiven, !prior.isEmpty || scale != nil {
      throw ValidationError("--prior and --scale go with --law or --formula.")
    }
  }

  /// - Throws: `Problem`, `DesignError`.
  func basis(_ options: DesignOptions) throws -> DesignBasis {
    let law: Law
    if let name {
      law = try Law.required(name)
    } else {
      do { law = try Law(formula ?? "") } catch { throw Problem(error, in: "--formula") }
    }
    let ranges = try prior.flatMap { $0.split(separator: ",").map(String.init) }.map { text throws(DesignError) in
      try CoefficientRange(text)
    }
    return try DesignBasis(law: law, scale: scale, ranges: ranges, options: options)
  }
}
