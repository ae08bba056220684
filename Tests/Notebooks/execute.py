"""Writes notebooks, executes them, and sees that a wrong coefficient makes them fail.

    python Tests/Notebooks/execute.py

To be called by a Python that has nothing but numpy, scipy, pandas, nbclient, ipykernel and nbformat, after `swift build -c release`.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCALING = ROOT / ".build" / "release" / "scaling"
EXPORT = ROOT / "notebooks-export"
OLMO = ["@olmo-ladder", "--law", "chinchilla", "-c", "N=params", "-c", "D=tokens"]
MMLU = ["@open-base-models", "--formula", "mmlu = b0 + b1*log10(params) + b2*log10(tokens)", "--where", "mmlu > 0.28"]
SHARE = ["@open-base-models", "--law", "logistic-score", "-c", "score=hellaswag", "--derive", "C = 6*params*tokens",
         "--fix", "floor=0.25", "--norm", "binomial"]
TREND = ["@transistors", "--formula", "log10(transistors_thousands) = a + b*year"]

# Every norm, scale and kind of weight; held coefficients, bounds, groups, corners, a bend, comparisons with texts.
FITS = {
    "squared-log": OLMO,
    "squared-identity": MMLU,
    "huber-fixed": OLMO + ["--norm", "huber:0.001"],
    "huber": MMLU + ["--norm", "huber"],
    "tukey": MMLU + ["--norm", "tukey"],
    "tukey-fixed": OLMO + ["--norm", "tukey:0.01"],
    "soft-l1": OLMO + ["--norm", "soft-l1:0.002"],
    "cauchy": OLMO + ["--norm", "cauchy:0.002"],
    "student": MMLU + ["--norm", "student-t"],
    "student-4": OLMO + ["--norm", "student-t:4"],
    "quantile": MMLU + ["--norm", "quantile:0.3"],
    "quantile-nonlinear": OLMO + ["--norm", "quantile:0.25"],
    "binomial": SHARE,
    "binomial-trials": SHARE + ["--derive", "items = 10042 + 0*params", "--weights", "trials=items"],
    "logit": ["@open-base-models", "--formula", "hellaswag = logistic(a + b*log10(params))", "--scale", "logit"],
    "sd": TREND + ["--derive", "spread = 0.1 + 0.002*(year - 1970)", "--weights", "sd=spread"],
    "sd-huber": TREND + ["--derive", "spread = 0.1 + 0.002*(year - 1970)", "--weights", "sd=spread", "--norm", "huber:1"],
    "precision": TREND + ["--weights", "precision=year - 1960"],
    "precision-tukey": TREND + ["--weights", "precision=year - 1960", "--norm", "tukey"],
    "count-huber": ["@codex-pass-at-k", "--formula", "pass_rate = a + b*log(samples) + c*log(params)", "--weights",
                    "count=samples", "--norm", "huber"],
    "count-student": ["@codex-pass-at-k", "--formula", "pass_rate = a + b*log(samples) + c*log(params)", "--weights",
                      "count=samples", "--norm", "student-t:4"],
    "fixed": ["@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--fix", "E=0.5"],
    "bound": ["@cerebras-gpt", "--law", "power-law-floor", "-c", "C=flops", "--bounds", "alpha=0..0.05"],
    "effect": ["@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--effect", "family"],
    "effect-factor": ["@ai-revenue", "--formula", "annualized_revenue_usd = p*exp(b*frontier_eci)", "--scale", "log",
                      "--effect", "company"],
    "effect-huber": ["@open-base-models", "--formula", "mmlu = b0 + b1*log10(params)", "--effect", "family", "--norm",
                     "huber:0.02"],
    "corner": ["@transistors", "--law", "segmented-trend", "-c", "t=year", "--derive", "y = log10(transistors_thousands)"],
    "texts": ["@ai-prices", "--formula", "log10(input_usd_per_mtok) = a + b*date + c*(reasoning == \"yes\")"],
    "bootstrap": ["@cerebras-gpt", "--formula", "loss = A * C^-alpha", "-c", "C=flops", "--scale", "log", "--interval",
                  "bootstrap", "--replicates", "100"],
    "clusters": MMLU + ["--cluster", "family"],
    "coupled": ["@olmo-ladder", "--law", "coupled", "-c", "N=params", "-c", "D=tokens", "--norm", "huber:0.01"],
    "keyword": ["@transistors", "--formula", "log(transistors_thousands) = lambda + `b 1`*(year - 1990)"],
}


def run(arguments):
    return subprocess.run([str(SCALING), *arguments], capture_output=True, text=True, cwd=ROOT)


def fails(notebook, name="notebook"):
    """Why a notebook ends early; None where it runs through."""
    nbformat.validate(notebook)
    try:
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    except CellExecutionError as error:
        return re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip().splitlines()[-1]
    return None


def read(path):
    return nbformat.read(path, as_version=4)


def planted(path):
    """The notebook with the best known coefficient wrong by a ten-thousandth."""
    notebook = read(path)
    cell = next(cell for cell in notebook.cells if cell.id == "record")
    before, rest = cell.source.split('r"""\n', 1)
    text, after = rest.split('"""', 1)
    record = json.loads(text)
    row = min((row for row in record["coefficients"] if row["estimate"]),
              key=lambda row: (row["std_error"] or 0) / abs(row["estimate"]))
    row["estimate"] *= 1 + 1e-4
    cell.source = before + 'r"""\n' + json.dumps(record) + '"""' + after
    # What else the record says is of the right coefficient: here only SciPy is to find out.
    for other in notebook.cells:
        if other.id in ("derived", "predictions", "plans"):
            other.source = other.source.replace("assert ", "_ = ")
    return notebook


def check_export(name, written):
    kept = EXPORT / name
    if not kept.exists():
        return f"notebooks-export/{name} is missing"
    if kept.stat().st_size > 300_000:
        return f"notebooks-export/{name} has {kept.stat().st_size} bytes"
    if kept.read_bytes() != (written / name).read_bytes():
        return "it is not what notebooks-export/make.sh writes"
    return fails(read(kept))


def check_fit(arguments, path):
    made = run(["fit", *arguments, "--quiet", "-o", str(path)])
    if not path.exists():
        return f"no notebook: {made.stderr.strip()}"
    return fails(read(path))


def check_planted(path):
    reason = fails(planted(path))
    if reason is None:
        return "a wrong coefficient goes unnoticed"
    return None if reason.startswith("AssertionError: SciPy finds") else f"it fails by {reason}"


def check_file(folder):
    """Rows that are too many to hold are read from their file; another file is refused."""
    table = folder / "many.csv"
    dates = ["2020-01-01", "2021-07-02", "2022-03-15", "2024-12-31"]
    lines = [f"{i % 97 + 1},{2.5 * (i % 97 + 1) ** -0.3 * (1 + 0.01 * (i % 7 - 3)):.17g},{'ab'[i % 2]},{dates[i % 4]},{i % 5}"
             for i in range(6000)]
    table.write_text("x,y,side,day,k\n" + "\n".join(lines) + "\n,1,a,2020-01-01,2\n")
    path = folder / "many.ipynb"
    made = run(["fit", str(table), "--formula", "y = a * z^-b * exp(c*(day - 2020))", "--scale", "log", "--derive", "z = 2*x",
                "--where", "side == \"a\" and k < 4", "--where", "day > 2020.5 or x > 3", "--drop-missing", "--quiet", "-o",
                str(path)])
    if not path.exists():
        return f"no notebook: {made.stderr.strip()}"
    if path.stat().st_size > 200_000 or "io.BytesIO(content)" not in path.read_text():
        return "the rows are not read from their file"
    reason = fails(read(path))
    if reason:
        return reason
    table.write_text(table.read_text() + "1,1,a,2020-01-01,2\n")
    reason = fails(read(path))
    return None if reason == "AssertionError: another file was fitted" else f"another file is taken: {reason}"


def main():
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        written = folder / "export"
        written.mkdir()
        subprocess.run([str(EXPORT / "make.sh"), str(written)], check=True, stdout=subprocess.DEVNULL)
        exported = sorted(path.name for path in written.glob("*.ipynb"))
        tables = sorted(path.stem for path in (ROOT / "datasets").glob("*.csv"))
        tests = {"a notebook is of a table": lambda: None if {name[:-6] for name in exported} <= set(tables) else f"{exported}"}
        for name in exported:
            tests[f"export {name}"] = lambda name=name: check_export(name, written)
            tests[f"export {name}, planted"] = lambda name=name: check_planted(written / name)
        for name, arguments in FITS.items():
            tests[f"fit {name}"] = lambda name=name, arguments=arguments: check_fit(arguments, folder / f"{name}.ipynb")
        tests["rows from a file"] = lambda: check_file(folder)

        def outcome(item):
            name, test = item
            try:
                return name, test()
            except Exception as error:  # a broken notebook is a failed test, whatever it breaks
                return name, f"{type(error).__name__}: {error}"

        chosen = [item for item in tests.items() if all(word in item[0] for word in sys.argv[1:])]
        failed = 0
        with ThreadPoolExecutor(2) as pool:
            for name, reason in pool.map(outcome, chosen):
                failed += reason is not None
                print(f"{'FAIL' if reason else 'ok'}  {name}{': ' + reason if reason else ''}", flush=True)
            for name, reason in pool.map(outcome, [
                (f"fit {name}, planted", lambda name=name: check_planted(folder / f"{name}.ipynb"))
                for name in FITS if (folder / f"{name}.ipynb").exists()
            ]):
                failed += reason is not None
                print(f"{'FAIL' if reason else 'ok'}  {name}{': ' + reason if reason else ''}", flush=True)
                chosen.append(name)
        print(f"{len(chosen) - failed} passed, {failed} failed")
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
