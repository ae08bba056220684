#!/usr/bin/env bash
# CPU seconds of one cold `scaling fit`, against Python that imports scipy.stats and Python that fits the same table.
#
#   compare.sh BINARY TABLE [RUNS]     RUNS: how often each command is timed, 11 unless given, at least 7
#
# FORMULA, RESPONSE and TERMS in the environment choose another law; all three must say the same. PYTHON names the
# interpreter. The commands take turns, so that a change of the machine's speed meets all of them.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  sed -n '4,7s/^# \{0,1\}//p' "$0" >&2
  exit 64
fi
here=$(cd "$(dirname "$0")" && pwd)
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
export FORMULA=${FORMULA:-"mmlu = b0 + b1*log10(params) + b2*log10(tokens)"}
export RESPONSE=${RESPONSE:-mmlu} TERMS=${TERMS:-"log10(params) log10(tokens)"}

exec "${PYTHON:-python3}" - "$here" "$1" "$2" "${3:-11}" <<'PY'
import os
import statistics
import subprocess
import sys

here, binary, table, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
if runs < 7:
    sys.exit("compare.sh: a median of fewer than 7 runs says little")

python = sys.executable
commands = {
    "scaling fit": [binary, "fit", table, "--formula", os.environ["FORMULA"]],
    "import scipy.stats": [python, "-c", "import scipy.stats"],
    "scipy fit": [python, f"{here}/fit_scipy.py", table, os.environ["RESPONSE"], *os.environ["TERMS"].split()],
}


def cpu_seconds(command):
    """User and system time of one run, by wait4. A command that fails is no measurement."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"compare.sh: {' '.join(command)} ended with {process.returncode}\n{message}")
    return usage.ru_utime + usage.ru_stime


times = {name: [] for name in commands}
for turn in range(runs + 1):
    for name, command in commands.items():
        seconds = cpu_seconds(command)
        if turn > 0:  # the first turn fills the file cache
            times[name].append(seconds)

ours = statistics.median(times["scaling fit"])
print(f"{'command':<20} {'median CPU s':>12} {'least':>8} {'most':>8} {'ratio to ours':>14}   ({runs} runs each)")
for name, seconds in times.items():
    median = statistics.median(seconds)
    ratio = f"{median / ours:.1f}" if ours > 0 else "-"
    print(f"{name:<20} {median:12.4f} {min(seconds):8.4f} {max(seconds):8.4f} {ratio:>14}")
PY
