#!/usr/bin/env python3
"""Runs the command on NIST's problems and writes docs/accuracy.md.

    benchmarks/accuracy/make.py REFERENCE [--command scaling] [--output docs/accuracy.md]

REFERENCE is the folder `reference/strd` of the shared data: `strd.json` has the problems and their solutions at 110 digits,
`bar_nonlinear.md` what other tools were measured to reach, `*.csv` the data.
"""
import argparse
import decimal
import json
import math
import pathlib
import subprocess

# What the columns of bar_nonlinear.md are.
TOOLS = [
    ("curve_fit", "SciPy `curve_fit`, defaults"),
    ("cf anal tight", "SciPy `curve_fit`, analytic Jacobian, tight tolerances"),
    ("ls trf xjac anal tight", "SciPy `least_squares(method=\"trf\", x_scale=\"jac\")`, analytic Jacobian, tight"),
    ("lmfit", "lmfit, defaults"),
    ("R nls", "R `nls`, defaults"),
    ("R nlsLM tight", "R `minpack.lm::nlsLM`, tight tolerances"),
    ("Ceres 2.1 (cap 11)", "Ceres Solver 2.1, digits capped at 11 in its own test"),
]


def digits(found, truth):
    """Digits that agree: -log10 of the largest relative error, at most 17."""
    worst = decimal.Decimal(0)
    for value, text in zip(found, truth, strict=True):
        if value is None or not math.isfinite(value):
            return 0.0
        exact = decimal.Decimal(text)
        error = abs(decimal.Decimal(value) - exact)
        worst = max(worst, error / abs(exact) if exact else error)
    return max(0.0, min(17.0, float(-worst.log10()))) if worst else 17.0


def fit(command, problem, folder, start=None, starts=None):
    """The record of one fit, with its exit status."""
    words = [command, "fit", str(folder / problem["csv"]), "--formula", f"{problem['response']} = {problem['formula']}"]
    words += ["--interval", "classical", "--json", "--quiet"]
    if start:
        words += ["--start", ",".join(f"{n}={v}" for n, v in zip(problem["param_names"], problem[start]))]
    if starts:
        words += ["--starts", str(starts)]
    done = subprocess.run(words, capture_output=True, text=True)
    if not done.stdout:
        raise SystemExit(f"{problem['name']}: {done.stderr}")
    return json.loads(done.stdout), done.returncode


def score(record, problem):
    """Digits of coefficients, standard errors and residual sum of squares."""
    rows = {row["name"]: row for row in record["coefficients"]}
    exact = problem["hp"]
    names = problem["param_names"]
    return (
        digits([rows[n]["estimate"] for n in names], exact["params"]),
        digits([rows[n]["std_error"] for n in names], exact["stderr"]),
        digits([record["objective"]["rss"]], [exact["rss"]]),
    )


def bar(folder):
    """The table of other tools: problem to column to text."""
    lines = [l for l in (folder / "bar_nonlinear.md").read_text().splitlines() if l.startswith("|")]
    cells = [[c.strip().strip("*") for c in l.strip("|").split("|")] for l in lines]
    return {row[0]: dict(zip(cells[0], row)) for row in cells[2:]}


def pair(one, two):
    return f"{one:.1f}/{two:.1f}"


def nonlinear(command, problems, folder):
    peers = bar(folder)
    columns = [name for name, _ in TOOLS]
    lines = [
        "| problem | scaling | standard errors | RSS | certified | " + " | ".join(columns) + " | ceiling |",
        "|---|" + "---|" * (len(columns) + 5),
    ]
    solved, alone, sums = [0, 0], [0, 0], [0.0, 0.0]
    for name, problem in problems.items():
        scores, certified = [], []
        for side, start in enumerate(("start1", "start2")):
            record, _ = fit(command, problem, folder, start)
            scores.append(score(record, problem))
            certified.append("yes" if record["convergence"]["certified"] else "no")
            solved[side] += scores[-1][0] >= 4
            sums[side] += min(11, scores[-1][0])
            single, status = fit(command, problem, folder, start, starts=1)
            alone[side] += score(single, problem)[0] >= 4 and status == 0
        ceiling = problem["hp"]["fp64_data_ceiling"]["params"]
        ours = " | ".join(pair(scores[0][k], scores[1][k]) for k in range(3))
        lines.append(
            f"| {name} | {ours} | {'/'.join(certified)} | "
            + " | ".join(peers[name][c] for c in columns)
            + f" | {'exact' if ceiling > 17 else f'{ceiling:.1f}'} |"
        )
    key = next(k for k in peers if k.startswith("solved"))
    mean = next(k for k in peers if k.startswith("mean"))
    lines.append(f"| solved (4 digits), of 27 | {solved[0]}/{solved[1]} | | | | " + " | ".join(peers[key][c] for c in columns) + " | |")
    lines.append(
        f"| mean digits, capped at 11 | {pair(sums[0] / 27, sums[1] / 27)} | | | | "
        + " | ".join(peers[mean][c] for c in columns) + " | |"
    )
    return lines, alone


def is_found(record, problem):
    """Whether the least sum of squares was reached. Which of two like terms has which name is free, so coefficients are not compared."""
    return record["objective"]["rss"] <= (1 + 1e-6) * float(problem["hp"]["rss"])


def without_start(command, problems, folder):
    """The table of fits that are told nothing, how many are found, and how many are certified at another point, globally or locally."""
    lines = ["| problem | found | RSS over the least | certificate | starts | at the best | share unseen |", "|---|---|---|---|---|---|---|"]
    found, wrong = 0, {"global": 0, "local": 0, "none": 0}
    for name, problem in problems.items():
        record, _ = fit(command, problem, folder)
        search = record["convergence"]
        certificate = (
            "global" if search.get("certified_globally", search["certified"]) else "local" if search["certified"] else "none")
        if is_found(record, problem):
            found += 1
        else:
            wrong[certificate] += 1
        ratio = record["objective"]["rss"] / float(problem["hp"]["rss"])
        share = search.get("share_unseen")
        lines.append(
            f"| {name} | {'yes' if is_found(record, problem) else 'no'} | {'1' if abs(ratio - 1) < 1e-3 else f'{ratio:.4g}'} | {certificate} "
            f"| {search['starts']} | {search['agreeing']} | {'' if share is None else f'{100 * share:.2g} %'} |")
    return lines, found, wrong


def linear(command, problems, folder):
    lines = ["| problem | coefficients | standard errors | RSS | ceiling of the coefficients |", "|---|---|---|---|---|"]
    for name, problem in problems.items():
        record, _ = fit(command, problem, folder)
        exact = problem["hp"]
        rows = {row["name"]: row for row in record["coefficients"]}
        names = problem["param_names"]
        ceiling = exact["fp64_data_ceiling"]["params"]
        coefficients = digits([rows[n]["estimate"] for n in names], exact["params"])
        if decimal.Decimal(exact["rss"]) < decimal.Decimal("1e-20"):
            rest = ("perfect fit", "perfect fit")
        else:
            rest = tuple(
                f"{d:.1f}" for d in (
                    digits([rows[n]["std_error"] for n in names], exact["stderr"]),
                    digits([record["objective"]["rss"]], [exact["rss"]]),
                )
            )
        lines.append(f"| {name} | {coefficients:.1f} | {rest[0]} | {rest[1]} | {'exact' if ceiling > 17 else f'{ceiling:.1f}'} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=pathlib.Path)
    parser.add_argument("--command", default=".build/release/scaling")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("docs/accuracy.md"))
    arguments = parser.parse_args()
    problems = json.loads((arguments.reference / "strd.json").read_text())
    kinds = {k: {n: p for n, p in problems.items() if (p["kind"] == "nonlinear") == (k == "nonlinear")}
             for k in ("nonlinear", "linear")}
    blind, found, wrong = without_start(arguments.command, kinds["nonlinear"], arguments.reference)
    table, alone = nonlinear(arguments.command, kinds["nonlinear"], arguments.reference)
    text = [
        "# Accuracy",
        "",
        "Made by `benchmarks/accuracy/make.py ../shared/reference/strd`. Digits are `-log10` of the largest relative error",
        "over the coefficients, against solutions at 110 digits from the decimal text of NIST's data; 17 at most. The ceiling",
        "is what is left of them when the data are rounded to doubles.",
        "",
        "## NIST, nonlinear: 27 problems, first start / second start",
        "",
        "`scaling fit NAME.csv --formula … --start … --interval classical`. The second to fourth columns are ours:",
        "coefficients, standard errors, and the residual sum of squares. The residuals of Lanczos1 are rounding errors of",
        "its data, so its errors have a ceiling of 3 digits; Lanczos2 has one of 10.",
        "",
        *table,
        "",
        f"From the given start alone (`--starts 1`), {alone[0]} and {alone[1]} of 27 are solved, with the certificate.",
        "",
        "The other columns are coefficients, measured on the same problems from the same starts:",
        "",
        *[f"- {name}: {what}" for name, what in TOOLS],
        "",
        "## NIST, nonlinear, without any start",
        "",
        "`scaling fit NAME.csv --formula … --interval classical`: no start is given, so the search draws its own from the formula",
        f"and the data. Of 27 problems {found} are found, by their residual sum of squares; the names of like terms are free.",
        f"Certified at another point: {wrong['global']} globally, {wrong['local']} locally. The share unseen is that of Boender and",
        "Rinnooy Kan 1987: the chance that more starts would show a minimum not yet seen. A global certificate needs 1 % or less.",
        "",
        *blind,
        "",
        "## NIST, linear: 11 problems",
        "",
        "`scaling fit NAME.csv --formula … --interval classical`.",
        "",
        *linear(arguments.command, kinds["linear"], arguments.reference),
    ]
    arguments.output.write_text("\n".join(text) + "\n")


main()
