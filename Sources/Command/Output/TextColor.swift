import Answers
import Glibc

extension TextColor {
  /// - Note: NO_COLOR counts where it is set and not empty (no-color.org).
  var isOn: Bool {
    switch self {
    case .auto: Terminal.showsOutput && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    case .always: true
    case .never: false
    }
  }
}
