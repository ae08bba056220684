import ArgumentParser
import ScalingLaws

/// A number after a flag, read as every other: a value beyond the largest double or nearer to zero than the smallest is refused.
enum NumberFlag {
  /// - Throws: `ValidationError`.
  static func value(_ text: String) throws -> Double {
    do { return try NumberSyntax().number(text) } catch {
      throw ValidationError("it is no number that a double can hold")
    }
  }
}
