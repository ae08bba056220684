import Answers
import ArgumentParser
import Reporting
import ScalingLaws

extension OutputOptions {
  /// A bar for work that takes long.
  func progress(_ what: String) -> ProgressBar { ProgressBar(what, isQuiet: quiet) }

  /// Writes the files, then the result; ends with 1 when there is no result to trust. Doubts go to standard error where no text has them.
  ///
  /// All files are made before the first is written.
  ///
  /// - Parameters:
  ///   - words: the command as it was called, without its name.
  func deliver(_ performed: Performed, asked words: [String]) throws {
    let answer = performed.answer
    let files = try outputs.compactMap { path in
      try AnswerFile(path: path).map { (path, try $0.bytes(of: performed, asked: words, showsAll: all)) }
    }
    let written = json ? try performed.text(of: .record, command: "") : ""
    for (path, bytes) in files { try OutputFile.write(bytes, to: path) }
    for (path, content) in answer.files { try OutputFile.write(content, to: path) }
    var hasText = false
    if json {
      Terminal.writeData(written)
    } else if let printed = answer.printed {
      Terminal.writeData(printed)
    } else if answer.printsBesideFiles || outputs.isEmpty {
      let next = quiet ? [] : answer.commands + answer.next.map { CommandLineText.line(words, adding: $0) }
      let text = PageText(
        try answer.page().ending(with: next), width: Terminal.width, isColored: color.isOn, showsAll: all
      ).text
      color.isOn ? Terminal.writeColored(text) : Terminal.write(text)
      hasText = true
    }
    if !quiet, !hasText {
      for warning in answer.warnings where answer.printsWarnings {
        Terminal.error("\(warning.severity.rawValue): \(warning.message) [\(warning.code.rawValue)]")
        Terminal.error("  hint: \(warning.hint)")
      }
    }
    let isDoubted = strict && answer.warnings.contains { $0.severity == .warning }
    if !answer.isTrusted || isDoubted { throw ExitCode(1) }
  }
}

extension AnswerFile {
  /// - Throws: `Problem` where the verb has no such thing, or a program is needed and not there, or fails.
  fileprivate func bytes(of performed: Performed, asked words: [String], showsAll: Bool) throws -> [UInt8] {
    switch self {
    case .figure(.png): try picture(of: performed, .png)
    case .figure(.pdf): try picture(of: performed, .pdf)
    default: Array(try performed.text(of: self, command: CommandLineText.line(words), showsAll: showsAll).utf8)
    }
  }

  private func picture(of performed: Performed, _ format: RSVGConvert.Format) throws -> [UInt8] {
    try RSVGConvert.picture(of: performed.drawn().svg(theme: performed.answer.theme), format: format)
  }
}
