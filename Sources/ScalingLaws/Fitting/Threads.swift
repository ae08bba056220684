#if canImport(Glibc)
  import Glibc
#endif

/// How many threads are worth starting.
public enum Threads {
  /// Processors that are online.
  public static let available = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
