import Glibc

/// 256 KB straight from the system, which get back to it at once when they are freed.
///
/// `malloc` keeps blocks of this size for later, once it has seen a larger one freed. Then the pieces of a column would
/// still be there when its array is made.
final class MappedMemory {
  static let size = 256 << 10

  let start: UnsafeMutableRawPointer

  init() {
    let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != UnsafeMutableRawPointer(bitPattern: -1) else {
      preconditionFailure("out of memory")
    }
    start = memory
  }

  deinit { munmap(start, Self.size) }
}
