"""Independent witness for open-base-models-lm.out, at 50 digits.

Run from the top of the package. The output is open-base-models-mpmath.out.
"""

from mpmath import log10, mpf

from least_squares import column, compare, fit, report

TABLE = "datasets/open-base-models.csv"
TERMS = ["(Intercept)", "log10(params)", "log10(tokens)"]

params, tokens, mmlu = (column(TABLE, name) for name in ("params", "tokens", "mmlu"))
results = fit([[mpf(1)] * len(mmlu), [log10(v) for v in params], [log10(v) for v in tokens]], mmlu)
report(results, TERMS)
compare(results, TERMS, "Tests/ScalingLawsTests/References/open-base-models-lm.out")
