/// How much each row counts. The kind is part of the type, because a standard deviation is not its inverse square.
///
/// Under a robust norm ρ with a width, the kinds differ in more than the size of the noise:
///
///     standard deviations  Σ ρ(rᵢ/sdᵢ)     the width counts standard deviations
///     precisions           Σ ρ(√wᵢ rᵢ)     the width is that of a row of weight 1
///     counts               Σ wᵢ ρ(rᵢ)      as of so many copies of the row
///
/// So a row of small noise is an outlier at a small residual. SciPy: `curve_fit(sigma=, loss=)` for the first; R:
/// `MASS::rlm(weights=, wt.method=)` with "inv.var" for the second and "case" for the third.
public struct Weights: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Known standard deviations of the response on the residual scale: weight `1/sd²`, and the size of the noise is
    /// taken from them, not estimated. SciPy: `curve_fit(sigma=, absolute_sigma=True)`.
    case standardDeviation = "sd"
    /// Relative precision: variance proportional to `1/weight`, with the common factor estimated. R: `lm(weights=)`.
    case precision
    /// Whole numbers: the row stands for that many equal rows. Stata: `fweight`.
    case count
    /// Whole numbers: how many items the response is a share of. For the binomial norm only. R: `glm(share ~ x, binomial,
    /// weights = trials)`.
    case trials
  }

  public let kind: Kind
  /// A column, or a formula of columns.
  public let expression: Expression

  public init(_ kind: Kind, _ expression: Expression) {
    self.kind = kind
    self.expression = expression
  }

  /// Weights as a user writes them: `sd=column`, `precision=formula`, `count=column`, `trials=column`.
  ///
  /// - Throws: `FitError.weightsNotUnderstood`, or `.formula` when the part after `=` cannot be read.
  public init(_ text: String) throws(FitError) {
    guard let equals = text.firstIndex(of: "="), let kind = Kind(rawValue: String(text[..<equals])) else {
      throw .weightsNotUnderstood(text)
    }
    do {
      self.init(kind, try Expression(parsing: String(text[text.index(after: equals)...])))
    } catch {
      throw .formula(error)
    }
  }

  public var description: String { "\(kind.rawValue)=\(expression)" }
}
