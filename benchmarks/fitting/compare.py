#!/usr/bin/env python3
"""Times our fits and those of others in one run, by turns, and prints medians and ratios as Markdown.

    benchmarks/fitting/compare.py SHARED [--bench .build/release/fitbench] [--rounds 5] [--quick]

SHARED is the folder with `data/chinchilla` and, if there, `peers/scipy_fit.py` and
`peers/lmfit_profile.py`. A peer that is not there, or whose Python
packages are missing, is skipped by name. --quick leaves out SciPy's 4,000 refits and takes 200 of them instead.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def last_json(words):
    """The last line that a command prints, as JSON; None where it fails."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    if done.returncode or not done.stdout.strip():
        print(f"skipped: {' '.join(map(str, words))}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--bench", default=".build/release/fitbench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    data, peers = arguments.shared / "data/chinchilla", arguments.shared / "peers"
    scipy, lmfit, python = peers / "scipy_fit.py", peers / "lmfit_profile.py", sys.executable
    refits = 200 if arguments.quick else 4000

    def ours(*work):
        return lambda: last_json([arguments.bench, data, *work])

    def theirs(*words):
        return (lambda: last_json([python, *words])) if pathlib.Path(words[0]).exists() else (lambda: None)

    cpu, wall = "cpu_seconds", "seconds"
    # Name, ours, the field of ours, the peer, the field of the peer, the factor that brings the peer to the same work.
    works = [
        ("one robust solve, one start", ours("one"), cpu, theirs(scipy, "one"), cpu, 1),
        ("raw least squares, one start", ours("raw"), cpu, theirs(HERE / "scipy_raw.py", data), wall, 1),
        ("whole certified fit; SciPy: grid of 4,500 starts", ours("certified"), cpu, theirs(scipy, "grid", "20"), cpu, 225),
        ("4,000 refits, one core", ours("refits", "4000", "1"), cpu, theirs(scipy, "bootstrap", str(refits)), cpu,
         4000 / refits),
        ("4,000 refits, one thread (wall)", ours("refits", "4000", "1"), wall, None, None, 1),
        ("4,000 refits, two threads (wall)", ours("refits", "4000", "2"), wall, None, None, 1),
        ("profile intervals of five coefficients; lmfit", ours("profile"), cpu, theirs(lmfit), "profile_cpu_seconds", 1),
        ("certified fit by the catalogue's law", ours("catalogue"), cpu, None, None, 1),
    ]
    seen = {name: ([], []) for name, *_ in works}
    for _ in range(arguments.rounds):
        for name, mine, my_field, peer, peer_field, factor in works:
            if (found := mine()) is not None:
                seen[name][0].append(found[my_field])
            if peer and (found := peer()) is not None:
                seen[name][1].append(found[peer_field] * factor)
    print("| work | scaling | SciPy | ratio |\n|---|---|---|---|")
    for name, (mine, peer) in seen.items():
        if not mine:
            continue
        other = f"{1e3 * statistics.median(peer):.4g} ms" if peer else ""
        ratio = f"{statistics.median(p / m for m, p in zip(mine, peer)):.0f}" if peer else ""
        print(f"| {name} | {1e3 * statistics.median(mine):.3g} ms | {other} | {ratio} |")


main()
