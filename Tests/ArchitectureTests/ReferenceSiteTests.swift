import Foundation
import ScalingLaws
import TestSupport
import Testing

/// The pages of the reference site against the library: none is missing, none is left over.
@Suite struct ReferenceSiteTests {
  private static let catalogue = Shared.repository.appending(path: "Sources/ScalingLaws/ScalingLaws.docc")

  @Test("every law has its article, linked from the first page, with the law's own formula", arguments: Law.catalogue)
  func lawHasArticle(_ law: Law) throws {
    let id = try #require(law.id)
    let article = try text("Laws/Law-\(id).md")
    #expect(article.contains("\n## Formula\n\n```\n\(law.formula.description)\n```\n"))
    #expect(article.contains("\n$ scaling fit ") && article.contains("--law \(id) "))
    for section in ["When to use it", "Example", "What goes wrong"] { #expect(article.contains("\n## \(section)\n")) }
    #expect(try text("ScalingLaws.md").contains("\n- <doc:Law-\(id)>\n"))
  }

  @Test("no article is about a law that is not in the catalogue")
  func noStrayLaw() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.catalogue.appending(path: "Laws").path)
    #expect(Set(files) == Set(Law.catalogue.compactMap(\.id).map { "Law-\($0).md" }))
  }

  @Test("every interval method is explained in one article, linked from the first page")
  func methodHasArticle() throws {
    let folder = Self.catalogue.appending(path: "Intervals")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("Interval-") }
    let articles = try Dictionary(uniqueKeysWithValues: files.map { ($0, try text("Intervals/\($0)")) })
    let first = try text("ScalingLaws.md")
    for method in Self.methods {
      let explaining = articles.filter { $0.value.contains("`\(method)`:") }
      #expect(explaining.count == 1, "\(method): \(explaining.keys.sorted())")
    }
    for (file, article) in articles {
      #expect(first.contains("\n- <doc:\(file.dropLast(3))>\n"), "\(file)")
      for section in ["Formula", "When to use it", "Example", "What goes wrong", "Source"] {
        #expect(article.contains("\n## \(section)\n"), "\(file): \(section)")
      }
    }
  }

  @Test("the article about the bootstrap names every scheme and every reading")
  func bootstrapParts() throws {
    let article = try text("Intervals/Interval-bootstrap.md")
    for part in Bootstrap.Scheme.allCases.map(\.rawValue) + Bootstrap.Reading.allCases.map(\.rawValue) {
      #expect(article.contains("\n- `\(part)`: "), "\(part)")
    }
  }

  /// As a user writes them.
  private static let methods = [IntervalMethod.classical, .profile, .jackknife, .bootstrap(Bootstrap())].flatMap(names)

  /// Of all methods of a kind. A new kind does not compile until it has its names here.
  private static func names(_ kind: IntervalMethod) -> [String] {
    switch kind {
    case .wald: CovarianceMethod.withoutLag.map(\.description) + ["hac:LAG", "hac-raw:LAG"]
    case .profile, .jackknife: [kind.description]
    // Made of a scheme and a reading, which have a test of their own.
    case .bootstrap: []
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.catalogue.appending(path: path), encoding: .utf8)
  }
}

extension Law: CustomTestStringConvertible {
  public var testDescription: String { id ?? formula.description }
}
