#!/usr/bin/env python3
"""Reads back what EscapingTests wrote, with readers that are not ours: decode.py FILE.

A line of the file is a language, a text, and the text written in the language, both as UTF-8 in hexadecimal (`-` for nothing). Ends with
`N read back` and status 0, or with the first differences and status 1. sh and bash are asked where they are installed.
"""

import ast
import csv
import html
import html.parser
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LINE_END = re.compile("[\n\x0b\x0c\r\x85\u2028\u2029]")


def shown(scalar):
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(scalar) or f"\\u{{{ord(scalar):X}}}"


def shown_line(text):
    return UNSEEN.sub(lambda found: shown(found[0]), text)


def without_nul(text):
    return text.replace("\0", "\ufffd")


class Tags(html.parser.HTMLParser):
    """Whatever is not text."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, attributes))

    def handle_comment(self, data):
        self.found.append(data)

    handle_endtag = handle_decl = handle_pi = unknown_decl = handle_comment


def from_html(written):
    tags = Tags(f"<p title=\"{written}\" lang='{written}'>{written}").found
    # The parser of Python takes NUL and others as they are; only the one tag may be there.
    if [tag for tag, *_ in tags] != ["p"] or len(tags[0][1]) != 2:
        return f"other tags: {tags}"
    return html.unescape(written)


def from_xml(written):
    element = xml.etree.ElementTree.fromstring(f"<a b=\"{written}\" c='{written}'>{written}</a>")
    found = {element.text or "", element.get("b"), element.get("c")}
    return found.pop() if len(found) == 1 and not len(element) else f"three readings: {found}"


def xml_text(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def from_delimited(written, dialect, separator):
    rows = list(csv.reader(io.StringIO(f"{written}{separator}{written}{separator}end\r\n", newline=""), dialect=dialect))
    return rows[0][0] if len(rows) == 1 and len(rows[0]) == 3 and rows[0][0] == rows[0][1] else f"rows: {rows}"


LATEX = {r"\textbackslash{}": "\\", r"\^{}": "^", r"\~{}": "~", r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|"}
MATH = {r"\backslash ": "\\", r"\hat{}": "^", r"\sim ": "~", r"\ ": " "}


def from_latex(written, commands, others):
    """Nothing but known commands, escaped marks, and characters that mean nothing."""
    pieces = re.compile("|".join(map(re.escape, commands)) + r"|\\[_%#&${}]|[^" + re.escape(others) + "]", re.S)
    at, text = 0, ""
    while at < len(written):
        found = pieces.match(written, at)
        if not found:
            return f"a mark at {at}"
        text += commands.get(found[0]) or found[0][-1]
        at = found.end()
    return text


def latex_text(text):
    return shown_line(LINE_END.sub(" ", text).replace("\t", " "))


def from_markdown(written):
    """CommonMark: a backslash before ASCII punctuation is that character."""
    if not re.fullmatch(r"(?:\\[!-/:-@\[-`{-~]|[^\\`*_\[\]<>|#~$&\n\r])*", written):
        return "a mark"
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written)


def markdown_text(text):
    return UNSEEN.sub(lambda found: found[0] if found[0] == "\t" else shown(found[0]), LINE_END.sub(" ", text))


def from_markdown_code(written):
    """CommonMark 6.1: up to the next run of as many backticks; one space is stripped at both ends, unless all are spaces."""
    fence = re.match("`+", written)[0]
    runs = [len(run[0]) for run in re.finditer("`+", written[len(fence):])]
    if runs.index(len(fence)) != len(runs) - 1 or not written.endswith(fence):
        return "closed elsewhere"
    inside = written[len(fence):-len(fence)]
    if inside[:1] == inside[-1:] == " " and inside.strip(" "):
        inside = inside[1:-1]
    return inside


def from_formula(written, quotes):
    quote = written[0]
    inside = written[1:-1]
    if quote not in quotes or written[-1] != quote or any(len(run) % 2 for run in re.findall(re.escape(quote) + "+", inside)):
        return "closed elsewhere"
    return inside.replace(quote * 2, quote)


def from_script(written):
    return "a bracket" if "<" in written else json.loads(written)


def from_json(written):
    return "unseen" if UNSEEN.search(written) else json.loads(written)


def from_terminal(written):
    return "unseen" if UNSEEN.search(written.replace("\n", "").replace("\t", "")) else written


def terminal_text(text):
    return UNSEEN.sub(lambda found: found[0] if found[0] in "\n\t" else shown(found[0]), text)


def same(text):
    return text


def block(written):
    return ast.literal_eval(f'"""{written}"""')


def one_word(written):
    words = shlex.split(written)
    return words[0] if len(words) == 1 else f"words: {words}"


READERS = {
    "shell": (one_word, without_nul),
    "html": (from_html, without_nul),
    "xml": (from_xml, xml_text),
    "latex": (lambda written: from_latex(written, LATEX, "\\^~<>|_%#&${}\n\r"), latex_text),
    "latex-math": (lambda written: from_latex(written, MATH, "\\^~_%#&${} \n\r"), latex_text),
    "markdown": (from_markdown, markdown_text),
    "markdown-code": (from_markdown_code, lambda text: markdown_text(text) or " "),
    "csv": (lambda written: from_delimited(written, "excel", ","), same),
    "tsv": (lambda written: from_delimited(written, "excel-tab", "\t"), same),
    "json": (from_json, same),
    "script": (from_script, same),
    "python": (ast.literal_eval, same),
    "python-block": (block, same),
    # Vega's strings are those of JavaScript, whose escapes of this kind are Python's.
    "vega": (ast.literal_eval, same),
    "formula-name": (lambda written: from_formula(written, "`"), same),
    "formula-text": (lambda written: from_formula(written, "\"'"), same),
    "terminal": (from_terminal, terminal_text),
    "line": (lambda written: "unseen" if UNSEEN.search(written) else written, shown_line),
}


def by_shell(shell, words):
    """The words as a shell reads them, some hundreds at a time."""
    found = []
    for start in range(0, len(words), 500):
        line = "printf '%s\\0' " + " ".join(words[start:start + 500]) + "\n"
        run = subprocess.run([shell, "-s"], input=line.encode(), capture_output=True)
        found += run.stdout.decode(errors="replace").split("\0")[:-1]
        if run.stderr:
            print(shell, run.stderr.decode(errors="replace")[:300])
    return found


BATCHES = {
    "shell": ("sh", lambda words: by_shell("sh", words), without_nul),
    "shown-shell": ("bash", lambda words: by_shell("bash", words), without_nul),
}


def main():
    unhex = lambda text: "" if text == "-" else bytes.fromhex(text).decode()
    cases = {}
    for line in open(sys.argv[1], encoding="ascii"):
        language, text, written = line.split()
        cases.setdefault(language, []).append((unhex(text), unhex(written)))
    wrong, count = [], 0
    for language, pairs in cases.items():
        count += len(pairs)
        if language in READERS:
            read, expected = READERS[language]
            for text, written in pairs:
                try:
                    found = read(written)
                except Exception as error:  # a reader that refuses it is a difference like any other
                    found = f"{type(error).__name__}: {error}"
                if found != expected(text):
                    wrong.append((language, text, written, found))
        if language in BATCHES:
            program, read, expected = BATCHES[language]
            if shutil.which(program):
                found = read([written for _, written in pairs])
                if len(found) != len(pairs):
                    wrong.append((program, len(pairs), "answers", len(found)))
                wrong += [(program, text, written, other) for (text, written), other in zip(pairs, found)
                          if other != expected(text)]
        if language == "shown-shell":
            wrong += [(language, text, written, "unseen") for text, written in pairs if UNSEEN.search(written)]
    for case in wrong[:20]:
        print("\t".join(map(ascii, case)))
    if wrong:
        print(f"{len(wrong)} of {count} differ")
        sys.exit(1)
    print(f"{count} read back")


main()
