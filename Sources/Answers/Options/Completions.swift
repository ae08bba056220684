import ArgumentParser
import Datasets
import Glibc
import Reporting
import ScalingLaws

/// What a shell offers after a flag, in the words that the flag takes.
extension CompletionKind {
  static var laws: CompletionKind { .list(Law.catalogue.compactMap(\.id)) }

  static var datasets: CompletionKind { .list(Datasets.names) }

  /// Norms, those that need a number with one that is often taken.
  static var norms: CompletionKind {
    let norms: [Norm] = [
      .squared, .adaptiveHuber, .huber(delta: 0.001), .adaptiveTukey, .studentT(degreesOfFreedom: nil),
      .studentT(degreesOfFreedom: 3), .softL1(width: 0.1), .cauchy(width: 0.1), .quantile(0.5), .binomial, .firth,
    ]
    return .list(norms.map(\.description))
  }

  /// Every interval method; of a bootstrap every scheme and every reading.
  static var intervals: CompletionKind {
    let covariances = CovarianceMethod.withoutLag + [.hac(lag: 1), .hac(lag: 1, isAdjusted: false)]
    let bootstraps =
      Bootstrap.Scheme.allCases.map { "bootstrap:\($0.rawValue)" }
      + Bootstrap.Reading.allCases.map { "bootstrap:\($0.rawValue)" }
    return .list(covariances.map(\.description) + ["profile", "jackknife", "bootstrap"] + bootstraps)
  }

  static var figures: CompletionKind { .list(FitFigure.allCases.map(\.rawValue)) }

  static var definitions: CompletionKind { .list(PriceDefinition.allCases.map(\.rawValue) + ["all"]) }

  static var residualTests: CompletionKind { .list(["durbin-watson", "breusch-pagan", "reset"]) }

  static var simulatedNoise: CompletionKind { .list(["normal", "student-t:3", "residuals", "binomial", "beta"]) }

  /// Devices of `@accelerators`.
  static var devices: CompletionKind {
    .custom { _, _, _ in
      let table = try? Inputs().table("@accelerators")
      return (try? table?.texts("name").compactMap { $0 }) ?? []
    }
  }

  static var tableFile: CompletionKind { .file(extensions: TableFormat.allValueStrings) }

  package static var fitFile: CompletionKind { .file(extensions: ["json"]) }

  /// A bundled table, or a file that a table can be read from.
  package static var table: CompletionKind {
    .custom { _, _, prefix in
      if prefix.hasPrefix("@") { return Datasets.names.map { "@" + $0 } }
      return Folder.entries(prefix, extensions: TableFormat.allValueStrings)
        + (prefix.isEmpty ? Datasets.names.map { "@" + $0 } : [])
    }
  }

  /// Columns of the table that the line names.
  static var columns: CompletionKind {
    .custom { words, _, _ in
      for word in words.dropFirst() where word.hasPrefix("@") || TableFormat(path: word) != nil {
        if let table = try? Inputs().table(word) { return table.names }
      }
      return []
    }
  }
}

/// What lies in a folder.
private enum Folder {
  /// Folders, and files of some kinds, whose path begins as the prefix does.
  static func entries(_ prefix: String, extensions: [String]) -> [String] {
    let parent = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    guard let folder = opendir(parent.isEmpty ? "." : parent) else { return [] }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      guard !name.hasPrefix("."), isFolder || extensions.contains(where: { name.hasSuffix("." + $0) }) else { continue }
      found.append(parent + name + (isFolder ? "/" : ""))
    }
    return found.filter { $0.hasPrefix(prefix) }.sorted()
  }
}
