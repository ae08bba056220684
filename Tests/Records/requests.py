#!/usr/bin/env python3
"""Turns every command of the README and the reference site into a request and back, and must get the same bytes.

    requests.py SCALING

Flags become JSON (`--request`), JSON becomes flags (`scaling run --print`), and these become JSON again. Nothing is performed.
"""
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ci"))
import examples  # noqa: E402

# Verbs without a record.
WITHOUT = {"plot", "run", "help"}


def calls(command):
    """The words of each call of scaling in a line of a shell."""
    lexer = shlex.shlex(re.sub(r" [12]>\S*| [12]> \S+", " ", command.replace("\\\n", " ")), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words, call = list(lexer), None
    for word in [*words, ";"]:
        if set(word) <= set("|&;()<>"):
            if call:
                yield call
            call = None
        elif word == "scaling" and call is None:
            call = []
        elif call is not None:
            call.append(word)


def run(scaling, words):
    made = subprocess.run([scaling, *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if made.returncode != 0:
        raise SystemExit(f"{shlex.join(['scaling', *map(str, words)])}: status {made.returncode}\n{made.stderr}")
    return made.stdout


def main(scaling):
    pages = [ROOT / "README.md", *sorted((ROOT / "Sources/ScalingLaws/ScalingLaws.docc").rglob("*.md"))]
    seen, failed = set(), 0
    for page in pages:
        for kind, block in examples.BLOCK.findall(page.read_text()):
            if kind != "console":
                continue
            for command, _, _ in examples.examples(block):
                for words in calls(command):
                    if not words or words[0] in WITHOUT or words[0].startswith("-") or "--help" in words or "$" in "".join(words):
                        continue
                    seen.add(tuple(words))
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "request.json"
        for words in sorted(seen):
            first = run(scaling, [*words, "--request"])
            file.write_text(first)
            line = run(scaling, ["run", file, "--print"]).strip()
            second = run(scaling, [*shlex.split(line)[1:], "--request"])
            third = run(scaling, ["run", file, "--print", "--json"])
            if not first == second == third:
                failed += 1
                print(f"{shlex.join(words)}\n  became {line}\n{first}{second}{third}")
    print(f"{len(seen)} commands became requests and commands again, {failed} of them another")
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
