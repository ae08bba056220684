import COpenBLAS
import Glibc

/// The state of the BLAS library that this room relies on.
public enum OpenBLAS {
  private static let heldToOneThread: Void = scaling_laws_hold_openblas_to_one_thread()

  /// Holds OpenBLAS to one thread, once in a process; to be called before any other call into it.
  ///
  /// Threads slow down the small problems here, and they are left to the callers, who run many fits at a time.
  static func prepare() { heldToOneThread }

  /// What OpenBLAS maps for the first of its routines: 128 MiB in builds for x86-64, of which little is ever touched.
  private static let workspaceBytes = 128 << 20
  private static let hasWorkspace: Bool = {
    let place = mmap(nil, workspaceBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard place != MAP_FAILED else { return false }
    munmap(place, workspaceBytes)
    return true
  }()

  /// Sees to it that there is memory for OpenBLAS, once in a process.
  ///
  /// Where its workspace cannot be mapped, as under a small limit of the address space, it asks again for ever.
  ///
  /// - Throws: `LinearAlgebraError.noMemory`.
  public static func requireMemory() throws(LinearAlgebraError) {
    guard hasWorkspace else { throw .noMemory(bytes: workspaceBytes) }
  }
}
