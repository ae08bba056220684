import ScalingLaws

#if canImport(Glibc)
  import Glibc
#endif

/// What stands behind the rates, in words.
extension PriceAnalysis {
  var diagnosticBlocks: [Page.Block] {
    guard let found = diagnostics else { return [] }
    let facts =
      [limits, spread(found)] + slopes(found) + byScore(found) + [offers(found)] + drifts(found)
      + scoreError(found)
    return [.heading(level: 3, "Behind the rates"), .facts(facts.compactMap { $0 })]
  }

  /// What a list of this size cannot tell.
  private var limits: Page.Fact? {
    let limits = rates.compactMap { rate in
      rate.threshold == nil && rate.definition != .matched
        ? rate.refutableFactor.map { "\(max(1, $0).factorText) (\(rate.definition.rawValue))" } : nil
    }
    return limits.isEmpty
      ? nil
      : Page.Fact(
        "power", "80 % power to refute a claim needs it to be off by about \(limits.listed)")
  }

  private func spread(_ found: PriceDiagnostics) -> Page.Fact? {
    guard let growth = found.spreadGrowth.value else { return nil }
    let difference = found.difference.asFactorPerYear
    return Page.Fact(
      "spread of offers",
      "\(growth < 0 ? "shrinks" : "grows") by \(abs(growth).shareText) a year\(found.spreadGrowth.interval.shares(growth)); the cheapest"
        + " factor a year is \(difference.value?.factorText ?? "") the typical one\(difference.interval.beside)"
        + (found.spreadByScore.value.map { byScore in
          "; it \(byScore < 0 ? "shrinks" : "grows") by \(abs(byScore).shareText) a point of \(score)"
            + found.spreadByScore.interval.shares(byScore)
        } ?? ""))
  }

  private func slopes(_ found: PriceDiagnostics) -> [Page.Fact?] {
    let (low, high) = found.scoreSlopes
    guard let first = low.value else { return [] }
    guard let last = high.value, found.curvature.value != nil else {
      return [Page.Fact("a point of \(score)", "costs \((exp(first) - 1).shareText) more")]
    }
    let bend =
      found.curvature.interval.map { $0.contains(0) ? "no curvature shown" : "curved" }
      ?? "no interval"
    return [
      Page.Fact(
        "a point of \(score)",
        "costs \((exp(first) - 1).shareText) more at the low end, \((exp(last) - 1).shareText) at the high end: \(bend)"
      )
    ]
  }

  private func byScore(_ found: PriceDiagnostics) -> [Page.Fact] {
    guard found.ratesByScore.count > 1, found.timeByScore.value != nil else {
      return [
        Page.Fact("rate by score", "too few models to tell whether the rate differs by score")
      ]
    }
    let rates = found.ratesByScore.map { score, decline in
      let factor = decline.asFactorPerYear
      return "\(factor.value?.factorText ?? "none")\(factor.interval.beside) at \(score.formatted(significant: 4))"
    }
    let isShown = found.timeByScore.interval.map { !$0.contains(0) } ?? false
    return [
      Page.Fact(
        "rate by score",
        "\(rates.joined(separator: ", ")): \(isShown ? "they differ" : "no difference shown")")
    ]
  }

  private func offers(_ found: PriceDiagnostics) -> Page.Fact {
    let (first, second) = found.offersPerYear
    return Page.Fact(
      "offers",
      "\(first.formatted(significant: 2)) a year in the first half of the period, \(second.formatted(significant: 2)) in the second;"
        + " \(found.laterShare.shareText) are price changes of a model already listed")
  }

  private func drifts(_ found: PriceDiagnostics) -> [Page.Fact] {
    // As many as there are tables of frontiers.
    guard found.frontierDrifts.count <= 4 else { return [] }
    return found.frontierDrifts.compactMap { frontier in
      guard trends.contains(where: { $0.frontier.threshold == frontier.threshold }), let drift = frontier.drift.value,
        let lost = frontier.logDeclineLost
      else { return nil }
      return Page.Fact(
        "frontier at \(frontier.threshold.plain)",
        "the cheapest models \(drift < 0 ? "lose" : "gain") \(abs(drift).formatted(significant: 2)) points of \(score) a year"
          + "\(frontier.drift.interval.map { " \($0.text { $0.formatted(significant: 2) })" } ?? ""), which makes its rate"
          + " \(lost.errorText)")
    }
  }

  private func scoreError(_ found: PriceDiagnostics) -> [Page.Fact] {
    guard let error = found.scoreError else { return [] }
    let size = error.logDeclineLost.errorText
    let deviation = error.standardDeviation.formatted(significant: 2)
    return [
      Page.Fact(
        "error in \(score)",
        error.isKnown
          ? "\(deviation) points; uncorrected, it would make the rates \(size)"
          : "not known; \(deviation) points would make the rates \(size); --score-error corrects for it"
      )
    ]
  }
}

extension Double {
  /// What is lost of a logarithm's yearly decline, as what it makes of the rate.
  fileprivate var errorText: String {
    let factor = exp(abs(self)).formatted(significant: 3)
    return factor == "1" ? "off by less than 1 %" : "about \(factor)x too \(self < 0 ? "fast" : "slow")"
  }

  /// A share in per cent, two digits.
  fileprivate var shareText: String { "\((100 * self).formatted(significant: 2)) %" }
}

extension Interval? {
  /// ` [low, high]`, or nothing.
  fileprivate var beside: String { self.map { " \($0.factorText)" } ?? "" }

  /// ` [low, high]` in per cent, with the sign of what stands before it.
  fileprivate func shares(_ value: Double) -> String {
    guard let self else { return "" }
    let ends = value < 0 ? Interval(low: self.high.map { -$0 }, high: self.low.map { -$0 }, level: self.level) : self
    return " \(ends.text(\.shareText))"
  }
}
