"""Tables of every kind of memory give one answer."""

import csv
import datetime

import numpy as np
import pytest

import scaling_laws as sl

LAW = {"law": "chinchilla", "N": "params", "D": "tokens"}


def write(path, columns):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


@pytest.fixture(scope="module")
def expected(ladder, tmp_path_factory):
    return sl.fit(write(tmp_path_factory.mktemp("tables") / "runs.csv", ladder), **LAW).record["coefficients"]


def arrays(ladder):
    return {name: np.array(values) for name, values in ladder.items()}


def pandas_table(ladder):
    return pytest.importorskip("pandas").DataFrame(ladder)


def pandas_with_index(ladder):
    return pandas_table(ladder).set_index("model", drop=False).rename_axis("key")


def pandas_categories(ladder):
    return pandas_table(ladder).astype({"model": "category", "role": "category"})


def polars_table(ladder):
    return pytest.importorskip("polars").DataFrame(ladder)


def arrow_table(ladder):
    return pytest.importorskip("pyarrow").table(ladder)


def arrow_batches(ladder):
    """Several batches, of which the first rows are cut off: offsets count."""
    pyarrow = pytest.importorskip("pyarrow")
    padded = {name: [*values[:3], *values] for name, values in ladder.items()}
    whole = pyarrow.table(padded).slice(3)
    return pyarrow.concat_tables([whole.slice(0, 5), whole.slice(5, 1), whole.slice(6)])


def duckdb_relation(ladder):
    duckdb = pytest.importorskip("duckdb")
    table = arrow_table(ladder)
    return duckdb.connect().from_arrow(table)


@pytest.mark.parametrize(
    "make",
    [
        dict, arrays, pandas_table, pandas_with_index, pandas_categories, polars_table, arrow_table, arrow_batches,
        duckdb_relation,
    ],
)  # fmt: skip
def test_one_answer(make, ladder, expected):
    assert sl.fit(make(ladder), **LAW).record["coefficients"] == expected


@pytest.mark.parametrize("dtype", ["float32", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
def test_numbers_of_every_width(dtype):
    x = np.arange(1, 21).astype(dtype)
    y = 3.0 + 2.0 * x.astype(float)
    fit = sl.fit({"x": x, "y": y}, formula="y = a + b*x")
    assert fit.params["a"] == pytest.approx(3, abs=1e-9) and fit.params["b"] == pytest.approx(2, abs=1e-9)


def test_missing_values(ladder):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(ladder)
    for kind in ("float64", "Float64", "double[pyarrow]"):
        holed = table.copy()
        holed["loss"] = holed["loss"].astype(kind)
        holed.loc[2, "loss"] = None
        with pytest.raises(sl.DataError):
            sl.fit(holed, **LAW)
        assert sl.fit(holed, drop_missing=True, **LAW).nobs == len(table) - 1


def test_infinite_values_are_refused():
    with pytest.raises(sl.DataError, match="row 2 is infinite"):
        sl.fit({"x": [1.0, np.inf, 3.0, 4.0], "y": [1.0, 2.0, 3.0, 5.0]}, formula="y = a + b*x")


def test_dates_of_every_kind():
    days = np.array(["2020-01-01", "2020-07-01", "2021-02-01", "2022-01-01", "2023-03-01", "2024-01-01"], dtype="datetime64[D]")
    value = 2.0 ** np.arange(6)
    expected = sl.trend({"date": [str(day) for day in days], "value": value}).record["exponential"]
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    for table in (
        {"date": days, "value": value},
        {"date": days.astype("datetime64[ns]"), "value": value},
        {"date": [day.astype(datetime.date) for day in days], "value": value},
        pandas.DataFrame({"date": pandas.to_datetime(days), "value": value}),
        pandas.DataFrame({"date": pandas.to_datetime(days).tz_localize("UTC"), "value": value}),
        polars.DataFrame({"date": days, "value": value}),
    ):
        assert sl.trend(table).record["exponential"] == expected


def test_units_of_headers_count(ladder):
    billions = {
        "Params (B)": np.array(ladder["params"]) / 1e9,
        "tokens_B": np.array(ladder["tokens"]) / 1e9,
        "loss": ladder["loss"],
    }
    fit = sl.fit(billions, law="chinchilla")
    plain = sl.fit(ladder, **LAW)
    assert fit.params["E"] == pytest.approx(plain.params["E"], rel=1e-6)
    assert fit.params["A"] == pytest.approx(plain.params["A"], rel=1e-5)


def test_texts_that_are_numbers():
    fit = sl.fit(
        {"x": ["1", "2", "3", "4", "NA"], "y": ["$2", "$4", "$6", "$8.50", "$9"]},
        formula="y = a + b*x",
        drop_missing=True,
    )
    assert fit.nobs == 4


def test_columns_of_unequal_length():
    with pytest.raises(ValueError, match="unequal length"):
        sl.fit({"x": [1, 2], "y": [1, 2, 3]}, formula="y = a + b*x")


def test_nested_columns_stay_behind(ladder):
    table = arrow_table(ladder)
    pyarrow = pytest.importorskip("pyarrow")
    nested = table.append_column("tags", pyarrow.array([["a"]] * table.num_rows))
    assert sl.fit(nested, **LAW).params is not None
    with pytest.raises(sl.ScalingError, match="tags"):
        sl.fit(nested, where="tags > 1", **LAW)
