import Glibc
import Synchronization

/// A bar on standard error for work that takes longer than a second; nothing where that is no terminal.
final class ProgressBar: Sendable {
  private struct State {
    var shownAt: UInt64 = 0
    var isShown = false
    var done = 0
  }

  private let what: String
  private let isEnabled: Bool
  private let start = ProgressBar.nanoseconds
  private let state = Mutex(State())

  private static let delay: UInt64 = 1_000_000_000
  private static let interval: UInt64 = 100_000_000
  private static let width = 30

  /// - Parameter what: what is counted, in the plural.
  init(_ what: String, isQuiet: Bool) {
    self.what = what
    isEnabled = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// To be called with how many are done; `nil` where nothing would be shown.
  var update: (@Sendable (_ done: Int, _ total: Int) -> Void)? {
    guard isEnabled else { return nil }
    return { done, total in self.show(done, total) }
  }

  private func show(_ done: Int, _ total: Int) {
    let now = Self.nanoseconds
    guard now - start >= Self.delay else { return }
    state.withLock { state in
      state.done = max(state.done, done)
      let isLast = done == total
      guard isLast ? state.isShown : now - state.shownAt >= Self.interval else { return }
      state.shownAt = now
      state.isShown = !isLast
      // The line is cleared when the work is done, so that the result stands alone.
      _ = Terminal.writeAll(isLast ? "\r\u{1B}[K" : line(state.done, total, after: now - start), to: STDERR_FILENO)
    }
  }

  private func line(_ done: Int, _ total: Int, after elapsed: UInt64) -> String {
    let share = Double(done) / Double(max(total, 1))
    let filled = Int(share * Double(Self.width))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    let seconds = Double(elapsed) / 1e9
    let rate = Double(done) / seconds
    let left = rate > 0 ? Double(total - done) / rate : 0
    return "\r\u{1B}[K[\(bar)] \(done) of \(total) \(what), \(Int(rate))/s, \(Int(left.rounded(.up))) s left"
  }

  private static var nanoseconds: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
