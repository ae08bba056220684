import Glibc
import Synchronization

/// Signals that would end us while a temporary file is there: they wait until it is renamed or removed, and end us then.
enum HeldSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  private static let pending = Atomic<Int32>(0)

  /// - Parameter body: is told whether a signal waits.
  static func held(_ body: (_ isInterrupted: () -> Bool) throws -> Void) rethrows {
    pending.store(0, ordering: .sequentiallyConsistent)
    let before = numbers.map(hold)
    defer {
      for (number, action) in zip(numbers, before) {
        var action = action
        sigaction(number, &action, nil)
      }
      let number = pending.load(ordering: .sequentiallyConsistent)
      if number != 0 { raise(number) }
    }
    try body { pending.load(ordering: .sequentiallyConsistent) != 0 }
  }

  /// The action that was there before. A signal that is ignored, as under `nohup`, stays so.
  private static func hold(_ number: Int32) -> sigaction {
    var (action, before) = (sigaction(), sigaction())
    sigaction(number, nil, &before)
    if before.__sigaction_handler.sa_handler != nil, isIgnored(before) { return before }
    action.__sigaction_handler.sa_handler = { HeldSignals.pending.store($0, ordering: .sequentiallyConsistent) }
    sigemptyset(&action.sa_mask)
    sigaction(number, &action, nil)
    return before
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
