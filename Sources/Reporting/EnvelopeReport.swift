import ScalingLaws

/// Approach 1 as a person reads it.
public struct EnvelopeReport {
  private let fit: EnvelopeFit

  public init(_ fit: EnvelopeFit) { self.fit = fit }

  public var text: String {
    ([
      "approach 1 (envelope): the run of least loss at each compute value, and a power law through the sizes of these runs",
      fit.runs.summary, method, "",
    ] + segments + [""] + powers + [""] + notes).joined(separator: "\n") + "\n"
  }

  private var method: String {
    "\(counted(fit.curves, "training curve")); \(fit.points) compute values from \(fit.flops.lowerBound.formatted(significant: 3)) to "
      + "\(fit.flops.upperBound.formatted(significant: 3)) FLOP, where two runs or more have got"
  }

  private var segments: [String] {
    var table = TextTable([
      ("best run", .left), ("N", .right), ("from C", .right), ("to C", .right), ("share", .right),
    ])
    for segment in fit.segments {
      table.add([
        segment.run, segment.parameters.formatted(significant: 4), segment.flops.lowerBound.formatted(significant: 3),
        segment.flops.upperBound.formatted(significant: 3), "\((100 * segment.share).formatted(decimals: 1)) %",
      ])
    }
    return table.lines
  }

  private var powers: [String] {
    var table = TextTable([
      ("quantity", .left), ("estimate", .right), ("\(fit.options.level.percentText) interval", .left), ("", .left),
    ])
    let row = { (name: String, estimate: Estimate, what: String) in
      table.add([name, estimate.value.short, estimate.shortInterval, what])
    }
    row("a", fit.allocation.a, "N* grows as C^a")
    row("b", fit.allocation.b, "D* grows as C^b")
    for target in fit.allocation.targets {
      let at = "C = \(target.flops.formatted(significant: 3))"
      row("N*", target.parameters, at)
      row("D*", target.tokens, at)
    }
    return table.lines
  }

  private var notes: [String] {
    [
      "intervals: percentiles of \(fit.allocation.resamples.used) resamples of runs, seed \(fit.options.seed); D = C/(6 N)",
      "a checkpoint stands for a run that ends there: under a schedule set for the end of the run its loss is too high",
    ]
  }
}
