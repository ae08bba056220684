"""Independent witness for transistors-trend.out, at 50 digits.

Run from the top of the package. The output is transistors-mpmath.out.
"""

from mpmath import exp, log, mpf

from least_squares import column, compare, fit, report

TABLE = "datasets/transistors.csv"
TERMS = ["(Intercept)", "year"]

year, transistors = column(TABLE, "year"), column(TABLE, "transistors_thousands")
results = fit([[mpf(1)] * len(year), year], [log(v) for v in transistors])
slope = results["coef"][1]
results["doubling_time"] = [log(2) / slope]
results["se_doubling_time_classical"] = [log(2) / slope**2 * results["se_classical"][1]]
results["se_doubling_time_HC3"] = [log(2) / slope**2 * results["se_HC3"][1]]
results["annual_factor"] = [exp(slope)]
report(results, TERMS)
compare(results, TERMS, "Tests/ScalingLawsTests/References/transistors-trend.out")
