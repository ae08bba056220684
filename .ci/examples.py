"""Console blocks of Markdown pages: runs their commands, and compares what a page shows with what they print.

In a block fenced as `console`, a line that begins with "$ " is a command; lines below it that begin with "> " carry the
command on, as a shell shows it; the lines up to the next command are its standard output, compared to the letter.
"""

import difflib
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENVIRONMENT = {**os.environ, "PATH": f"{ROOT / '.build/release'}:{os.environ['PATH']}"}


class Mismatch(Exception):
    """A page shows something else than what its command prints."""


def examples(block):
    """Commands as they are run, as they are shown, and the lines shown below them, in order."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(([line[2:]], []))
        elif found and line.startswith("> ") and not found[-1][1]:
            found[-1][0].append(line[2:])
        elif found:
            found[-1][1].append(line)
    return [("\n".join(command), "$ " + "\n> ".join(command), shown) for command, shown in found]


def printed(command, folder):
    """Lines of standard output, the text of standard error, and the status."""
    result = subprocess.run(
        ["bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=ENVIRONMENT)
    return [line.rstrip() for line in result.stdout.splitlines()], result.stderr, result.returncode


def compare(page, command, shown, folder, read=lambda line: line):
    """`read` gives what of a line has to agree."""
    lines, errors, _ = printed(command, folder)
    expected = [line.rstrip() for line in shown]
    if list(map(read, lines)) != list(map(read, expected)):
        difference = "\n".join(difflib.unified_diff(expected, lines, page.name, command, lineterm=""))
        raise Mismatch(f"{difference}\n{errors}\n{page.name}: this is not what the command prints: {command}")


def rewritten(text, folder):
    """The page with every console block as its commands print it now."""
    def block(match):
        if match.group(1) == "sh":
            return match.group(0)
        lines = []
        for command, shown, _ in examples(match.group(2)):
            lines += shown.split("\n") + printed(command, folder)[0]
        return "```console\n" + "\n".join(lines) + "\n```"

    return BLOCK.sub(block, text)
