import Escaping
import ScalingLaws

/// The cells of a notebook, in the order in which they are read.
struct NotebookCells {
  private let file: FitFile
  private let fit: Fit
  private let figures: [NotebookFigure]

  init(_ file: FitFile, fit: Fit, figures: [NotebookFigure]) {
    (self.file, self.fit, self.figures) = (file, fit, figures)
  }

  var all: [NotebookCell] {
    get throws(NotebookError) {
      let law = NotebookLaw(file, fit: fit)
      let check = NotebookCheck(file, fit: fit, law: law)
      return [.markdown("title", NotebookSummary(file, fit: fit).text)] + figures.map(\.cell)
        + (try rows()) + [
          .markdown(
            "law-title",
            "## The law\n\nAs a function of NumPy, written from the formula: first its variables, then its coefficients."
          ),
          .code("law", try law.cell()),
        ] + record(law, check) + (try search(check)) + answers(law) + [.markdown("reproduce", reproduce)]
    }
  }

  private static let imports = ["hashlib", "io", "json", "warnings", "numpy as np", "pandas as pd"]

  private func rows() throws(NotebookError) -> [NotebookCell] {
    let data = NotebookData(file, fit: fit)
    return [
      .code(
        "imports",
        Self.imports.map { "import " + $0 }.joined(separator: "\n")
          + "\nfrom IPython.display import display\nfrom scipy import optimize, special"),
      .markdown("data-title", "## The rows\n\n" + data.note), .code("data", try data.cell()),
    ]
  }

  private func record(_ law: NotebookLaw, _ check: NotebookCheck) -> [NotebookCell] {
    let record = NotebookRecord(file, law: law)
    return [
      .markdown(
        "record-title",
        "## What was found\n\nThe coefficients of the record, with every digit, and their \(level) intervals."),
      .code("record", record.cell(atBound: check.atBound)),
    ]
      + (record.derivedCell.map {
        [.code("derived", "recorded = [row[\"estimate\"] for row in record[\"coefficients\"]]\n\n\n" + $0)]
      } ?? [])
  }

  private func search(_ check: NotebookCheck) throws(NotebookError) -> [NotebookCell] {
    [
      .markdown(
        "check-title",
        """
        ## The fit again, with SciPy

        An independent check: from the rows and the formula alone, SciPy minimises the same objective, from the coefficients of the \
        record and from places scattered around them. Nothing of the record is trusted here; it is only compared. If it is wrong, \
        this fails.
        """), .code("objective", try check.objective()), .code("search", check.search),
      .code("comparison", check.comparison),
    ]
  }

  private func answers(_ law: NotebookLaw) -> [NotebookCell] {
    let answers = NotebookAnswers(file.fit, law: law, groups: fit.effect?.groups.map(\.indicator) ?? [])
    var cells: [NotebookCell] = []
    if let text = answers.predictions() {
      cells += [
        .markdown(
          "predictions-title",
          "## Predictions\n\nThe law at a few points, with its \(level) interval and that of a new run. The law in NumPy gives the same."
        ),
        .code("predictions", text),
      ]
    }
    let plans = answers.plans()
    if let plans {
      cells += [
        .markdown(
          "plans-title",
          "## Plans\n\nThe best split of a budget of 6·N·D, with \(level) intervals. A search along each budget gives the same."
        ),
        .code("plans", plans),
      ]
    }
    let changes = answers.changes(hasPlans: plans != nil)
    if !changes.isEmpty {
      cells.append(.markdown("changes-title", "## Cells to change"))
      cells += changes.map { .code($0.id, $0.text) }
    }
    return cells
  }

  private var level: String { file.fit.level.percentText }

  private var reproduce: String {
    let source = file.record.law.source
    let command = "\(file.commandLine) -o fit.ipynb"
    let fence = command.markdownFence
    return """
      ## Reproduce

      The fit, and this notebook with it; the same fit gives the same bytes:

      \(fence)sh
      \(command)
      \(fence)

      It needs NumPy, SciPy and pandas.\(source.map { "\n\nThe law: \($0.escapedForMarkdown)" } ?? "")
      """
  }
}
