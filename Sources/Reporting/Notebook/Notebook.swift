import ScalingLaws

/// A fit as a Jupyter notebook (nbformat 4.5): its figures, its rows, the law in NumPy, the fit again with SciPy as a check that
/// asserts agreement, intervals and plans as tables of pandas, and cells to change.
///
/// The same record and rows give the same bytes.
public struct Notebook {
  /// The document.
  public let text: String

  /// - Parameters:
  ///   - file: the record; what is shown and checked is what it says.
  ///   - fit: the same fit with its rows.
  /// - Throws: `NotebookError`.
  public init(_ file: FitFile, fit: Fit) throws(NotebookError) {
    let missing = file.record.coefficients.filter { $0.estimate.part.estimate == nil }
    guard fit.options.norm != .firth else { throw NotebookError.penalisedLikelihood }
    guard missing.isEmpty else { throw NotebookError.undetermined(missing.map(\.name)) }
    let cells = try NotebookCells(file, fit: fit, figures: Self.figures(file, fit)).all
    let document: JSONValue = [
      "cells": .array(cells.map(\.json)),
      "metadata": [
        "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
        "language_info": ["name": "python"],
        "scaling": ["schema": .string(FitRecord.schema), "version": .string(file.document.version)],
      ],
      "nbformat": 4, "nbformat_minor": 5,
    ]
    text = NotebookWriter(document).text
  }

  /// A notebook has each figure twice, in the cell and below it; all together they are to be no more than can be sent by mail.
  private static let largest = 70_000

  /// The law with its rows, its contours, the residuals: those that there are, as long as they are not too large.
  private static func figures(_ file: FitFile, _ fit: Fit) -> [NotebookFigure] {
    // Too many rows to write out are too many to draw one by one.
    let drawn = DrawnFit(file, fit: fit.data.rowsUsed <= NotebookData.inlineLimit ? fit : nil)
    var figures: [NotebookFigure] = []
    var size = 0
    for kind in [FitFigure.fit, .contours, .residuals] {
      // A figure that this law does not have is left out.
      guard let figure = try? kind.figure(of: drawn) else { continue }
      let specification = NotebookFigure.specification(of: figure)
      size += specification.unspaced.utf8.count
      guard size <= largest || figures.isEmpty else { break }
      figures.append(NotebookFigure(id: kind.rawValue, figure: figure, specification: specification))
    }
    return figures
  }
}
