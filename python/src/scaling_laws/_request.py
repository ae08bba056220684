"""From keyword arguments to a request, and from its record to a result."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from . import _arrow, _library
from ._kinds import RECORDS, TABLES
from ._results import Fit, Result, result


class _Bars:
    """Progress bars by tqdm, where it is installed, for work that takes longer than a second."""

    def __init__(self) -> None:
        self._bars: dict[str, Any] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        from tqdm.auto import tqdm

        bar = self._bars.get(what)
        if bar is None:
            bar = self._bars[what] = tqdm(total=total, desc=what, delay=1, leave=False)
        bar.update(max(0, done - bar.n))

    def close(self) -> None:
        for bar in self._bars.values():
            bar.close()


def _has_tqdm() -> bool:
    if "tqdm" in sys.modules:
        return True
    import importlib.util

    return importlib.util.find_spec("tqdm") is not None


def _value(value: Any) -> Any:
    """A value of an option as JSON has it."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, Mapping):
        return [f"{name}={_text(part)}" for name, part in value.items()]
    if isinstance(value, (list, tuple)) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1):
        return [_value(part) for part in value]
    if hasattr(value, "item"):
        return value.item()
    return value


def _text(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "..".join(_text(part) for part in value)
    return repr(float(value)) if isinstance(value, float) else str(value)


def perform(verb: str, options: Mapping[str, Any], columns: Mapping[str, str], *, progress: bool = True) -> Result:
    """Performs a verb.

    Args:
        verb: its name.
        options: by key; what is ``None`` or ``False`` is left out.
        columns: from symbols of the law to columns or formulas of columns.
        progress: whether work that takes long shows how far it is.

    Raises:
        ScalingError: there is no result.
    """
    request: dict[str, Any] = {"verb": verb}
    tables: dict[str, Any] = {}
    documents: dict[str, str] = {}
    rows: Any = None
    for key, value in options.items():
        if value is None or value is False:
            continue
        if key in RECORDS and isinstance(value, (Result, Mapping)):
            record = value.record if isinstance(value, Result) else value
            documents[key] = json.dumps(record)
            request[key] = key
            if isinstance(value, Result) and value._table is not None:
                # Where the fit has its rows: they may be asked for.
                tables.setdefault(record["request"].get("data", "data"), value._table)
        elif key in TABLES and _arrow.is_table(value):
            tables[key] = value
            request[key] = key
            rows = value if key == "data" else rows
        else:
            request[key] = _value(value)
    if columns:
        given = request.get("column", [])
        request["column"] = [
            *(given if isinstance(given, list) else [given]),
            *(f"{name}={column}" for name, column in columns.items()),
        ]
    bars = _Bars() if progress and _has_tqdm() else None
    try:
        run = _library.Run(request, tables, documents, bars)
    finally:
        if bars is not None:
            bars.close()
    return result(run.record, run, rows)


def run(request: Mapping[str, Any] | str | os.PathLike[str] | Result, *, data: Any = None) -> Result:
    """Performs a request, or that of a record, again.

    Args:
        request: a request or a record, as a dict, a result or the path of a JSON file.
        data: a table or path in place of the one that the request names.
    """
    if isinstance(request, Result):
        document: Mapping[str, Any] = request.record
    elif isinstance(request, Mapping):
        document = request
    else:
        with open(request, encoding="utf-8") as file:
            document = json.load(file)
    asked = dict(document.get("request", document))
    verb = asked.pop("verb")
    if data is not None:
        asked["data" if "data" in asked or "file" not in asked else "file"] = data
    return perform(verb, asked, {})


def load(path: str | os.PathLike[str]) -> Result:
    """Reads a record that ``save``, or the command with ``-o x.json``, has written."""
    with open(path, encoding="utf-8") as file:
        return result(json.load(file))


class Law:
    """A law of one's own, or one of the catalogue, to be fitted to tables.

    Args:
        law: a formula, ``"y = a + b*log10(x)"``, or the name of a law, ``"chinchilla"``.
        options: of :func:`scaling_laws.fit`.
    """

    def __init__(self, law: str, **options: Any) -> None:
        self.law = law
        self.options = options
        self.result_: Fit | None = None

    def fit(self, data: Any, **options: Any) -> Fit:
        """Fits it; the result is kept as ``result_`` as well."""
        from . import fit

        named = {"formula": self.law} if any(mark in self.law for mark in "=*/+^(") else {"law": self.law}
        found = fit(data, **{**named, **self.options, **options})
        if not isinstance(found, Fit):
            raise TypeError("a law that is fitted by groups gives several fits: use scaling_laws.fit")
        self.result_ = found
        return found

    def predict(self, new: Any) -> Any:
        """What the fitted law says at new points: the estimates, as an array."""
        import numpy

        if self.result_ is None:
            raise ValueError("fit the law first")
        rows = self.result_._asked("predict", {"points": new}).record["predictions"]
        return numpy.array([row["estimate"] for row in rows], dtype=float)

    def __repr__(self) -> str:
        options = "".join(f", {name}={value!r}" for name, value in self.options.items())
        return f"scaling_laws.Law({self.law!r}{options})"


def curve_fit(formula: str, x: Any, y: Any, *, p0: Mapping[str, float] | None = None, **options: Any) -> tuple[Any, Any]:
    """Fits a formula as ``scipy.optimize.curve_fit`` fits a function.

    Args:
        formula: the right side, with the variable ``x`` (or the keys of ``x``): ``"a * exp(-b*x) + c"``; or all of it, ``"y = …"``.
        x: an array, or a dict of arrays by name.
        y: what is described.
        p0: where to start, by coefficient; without it starts are found.
        options: of :func:`scaling_laws.fit`.

    Returns:
        The coefficients by name, and their covariance matrix.
    """
    from . import fit

    response, equals, _ = formula.partition("=")
    name = response.strip() if equals else "y"
    columns = dict(x) if isinstance(x, Mapping) else {"x": x}
    options = {"scale": "identity", "interval": "classical", **options}
    if p0 is not None:
        options["start"] = [",".join(f"{key}={_text(value)}" for key, value in p0.items())]
    found = fit({name: y, **columns}, formula=formula if equals else f"{name} = {formula}", **options)
    return found.params, found.cov_params()
