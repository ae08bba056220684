#!/usr/bin/env python3
"""Holds the records in a folder against their schemas, as `scaling schema NAME` prints them.

    validate.py FOLDER              every record of FOLDER, as SCALING_RECORDS=FOLDER makes the tests keep them
    validate.py --self-test FOLDER  plants faults in valid records of every schema, and must see each refused

--binary names the program; .build/release/scaling unless given. Needs the package jsonschema, 4.18 or later.
"""
import argparse
import copy
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

BINARY = Path(__file__).resolve().parents[2] / ".build" / "release" / "scaling"


def parse(text):
    """A document; `ValueError` for what is no JSON, NaN and Infinity too."""

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def is_record(value):
    return isinstance(value, dict) and isinstance(value.get("schema"), str)


def nodes(value, path=()):
    """Every value of a document with its path, but not what is inside records in it."""
    yield path, value
    if path and is_record(value):
        return
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from nodes(item, (*path, key))


def where(path):
    return "/".join(map(str, path)) or "top"


def lint(document):
    """What the meta-schema allows and these schemas do not: objects that take any key, fields without a description."""
    for path, node in nodes(document):
        if not isinstance(node, dict) or not isinstance(node.get("properties"), dict) or path[-1:] == ("properties",):
            continue
        if node.get("additionalProperties") is not False:
            yield f"{where(path)} takes any key"
        for name, field in node["properties"].items():
            if "description" not in field:
                yield f"{where(path)}: {name} has no description"


def read_schemas(binary):
    """A validator for each record by the name of its schema, and what is wrong with the schemas themselves."""

    def printed(*arguments):
        return subprocess.run([binary, "schema", *arguments], check=True, capture_output=True, text=True).stdout

    names = [line.split()[0] for line in printed().splitlines() if line.strip().startswith("scaling.")]
    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    validators, faults = {}, []
    for name in names:
        document = parse(printed(name))
        problems = [error.message for error in meta.iter_errors(document)] + list(lint(document))
        if document.get("$id") != name.replace("/", "-") + ".json":
            problems.append("$id is not the name of the schema")
        if document["properties"]["schema"].get("const") != name:
            problems.append("the record does not say this schema")
        faults += [f"{name}: {problem}" for problem in problems]
        validators[name] = Draft202012Validator(document)
    if not names:
        faults.append(f"{binary} lists no schema")
    return validators, faults


def read_records(folder):
    """The records of a folder by schema, each with the name of its file, and files that are none.

    Of an object without a schema, the records in it.
    """
    found, faults = defaultdict(list), []
    for path in sorted(folder.glob("*.json")):
        try:
            document = parse(path.read_text(encoding="utf-8"))
        except ValueError as error:
            faults.append(f"{path.name}: {error}")
            continue
        records = [document] if is_record(document) else [node for _, node in nodes(document) if is_record(node)]
        for record in records:
            found[record["schema"]].append((path.name, record))
        if not records:
            faults.append(f"{path.name}: holds no record")
    return found, faults


def planted(record, required, seen):
    """Copies of a record with one fault each; of places that differ only by an index, one."""

    def changed(path, change):
        result = copy.deepcopy(record)
        target = result
        for step in path:
            target = target[step]
        change(target)
        return result

    for path, node in nodes(record):
        # What was asked has the names of the verb's options, which the verb itself checks.
        if path[:1] == ("request",):
            continue
        place = where("*" if isinstance(step, int) else step for step in path)
        number = isinstance(node, (int, float)) and not isinstance(node, bool)
        # A point may have texts, for laws that compare a column with text.
        text = len(path) > 1 and (path[-2] in ("at", "point") or path[:2] == ("plain_grid", "runs"))
        kind = ("a list" if text else "a string") if number else "an extra key" if isinstance(node, dict) else None
        if kind is None or (place, kind) in seen:
            continue
        seen.add((place, kind))
        if number:
            yield f"{place}: {kind}", changed(path[:-1], lambda it: it.__setitem__(path[-1], [node] if text else str(node)))
        else:
            yield f"{place}: {kind}", changed(path, lambda it: it.__setitem__("planted", {}))
    for key in required:
        if (key, "missing") not in seen:
            seen.add((key, "missing"))
            yield f"{key}: missing", changed((), lambda it: it.pop(key))


def self_test(validators, found):
    passed, failed = 0, 0
    for schema, validator in validators.items():
        seen, missed = set(), []
        for _, record in found[schema]:
            if validator.is_valid(record):
                missed += [fault for fault, bad in planted(record, validator.schema["required"], seen) if validator.is_valid(bad)]
        print(f"{schema}: {len(seen) - len(missed)} of {len(seen)} planted faults refused")
        for fault in missed:
            print(f"  accepted: {fault}")
        if not seen:
            print("  no valid record to plant them in")
        passed, failed = passed + len(seen) - len(missed), failed + len(missed) + (not seen)
    return passed, failed


def check(validators, found):
    passed, failed = 0, 0
    for schema in sorted(validators.keys() | found.keys()):
        records = found[schema]
        print(f"{schema}: {len(records)} records")
        if schema not in validators:
            print("  has no schema")
            failed += len(records)
            continue
        if not records:
            print("  no test makes one")
            failed += 1
        for name, record in records:
            error = best_match(validators[schema].iter_errors(record))
            passed, failed = passed + (error is None), failed + (error is not None)
            if error is not None:
                print(f"  {name}: {where(error.absolute_path)}: {error.message[:300]}")
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--binary", type=Path, default=BINARY)
    arguments = parser.parse_args()
    validators, faults = read_schemas(arguments.binary)
    found, unread = read_records(arguments.folder)
    passed, failed = (self_test if arguments.self_test else check)(validators, found)
    faults += unread
    if not any(found.values()):
        faults.append(f"{arguments.folder} holds no record")
    for fault in faults:
        print(fault)
    failed += len(faults)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
