import Glibc
import Synchronization

/// Threads that take pieces of some work in turn.
enum Parallel {
  /// Pieces that a thread takes at once: enough to pay for the asking, few enough that all end together.
  private static let batch = 16

  /// Does the pieces 0 ..< count on threads, and waits.
  ///
  /// - Parameter makeWorker: called once on each thread; what it returns does one piece.
  static func run(
    _ count: Int, threads: Int, _ makeWorker: @escaping @Sendable () -> (_ piece: Int) -> Void
  ) {
    let queue = Queue(count: count)
    let work: @Sendable () -> Void = {
      let worker = makeWorker()
      while let pieces = queue.next() {
        for piece in pieces { worker(piece) }
      }
    }
    var started: [pthread_t] = []
    let useful = min(max(threads, 1), (count + batch - 1) / batch)
    for _ in 1..<max(useful, 1) {
      let job = Unmanaged.passRetained(Job(work))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          if let raw { Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().work() }
          return nil
        }, job.toOpaque())
      // Without a thread to be had, the others do its pieces.
      if status == 0 { started.append(thread) } else { job.release() }
    }
    work()
    for thread in started { pthread_join(thread, nil) }
  }

  private final class Job {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  private final class Queue: Sendable {
    private let count: Int
    private let taken = Atomic<Int>(0)

    init(count: Int) { self.count = count }

    func next() -> Range<Int>? {
      let first = taken.wrappingAdd(Parallel.batch, ordering: .relaxed).oldValue
      return first < count ? first..<min(first + Parallel.batch, count) : nil
    }
  }
}
