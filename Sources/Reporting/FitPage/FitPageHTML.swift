import CPageAssets
import Escaping
import ScalingLaws

/// A fit as one HTML file that asks for nothing else: readable without scripts, and with them figures that answer and sliders that plan.
public struct FitPageHTML {
  private let page: FitPage
  private let figures: [(kind: FitFigure, figure: Figure)]

  public init(_ page: FitPage, figures: [(kind: FitFigure, figure: Figure)]) {
    self.page = page
    self.figures = figures
  }

  /// - Throws: `FitError` of what is asked of the fit.
  public func text() throws -> String {
    let sections = try page.sections()
    let dials = PageDials(page)
    var parts = sections.map { section in
      (id: section.id, title: section.title, html: section.blocks.map(PageHTML.block).joined(separator: "\n"))
    }
    if let use = parts.firstIndex(where: { $0.id == "use" }) {
      parts[use].html += "\n" + dials.html
      if figures.count > 1 {
        let drawn = figures.dropFirst().map(Self.figure).joined(separator: "\n")
        parts.insert(("figures", "More figures", drawn + "\n" + Self.hint), at: use)
      }
    }
    // The picture of the answer comes first.
    if let first = figures.first, let result = parts.firstIndex(where: { $0.id == "result" }) {
      parts[result].html = Self.figure(first.kind, first.figure) + "\n" + parts[result].html
    }
    let links = parts.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }.joined()
    let main = parts.map { part in
      "<section id=\"\(part.id)\" aria-labelledby=\"\(part.id)-title\">\n<h2 id=\"\(part.id)-title\">\(part.title)</h2>\n"
        + "\(part.html)\n</section>"
    }
    let body = """
      <a class="skip" href="#result">Skip to the result</a>
      <header>
      <h1>\(page.title.escapedForHTML)</h1>
      <p class="formula">\(page.reported.saved.formula.description.escapedForHTML)</p>
      \(PageHTML.answer(page.answer))<nav aria-label="Parts of the page"><ul>\(links)</ul></nav>
      </header>
      <main>
      \(main.joined(separator: "\n"))
      </main>
      """
    return HTMLDocument(
      title: page.title, style: "\(PageHTML.style)\n\(Self.style)", body: body, scripts: scripts(dials)
    ).text
  }

  private static let hint =
    "<p class=\"quiet live-only\">Points say what they are. Drag moves a figure; the buttons, or the wheel with Ctrl, zoom.</p>"

  private static func figure(_ kind: FitFigure, _ figure: Figure) -> String {
    let axes = figure.panels.map { panel -> JSONValue in ["x": panel.x.page, "y": panel.y.page] }
    let data: JSONValue = ["spec": VegaLite(figure).json, "axes": .array(axes)]
    return """
      <figure data-name="\(kind.rawValue)">
      <h3>\(kind.heading)</h3>
      <div class="still" tabindex="0" role="group" aria-label="Figure: \(kind.rawValue)">\(PageHTML.picture(figure))</div>
      <figcaption>\(kind.summary.capitalizedFirst.escapedForHTML).</figcaption>
      <script type="application/json">\(data.inPage)</script>
      </figure>
      """
  }

  /// The text of Vega comes first: the other script looks for it.
  private func scripts(_ dials: PageDials) -> [HTMLDocument.Script] {
    let model = dials.script.map { "\($0)\nControls.start(fit);" } ?? ""
    let vega = "/* \(Self.notice) */\n\(Self.text(scaling_asset_vega()))"
    let own = """
      \(Self.text(scaling_asset_figures()))
      \(Self.text(scaling_asset_model()))
      \(Self.text(scaling_asset_controls()))
      document.documentElement.classList.add("live");
      for (const table of document.querySelectorAll("main table")) if (table.tHead && !table.closest("form")) Controls.sortable(table);
      Figures.start();
      \(model)
      """
    return [HTMLDocument.Script(text: vega, name: "vega"), HTMLDocument.Script(text: own)]
  }

  private static let notice =
    "Vega, Vega-Lite and Vega-Embed: Copyright (c) 2013-2025, University of Washington Interactive Data Lab, BSD-3-Clause. "
    + "D3: Copyright 2010-2023 Mike Bostock, ISC."

  private static func text(_ asset: scaling_asset) -> String {
    String(decoding: UnsafeBufferPointer(start: asset.bytes, count: asset.count), as: UTF8.self)
  }

  private static let style = """
    header { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 0; }
    header h1 { margin: 0 0 .5rem; }
    main { padding-top: 0; }
    .formula { font: 1.15rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; margin: .5rem 0 1rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 0; list-style: none; }
    a { color: #0b5cad; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
    .quiet { color: var(--quiet); }
    figure { margin: 1.5rem 0 2.5rem; }
    figure h3 { margin-bottom: .5rem; }
    figcaption { color: var(--quiet); font-size: .92rem; }
    .still, .live-figure { overflow-x: auto; }
    .still img { max-width: none; }
    .zoom { display: none; gap: .4rem; margin-bottom: .4rem; }
    .live .zoom { display: flex; }
    .live-only { display: none; }
    .live .live-only { display: block; }
    .live-figure.vega-embed { display: block; }
    .live-figure form { display: none; }
    #vg-tooltip-element { visibility: hidden; pointer-events: none; position: fixed; z-index: 1000; padding: .5rem; border: 1px solid; border-radius: .2rem; box-shadow: 2px 2px 4px rgb(0 0 0 / .1); }
    #vg-tooltip-element.visible { visibility: visible; }
    #vg-tooltip-element table { border-spacing: 0; width: auto; }
    #vg-tooltip-element table tr td { border: 0; padding: .1rem .3rem .1rem 0; overflow: hidden; text-overflow: ellipsis; }
    #vg-tooltip-element table tr td.key { text-align: right; }
    #vg-tooltip-element table tr td.value { max-width: 20rem; max-height: 7em; }
    #vg-tooltip-element.vg-tooltip { color: var(--ink); background: var(--paper); border-color: var(--line); font: .85rem/1.4 system-ui, sans-serif; }
    #vg-tooltip-element table tr td.key { color: var(--quiet); max-width: 14rem; }
    button { font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--line); border-radius: .3rem; padding: .15rem .7rem; cursor: pointer; }
    th button { border: 0; background: none; padding: 0; font-weight: 600; text-align: inherit; }
    th button::after { content: " ↕"; color: var(--quiet); }
    th[aria-sort="ascending"] button::after { content: " ↑"; }
    th[aria-sort="descending"] button::after { content: " ↓"; }
    .panel { background: var(--shade); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem 1rem; margin: 1rem 0; }
    .panel h3 { margin-top: .5rem; }
    .dial { display: grid; grid-template-columns: 12rem 1fr 8rem; gap: .75rem; align-items: center; margin: .4rem 0; }
    .dial input { min-width: 0; accent-color: #0b72b2; }
    .dial input[type=text] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .3rem; padding: .2rem .4rem; }
    .dial [aria-invalid=true] { border-color: #c4320a; outline: 2px solid #c4320a; }
    :focus-visible { outline: 3px solid #3a9bd3; outline-offset: 2px; }
    tbody th { font-weight: 400; }
    #data .table, #checklist .table { max-height: 32rem; overflow: auto; }
    #data thead th, #checklist thead th { position: sticky; top: 0; background: var(--paper); }
    #data table { font-size: .8rem; }
    #reproduce pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    @media (prefers-color-scheme: dark) { a { color: #7cc0ff; } }
    @media (max-width: 40rem) { .dial { grid-template-columns: 1fr 7rem; } .dial label { grid-column: 1 / -1; } .panel .n { white-space: normal; } }
    @media print {
      :root { --ink: #000; --paper: #fff; --quiet: #444; --line: #bbb; --shade: #fff; }
      nav, .panel, .zoom,   .live-figure, .live-only, .skip, th button::after { display: none !important; }
      .still[hidden] { display: block; }
      .still img { max-width: 100%; }
      figure, tr { break-inside: avoid; }
      #data .table, #checklist .table { max-height: none; overflow: visible; }
      #data table { font-size: .55rem; }
    }
    """
}

extension FigureAxis {
  /// What the page needs to make ticks when it is zoomed.
  fileprivate var page: JSONValue { ["isLog": .bool(scale == .log), "notation": .string("\(notation)")] }
}

extension FitFigure {
  fileprivate var heading: String {
    switch self {
    case .fit: "Law and rows"
    case .residuals: "Residuals"
    case .qq: "Residuals against normal noise"
    case .profile: "Profile likelihoods"
    case .cloud: "Two coefficients together"
    case .influence: "Influence of each row"
    case .contours: "Equal loss over parameters and tokens"
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
