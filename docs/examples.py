"""Runs the commands of the reference site's pages, and compares what the pages show with what they print.

    python3 docs/examples.py [--update] [PAGE...]

Every page of `Sources/ScalingLaws/ScalingLaws.docc` has a folder of its own for the files that its commands write. A command
that prints nothing must succeed. Numbers at rounding level, which differ between processors, need not agree. With
--update, console blocks are rewritten with what the commands print.
"""

import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / ".ci"))
import examples

CATALOGUE = examples.ROOT / "Sources/ScalingLaws/ScalingLaws.docc"
ROUNDING = re.compile(r"(expected decrease) [0-9.]+e-[2-9][0-9]")


def without_rounding(line):
    return ROUNDING.sub(r"\1", line)


def check(page, folder):
    count = 0
    for kind, block in examples.BLOCK.findall(page.read_text()):
        for command, _, shown in examples.examples(block) if kind == "console" else []:
            if shown:
                examples.compare(page, command, shown, folder, without_rounding)
            else:
                lines, errors, status = examples.printed(command, folder)
                if lines or status != 0:
                    raise examples.Mismatch(f"{page.name}: status {status}, {lines}: {command}\n{errors}")
            count += 1
    return count


def main(arguments):
    updates = "--update" in arguments
    names = [argument for argument in arguments if argument != "--update"]
    pages = [path for path in sorted(CATALOGUE.rglob("*.md")) if not names or path.stem in names]
    if not pages:
        sys.exit(f"no page of that name in {CATALOGUE}")
    count, failures, began = 0, [], time.monotonic()
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            try:
                if updates:
                    page.write_text(examples.rewritten(page.read_text(), folder))
                else:
                    count += check(page, folder)
            except examples.Mismatch as mismatch:
                failures.append(str(mismatch))
    print("\n\n".join(failures))
    if not updates:
        print(f"{count} commands of {len(pages)} pages run in {time.monotonic() - began:.1f} s, {len(failures)} pages differ")
    sys.exit(bool(failures) or (not updates and not names and count < 2))


main(sys.argv[1:])
