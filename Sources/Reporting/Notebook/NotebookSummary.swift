import Escaping
import ScalingLaws

/// What was fitted, to what, and the reasons to doubt it, as Markdown.
struct NotebookSummary {
  private let file: FitFile
  private let fit: Fit

  init(_ file: FitFile, fit: Fit) { (self.file, self.fit) = (file, fit) }

  var text: String {
    let title = file.record.law.id ?? "A law of one's own"
    let formula = fit.effect?.formula.latex ?? file.fit.formula.latex
    return (["# " + title.escapedForMarkdown, "$$\(formula)$$", facts] + doubts).joined(separator: "\n\n")
  }

  private var facts: String {
    var facts: [(String, String)] = [("Data", data)]
    let columns = file.fit.columns.filter { $0.variable != $0.column }.map {
      "\($0.variable.escapedForMarkdown) is \($0.column.quotedForMarkdown)"
    }
    if !columns.isEmpty { facts.append(("Columns", columns.joined(separator: ", "))) }
    for text in file.data.derivations { facts.append(("Derived", text.quotedForMarkdown)) }
    for text in file.data.conditions { facts.append(("Rows where", text.quotedForMarkdown)) }
    facts.append(("Fit", method))
    if let effect = fit.effect {
      facts.append(
        (
          "Groups",
          "each of the \(effect.groups.count) of \(effect.column.quotedForMarkdown) has \(effect.constant.escapedForMarkdown) for itself"
        ))
    }
    for (name, value) in file.fit.fixed.sorted(by: { $0.key < $1.key }) {
      facts.append(("Held", "\(name.escapedForMarkdown) = \(value.plain)"))
    }
    if let weights = fit.options.weights { facts.append(("Weights", weights.description.quotedForMarkdown)) }
    if !fit.options.clusters.isEmpty {
      facts.append(("Clusters", fit.options.clusters.map(\.quotedForMarkdown).joined(separator: ", ")))
    }
    facts.append(("Intervals", intervals))
    let isCertified = file.record.convergence.certified
    facts.append(("Optimum", isCertified ? "certified" : "**not certified**"))
    return facts.map { "- **\($0.0)**: \($0.1)" }.joined(separator: "\n")
  }

  private var data: String {
    let source = file.data.source == "-" ? "standard input" : file.data.source.quotedForMarkdown
    return
      "\(source), \(fit.data.rowsUsed) of \(file.record.data.rows) rows; SHA-256 \(file.data.sha256.quotedForMarkdown)"
  }

  private var method: String {
    fit.options.norm.inWords
      + (fit.scale == .identity || fit.options.norm.isBinomial ? "" : ", on the \(fit.scale.rawValue) scale")
  }

  private var intervals: String {
    let options = file.record.options
    let level = file.fit.level.percentText
    let method = options.interval.quotedForMarkdown
    guard let replicates = options.replicates else { return "\(level), \(method)" }
    return "\(level), \(method), \(replicates) refits from seed \(options.seed)"
  }

  private var doubts: [String] {
    let warnings = file.record.warnings.map { warning in
      let (message, hint) = (warning.message.escapedForMarkdown, warning.hint.escapedForMarkdown)
      return "- \(warning.severity.rawValue): \(message) (\(warning.code.name.escapedForMarkdown); \(hint))"
    }
    return warnings.isEmpty ? [] : ["**Reasons to doubt it**", warnings.joined(separator: "\n")]
  }
}
