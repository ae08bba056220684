// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Answers
import CScalingHeader
import Command
import Glibc
import Reporting

// The functions of scaling.h, where they are described.

@c @implementation
public func scaling_open() -> OpaquePointer? {
  OpaquePointer(Unmanaged.passRetained(Run()).toOpaque())
}

@c @implementation
public func scaling_close(_ run: OpaquePointer?) {
  if let run { Unmanaged<Run>.fromOpaque(UnsafeRawPointer(run)).release() }
}

/// What is behind the pointer that C holds.
private func run(_ pointer: OpaquePointer?) -> Run? {
  pointer.map { Unmanaged<Run>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
}

@c @implementation
public func scaling_perform(
  _ run: OpaquePointer?, _ request: UnsafePointer<CChar>?, _ inputs: UnsafePointer<scaling_inputs>?
) -> Int32 {
  guard let run = CScaling.run(run), let request else { return 64 }
  return run.perform(String(cString: request), inputs?.pointee)
}

@c @implementation
public func scaling_record(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  CScaling.run(run)?.record.pointer.map { UnsafePointer($0) }
}

@c @implementation
public func scaling_export(_ run: OpaquePointer?, _ kind: UnsafePointer<CChar>?) -> UnsafePointer<CChar>? {
  guard let run = CScaling.run(run), let kind else { return nil }
  run.export(as: String(cString: kind))
  return run.export.pointer.map { UnsafePointer($0) }
}

@c @implementation
public func scaling_last_error(_ run: OpaquePointer?) -> UnsafePointer<CChar>? {
  CScaling.run(run)?.error.pointer.map { UnsafePointer($0) }
}

@c @implementation
public func scaling_cancel(_ run: OpaquePointer?) { CScaling.run(run)?.cancellation.cancel() }

private let options = CText(Verbs.description.document)

@c @implementation
public func scaling_options() -> UnsafePointer<CChar>? { options.pointer.map { UnsafePointer($0) } }

@c @implementation
public func scaling_schema(_ name: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? {
  guard let name, let schema = Schemas.named(String(cString: name)) else { return nil }
  return strdup(schema.json.document)
}

@c @implementation
public func scaling_free(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

private let version = CText(Version.current)

@c @implementation
public func scaling_version() -> UnsafePointer<CChar>? { version.pointer.map { UnsafePointer($0) } }

@c @implementation
public func scaling_command() { Main.main() }
