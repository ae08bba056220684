import os
import pathlib
import sys

import pytest

REPOSITORY = pathlib.Path(os.environ.get("SCALING_REPOSITORY", pathlib.Path(__file__).resolve().parents[2]))


@pytest.fixture(scope="session")
def repository():
    return REPOSITORY


@pytest.fixture(scope="session")
def scaling():
    """The command, to compare with: that of SCALING_BINARY, or the one that comes with the package."""
    given = os.environ.get("SCALING_BINARY")
    if given:
        return given
    import scaling_laws

    program = pathlib.Path(scaling_laws.__file__).parent / "bin" / "scaling"
    if not program.exists():
        sys.exit("no command to compare with: set SCALING_BINARY")
    return str(program)


@pytest.fixture(scope="session")
def ladder(repository):
    """Runs of the OLMo ladder as a dict of arrays."""
    import csv

    with open(repository / "datasets" / "olmo-ladder.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = {name: [float(row[name]) for row in rows] for name in ("params", "tokens", "loss")}
    return {**numbers, "model": [row["model"] for row in rows], "role": [row["role"] for row in rows]}
