extension FitFile {
  /// Which rows were resampled, how and from which seed: equal for fits whose refits are pairs.
  public var resampling: [JSONValue?] {
    [
      document["data"]?["sha256"], document["data"]?["where"], document["data"]?["derive"],
      document["data"]?["rows_used"], document["options"]?["weights"],
      document["options"]?["interval"], document["options"]?["seed"], document["options"]?["cluster"],
    ]
  }
}
