# Exponential trend of transistors per microprocessor:  log(transistors_thousands) = b0 + b1 year
# Run from the top of the package. The output is transistors-trend.out.
# Needs r-cran-sandwich. Each line of output is: what, term, value at 17 significant digits. The years are decimal and
# not centred. doubling_time = log(2) / b1, and its standard error is by the delta method: log(2) / b1^2 * se(b1).
suppressPackageStartupMessages(library(sandwich))

show <- function(what, values, terms = names(values)) {
  if (is.null(terms)) terms <- rep("-", length(values))
  cat(sprintf("%s %s %.17g\n", what, terms, values), sep = "")
}

chips <- read.csv("datasets/transistors.csv")
fit <- lm(log(transistors_thousands) ~ year, data = chips)
slope <- unname(coef(fit)["year"])

show("rows_used", nobs(fit))
show("coef", coef(fit))
show("se_classical", sqrt(diag(vcov(fit))))
show("conf_low_classical", confint(fit)[, 1])
show("conf_high_classical", confint(fit)[, 2])
hc3 <- sqrt(diag(vcovHC(fit, type = "HC3")))
show("se_HC3", hc3)
critical <- qt(0.975, fit$df.residual)
show("conf_low_HC3", coef(fit) - critical * hc3)
show("conf_high_HC3", coef(fit) + critical * hc3)
s <- summary(fit)
show("sigma", s$sigma)
show("df_residual", fit$df.residual)
show("rss", deviance(fit))
show("r_squared", s$r.squared)
show("doubling_time", log(2) / slope)
show("se_doubling_time_classical", log(2) / slope^2 * sqrt(vcov(fit)["year", "year"]))
show("se_doubling_time_HC3", log(2) / slope^2 * unname(hc3["year"]))
show("annual_factor", exp(slope))
