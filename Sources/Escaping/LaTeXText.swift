extension String {
  /// As text of LaTeX. Ends of lines and tabs become spaces; other control characters, which LaTeX refuses, are shown as on a terminal.
  package var escapedForLaTeX: String {
    replacingScalars { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "^": "\\^{}"
      case "~": "\\~{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "|": "\\textbar{}"
      case "_", "%", "#", "&", "$", "{", "}": "\\" + String(scalar)
      case _ where scalar.endsLine || scalar == "\t": " "
      case _ where scalar.isUnseen: "\\textbackslash{}u\\{\(scalar.hexadecimal(digits: 1, uppercase: true))\\}"
      default: nil
      }
    }
  }

  /// As text of LaTeX's math mode, inside `\mathrm{…}`.
  package var escapedForLaTeXMath: String {
    replacingScalars { scalar in
      switch scalar {
      case "\\": "\\backslash "
      case "^": "\\hat{}"
      case "~": "\\sim "
      case "_", "%", "#", "&", "$", "{", "}": "\\" + String(scalar)
      case " ": "\\ "
      case _ where scalar.endsLine || scalar == "\t": "\\ "
      case _ where scalar.isUnseen: "\\backslash u\\{\(scalar.hexadecimal(digits: 1, uppercase: true))\\}"
      default: nil
      }
    }
  }
}
