import Escaping
import ScalingLaws

/// A fit for a paper: the formula as an equation, the coefficients as a table of booktabs, and in its caption how they were found.
public struct FitLaTeX {
  private let page: FitPage

  public init(_ reported: ReportedFit) { page = FitPage(reported) }

  public var text: String {
    let record = page.record
    let latex = page.reported.saved.formula.latex
    return """
      % Needs \\usepackage{amsmath,booktabs}. Made by: \(page.reported.file.shownCommandLine)
      \\begin{equation}
        \(latex)
      \\end{equation}

      \\begin{table}
        \\centering
        \\caption{\(caption)}
        \\begin{tabular}{lrrr}
          \\toprule
          & estimate & std.\\ error & \(page.reported.saved.level.percentText.escapedForLaTeX) interval \\\\
          \\midrule
      \(rows(record.coefficients.map { ($0.name, $0.estimate) }))
      \(quantities(record.derived.map { ($0.name, $0.estimate) }))    \\bottomrule
        \\end{tabular}
      \\end{table}

      """
  }

  private func quantities(_ elements: [(name: String, estimate: Flat<EstimatePart>)]) -> String {
    elements.isEmpty ? "" : "    \\midrule\n" + rows(elements) + "\n"
  }

  private func rows(_ elements: [(name: String, estimate: Flat<EstimatePart>)]) -> String {
    let decimals = page.decimals
    return elements.map { element in
      let (symbol, found) = (element.name, page.estimate(element.estimate))
      let ends = [found.interval?.low, found.interval?.high].map { end in
        end.map { $0.rounded(toErrorOf: found.standardError).latexMath } ?? "\\text{open}"
      }
      let interval = found.interval == nil ? "" : "$[\(ends[0]),\\ \(ends[1])]$"
      return
        "    $\(Expression.symbol(symbol).latex)$ & \(found.valueText(decimals: decimals[symbol] ?? nil).latexCell) & "
        + "\(found.errorText.latexCell) & \(interval) \\\\"
    }.joined(separator: "\n")
  }

  private var caption: String {
    let answers = page.answers
    let rows = answers["data.rows"].map {
      "$n$: \($0.escapedForLaTeX) rows of \(page.reported.file.data.source.escapedForLaTeX)"
    }
    let parts: [String?] = [
      rows, page.minimised.escapedForLaTeX, page.intervalName.escapedForLaTeX,
      answers["uncertainty.replicates"].flatMap { $0.hasPrefix("none") ? nil : "\($0) resamples".escapedForLaTeX },
      "seed \(page.record.options.seed)",
    ]
    let name = page.reported.saved.law.map { "the law \($0)".escapedForLaTeX } ?? "the law above"
    return "Fit of \(name). \(parts.compactMap { $0 }.joined(separator: "; "))."
  }
}

extension String {
  /// A number, or a word.
  fileprivate var latexCell: String { Double(self) == nil ? escapedForLaTeX : latexNumber }
}
