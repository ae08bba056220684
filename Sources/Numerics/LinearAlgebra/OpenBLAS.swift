import COpenBLAS

/// The state of the BLAS library that this room relies on.
enum OpenBLAS {
  private static let heldToOneThread: Void = scaling_laws_hold_openblas_to_one_thread()

  /// Holds OpenBLAS to one thread, once in a process; to be called before any other call into it.
  ///
  /// Threads slow down the small problems here, and they are left to the callers, who run many fits at a time.
  static func prepare() { heldToOneThread }
}
