#if canImport(Glibc)
  import Glibc
#endif

/// How much memory may be taken by what a user counts: resamples, simulated tables, points of a grid.
///
///     var options = FitOptions(interval: .bootstrap(Bootstrap()), replicates: 1_000_000)
///     options.memory = MemoryLimit(bytes: 2e9)
///
/// What is known to need more is refused before it begins. It is no limit of the whole process, which needs some for all else.
public struct MemoryLimit: Sendable, Hashable {
  public let bytes: Double

  public init(bytes: Double) { self.bytes = bytes }

  /// Half of the machine's memory, or of the address space that the process may have where that is less.
  public static let standard: MemoryLimit = {
    let machine = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    var space = rlimit()
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space) == 0
    return MemoryLimit(bytes: min(machine > 0 ? machine : .infinity, isKnown ? Double(space.rlim_cur) : .infinity) / 2)
  }()

  /// A size as a user writes it: bytes, or a number with kB, MB, GB, TB, or with KiB, MiB, GiB, TiB.
  ///
  /// - Returns: `nil` for any other text, and for a size that is not above zero.
  public init?(_ text: String) {
    let end = text.firstIndex { $0.isLetter && $0 != "e" && $0 != "E" } ?? text.endIndex
    let unit = text[end...].lowercased()
    guard let number = Double(text[..<end]), number > 0, number.isFinite, let factor = Self.units[unit] else {
      return nil
    }
    self.init(bytes: number * factor)
  }

  private static let units: [String: Double] = [
    "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
    "kib": 0x1p10, "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40,
  ]

  /// With a unit, such as `12.3 GB`.
  public var description: String {
    for (unit, size) in [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where bytes >= size {
      return "\((bytes / size).formatted(significant: 3)) \(unit)"
    }
    return "\(bytes.formatted(significant: 3)) bytes"
  }

  /// - Parameters:
  ///   - what: is counted, for the message.
  ///   - count: how many there are.
  ///   - bytes: that each takes, at the most of all moments.
  /// - Throws: `FitError.memory`.
  public func check(_ what: String, count: Int, bytesEach bytes: Double) throws(FitError) {
    let needed = Double(count) * bytes
    guard needed <= self.bytes else { throw .memory(what: what, count: count, needed: needed, limit: self) }
  }
}
