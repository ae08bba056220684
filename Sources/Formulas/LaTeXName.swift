import Escaping

/// How LaTeX writes the name of a symbol.
///
/// - A Greek letter by its name: `alpha` is `\alpha`, `Delta` is `\Delta`.
/// - What follows an underscore, trailing digits, or a capital after a Greek name is a subscript: `b0` is `b_{0}`,
///   `x_min` is `x_{\mathrm{min}}`, `alphaN` is `\alpha_{N}`.
/// - Any other name of several letters stands upright: `loss` is `\mathrm{loss}`.
enum LaTeXName {
  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Sigma",
    "Upsilon", "Phi", "Psi", "Omega",
  ]

  static func text(_ name: String) -> String {
    let (stem, subscripts) = split(name)
    guard !subscripts.isEmpty else { return word(stem) }
    return "\(word(stem))_{\(subscripts.map(word).joined(separator: ", "))}"
  }

  /// The letter that carries the name, and what stands below it.
  private static func split(_ name: String) -> (stem: String, subscripts: [String]) {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, parts.allSatisfy({ !$0.isEmpty }) else { return (name, []) }
    let (stem, index) = splitFirst(first)
    return (stem, (index.map { [$0] } ?? []) + parts.dropFirst())
  }

  /// `b0` is b with 0, `alphaN` is alpha with N; `loss` is whole.
  private static func splitFirst(_ text: String) -> (stem: String, index: String?) {
    let letters = text.prefix { !$0.isNumber }
    let digits = text.dropFirst(letters.count)
    if !letters.isEmpty, !digits.isEmpty, digits.allSatisfy(\.isNumber) { return (String(letters), String(digits)) }
    if let last = text.last, last.isUppercase, greek.contains(String(text.dropLast())) {
      return (String(text.dropLast()), String(last))
    }
    return (text, nil)
  }

  private static func word(_ text: String) -> String {
    if greek.contains(text) { return "\\\(text)" }
    if text.count == 1 || text.allSatisfy(\.isNumber) { return text.escapedForLaTeXMath }
    return "\\mathrm{\(text.escapedForLaTeXMath)}"
  }
}
