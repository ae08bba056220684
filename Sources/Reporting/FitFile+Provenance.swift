extension FitFile {
  /// Which rows were resampled, how and from which seed: equal for fits whose refits are pairs.
  public var resampling: [JSONValue] {
    let (data, options) = (record.data, record.options)
    return [
      data.sha256.json, data.where.json, data.derive.json, data.rowsUsed.json, options.weights.json,
      options.interval.json, options.seed.json, options.cluster.json,
    ]
  }
}
