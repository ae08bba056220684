import Escaping
import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// The sliders of a page: forms that stay hidden until a script can answer.
struct PageDials {
  private struct Dial {
    let name: String
    let label: String
    let low: Double
    let high: Double
    let start: Double
    let isLog: Bool
    /// Whether it may be zero.
    var isOptional = false
  }

  private let page: FitPage
  private let model: PageModel
  /// `nil` where nothing can be computed in the browser.
  let script: String?

  init(_ page: FitPage) {
    self.page = page
    model = PageModel(page)
    script = model.script
  }

  var html: String {
    guard script != nil else { return "" }
    let forms = model.canPlan ? [form("planner", "A budget of your own", plan)] : []
    return (forms + [form("predictor", "The law at a point", variables)]).joined(separator: "\n")
  }

  private func form(_ id: String, _ title: String, _ dials: [Dial]) -> String {
    let level = page.reported.saved.level.percentText
    return """
      <form class="panel" id="\(id)" aria-labelledby="\(id)-title" hidden>
      <h3 id="\(id)-title">\(title)</h3>
      \(dials.enumerated().map { row($1, "\(id)-\($0)") }.joined(separator: "\n"))
      <div class="table" tabindex="0" role="region" aria-label="Answer: \(title.lowercased())"><table>
      <thead><tr><td></td><th scope="col" class="n">estimate</th><th scope="col" class="n">\(level) interval</th></tr></thead>
      <tbody aria-live="polite"></tbody>
      </table></div>
      <p class="outside quiet" role="status"></p>
      </form>
      """
  }

  private func row(_ dial: Dial, _ id: String) -> String {
    let (name, label) = (dial.name.escapedForHTML, dial.label.escapedForHTML)
    return """
      <div class="dial" data-name="\(name)" data-low="\(dial.low)" data-high="\(dial.high)" data-start="\(dial.start)" data-log="\(dial.isLog)" data-zero="\(dial.isOptional)">
      <label for="\(id)">\(label)</label>
      <input type="range" id="\(id)">
      <input type="text" inputmode="decimal" aria-label="\(label), as a number" autocomplete="off">
      </div>
      """
  }

  private var plan: [Dial] {
    guard let decades = page.computeDecades else { return [] }
    let settings = page.settings.keys.sorted().compactMap { dial($0, start: page.settings[$0]) }
    return [
      Dial(
        name: "budget", label: "budget of training and serving, operations", low: pow(10, decades.lowerBound),
        high: pow(10, decades.upperBound + 6), start: pow(10, decades.upperBound), isLog: true),
      Dial(
        name: PageModel.served, label: "tokens to serve", low: 1e9, high: 1e16, start: 0, isLog: true, isOptional: true),
    ] + settings
  }

  private var variables: [Dial] {
    page.reported.saved.predictors.compactMap { dial($0, start: page.reported.saved.ranges[$0]?.upperBound) }
  }

  /// Some way beyond the rows on both sides.
  private func dial(_ name: String, start: Double?) -> Dial? {
    guard let range = page.reported.saved.ranges[name], let start else { return nil }
    let column = page.reported.saved.columns.first { $0.variable == name }?.column ?? name
    let label = column == name ? name : "\(name), \(column)"
    if FigureAxis.Scale.suited(from: range.lowerBound, to: range.upperBound) == .log {
      return Dial(
        name: name, label: label, low: range.lowerBound / 10, high: range.upperBound * 1e4, start: start, isLog: true)
    }
    let width = max(range.upperBound - range.lowerBound, abs(range.upperBound) * 1e-3, 1e-9)
    return Dial(
      name: name, label: label, low: range.lowerBound - width / 4, high: range.upperBound + width, start: start,
      isLog: false)
  }
}
