import Optimization

extension Norm {
  /// A norm as a user writes it: `squared`, `huber`, `huber:0.001`, `soft-l1:0.1`, `cauchy:0.1`, `tukey`, `tukey:0.1`,
  /// `student-t`, `student-t:4`, `quantile:0.1`, `binomial`,
  /// `binomial:firth`.
  ///
  /// Without a number, `huber` and `tukey` estimate their scale with the fit, and `student-t` its degrees of freedom.
  ///
  /// - Throws: `FitError.normNotUnderstood`.
  public init(_ text: String) throws(FitError) {
    if text == "binomial:firth" {
      self = .firth
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let number = parts.count == 2 ? NumberLiteral.parse(parts[1]) : nil
    guard parts.count == 1 || number.map({ $0 > 0 && $0.isFinite }) ?? false else { throw .normNotUnderstood(text) }
    switch (parts[0], number) {
    case ("squared", nil): self = .squared
    case ("binomial", nil): self = .binomial
    case ("huber", let delta): self = delta.map(Norm.huber(delta:)) ?? .adaptiveHuber
    case ("tukey", let width): self = width.map(Norm.tukey(width:)) ?? .adaptiveTukey
    case ("soft-l1", let width?): self = .softL1(width: width)
    case ("cauchy", let width?): self = .cauchy(width: width)
    case ("student-t", let degrees): self = .studentT(degreesOfFreedom: degrees)
    case ("quantile", let tau?) where tau < 1: self = .quantile(tau)
    default: throw .normNotUnderstood(text)
    }
  }

  /// As `init(_:)` reads it.
  public var description: String {
    switch (shape, scale) {
    case (.squared, _): "squared"
    case (.binomial, _): "binomial"
    case (.firth, _): "binomial:firth"
    case (.huber(let width), .fixed): "huber:\(width.plain)"
    case (.huber, _): "huber"
    case (.softL1(let width), _): "soft-l1:\(width.plain)"
    case (.cauchy(let width), _): "cauchy:\(width.plain)"
    case (.tukey(let width), .fixed): "tukey:\(width.plain)"
    case (.tukey, _): "tukey"
    case (.studentT(let degrees), _): degrees.map { "student-t:\($0.plain)" } ?? "student-t"
    case (.quantile(let tau), _): "quantile:\(tau.plain)"
    }
  }

  /// What is minimised, in words.
  package var inWords: String {
    switch (shape, scale) {
    case (.squared, _): "least squares"
    case (.binomial, _): "binomial likelihood"
    case (.firth, _): "bias-reduced binomial likelihood (Firth)"
    case (.huber(let width), .fixed): "Huber norm, delta \(width.plain)"
    case (.huber(let width), _): "Huber norm, delta \(width.plain) times the scale of the residuals"
    case (.softL1(let width), _): "soft L1 norm, width \(width.plain)"
    case (.cauchy(let width), _): "Cauchy norm, width \(width.plain)"
    case (.tukey(let width), .fixed): "Tukey's biweight, width \(width.plain)"
    case (.tukey(let width), _): "Tukey's biweight, width \(width.plain) times the scale of the residuals"
    case (.studentT(let degrees), _):
      "Student's t likelihood, " + (degrees.map { "\($0.plain) degrees of freedom" } ?? "degrees of freedom estimated")
    case (.quantile(let tau), _): "quantile regression, tau \(tau.plain)"
    }
  }
}
