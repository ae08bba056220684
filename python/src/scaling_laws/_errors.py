"""Why there is no result."""

from __future__ import annotations

import re
from typing import Any

_FLAG = re.compile(r"(?<![\w-])--([a-z][a-z-]*)(?:[ =](\"[^\"]*\"|'[^']*'|[^\s,;)]*[^\s,;:.)]))?|(?<![\w-])-c ([^\s,;]+)")


class ScalingError(Exception):
    """A request without a result.

    Attributes:
        message: what is wrong.
        hint: what may help, in keywords of this package; ``None`` where nothing is known to.
        status: what the command ``scaling`` would end with.
    """

    def __init__(self, message: str, hint: str | None = None, status: int = 70) -> None:
        super().__init__(message, hint, status)
        self.message = message
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        return self.message if self.hint is None else f"{self.message}\n  hint: {self.hint}"


class UsageError(ScalingError, ValueError):
    """The request makes no sense, whatever the data."""


class DataError(ScalingError, ValueError):
    """The data are not what they should be."""


class InputNotFoundError(ScalingError, FileNotFoundError):
    """There is nothing to read."""

    __str__ = ScalingError.__str__


class CancelledError(ScalingError):
    """The request was cancelled."""


_KINDS: dict[int, type[ScalingError]] = {64: UsageError, 65: DataError, 66: InputNotFoundError, 130: CancelledError}


def in_keywords(text: str) -> str:
    """A sentence that names flags of the command, with keywords of this package in their place."""

    def keyword(match: re.Match[str]) -> str:
        if match[3]:
            name, _, column = match[3].partition("=")
            return f'{name}="{column}"'
        name = match[1].replace("-", "_")
        value = match[2]
        if value is None or value in ("for", "gives", "says", "is", "and", "or", "to", "takes", "names", "with"):
            return name + (f" {value}" if value else "")
        value = value.strip("'\"")
        return f'{name}="{value}"' if not re.fullmatch(r"[-+]?[0-9.]+(e[-+]?[0-9]+)?", value) else f"{name}={value}"

    return _FLAG.sub(keyword, text)


def error(problem: dict[str, Any]) -> ScalingError:
    """The exception of a record ``scaling.problem/1``."""
    hint = problem.get("hint")
    kind = _KINDS.get(problem["status"], ScalingError)
    return kind(in_keywords(problem["message"]), None if hint is None else in_keywords(hint), problem["status"])
