extension Fit {
  /// The interval methods that one would choose among for the norm, the weights and the clusters of the fit: the default, then others.
  public var usualIntervalMethods: [IntervalMethod] {
    let isLinear = (try? LinearForm(law, scale: scale)) != nil
    var unasked = options
    unasked.interval = nil
    let others: [IntervalMethod] =
      options.clusters.isEmpty
      ? [.hc3Effective, .hc3, .classical, .mEstimation, .nid, .bootstrap(Bootstrap())]
      : [.cr3, .cr2, .cr1, .classical, .mEstimation, .bootstrap(Bootstrap())]
    let usual = [try? unasked.checkedInterval(isLinear: isLinear)].compactMap { $0 }
    return (usual + others.filter { !usual.contains($0) }).filter {
      (try? options.with($0, clusters: options.clusters).checkInterval()) != nil
    }
  }
}
