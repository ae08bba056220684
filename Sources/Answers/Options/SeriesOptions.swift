import ArgumentParser

/// Which rows of a table follow one another in time.
struct SeriesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Column with the date; the one whose name says date, year, month, day or time unless given.", valueName: "column"),
    completion: .columns)
  var date: String?

  @Flag(help: "Put rows in order of date instead of refusing a table that is not.")
  var sort = false
}
