#!/usr/bin/env python3
"""Compares records made before and after a change, number by number to the last digit.

    compare.py BEFORE AFTER

Keys that were renamed are in RENAMED, and in CHANGELOG.md. A key that is new and null says nothing that was not there: it is counted.
"""
import argparse
import json
import sys
from pathlib import Path

# Of a schema, or of every record ("*"): old key → new key.
RENAMED = {"*": {}}

# Differ with the program or the machine and not with the numbers.
PASSED_OVER = {"version"}


class Number(str):
    """A number as it is written, so that no digit is lost."""


def load(path):
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Number, parse_int=Number)


def differences(before, after, renamed, path, added):
    if isinstance(before, dict) and isinstance(after, dict):
        if isinstance(before.get("schema"), str):
            renamed = {**RENAMED["*"], **RENAMED.get(before["schema"], {})}
        expected = {renamed.get(key, key): (key, value) for key, value in before.items()}
        for new, (old, value) in expected.items():
            place = f"{path}.{old}"
            if new not in after:
                yield f"{place} is gone"
            elif old not in PASSED_OVER:
                yield from differences(value, after[new], renamed, place, added)
        for key in after.keys() - expected.keys():
            # What a record says of how it was made is its header's, and moves no number.
            if after[key] is not None and (path or key not in ("request", "inputs")):
                yield f"{path}.{key} is new"
            added.add(key)
        if [key for key in after if key in expected] != list(expected):
            yield f"{path}: keys in another order"
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield f"{path}: {len(before)} elements, now {len(after)}"
        for index, pair in enumerate(zip(before, after)):
            yield from differences(*pair, renamed, f"{path}[{index}]", added)
    elif type(before) is not type(after) or before != after:
        yield f"{path}: {json.dumps(before)[:80]}, now {json.dumps(after)[:80]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    arguments = parser.parse_args()
    names = sorted({path.name for folder in (arguments.before, arguments.after) for path in folder.glob("*.json")})
    failed, identical, added = 0, 0, set()
    for name in names:
        paths = arguments.before / name, arguments.after / name
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            found = [f"no {missing[0]}"]
        else:
            identical += paths[0].read_bytes() == paths[1].read_bytes()
            found = list(differences(load(paths[0]), load(paths[1]), RENAMED["*"], "", added))
        for line in found[:10]:
            print(f"{name}: {line}")
        failed += bool(found)
    if added:
        print(f"new keys, null where they were missing: {', '.join(sorted(added))}")
    print(f"{len(names) - failed} of {len(names)} records have the same numbers, {identical} the same bytes")
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
