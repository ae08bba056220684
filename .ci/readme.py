"""Runs the commands of README.md as written, and compares what it shows with what they print.

Blocks fenced as `sh` are run and must succeed; `examples.py` says what blocks fenced as `console` are. With --update, the
console blocks are rewritten with what the commands print, and nothing else is run.
"""

import subprocess
import sys

import examples

README = examples.ROOT / "README.md"


def run_script(script):
    print(f"\n-- {script.strip()}", flush=True)
    status = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=examples.ROOT, stdin=subprocess.DEVNULL).returncode
    if status != 0:
        sys.exit(f"README: a command failed with status {status}: {script}")


def check():
    count = 0
    for kind, block in examples.BLOCK.findall(README.read_text()):
        if kind == "sh":
            run_script(block)
            count += 1
        else:
            for command, _, shown in examples.examples(block):
                print(f"-- {command}", flush=True)
                examples.compare(README, command, shown, examples.ROOT)
                count += 1
    if count < 3:
        sys.exit("README: expected a command that sets up, one that tests, and a tour")
    print(f"\n{count} README commands hold")


try:
    if sys.argv[1:] == ["--update"]:
        README.write_text(examples.rewritten(README.read_text(), examples.ROOT))
    else:
        check()
except examples.Mismatch as mismatch:
    sys.exit(str(mismatch))
