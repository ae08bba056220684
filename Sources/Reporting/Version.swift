/// The version that records and `scaling --version` carry; the newest heading of `CHANGELOG.md` is the same.
public enum Version {
  public static let current = "0.1.0"
}
