import Glibc
import Synchronization

/// Threads that each compute one share of some work.
enum Workers {
  /// Runs a function for 0 ..< count, each on a thread of its own, and waits.
  ///
  /// - Returns: the results in order.
  static func run<Share: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Share) -> [Share] {
    guard count > 1 else { return (0..<count).map(body) }
    let shares = Shares<Share>(count: count)
    var threads: [pthread_t] = []
    for worker in 1..<count {
      let job = Unmanaged.passRetained(Job { shares.set(worker, body(worker)) })
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { raw in
          if let raw { Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().body() }
          return nil
        }, job.toOpaque())
      // Without a thread to be had, the share is done here.
      if status == 0 { threads.append(thread) } else { job.takeRetainedValue().body() }
    }
    shares.set(0, body(0))
    for thread in threads { pthread_join(thread, nil) }
    return shares.all
  }

  private final class Job {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private final class Shares<Share: Sendable>: Sendable {
    private let values: Mutex<[Share?]>
    init(count: Int) { values = Mutex([Share?](repeating: nil, count: count)) }
    func set(_ index: Int, _ value: Share) { values.withLock { $0[index] = value } }
    var all: [Share] { values.withLock { $0.compactMap(\.self) } }
  }
}
