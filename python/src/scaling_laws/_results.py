"""Results: small objects over the records that the library writes."""

from __future__ import annotations

import dataclasses
import functools
import html
import json
import math
import os
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import _library
from ._errors import in_keywords

Record = dict[str, Any]


class Text(str):
    """A text that shows itself as it is."""

    def __repr__(self) -> str:
        return str(self)


@dataclasses.dataclass(frozen=True)
class Doubt:
    """A reason to doubt a result, with what may help, in keywords of this package."""

    code: str
    severity: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.message} [{self.code}]\n  hint: {self.hint}"


@dataclasses.dataclass(frozen=True)
class Estimate:
    """A number with its standard error and interval. An end of the interval that the data leave open is ``None``."""

    name: str
    value: float
    std_error: float | None
    low: float | None
    high: float | None
    unit: str | None = None

    def __float__(self) -> float:
        return self.value


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What the data say of a claim, and where in the record that stands."""

    place: str
    claim: str | None
    verdict: str

    def __str__(self) -> str:
        return self.verdict


class Figure:
    """A figure: a Vega-Lite specification with its data, and the same as SVG."""

    def __init__(self, spec: Record, svg: str) -> None:
        self.spec = spec
        self.svg = svg

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Record:
        return {
            "application/vnd.vegalite.v5+json": self.spec,
            "image/svg+xml": self.svg,
            "text/plain": repr(self),
        }

    def __repr__(self) -> str:
        title = self.spec.get("title") or self.spec.get("description") or ""
        if isinstance(title, dict):
            title = title.get("text", "")
        return f"<scaling_laws.Figure: {str(title)[:72]}>"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the figure as ``.svg``, or its specification as ``.json``."""
        name = os.fspath(path)
        text = self.svg if name.endswith(".svg") else json.dumps(self.spec, indent=1) if name.endswith(".json") else None
        if text is None:
            raise ValueError(f"{name}: a figure is written as .svg or .json")
        pathlib.Path(name).write_text(text, encoding="utf-8")

    def to_altair(self) -> Any:
        """The figure as a chart of Altair, which must be installed."""
        import altair

        return altair.Chart.from_dict(self.spec)


def _pandas() -> Any | None:
    try:
        import pandas
    except ImportError:
        return None
    return pandas


def frame(rows: Sequence[Mapping[str, Any]], index: str | None = None, like: Any = None) -> Any:
    """Rows as a table: of Polars where the data came from there, of pandas where it is installed, else a list of dicts."""
    if like is not None and type(like).__module__.split(".")[0] == "polars":
        import polars

        return polars.DataFrame([dict(row) for row in rows])
    pandas = _pandas()
    if pandas is None:
        return [dict(row) for row in rows]
    table = pandas.DataFrame([dict(row) for row in rows])
    return table.set_index(index) if index and len(table) else table


def series(values: Mapping[str, float], name: str) -> Any:
    """Numbers by name: of pandas where it is installed, else a dict."""
    pandas = _pandas()
    return dict(values) if pandas is None else pandas.Series(dict(values), name=name, dtype=float)


def number(value: float | None) -> float:
    """A number of a record; NaN where it has none."""
    return math.nan if value is None else float(value)


def _flat(part: Mapping[str, Any]) -> Record:
    """A record in one row: ``factor_per_year.estimate`` for a number within a number."""
    row: Record = {}
    for key, value in part.items():
        if isinstance(value, Mapping):
            row.update({f"{key}.{inner}": item for inner, item in _flat(value).items()})
        elif not isinstance(value, list):
            row[key] = value
    return row


class Result:
    """What came of a request.

    The record, as ``scaling schema`` describes it, is in ``record``; its keys are keys and attributes of the result as well.
    """

    def __init__(self, record: Record, run: _library.Run | None = None, table: Any = None) -> None:
        self.record = record
        self._run = run
        self._table = table

    # The record.

    def __getitem__(self, key: str) -> Any:
        return self.record[key]

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self.record:
            return self.record[name]
        raise AttributeError(f"{type(self).__name__} has no {name!r}; its record has {', '.join(self.record)}")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.record})

    def __reduce__(self) -> Any:
        return _restored, (type(self), self.record)

    @property
    def warnings(self) -> list[Doubt]:
        """Reasons to doubt the result."""
        return [
            Doubt(doubt["code"], doubt["severity"], in_keywords(doubt["message"]), in_keywords(doubt["hint"]))
            for doubt in self.record.get("warnings") or []
        ]

    @property
    def is_trusted(self) -> bool:
        """Whether there is a result to trust: false where the command ends with status 1."""
        return self._answer.status == 0

    @property
    def verdicts(self) -> list[Verdict]:
        """Everything that is decided, or not decided, about claims and shapes."""
        return list(_verdicts(self.record, ""))

    @property
    def verdict(self) -> str | None:
        """The first of the verdicts."""
        return next((verdict.verdict for verdict in self.verdicts), None)

    def to_frame(self, key: str) -> Any:
        """A list of the record, such as ``"trends"``, as a table: a row for each entry."""
        return frame([_flat(part) for part in self.record[key]], like=self._table)

    # What else can be made of it.

    @functools.cached_property
    def _answer(self) -> _library.Run:
        """The answer in the library; made again where the result was loaded."""
        if self._run is not None:
            return self._run
        key = "data" if "data" in self.record["request"] else "file"
        source = self.record["request"].get(key)
        return _library.Run(self.record["request"], {} if self._table is None else {source: self._table})

    @property
    def text(self) -> Text:
        """What the command prints."""
        return Text(self._answer.export(".txt"))

    def summary(self) -> Text:
        """What the command prints."""
        return self.text

    def _written(self, kind: str, path: str | os.PathLike[str] | None) -> Text | None:
        text = self._export(kind)
        if path is None:
            return Text(text)
        pathlib.Path(path).write_text(text, encoding="utf-8")
        return None

    def _export(self, kind: str) -> str:
        return self._answer.export(kind)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> Text | None:
        """A page that asks for nothing else: returned, or written to a path."""
        return self._written(".html", path)

    def to_markdown(self, path: str | os.PathLike[str] | None = None) -> Text | None:
        """Markdown: returned, or written to a path."""
        return self._written(".md", path)

    def to_latex(self, path: str | os.PathLike[str] | None = None) -> Text | None:
        """LaTeX: returned, or written to a path."""
        return self._written(".tex", path)

    def to_json(self) -> str:
        """The record as JSON."""
        return json.dumps(self.record, indent=2) + "\n"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the record, which ``scaling_laws.load`` and the command read."""
        pathlib.Path(path).write_text(self.to_json(), encoding="utf-8")

    def plot(self) -> Figure:
        """The figure of the result.

        Raises:
            UsageError: the verb has none.
        """
        return Figure(json.loads(self._export(".vl.json")), self._export(".svg"))

    @property
    def command(self) -> str:
        """The call that makes it again."""
        request = dict(self.record["request"])
        verb = request.pop("verb")
        words = [repr(request.pop(key)) for key in ("data", "file", "name") if key in request]
        columns = {}
        for pair in request.pop("column", []):
            symbol, _, column = pair.partition("=")
            if symbol.isidentifier() and symbol not in request:
                columns[symbol] = column
            else:
                request.setdefault("column", []).append(pair)
        words += [f"{name}={value!r}" for name, value in {**request, **columns}.items()]
        return f"scaling_laws.{verb}({', '.join(words)})"

    def __repr__(self) -> str:
        return self.command

    def _repr_html_(self) -> str:
        parts = [f"<pre>{html.escape(self.text)}</pre>"]
        try:
            parts.insert(0, self.plot().svg)
        except Exception:
            # Not every answer has a figure.
            pass
        return "".join(parts)


def _restored(kind: type[Result], record: Record) -> Result:
    return kind(record)


def _verdicts(part: Any, place: str) -> Iterator[Verdict]:
    if isinstance(part, Mapping):
        if isinstance(part.get("verdict"), str):
            claim = part.get("claim") or part
            name = next((claim[key] for key in ("text", "claim", "score", "group") if isinstance(claim.get(key), str)), None)
            yield Verdict(place, name, part["verdict"])
        for key, value in part.items():
            yield from _verdicts(value, f"{place}.{key}" if place else key)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _verdicts(value, f"{place}[{index}]")


class Fit(Result):
    """A law fitted to a table."""

    def _coefficients(self) -> list[Record]:
        found: list[Record] = self.record["coefficients"]
        return found

    @property
    def params(self) -> Any:
        """The coefficients, by name."""
        return series({part["name"]: number(part["estimate"]) for part in self._coefficients()}, "estimate")

    @property
    def bse(self) -> Any:
        """Their standard errors; NaN where there is none."""
        return series({part["name"]: number(part["std_error"]) for part in self._coefficients()}, "std_error")

    @property
    def pvalues(self) -> Any:
        """Of the test that a coefficient is zero; NaN where there is none."""
        return series({part["name"]: number(part.get("p_value")) for part in self._coefficients()}, "p_value")

    def conf_int(self) -> Any:
        """The intervals of the coefficients at ``level``. An end that the data leave open is infinite, as far as the coefficient may go."""
        rows = []
        for part in self._coefficients():
            low, high = part["conf_low"], part["conf_high"]
            floor = 0.0 if part["estimate"] is not None and part["estimate"] > 0 and self._is_positive(part["name"]) else -math.inf
            rows.append({"name": part["name"], "low": floor if low is None else low, "high": math.inf if high is None else high})
        return frame(rows, index="name", like=self._table)

    def _is_positive(self, name: str) -> bool:
        natural = (self.record.get("inference") or {}).get("natural") or []
        return any(part["name"] == name and part["positive"] for part in natural)

    def cov_params(self) -> Any:
        """The covariance matrix of the coefficients, of pandas or NumPy; ``None`` where there is none."""
        import numpy

        if self.record.get("covariance") is None:
            return None
        matrix = numpy.array([[number(value) for value in row] for row in self.record["covariance"]], dtype=float)
        names = [part["name"] for part in self._coefficients()]
        pandas = _pandas()
        return matrix if pandas is None else pandas.DataFrame(matrix, index=names, columns=names)

    @property
    def table(self) -> Any:
        """A row for each coefficient, and for each quantity that the law derives from them."""
        return frame(
            [_flat(part) for part in [*self._coefficients(), *self.record.get("derived", [])]],
            index="name",
            like=self._table,
        )

    @property
    def rsquared(self) -> float:
        """The share of the variance that the law describes, on its scale."""
        return number(self.record["glance"]["r_squared"])

    @property
    def nobs(self) -> int:
        """How many rows were used."""
        rows: int = self.record["data"]["rows_used"]
        return rows

    @property
    def converged(self) -> bool:
        """Whether a test says that this is an optimum."""
        return bool(self.record["convergence"]["certified"])

    # Questions about it, each a request of its own.

    def _asked(self, verb: str, options: Mapping[str, Any]) -> Result:
        from . import _request

        return _request.perform(verb, {"file": self, **options}, {})

    def estimate(self, formula: str) -> Estimate:
        """A function of the coefficients, such as ``"beta / (alpha + beta)"``, with its interval."""
        part = self._asked("predict", {"quantity": [formula]}).record["quantities"][0]
        return Estimate(part["name"], number(part["estimate"]), part["std_error"], part["conf_low"], part["conf_high"], part["unit"])

    def predict(self, new: Any = None, **point: float | str) -> Any:
        """What the law says at new points: the mean with its interval, and the interval of a new run.

        Args:
            new: a table (or a path) with a column for each variable, named as in the fit.
            point: one point, by variable: ``fit.predict(N=70e9, D=1.4e12)``.

        Returns:
            A row for each point.
        """
        options: Record = {}
        if new is not None:
            options["points"] = new
        if point:
            options["at"] = [",".join(f"{name}={value!r}" if not isinstance(value, str) else f"{name}={value}" for name, value in point.items())]
        predictions = self._asked("predict", options).record["predictions"]
        return frame([{**part["at"], **{key: part[key] for key in part if key not in ("at", "extrapolation")}} for part in predictions],
                     like=new if new is not None else self._table)  # fmt: skip

    def plan(self, **options: Any) -> Result:
        """How to spend a budget: ``fit.plan(flops=1e24)``; options as in :func:`scaling_laws.plan`."""
        return self._asked("plan", options)

    def design(self, **options: Any) -> Result:
        """Which runs to make next; options as in :func:`scaling_laws.design`."""
        return self._asked("design", options)

    def plot(self, figure: str | None = None, **options: Any) -> Figure:
        """A figure of the fit: ``"fit"``, ``"residuals"``, … (:func:`scaling_laws.plot` names them)."""
        if figure is None and not options and self._run is not None:
            return super().plot()
        return self._asked("plot", {"figure": figure, **options}).plot()

    def to_notebook(self, path: str | os.PathLike[str] | None = None) -> Text | None:
        """A notebook that makes the fit again with SciPy: returned, or written to a path."""
        return self._written(".ipynb", path)

    def _export(self, kind: str) -> str:
        if self._run is not None:
            return self._run.export(kind)
        report = self._asked("plot" if kind in (".svg", ".vl.json") else "report", {})
        return report._answer.export(kind)

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(part['name'] if key == 'name' else _shown(part.get(key))))}</td>"
                             for key in ("name", "estimate", "std_error", "conf_low", "conf_high")) + "</tr>"
            for part in [*self._coefficients(), *self.record.get("derived", [])]
        )  # fmt: skip
        heads = "".join(f"<th>{name}</th>" for name in ("", "estimate", "std. error", "low", "high"))
        doubts = "".join(f"<li>{html.escape(doubt.message)}</li>" for doubt in self.warnings)
        try:
            figure = self.plot().svg
        except Exception:
            # A law in more variables than can be drawn has no figure.
            figure = ""
        law = html.escape(self.record["law"]["formula"])
        return f"<p><code>{law}</code></p><table><tr>{heads}</tr>{rows}</table>{figure}" + (f"<ul>{doubts}</ul>" if doubts else "")


def _shown(value: float | None) -> str:
    return "open" if value is None else f"{value:.4g}"


def result(record: Record, run: _library.Run | None = None, table: Any = None) -> Result:
    """The result of a record."""
    kind = Fit if record.get("schema", "").startswith("scaling.fit/") else Result
    return kind(record, run, table)
