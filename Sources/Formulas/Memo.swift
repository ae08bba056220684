import Synchronization

/// Results of a pure function, kept by its argument for all threads, so that a law that is fitted to a thousand groups, or refitted
/// for a check, is derived and compiled once. It forgets everything when it is full.
package final class Memo<Argument: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Argument: Value]>([:])
  private let capacity: Int

  package init(capacity: Int = 2048) { self.capacity = capacity }

  package func callAsFunction<Failure: Error>(
    _ argument: Argument, _ function: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if let value = known.withLock({ $0[argument] }) { return value }
    let value = try function()
    known.withLock { known in
      if known.count >= capacity { known.removeAll(keepingCapacity: true) }
      known[argument] = value
    }
    return value
  }
}
