/// What is added to a generated completion script.
enum CompletionScript {
  /// The script of a shell, with what it lacks for names of bundled tables.
  ///
  /// Bash takes `@` for the beginning of a host name and breaks words there, unless told not to, and puts a backslash before it in the
  /// name of a file.
  static func adapted(_ script: String) -> String {
    guard script.hasPrefix("#!/bin/bash") else { return script }
    return script + """

      _scaling_tables() {
          _scaling "$@"
          if [[ "${COMPREPLY[0]}" == @* ]]; then compopt +o filenames; fi
      }
      shopt -u hostcomplete
      complete -o filenames -F _scaling_tables scaling

      """
  }
}
