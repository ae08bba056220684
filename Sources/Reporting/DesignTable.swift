import Escaping
import ScalingLaws

/// Chosen runs as a table: a row for each run, with an empty cell for what it will measure.
///
/// The columns are named as in the fit, so that the table with its measurements can be put below that of the fit.
public struct DesignTable {
  private let design: RunDesign

  public init(_ design: RunDesign) { self.design = design }

  /// Comma-separated values with a header; every number with all its digits.
  public var csv: String {
    let fit = design.basis.fit
    let column = { (variable: String) in fit.columns.first { $0.variable == variable }?.column ?? variable }
    let variables = design.candidates.variables.map(column)
    let responses = fit.formula.left.symbols.map(column).filter { !variables.contains($0) }
    var cost = "cost"
    while (variables + responses).contains(cost) { cost += "_of_run" }
    let header = (variables + [cost] + responses).map(\.quotedForCSV).joined(separator: ",")
    let rows = design.chosen.flatMap { chosen in
      let point = design.candidates.point(chosen.candidate)
      let sizes = design.candidates.variables.map { (point[$0] ?? .nan).plain }
      let row = (sizes + [chosen.cost.plain] + responses.map { _ in "" }).joined(separator: ",")
      return [String](repeating: row, count: chosen.runs)
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }
}
