import ScalingLaws

/// Approach 1 as a page.
extension EnvelopeFit {
  public var page: Page {
    Page(
      title:
        "Approach 1 (envelope): the run of least loss at each compute value, and a power law through the sizes of these runs",
      answer: allocation.answer,
      blocks: [.table(allocation.table(level: options.level)), .table(bestRuns)], doubts: warnings,
      about: [
        .lines([
          runs.summary,
          "\(counted(curves, "training curve")); \(points) compute values from \(flops.lowerBound.formatted(significant: 3)) to "
            + "\(flops.upperBound.formatted(significant: 3)) FLOP, each reached by two runs or more",
          "Intervals: percentiles of \(allocation.resamples.used) resamples of runs, seed \(options.seed). D = C/(6 N).",
          "A checkpoint stands for a run that ends there: under a schedule set for the end of the run its loss is too high.",
        ])
      ])
  }

  private var bestRuns: PageTable {
    PageTable(
      [.text("best run"), .estimate("N"), "from C", "to C", .number("share").ranked(1)],
      of: segments
    ) { segment in
      [
        segment.run, segment.parameters.formatted(significant: 4), segment.flops.lowerBound.formatted(significant: 3),
        segment.flops.upperBound.formatted(significant: 3), "\((100 * segment.share).formatted(decimals: 1)) %",
      ]
    }
  }
}
