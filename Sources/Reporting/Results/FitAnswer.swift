import ScalingLaws

/// What a fit found, in sentences: the law with its numbers, what follows from it, how close its rows lie, the doubt that matters most.
struct FitAnswer {
  let formula: Formula
  let coefficients: [(name: String, estimate: Estimate)]
  let quantities: [(name: String, meaning: String?, estimate: Estimate)]
  let rows: Int
  /// With constants of their own, as `12 groups of family`; `nil` for none.
  var groups: String?
  let rSquared: Double?
  let sigma: Double?
  let scale: ResidualScale
  let warnings: [FitWarning]
  /// Why there is no law to give; `nil` where there is.
  var problem: String?

  var sentences: [String] {
    if let problem { return [problem] }
    return [
      found, [precision, closeness, warnings.mainDoubt].compactMap { $0 }.joined(separator: " "),
    ]
    .filter { !$0.isEmpty }
  }

  /// Why there is no law where a search ended without a certificate.
  static let uncertified =
    "No law is found: the data do not determine one optimum, and the numbers below are where the search ended."

  /// A longer formula than this is not read at a glance.
  private static let longest = 100

  private var found: String {
    let values = coefficients.compactMap { name, estimate in
      estimate.value.flatMap { Double($0.formatted(significant: 4)) }.map { (name, $0) }
    }
    let numbers = Dictionary(values) { first, _ in first }.mapValues { Expression($0) }
    let law = "\(formula.left) = \(formula.right.substituting(numbers))".replacing("+ -", with: "- ")
    return law.count <= Self.longest
      ? "\(law), fitted to \(counted(rows, "row"))\(groups.map { ", with a constant for each of \($0)" } ?? "")."
      : "\(formula.left) is fitted to \(counted(rows, "row")) by a law with \(counted(coefficients.count, "coefficient"))."
  }

  /// Of what the law is fitted for: its first quantity, or else the last coefficient, which is a slope or an exponent in most laws.
  private var precision: String? {
    if let quantity = quantities.first {
      return "\(quantity.name) = \(quantity.estimate.words)\(quantity.meaning.map { ": \($0)" } ?? "")."
    }
    return coefficients.last.map { "\($0.name) = \($0.estimate.words)." }
  }

  private var closeness: String? {
    let squared = rSquared.map { "R² \($0.rSquaredText)" }
    let spread = sigma.map { sigma in
      scale == .log
        ? "residual standard deviation \((100 * sigma).formatted(significant: 2)) %"
        : "residual standard deviation \(sigma.formatted(significant: 2))\(scale == .identity ? "" : " on the \(scale.rawValue) scale")"
    }
    let parts = [squared, spread].compactMap { $0 }
    return parts.isEmpty ? nil : (parts.joined(separator: "; ") + ".").capitalizedFirst
  }
}

extension Fit {
  /// The warning that says why there is no law, where one does.
  private var unusable: String? {
    warnings.byConsequence.first { [.mistypedColumn, .notEstimable, .constantPredictor].contains($0.code) }
      .map { "No law is found: \($0.message)\($0.message.hasSuffix("?") ? "" : ".")" }
  }

  var answer: [String] {
    let problem: String? =
      if let separation {
        "No law is found: \(separation.sentence)."
      } else if !convergence.isCertified {
        unusable
          ?? FitAnswer.uncertified
      } else {
        nil
      }
    return FitAnswer(
      formula: effect?.formula ?? law.formula,
      coefficients: coefficients.map { ($0.name, $0.estimate) },
      quantities: derived.map { ($0.quantity.name, $0.quantity.meaning, $0.estimate) }, rows: data.rowsUsed,
      groups: effect.map { "\(counted($0.groups.count, "group")) of \($0.column)" },
      rSquared: options.norm.isBinomial ? nil : statistics.rSquared,
      sigma: options.norm.isBinomial ? nil : statistics.sigma,
      scale: scale, warnings: warnings, problem: problem
    ).sentences
  }
}

extension FitPage {
  /// The same of a record.
  var answer: [String] {
    if let fit = reported.fit { return fit.answer }
    let level = reported.saved.level
    let isBinomial = (try? Norm(record.options.norm))?.isBinomial == true
    return FitAnswer(
      formula: reported.saved.formula,
      coefficients: record.coefficients.map { ($0.name, $0.estimate.part.value(level: level)) },
      quantities: record.derived.map { ($0.name, nil, $0.estimate.part.value(level: level)) },
      rows: record.data.rowsUsed, rSquared: isBinomial ? nil : record.glance.rSquared,
      sigma: isBinomial ? nil : record.glance.sigma,
      scale: reported.saved.scale, warnings: reported.file.warnings,
      problem: reported.saved.isCertified
        ? nil
        : FitAnswer.uncertified
    ).sentences
  }
}
