"""What docs/make-site.sh asks of the catalogue.

    python3 docs/site.py places SYMBOLS.json CATALOGUE   fails where a public symbol is in no list of topics
    python3 docs/site.py examples CATALOGUE              the Swift examples as one source: a function for each page
"""

import json
import pathlib
import re
import sys

BLOCK = re.compile(r"^```swift\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages(catalogue):
    return sorted(pathlib.Path(catalogue).rglob("*.md"))


def places(graph, catalogue):
    symbols = json.loads(pathlib.Path(graph).read_text())["symbols"]
    public = {symbol["names"]["title"] for symbol in symbols if len(symbol["pathComponents"]) == 1}
    topics = [page.read_text().partition("\n## Topics\n")[2] for page in pages(catalogue)]
    listed = {name for text in topics for name in re.findall(r"^- ``([^`/]+)``$", text, re.MULTILINE)}
    if public - listed:
        sys.exit(f"in no list of topics of {catalogue}: {', '.join(sorted(public - listed))}")
    print(f"{len(public)} public symbols have their place")


def examples(catalogue):
    print("import ScalingLaws")
    for number, page in enumerate(pages(catalogue)):
        code = "".join(BLOCK.findall(page.read_text())).replace("import ScalingLaws\n", "")
        if code:
            print(f'func page{number}() throws {{\n#sourceLocation(file: "{page.name}", line: 1)\n{code}#sourceLocation()\n}}')


{"places": places, "examples": examples}[sys.argv[1]](*sys.argv[2:])
