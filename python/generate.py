"""Writes the functions of the package, one for each verb, from what the library says of its options.

python generate.py LIBRARY > src/scaling_laws/_verbs.py
"""

import ctypes
import json
import keyword
import pathlib
import sys
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).parent / "src" / "scaling_laws"))

from _kinds import TABLES


def options(library):
    handle = ctypes.CDLL(library)
    handle.scaling_options.restype = ctypes.c_char_p
    return json.loads(handle.scaling_options())["verbs"]


def annotation(option):
    if option["key"] in TABLES or option["kind"] == "positional":
        return "Any"
    if option["kind"] == "flag":
        return "bool"
    return "Many" if option["several"] else "One"


def paragraphs(text, in_keywords):
    """The discussion of a verb without its examples, which are commands."""
    kept = text.split("\nEXAMPLES")[0].split("\nFIGURES")
    return in_keywords(kept[0]).strip()


def function(verb, in_keywords):
    name = verb["verb"]
    # How an answer is handed over, and which files the command writes, are methods of the results.
    taken = [o for o in verb["options"] if not o["delivery"] and not o["written"]]
    first = [o for o in taken if o["kind"] == "positional"]
    rest = [o for o in taken if o["kind"] != "positional"]
    takes_columns = any(o["key"] == "column" for o in rest)
    lines = [f"def {name}("]
    for option in first:
        default = " | None = None" if name in ("laws", "datasets", "design") else ""
        kind = "Any" if not default or option["key"] == "file" else "str"
        lines.append(f"    {option['key']}: {kind}{default if kind != 'Any' else default.replace(' | None', '')},")
    if first:
        lines.append("    /,")
    lines.append("    *,")
    for option in rest:
        key = option["key"] + ("_" if keyword.iskeyword(option["key"]) else "")
        kind = annotation(option)
        lines.append(f"    {key}: {kind} = {'False' if kind == 'bool' else 'None'},")
    lines.append("    progress: bool = True,")
    if takes_columns:
        lines.append("    **columns: str,")
    lines.append(f") -> {'Fit' if name == 'fit' else 'Result'}:")
    doc = [verb["abstract"], ""]
    discussion = paragraphs(verb["discussion"], in_keywords)
    if discussion:
        for paragraph in discussion.split("\n\n"):
            plain = paragraph if paragraph.startswith(" ") else textwrap.fill(paragraph, 100)
            doc += [plain, ""]
    doc.append("Args:")
    for option in first + rest:
        text = in_keywords(option["help"])
        if option["key"] == "data":
            text = "A table in memory, a path, or @name for a bundled table."
        if option["key"] == "file" and option["kind"] == "positional":
            text = "A result, its record, or the path of one."
        if option["values"]:
            text += f" One of {', '.join(option['values'])}."
        doc.append(textwrap.fill(f"{option['key']}: {text}", 100, initial_indent="    ", subsequent_indent="        "))
    doc.append("    progress: Whether work that takes long shows how far it is, by tqdm where that is installed.")
    if takes_columns:
        doc.append('    columns: Columns, or formulas of columns, by the symbol of the law that they stand for: ``N="params"``.')
    doc += ["", "Raises:", "    ScalingError: there is no result; its hint says what may help."]
    body = "\n".join(doc).replace("\\", "\\\\").replace('"""', "'''")
    lines.append(textwrap.indent('"""' + body + '\n"""', "    "))
    lines.append("    options: dict[str, Any] = {")
    for option in first + rest:
        key = option["key"] + ("_" if keyword.iskeyword(option["key"]) else "")
        lines.append(f'        "{option["key"]}": {key},')
    lines.append("    }")
    call = f'perform("{name}", options, {"columns" if takes_columns else "{}"}, progress=progress)'
    # With ``by`` there are several fits, and the result is not one.
    lines.append(f"    return cast(Fit, {call})" if name == "fit" else f"    return {call}")
    return "\n".join(lines)


def main():
    from _errors import in_keywords

    verbs = options(sys.argv[1])
    print('"""One function for each verb. Written by generate.py from what the library says of its options."""')
    print("# ruff: noqa: E501, RUF001, RUF002\n")
    print("from __future__ import annotations\n")
    print("from collections.abc import Mapping, Sequence\nfrom typing import Any, cast\n")
    print("from ._request import perform\nfrom ._results import Fit, Result\n")
    print("One = str | int | float | None")
    print("Many = str | int | float | Sequence[Any] | Mapping[str, Any] | None\n")
    print("__all__ = [" + ", ".join(f'"{verb["verb"]}"' for verb in verbs) + "]\n")
    for verb in verbs:
        print("\n" + function(verb, in_keywords) + "\n")


main()
