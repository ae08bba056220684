import ScalingLaws

/// A study of coverage as a person reads it.
public struct CalibrationReport {
  private let study: Calibration
  private let fit: Fit

  /// - Parameter fit: the fit that was taken for the truth.
  public init(_ study: Calibration, _ fit: Fit) {
    self.study = study
    self.fit = fit
  }

  public var text: String { ([title, design, noise, ""] + table + [""] + notes).joined(separator: "\n") + "\n" }

  private var title: String { "coverage of nominal \(study.level.percentText) intervals" }

  private var design: String {
    "\(fit.law.formula); \(fit.data.source), \(counted(fit.data.rowsUsed, "row")); \(fit.options.norm.inWords)"
      + (fit.scale == .identity ? "" : " on the \(fit.scale.rawValue) scale")
  }

  private var noise: String {
    "\(counted(study.tables, "table")) simulated from the fit, seed \(fit.options.seed); noise: \(study.noise)"
  }

  private var table: [String] {
    var table = TextTable([
      ("target", .left), ("method", .left), ("covers", .right), ("", .left), ("below", .right), ("above", .right),
      ("median width", .right), ("open", .right), ("undefined", .right), ("", .left),
    ])
    var last = ""
    for result in ordered {
      let percent = { (count: Int) in (100 * Double(count) / Double(result.tables)).formatted(decimals: 1) }
      table.add([
        result.target == last ? "" : result.target, result.method.description, "\(percent(result.covered)) %",
        "± \((100 * result.monteCarloError).formatted(decimals: 1))", percent(result.below), percent(result.above),
        result.medianWidth.isFinite ? result.medianWidth.formatted(significant: 3) : "open",
        result.open > 0 ? percent(result.open) : "", result.undefined > 0 ? percent(result.undefined) : "",
        mark(result),
      ])
      last = result.target
    }
    return table.lines
  }

  /// Target by target, so that methods stand below one another.
  private var ordered: [Calibration.Result] {
    var targets: [String] = []
    for result in study.results where !targets.contains(result.target) { targets.append(result.target) }
    return targets.flatMap { target in study.results.filter { $0.target == target } }
  }

  /// What is further from the nominal level than chance and one and a half points allow.
  private func mark(_ result: Calibration.Result) -> String {
    let off = result.coverage - study.level
    guard abs(off) > 2 * result.monteCarloError + 0.015 else { return "" }
    return off < 0 ? "too narrow" : "wide"
  }

  private var notes: [String] {
    var notes = [
      "covers: the share of intervals that hold the truth, with its standard error; below, above: the share that lies below or above it, in %"
    ]
    if study.uncertified > 0 {
      notes.append(
        "\(counted(study.uncertified, "table")) without a certified optimum count as misses of every method")
    }
    return notes
  }
}
