# Clustered and HAC covariances. Rscript clusters.R FOLDER > clusters.out, FOLDER that of petersen.csv, cars.csv and stackloss.csv.
# Least squares: sandwich and clubSandwich. Robust norms and a nonlinear law: the formulas written out with n x n and p x p
# matrices in the coefficients themselves, Newton's method to the last digits.
suppressMessages({library(sandwich); library(clubSandwich)})
folder <- commandArgs(TRUE)[1]
data <- function(name) read.csv(file.path(folder, name))
say <- function(name, values) cat(gsub(" ", "_", name), sprintf("%.15g", values), "\n")
cat("#", R.version.string, "sandwich", format(packageVersion("sandwich")),
    "clubSandwich", format(packageVersion("clubSandwich")), "\n")

clubs <- function(tag, m, cluster, types = c("CR0", "CR1S", "CR2", "CR3")) {
  for (type in types) {
    V <- vcovCR(m, cluster, type)
    say(paste(tag, tolower(sub("S", "", type))), sqrt(diag(V)))
    if (type == "CR2") {
      say(paste(tag, "df"), coef_test(m, V, test = "Satterthwaite")$df_Satt)
      l <- linear_contrast(m, V, contrasts = matrix(c(1, 0.7, 0)[seq_along(coef(m))], 1), test = "Satterthwaite")
      say(paste(tag, "combination"), c(l$Est, l$SE, l$df, l$CI_L, l$CI_U))
    }
  }
}

# CR2 for a working variance 1/w with the root that is symmetric in rows times sqrt(w), and Satterthwaite's degrees of freedom, by
# n x n matrices; clubSandwich's vcovCR(target = 1/w) takes the root that is symmetric in the rows as they are.
weightedCR2 <- function(tag, X, r, b, w, cluster, combination) {
  n <- nrow(X); S <- diag(sqrt(w)); M <- solve(t(X) %*% diag(w) %*% X)
  Q <- diag(n) - S %*% X %*% M %*% t(X) %*% S; U <- list(); V <- 0
  for (i in split(1:n, cluster)) {
    e <- eigen(Q[i, i], symmetric = TRUE)
    L <- M %*% t(X[i, ]) %*% S[i, i] %*% e$vectors %*% diag(1/sqrt(e$values)) %*% t(e$vectors)
    v <- L %*% (S %*% r)[i]; V <- V + v %*% t(v); U <- c(U, list(L %*% Q[i, ]))
  }
  df <- function(a) { R <- t(sapply(U, function(u) as.vector(a %*% u))); P <- R %*% t(R); sum(diag(P))^2/sum(P^2) }
  say(paste(tag, "cr2"), sqrt(diag(V))); say(paste(tag, "df"), apply(diag(ncol(X)), 1, df))
  se <- sqrt(as.vector(t(combination) %*% V %*% combination)); value <- sum(combination*b)
  half <- qt(0.975, df(combination))*se
  say(paste(tag, "combination"), c(value, se, df(combination), value - half, value + half))
}
firms <- subset(data("petersen.csv"), firm <= 12)
m <- lm(y ~ x, firms)
clubs("firms", m, firms$firm)
w <- 1 + (seq_len(nrow(firms)) %% 4)
clubs("weighted", lm(y ~ x, firms, weights = w), firms$firm, c("CR0", "CR1S", "CR3"))
mw <- lm(y ~ x, firms, weights = w)
weightedCR2("weighted", cbind(1, firms$x), resid(mw), coef(mw), w, firms$firm, c(1, 0.7))
for (type in c("CR0", "CR1S", "CR2", "CR3"))
  say(paste("twoway", tolower(sub("S", "", type))), sqrt(diag(vcovCR(m, firms$firm, type) + vcovCR(m, firms$year, type) -
    vcovCR(m, interaction(firms$firm, firms$year), type))))
whole <- data("petersen.csv")
say("petersen twoway cr1", sqrt(diag(vcovCL(lm(y ~ x, whole), cluster = ~ firm + year, type = "HC1"))))
say("petersen twoway cr0", sqrt(diag(vcovCL(lm(y ~ x, whole), cluster = ~ firm + year, type = "HC0", cadjust = FALSE))))
cars <- data("cars.csv")
parabola <- lm(dist ~ speed + I(speed^2), cars)
clubs("speeds", parabola, cars$speed)
for (lag in c(0, 2, 5)) for (adjust in c(TRUE, FALSE))
  say(paste0("parabola_", if (adjust) "hac" else "hac-raw", ":", lag),
      sqrt(diag(NeweyWest(parabola, lag, prewhite = FALSE, adjust = adjust))))
say("weighted_line hac:3", sqrt(diag(NeweyWest(lm(dist ~ speed, cars, weights = 1/speed), 3, prewhite = FALSE, adjust = TRUE))))

formulas <- function(tag, J, psi, slope, w, cluster, lag = 2) {
  n <- nrow(J); k <- ncol(J); s <- w*psi
  B <- t(J) %*% (J*(w*slope)); Bi <- solve(B); h <- w*slope*rowSums((J %*% Bi)*J)
  se <- function(M) sqrt(diag(Bi %*% M %*% Bi))
  meat <- function(u) t(J*(u*s)) %*% (J*(u*s))
  say(paste(tag, "hc0"), se(meat(1))); say(paste(tag, "hc1"), se(meat(1))*sqrt(n/(n - k)))
  say(paste(tag, "hc2"), se(meat(1/sqrt(1 - h)))); say(paste(tag, "hc3"), se(meat(1/(1 - h))))
  say(paste(tag, "hc4"), se(meat((1 - h)^(-0.5*pmin(4, n*pmax(h, 0)/k)))))
  X <- J*s; M <- t(X) %*% X
  for (l in 1:lag) { G <- t(X[(l + 1):n, ]) %*% X[1:(n - l), ]; M <- M + (1 - l/(lag + 1))*(G + t(G)) }
  say(paste0(tag, "_hac:", lag), se(M)*sqrt(n/(n - k)))
  groups <- split(1:n, cluster); G <- length(groups)
  outer <- function(f) Reduce(`+`, lapply(groups, function(i) { v <- f(i); v %*% t(v) }))
  M <- outer(function(i) colSums(J[i, , drop = FALSE]*s[i]))
  say(paste(tag, "cr0"), se(M)); say(paste(tag, "cr1"), se(M)*sqrt(G/(G - 1)*(n - 1)/(n - k)))
  say(paste(tag, "cr3"), sqrt(diag(outer(function(i) {
    Ji <- J[i, , drop = FALSE]; solve(B - t(Ji) %*% (Ji*(w*slope)[i]), colSums(Ji*s[i])) }))))
  L <- t(chol(B)); T <- t(solve(L, t(J))); maps <- list(); V <- 0
  for (q in seq_along(groups)) {
    i <- groups[[q]]; Ti <- T[i, , drop = FALSE]; M <- t(Ti) %*% (Ti*(w*slope)[i])
    e <- eigen(diag(k) - M, symmetric = TRUE); A <- e$vectors %*% diag(1/sqrt(e$values), k) %*% t(e$vectors)
    v <- solve(t(L), A %*% colSums(Ti*s[i])); V <- V + v %*% t(v)
    E <- matrix(0, k, n); E[, i] <- t(Ti); maps[[q]] <- A %*% (E - M %*% t(T))
  }
  say(paste(tag, "cr2"), sqrt(diag(V)))
  say(paste(tag, "df"), sapply(1:k, function(j) {
    z <- solve(L, diag(k)[, j]); R <- t(sapply(maps, function(u) as.vector(t(z) %*% u))); P <- R %*% (t(R)*w)
    sum(diag(P))^2/sum(P^2) }))
}
stack <- data("stackloss.csv")
X <- with(stack, cbind(1, Air.Flow, Water.Temp, Acid.Conc.)); y <- stack$stack.loss
norm <- function(tag, psi, slope, w = rep(1, 21)) {
  b <- solve(t(X) %*% (X*w), t(X) %*% (w*y))
  residual <- function() as.vector(y - X %*% b)
  for (step in 1:2000) { r <- residual(); v <- w*ifelse(r == 0, 1, psi(r)/r); b <- solve(t(X) %*% (X*v), t(X) %*% (v*y)) }
  for (step in 1:20) { r <- residual(); b <- b + solve(t(X) %*% (X*(w*slope(r))), t(X) %*% (w*psi(r))) }
  say(paste(tag, "coef"), b); r <- residual()
  formulas(tag, X, psi(r), slope(r), w, rep(1:7, each = 3))
}
norm("huber:2", function(r) pmax(-2, pmin(2, r)), function(r) as.numeric(abs(r) <= 2))
norm("cauchy:2.5", function(r) r/(1 + (r/2.5)^2), function(r) (1 - (r/2.5)^2)/(1 + (r/2.5)^2)^2)
# A precision multiplies the residual that the norm sees by its root: rho(sqrt(w) r).
root <- sqrt(rep(c(1, 2, 0.5), 7)); X <- X*root; y <- y*root
norm("soft-l1:2", function(r) r/sqrt(1 + (r/2)^2), function(r) (1 + (r/2)^2)^-1.5)

b <- c(30, -0.5)
for (step in 1:60) {
  fitted <- log(b[1] + exp(b[2] + 0.15*cars$speed)*cars$speed)
  inner <- exp(fitted); J <- cbind(1/inner, exp(b[2] + 0.15*cars$speed)*cars$speed/inner)
  r <- log(cars$dist) - fitted; b <- b + pmax(pmin(solve(t(J) %*% J, t(J) %*% r), c(5, 0.5)), c(-5, -0.5))
}
say("curve coef", b)
formulas("curve", J, r, rep(1, 50), rep(1, 50), cars$speed)
