import Glibc
import Synchronization

/// Threads that take pieces of some work in turn.
package enum Parallel {
  /// Does the pieces 0 ..< count on threads, and waits.
  ///
  /// - Parameters:
  ///   - batch: pieces that a thread takes at once. Sixteen pay for the asking where a piece takes microseconds, and are
  ///     few enough that all threads end together; one suits few and long pieces.
  ///   - makeWorker: called once on each thread; what it returns does one piece.
  package static func run(
    _ count: Int, threads: Int, batch: Int = 16, _ makeWorker: @escaping @Sendable () -> (_ piece: Int) -> Void
  ) {
    let queue = Queue(count: count, batch: batch)
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
    private let batch: Int
    private let taken = Atomic<Int>(0)

    init(count: Int, batch: Int) {
      self.count = count
      self.batch = batch
    }

    func next() -> Range<Int>? {
      let first = taken.wrappingAdd(batch, ordering: .relaxed).oldValue
      return first < count ? first..<min(first + batch, count) : nil
    }
  }
}
