import Glibc
import Synchronization

/// Whether some work is to end early, without a result. It may be cancelled from any thread.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package func cancel() { flag.store(true, ordering: .relaxed) }

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// Counts the pieces of some work that are done, from several threads.
package final class ProgressCounter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let tell: (@Sendable (_ done: Int, _ total: Int) -> Void)?

  /// - Parameter tell: called with how many are done, by any thread.
  package init(total: Int, _ tell: (@Sendable (_ done: Int, _ total: Int) -> Void)?) {
    (self.total, self.tell) = (total, tell)
  }

  package func advance() {
    let done = done.wrappingAdd(1, ordering: .relaxed).newValue
    tell?(done, total)
  }
}

/// Threads that take pieces of some work in turn.
package enum Parallel {
  /// What may cancel the work that is being done. Pieces that are left out then have no result, and whoever made the binding throws
  /// away what comes of the rest.
  @TaskLocal package static var cancellation: Cancellation?

  /// Whether there is no use in going on.
  package static var isCancelled: Bool { cancellation?.isCancelled ?? false }

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
    let cancellation = Self.cancellation
    let work: @Sendable () -> Void = {
      Self.$cancellation.withValue(cancellation) {
        let worker = makeWorker()
        while !(cancellation?.isCancelled ?? false), let pieces = queue.next() {
          for piece in pieces { worker(piece) }
        }
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

  /// What the pieces 0 ..< count give, in order.
  ///
  /// - Parameter missing: stands for a piece that is left out because the work was cancelled.
  package static func map<Result: Sendable>(
    _ count: Int, threads: Int, batch: Int = 16, missing: Result,
    _ makeWorker: @escaping @Sendable () -> (_ piece: Int) -> Result
  ) -> [Result] {
    let results = Results(count: count, missing)
    run(count, threads: threads, batch: batch) {
      let worker = makeWorker()
      return { results.set($0, worker($0)) }
    }
    return results.all
  }

  /// Memory that threads write to, each its own pieces.
  private final class Results<Result: Sendable>: @unchecked Sendable {
    private let memory: UnsafeMutableBufferPointer<Result>

    init(count: Int, _ missing: Result) {
      memory = .allocate(capacity: count)
      memory.initialize(repeating: missing)
    }

    deinit {
      memory.deinitialize()
      memory.deallocate()
    }

    func set(_ piece: Int, _ result: Result) { memory[piece] = result }

    var all: [Result] { Array(memory) }
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
