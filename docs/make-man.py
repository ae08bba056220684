"""Writes the man pages of `scaling` from the command's own description: scaling.1 and scaling-VERB.1.

    scaling --experimental-dump-help | python3 docs/make-man.py OUT VERSION DATE
"""

import json
import pathlib
import re
import sys

SPECIAL = {"\\": r"\e", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", "-": r"\-"}
BOLD, ITALIC, PLAIN = r"\fB", r"\fI", r"\fR"


def escaped(text):
    """As groff prints it letter for letter."""
    text = "".join(SPECIAL.get(c, c if ord(c) < 128 else f"\\[u{ord(c):04X}]") for c in text)
    return re.sub(r"^\.", r"\\&.", text)


def parts(discussion):
    """Paragraphs and verbatim blocks, each under its heading; prose below the heading of a list goes on with the text before."""
    sections, heading, block = [("", [])], "", []
    for line in (discussion + "\n").split("\n"):
        if block and (not line.strip() or line[0].isspace() != block[0][0].isspace()):
            is_verbatim = block[0][0].isspace()
            if not is_verbatim and block[0].isupper() and len(block) == 1:
                heading = block[0]
                sections.append((heading, []))
            else:
                if not is_verbatim and sections[-1][0]:
                    sections.append(("", []))
                sections[-1][1].append((is_verbatim, block))
            block = []
        if line.strip():
            block.append(line)
    return sections


def body(blocks):
    lines = []
    for is_verbatim, block in blocks:
        if is_verbatim:
            margin = min(len(line) - len(line.lstrip()) for line in block)
            lines += [".PP", ".RS 2", ".EX"] + [escaped(line[margin:]) for line in block] + [".EE", ".RE"]
        else:
            lines += [".PP"] + [escaped(line) for line in block]
    return lines[1:]


def written(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def entry(argument):
    """A flag, an option or an argument with what it is for."""
    value = ITALIC + escaped(argument["valueName"]) + PLAIN
    if argument["kind"] == "positional":
        term = value
    else:
        names = sorted(argument["names"], key=lambda name: name["kind"] == "long")
        term = ", ".join(BOLD + escaped(written(name)) + PLAIN for name in names)
        if argument["kind"] == "option":
            term += " " + value
    text = argument.get("abstract", "")
    if argument.get("allValues"):
        text += f" Values: {', '.join(argument['allValues'])}."
    # The default of --threads is the machine's number of processors.
    if argument.get("defaultValue") and argument["preferredName"]["name"] != "threads":
        text += f" Default: {argument['defaultValue']}."
    return [".TP", term, escaped(text.strip())]


def options(arguments):
    shown = [argument for argument in arguments if argument["shouldDisplay"]]
    lines = [line for argument in shown if not argument.get("sectionTitle") for line in entry(argument)]
    titles = dict.fromkeys(argument["sectionTitle"] for argument in shown if argument.get("sectionTitle"))
    for title in titles:
        lines += [f".SS {title}"]
        lines += [line for argument in shown if argument.get("sectionTitle") == title for line in entry(argument)]
    return lines


def synopsis(words, command):
    line = f"{BOLD}{escaped(' '.join(words))}{PLAIN}"
    if command.get("subcommands"):
        return [f"{line} {ITALIC}command{PLAIN} [{ITALIC}options{PLAIN}]"]
    for argument in command["arguments"]:
        if argument["kind"] == "positional":
            name = ITALIC + escaped(argument["valueName"]) + PLAIN
            line += " " + (f"[{name}]" if argument["isOptional"] else name)
    return [f"{line} [{ITALIC}options{PLAIN}]"]


def statuses(text):
    lines = []
    for item in re.split(r";\s*", " ".join(text.split())):
        number, meaning = item.split(" ", 1)
        lines += [".TP", BOLD + number + PLAIN, escaped(meaning[0].upper() + meaning[1:] + ".")]
    return lines


def page(command, root, version, date):
    words = command.get("superCommands", []) + [command["commandName"]]
    name = "-".join(words)
    verbs = [verb for verb in root["subcommands"] if verb["commandName"] != "help"]
    sections = parts(command.get("discussion", ""))
    lines = [f'.TH "{name.upper()}" "1" "{date}" "scaling {version}" "User Commands"', ".nh", ".ad l"]
    lines += [".SH NAME", f"{escaped(name)} \\- {escaped(command['abstract'].rstrip('.'))}"]
    lines += [".SH SYNOPSIS"] + synopsis(words, command)
    lines += [".SH DESCRIPTION"]
    described = [block for heading, blocks in sections if not heading for block in blocks]
    lines += body(described) or [escaped(command["abstract"])]
    for heading, blocks in sections:
        if heading and heading not in ("EXAMPLES", "EXIT STATUS"):
            lines += [f".SS {heading.capitalize()}"] + body(blocks)
    if command.get("subcommands"):
        lines += [".SH COMMANDS"]
        for verb in verbs:
            lines += [".TP", f"{BOLD}{escaped(verb['commandName'])}{PLAIN}", escaped(verb["abstract"])]
    lines += [".SH OPTIONS"] + options(command["arguments"])
    lines += [".SH EXAMPLES"] + [line for heading, blocks in sections if heading == "EXAMPLES" for line in body(blocks)]
    exits = next(blocks for heading, blocks in parts(root["discussion"]) if heading == "EXIT STATUS")
    lines += [".SH EXIT STATUS"] + statuses(" ".join(line for _, block in exits for line in block))
    text = command.get("discussion", "")
    others = [verb["commandName"] for verb in verbs if verb is not command]
    related = others if command is root else [verb for verb in others if f"scaling {verb}" in text]
    pages = ([] if command is root else ["scaling"]) + [f"scaling-{verb}" for verb in related]
    lines += [".SH SEE ALSO"] + [f".BR {escaped(other)} (1)," for other in pages[:-1]] + [f".BR {escaped(pages[-1])} (1)"]
    return name, "\n".join(lines) + "\n"


def main(out, version, date):
    root = json.load(sys.stdin)["command"]
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for command in [root] + [verb for verb in root["subcommands"] if verb["commandName"] != "help"]:
        name, text = page(command, root, version, date)
        (folder / f"{name}.1").write_text(text)


main(*sys.argv[1:])
