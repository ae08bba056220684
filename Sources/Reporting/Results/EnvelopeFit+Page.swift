import ScalingLaws

/// Approach 1 as a page.
extension EnvelopeFit {
  public var page: Page {
    Page(
      title:
        "approach 1 (envelope): the run of least loss at each compute value, and a power law through the sizes of these runs",
      blocks: [
        .lines([
          runs.summary,
          "\(counted(curves, "training curve")); \(points) compute values from \(flops.lowerBound.formatted(significant: 3)) to "
            + "\(flops.upperBound.formatted(significant: 3)) FLOP, where two runs or more have got",
        ]),
        .table(bestRuns), .table(allocation.table(level: options.level)),
        .lines([
          "intervals: percentiles of \(allocation.resamples.used) resamples of runs, seed \(options.seed); D = C/(6 N)",
          "a checkpoint stands for a run that ends there: under a schedule set for the end of the run its loss is too high",
        ]),
      ], doubts: warnings)
  }

  private var bestRuns: PageTable {
    PageTable([.text("best run"), "N", "from C", "to C", "share"], of: segments) { segment in
      [
        segment.run, segment.parameters.formatted(significant: 4), segment.flops.lowerBound.formatted(significant: 3),
        segment.flops.upperBound.formatted(significant: 3), "\((100 * segment.share).formatted(decimals: 1)) %",
      ]
    }
  }
}
