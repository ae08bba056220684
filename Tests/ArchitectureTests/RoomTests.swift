import Foundation
import TestSupport
import Testing

/// The edges between rooms, as CONTRIBUTING.md draws them.
@Suite struct RoomTests {
  /// From a room to the rooms that its files may import.
  private static let allowed: [String: Set<String>] = [
    "Numerics/VectorMath": ["CSleef", "CVectors"],
    "Numerics/LinearAlgebra": ["COpenBLAS", "CLAPACKE", "VectorMath"],
    "Numerics/Statistics": ["CBoostMath"],
    "Numerics/Optimization": ["VectorMath", "Statistics"],
    "Escaping": [],
    "Formulas": ["Escaping", "VectorMath"],
    "Tables": ["CArrow", "CCrypto", "CZlib", "Escaping", "Formulas"],
    "ScalingLaws": ["Escaping", "VectorMath", "LinearAlgebra", "Statistics", "Optimization", "Formulas", "Tables"],
    "Reporting": ["Escaping", "ScalingLaws", "CPageAssets"],
    "Answers": ["Escaping", "Tables", "Optimization", "ScalingLaws", "Reporting", "Datasets", "ArgumentParser"],
    "CScaling": ["Answers", "CArrow", "Command", "CScalingHeader", "Reporting", "Tables", "ScalingLaws"],
    "Command": ["Answers", "Escaping", "ScalingLaws", "Reporting", "ArgumentParser"],
    "scaling": ["Command"],
  ]

  @Test("a room imports only rooms below it, and none imports Foundation", arguments: allowed.keys.sorted())
  func edges(_ room: String) throws {
    let allowed = try #require(Self.allowed[room]).union(["Glibc", "Synchronization"])
    let files = try swiftFiles(in: "Sources/\(room)")
    #expect(!files.isEmpty)
    for file in files {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"),
          words.prefix(place).allSatisfy({ $0.hasPrefix("@") || $0 == "public" })
        else { continue }
        let name = words[place + 1]
        #expect(allowed.contains(name), "\(file.lastPathComponent) imports \(name)")
      }
    }
  }

  @Test(
    "what a room imports, the package says, or it is not built anew when that changes", arguments: allowed.keys.sorted()
  )
  func declared(_ room: String) throws {
    let package = try String(contentsOf: Shared.repository.appending(path: "Package.swift"), encoding: .utf8)
    let name = room.split(separator: "/").last.map(String.init) ?? room
    // Products have the names of targets, before them.
    let targets = try #require(package.range(of: "targets: [\n"), "the package has no targets")
    let target = try #require(
      package[targets.upperBound...].range(of: "name: \"\(name)\""), "\(name) is no target")
    let rest = package[target.upperBound...]
    let end = try #require(rest.range(of: "swiftSettings"), "\(name) has no settings")
    let declaration = String(rest[..<end.lowerBound])
    for file in try swiftFiles(in: "Sources/\(room)") {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
          words.prefix(place).allSatisfy({ $0.hasPrefix("@") || $0 == "public" }),
          !["Glibc", "Synchronization"].contains(words[place + 1])
        else { continue }
        #expect(declaration.contains("\"\(words[place + 1])\""), "\(name) imports \(words[place + 1])")
      }
    }
  }

  @Test("every room has its line in the picture")
  func everyRoom() throws {
    let sources = Shared.repository.appending(path: "Sources")
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    let numerics = try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: "Numerics").path)
    let rooms = folders.filter { $0 != "Numerics" } + numerics.map { "Numerics/\($0)" }
    let swift = try rooms.filter { try !swiftFiles(in: "Sources/\($0)").isEmpty }
    #expect(Set(swift) == Set(Self.allowed.keys))
  }

  @Test("only the command prints or writes")
  func onlyTheCommandPrints() throws {
    for room in Self.allowed.keys where room != "Command" {
      for file in try swiftFiles(in: "Sources/\(room)") {
        let text = try String(contentsOf: file, encoding: .utf8)
        for call in ["print(", "fputs(", "fopen(", "O_WRONLY"] {
          #expect(!text.contains(" \(call)") && !text.contains("(\(call)"), "\(file.lastPathComponent) calls \(call)")
        }
      }
    }
  }

  @Test("no file names what it should not")
  func files() throws {
    for folder in ["Sources", "datasets"] {
      for file in try swiftFiles(in: folder) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in ["fatalError", "try!", "as!"] {
          #expect(!text.contains(word), "\(file.lastPathComponent): \(word)")
        }
      }
    }
  }

  @Test("text is escaped in one room alone")
  func onlyOneRoomEscapes() throws {
    let marks = ["&amp;", "&lt;", "textbackslash", "'\\\\''", "\\\\u003c", "replacing(\"\\\"\""]
    for room in Self.allowed.keys where room != "Escaping" {
      for file in try swiftFiles(in: "Sources/\(room)") {
        let text = try String(contentsOf: file, encoding: .utf8)
        for mark in marks { #expect(!text.contains(mark), "\(file.lastPathComponent) escapes: \(mark)") }
      }
    }
  }

  private func swiftFiles(in folder: String) throws -> [URL] {
    let root = Shared.repository.appending(path: folder)
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.map { root.appending(path: $0) }
  }
}
