# Linear law on the table of open base models:  mmlu = b0 + b1 log10(params) + b2 log10(tokens)
# Run from the top of the package. The output is open-base-models-lm.out.
# Needs r-cran-sandwich and r-cran-lmtest. Each line of output is: what, term, value at 17 significant digits.
suppressPackageStartupMessages({ library(sandwich); library(lmtest) })

show <- function(what, values, terms = names(values)) {
  if (is.null(terms)) terms <- rep("-", length(values))
  cat(sprintf("%s %s %.17g\n", what, terms, values), sep = "")
}

runs <- read.csv("datasets/open-base-models.csv")
fit <- lm(mmlu ~ log10(params) + log10(tokens), data = runs)

show("rows", nrow(runs))
show("rows_dropped", length(fit$na.action))
show("rows_used", nobs(fit))
show("coef", coef(fit))
classical <- coeftest(fit)
show("se_classical", classical[, "Std. Error"])
show("t_classical", classical[, "t value"])
show("p_classical", classical[, "Pr(>|t|)"])
show("conf_low_classical", confint(fit)[, 1])
show("conf_high_classical", confint(fit)[, 2])
for (type in c("HC0", "HC1", "HC2", "HC3")) {
  covariance <- vcovHC(fit, type = type)
  test <- coeftest(fit, vcov. = covariance)
  interval <- coefci(fit, vcov. = covariance)
  show(paste0("se_", type), sqrt(diag(covariance)))
  show(paste0("t_", type), test[, "t value"])
  show(paste0("p_", type), test[, "Pr(>|t|)"])
  show(paste0("conf_low_", type), interval[, 1])
  show(paste0("conf_high_", type), interval[, 2])
}
showMatrix <- function(what, m) show(what, as.vector(m), outer(rownames(m), colnames(m), paste, sep = ":"))
showMatrix("vcov_classical", vcov(fit))
showMatrix("vcov_HC3", vcovHC(fit, type = "HC3"))
s <- summary(fit)
show("sigma", s$sigma)
show("df_residual", fit$df.residual)
show("rss", deviance(fit))
show("r_squared", s$r.squared)
show("adjusted_r_squared", s$adj.r.squared)
show("F", unname(s$fstatistic["value"]))
show("F_p", unname(pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)))
show("log_likelihood", as.numeric(logLik(fit)))
show("aic", AIC(fit))
show("bic", BIC(fit))
show("leverage_max", unname(max(hatvalues(fit))))
show("cooks_distance_max", unname(max(cooks.distance(fit))))
