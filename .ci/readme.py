"""Runs the commands of README.md as written, and compares what it shows with what they print.

Blocks fenced as `sh` are run and must succeed. In blocks fenced as `console`, a line that begins with "$ " is a
command; the lines up to the next one are its standard output, compared to the letter. With --update, the console blocks
are rewritten with what the commands print, and nothing else is run.
"""

import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = f"{ROOT / '.build/release'}:{os.environ['PATH']}"


def examples(block):
    """Command and the lines shown below it, in order."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    return found


def printed(command):
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env={**os.environ, "PATH": PATH})
    return [line.rstrip() for line in result.stdout.splitlines()], result.stderr


def run_script(script):
    print(f"\n-- {script.strip()}", flush=True)
    status = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    if status != 0:
        sys.exit(f"README: a command failed with status {status}: {script}")


def compare(command, shown):
    print(f"-- {command}", flush=True)
    lines, errors = printed(command)
    expected = [line.rstrip() for line in shown]
    if lines != expected:
        print("\n".join(difflib.unified_diff(expected, lines, "README.md", command, lineterm="")))
        print(errors)
        sys.exit(f"README: this is not what the command prints: {command}")


def update():
    def rewritten(match):
        if match.group(1) == "sh":
            return match.group(0)
        lines = [line for command, _ in examples(match.group(2)) for line in ["$ " + command] + printed(command)[0]]
        return "```console\n" + "\n".join(lines) + "\n```"

    README.write_text(BLOCK.sub(rewritten, README.read_text()))


def check():
    count = 0
    for kind, block in BLOCK.findall(README.read_text()):
        if kind == "sh":
            run_script(block)
            count += 1
        else:
            for command, shown in examples(block):
                compare(command, shown)
                count += 1
    if count < 3:
        sys.exit("README: expected a command that sets up, one that tests, and a tour")
    print(f"\n{count} README commands hold")


update() if sys.argv[1:] == ["--update"] else check()
