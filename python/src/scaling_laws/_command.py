"""The command ``scaling``, which comes with the package."""

from __future__ import annotations

import os
import pathlib
import sys


def main() -> None:
    """Becomes the command."""
    program = pathlib.Path(__file__).parent / "bin" / "scaling"
    os.execv(program, ["scaling", *sys.argv[1:]])
