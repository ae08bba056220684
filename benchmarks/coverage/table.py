#!/usr/bin/env python3
"""Writes docs/coverage.md from what coveragebench printed: benchmarks/coverage/table.py results.jsonl > docs/coverage.md"""
import json
import sys

TARGETS = ["E", "alpha", "beta", "a", "mean", "new run"]
POWER_TARGETS = ["E", "alpha", "logA", "mean", "new run"]
SHORT = {"bootstrap:pairs:percentile": "bootstrap", "bootstrap:pairs:middle": "bootstrap, middle", "bootstrap:wild:t": "wild bootstrap t"}
TITLES = {
    "n240": "240 rows: sizes and tokens of the Chinchilla points",
    "n40": "40 rows: every sixth of them by compute",
    "ray": "40 rows on a ray: about 20 tokens for each parameter",
    "power200": "Another law: a power law with a floor, 200 rows",
    "power30": "Another law: a power law with a floor, 30 rows",
}
NOISE = {
    "normal": "normal", "t3": "Student's t, 3 degrees of freedom", "heteroscedastic": "normal, sd falls as compute^-0.25",
    "clustered": "half of the variance common to runs of one size", "outliers": "normal, and 2 % of rows too high, by 8 % on average",
}


def default(norm, noise):
    """The method that a fit takes unless told otherwise, with clusters named where rows depend on one another."""
    if norm != "squared":
        return "bootstrap:pairs:middle"
    return "cr3" if noise == "clustered" else "hc3-effective"


def inside(result, tables):
    """Whether coverage is within 93.5 to 96.5 %, to within two standard errors of its own."""
    share = result["coverage"]
    error = 2 * (share * (1 - share) / tables) ** 0.5
    return 0.935 - error <= share <= 0.965 + error


def verdict(rows, chosen, tables, targets):
    """How the default did, and who did better."""
    outside = [t for t in targets if not inside(rows[chosen][t], tables)]
    if not outside:
        return "The default is within 93.5 to 96.5 %, to within two standard errors of the simulation, for every target."
    better = [SHORT.get(m, m) for m, found in rows.items() if all(inside(found[t], tables) for t in targets)]
    text = "The default is outside 93.5 to 96.5 % for " + ", ".join(
        f"{t} ({100 * rows[chosen][t]['coverage']:.1f})" for t in outside)
    return text + ("; inside for every target: " + ", ".join(better) + "." if better else "; no method is inside for every target.")


def main():
    cases = [json.loads(line) for line in open(sys.argv[1])]
    print(open(__file__.replace("table.py", "preface.md")).read())
    for design in TITLES:
        chosen = [case for case in cases if case["case"].split(".")[0] == design]
        if not chosen:
            continue
        print(f"\n## {TITLES[design]}\n")
        targets = POWER_TARGETS if design.startswith("power") else TARGETS
        for case in chosen:
            _, noise, norm = case["case"].split(".", 2)
            tables = case["tables"]
            name = "least squares" if norm == "squared" else "Huber norm, delta 0.001"
            print(f"### {name}; noise {NOISE[noise]}; {tables} tables\n")
            rows = {}
            for result in case["results"]:
                key = next((t for t in ("mean", "new run") if result["target"].startswith(t + " at")), result["target"])
                rows.setdefault(result["method"], {})[key] = result
            base = rows.get("classical") or rows[next(iter(rows))]
            print("| method | " + " | ".join(targets) + " | width of alpha | open ends |")
            print("|---|" + "---|" * (len(targets) + 2))
            for method, found in rows.items():
                label = SHORT.get(method, method)
                if method == default(norm, noise):
                    label = f"**{label}** (default)"
                cells = [f"{100 * found[t]['coverage']:.1f}" for t in targets]
                width = found["alpha"]["width"]
                first = base["alpha"]["width"]
                ratio = f"{width / first:.2f}" if width and first else "open"
                share = 100 * sum(found[t]["open"] for t in targets[:-1]) / ((len(targets) - 1) * tables)
                print(f"| {label} | " + " | ".join(cells) + f" | {ratio} | {share:.1f} % |")
            print("\n" + verdict(rows, default(norm, noise), tables, targets))
            if case["uncertified"]:
                print(f"\nNo certified optimum, so a miss of every method: {case['uncertified']} of {tables}.")
            print()


main()
