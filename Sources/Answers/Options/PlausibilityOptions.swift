import ArgumentParser
import ScalingLaws

/// Whether a table that cannot be what a law takes it for is refused.
struct PlausibilityOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Fit even where columns cannot be what the law takes them for: fewer parameters than any model has, swapped columns, logarithms."
    ))
  var asIs = false

  /// - Throws: `Problem` with the likely reading as a hint.
  func check(_ law: Law, _ table: Table, mapping: [String: String]) throws {
    guard !asIs else { return }
    let doubts = Plausibility(law, table, mapping: mapping).doubts
    guard !doubts.isEmpty else { return }
    let sentences = doubts.map { $0.sentence + ($0.reading.map { ": \($0)" } ?? "") }
    let mappings = doubts.compactMap(\.mapping).map { "-c \($0.shownShellWord)" }
    throw Problem(
      message: "\(table.source): " + sentences.joined(separator: "; "),
      hint: (mappings.isEmpty ? "look at the columns" : mappings.joined(separator: " "))
        + "; --as-is fits it as it stands",
      status: 65)
  }

  /// What only the fit shows: an exponent that no law has.
  func check(_ fit: Fit) throws {
    guard !asIs, let warning = fit.warnings.first(where: { $0.code == .implausible }) else { return }
    throw Problem(message: "\(fit.data.source): \(warning.message)", hint: warning.hint, status: 65)
  }
}
