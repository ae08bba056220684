# Scaling laws from R: thin functions over the command `scaling`, which must be on the PATH (or in options(scaling.command = "…")).
#
#   source("scalinglaws.R")
#   fit <- scaling_fit(runs, law = "chinchilla", N = "params", D = "tokens")
#   fit$tidy        # a row for each coefficient, as broom::tidy has it
#   fit$glance      # one row about the fit
#   scaling_run("plan", fit, flops = 1e24)$text
#
# A table is a data frame, a path, or "@name" for a bundled one. Options are those of the command, with underscores: max_iterations = 500,
# level = 0.9, where = "params > 1e8". Records need the package jsonlite; the tables do not.

.scaling_command <- function() getOption("scaling.command", "scaling")

# A data frame as a file, all digits kept; a path or name as it is.
.scaling_data <- function(data) {
  if (!is.data.frame(data)) return(data)
  path <- tempfile(fileext = ".csv")
  for (column in names(data)) {
    if (is.double(data[[column]])) data[[column]] <- ifelse(is.na(data[[column]]), NA, sprintf("%.17g", data[[column]]))
    if (inherits(data[[column]], c("Date", "POSIXt"))) data[[column]] <- format(data[[column]], "%Y-%m-%d")
  }
  write.csv(data, path, row.names = FALSE, na = "", quote = TRUE)
  path
}

# Flags of named options: TRUE is a flag, several values are the flag several times.
.scaling_flags <- function(options) {
  unlist(lapply(names(options), function(name) {
    value <- options[[name]]
    flag <- paste0("--", gsub("_", "-", name))
    if (is.null(value) || identical(value, FALSE)) return(character())
    if (identical(value, TRUE)) return(flag)
    unlist(lapply(value, function(one) c(flag, if (is.numeric(one)) sprintf("%.17g", one) else as.character(one))))
  }))
}

.scaling_call <- function(words) {
  errors <- tempfile()
  output <- suppressWarnings(system2(.scaling_command(), shQuote(words), stdout = TRUE, stderr = errors))
  status <- attr(output, "status")
  if (!is.null(status) && status > 1) stop(paste(readLines(errors), collapse = "\n"), call. = FALSE)
  paste(output, collapse = "\n")
}

# Any verb: scaling_run("price", prices, score = "mmlu", at = 86, claim = "10x/year"). Its text, and its record where jsonlite is installed.
scaling_run <- function(verb, data = NULL, ..., columns = character()) {
  if (inherits(data, "scaling_fit")) data <- data$file
  words <- c(verb, if (!is.null(data)) .scaling_data(data), .scaling_flags(list(...)))
  for (symbol in names(columns)) words <- c(words, "-c", paste0(symbol, "=", columns[[symbol]]))
  record <- tempfile(fileext = ".json")
  text <- .scaling_call(c(words, "-o", record, "--quiet"))
  parsed <- if (requireNamespace("jsonlite", quietly = TRUE)) jsonlite::read_json(record) else NULL
  structure(list(text = text, record = parsed, file = record), class = "scaling_result")
}

# A fit of a law (a name of the catalogue) or a formula; symbols of the law are given as columns: N = "params".
scaling_fit <- function(data, law = NULL, formula = NULL, ..., options = list()) {
  columns <- c(...)
  words <- c("fit", .scaling_data(data), .scaling_flags(c(list(law = law, formula = formula), options)))
  for (symbol in names(columns)) words <- c(words, "-c", paste0(symbol, "=", columns[[symbol]]))
  files <- vapply(c(".json", ".csv", ".csv", ".csv"), function(end) tempfile(fileext = end), "")
  text <- .scaling_call(c(words, "-o", files[1], "--tidy", files[2], "--glance", files[3], "--augment", files[4], "--quiet"))
  structure(
    list(text = text, file = files[[1]], tidy = read.csv(files[2]), glance = read.csv(files[3]), augment = read.csv(files[4])),
    class = c("scaling_fit", "scaling_result"))
}

print.scaling_result <- function(x, ...) {
  cat(x$text, "\n", sep = "")
  invisible(x)
}

coef.scaling_fit <- function(object, ...) with(object$tidy[object$tidy$kind == "coefficient", ], setNames(estimate, term))
