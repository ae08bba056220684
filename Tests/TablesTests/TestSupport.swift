import Testing

@testable import Tables

/// A counter-based generator (SplitMix64), so that every test draws the same cases.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Reads text as the file `t.csv`, or as another.
func read(
  _ text: String, as name: String = "t.csv", _ options: ReadOptions = ReadOptions(), pieceSize: Int = 1 << 16
) throws(TableError) -> Table {
  try Table(bytes: Array(text.utf8), source: name, options: options, pieceSize: pieceSize)
}

/// The error that reading ends with, as message and hint.
func failure(_ text: String, as name: String = "t.csv", _ options: ReadOptions = ReadOptions()) -> String {
  failure(bytes: Array(text.utf8), as: name, options)
}

func failure(bytes: [UInt8], as name: String = "t.csv", _ options: ReadOptions = ReadOptions()) -> String {
  message { () throws(TableError) in
    _ = try Table(bytes: bytes, source: name, options: options)
  }
}

func message(_ body: () throws(TableError) -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch {
    return error.description + (error.hint.map { "\nhint: \($0)" } ?? "")
  }
}

/// All that a table says, for comparison.
func summary(_ bytes: [UInt8], as name: String, pieceSize: Int) -> String {
  do throws(TableError) {
    let table = try Table(bytes: bytes, source: name, options: ReadOptions(), pieceSize: pieceSize)
    let lines = (0..<table.rowCount).map { table.lineNumbers[$0] }
    let columns = table.columns.map { "\($0.name.debugDescription) \($0.storage) \($0.places)" }
    return "\(table.sha256) \(table.rowCount) \(lines) \(columns)"
  } catch {
    return "\(error)"
  }
}
