"""Tables in memory, as the Arrow C stream interface has them.

Whatever has ``__arrow_c_stream__`` hands over its own stream. Other tables (dicts of arrays, pandas without PyArrow) are laid out here;
arrays of doubles are not copied.
"""

from __future__ import annotations

import ctypes
import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


class ArrowArrayStream(ctypes.Structure):
    pass


_RELEASE_SCHEMA = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowSchema))
_RELEASE_ARRAY = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArray))
_RELEASE_STREAM = ctypes.CFUNCTYPE(None, ctypes.POINTER(ArrowArrayStream))
_GET_SCHEMA = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowSchema))
_GET_NEXT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ArrowArray))
_GET_ERROR = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(ArrowArrayStream))

ArrowSchema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", ctypes.POINTER(ArrowSchema)),
    ("release", _RELEASE_SCHEMA),
    ("private_data", ctypes.c_void_p),
]
ArrowArray._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", ctypes.POINTER(ArrowArray)),
    ("release", _RELEASE_ARRAY),
    ("private_data", ctypes.c_void_p),
]
ArrowArrayStream._fields_ = [
    ("get_schema", _GET_SCHEMA),
    ("get_next", _GET_NEXT),
    ("get_last_error", _GET_ERROR),
    ("release", _RELEASE_STREAM),
    ("private_data", ctypes.c_void_p),
]

# What is handed over here belongs to the caller, who keeps it for the length of a call: to release it is to mark it as released.
_NO_SCHEMA = _RELEASE_SCHEMA()
_NO_ARRAY = _RELEASE_ARRAY()
_NO_STREAM = _RELEASE_STREAM()


def _release_schema(schema: Any) -> None:
    schema.contents.release = _NO_SCHEMA


def _release_array(array: Any) -> None:
    array.contents.release = _NO_ARRAY


def _release_stream(stream: Any) -> None:
    stream.contents.release = _NO_STREAM


_released_schema = _RELEASE_SCHEMA(_release_schema)
_released_array = _RELEASE_ARRAY(_release_array)
_released_stream = _RELEASE_STREAM(_release_stream)

_FORMATS = {
    "float64": b"g",
    "float32": b"f",
    "float16": b"e",
    "int8": b"c",
    "uint8": b"C",
    "int16": b"s",
    "uint16": b"S",
    "int32": b"i",
    "uint32": b"I",
    "int64": b"l",
    "uint64": b"L",
}


class _Cells:
    """One column: its format, and its buffers with what keeps them alive."""

    def __init__(self, format: bytes, buffers: list[np.ndarray[Any, Any] | None], length: int, nulls: int) -> None:
        self.format = format
        self.buffers = buffers
        self.length = length
        self.nulls = nulls


def _bits(is_there: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.packbits(is_there, bitorder="little")


def _texts(values: Iterable[Any]) -> _Cells:
    encoded: list[bytes] = []
    is_there: list[bool] = []
    for value in values:
        missing = value is None or (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType")
        is_there.append(not missing)
        if missing:
            encoded.append(b"")
        elif isinstance(value, (datetime.datetime, datetime.date)):
            encoded.append(value.isoformat().encode())
        elif isinstance(value, (bool, np.bool_)):
            encoded.append(b"true" if value else b"false")
        else:
            encoded.append(str(value).encode("utf-8", "surrogatepass"))
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(text) for text in encoded], out=ends[1:])
    there = np.array(is_there, dtype=bool)
    data = np.frombuffer(b"".join(encoded) or b"\0", dtype=np.uint8)
    nulls = int((~there).sum())
    return _Cells(b"U", [_bits(there) if nulls else None, ends, data], len(encoded), nulls)


def _cells(values: Any) -> _Cells:
    """A column from anything like an array."""
    dtype = getattr(values, "dtype", None)
    if dtype is not None and not isinstance(dtype, np.dtype):
        # A type of pandas: numbers that may be missing become doubles, everything else goes cell by cell.
        if getattr(dtype, "kind", "O") in "iuf":
            values = values.to_numpy(dtype=np.float64, na_value=np.nan)
        elif getattr(dtype, "kind", "O") == "M":
            values = values.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
        else:
            return _texts(values)
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"a column has one dimension, not {array.ndim}")
    if array.dtype.kind == "M":
        nanoseconds = array.astype("datetime64[us]")
        there = ~np.isnat(nanoseconds)
        nulls = int((~there).sum())
        has_time = bool((nanoseconds[there] != nanoseconds[there].astype("datetime64[D]")).any())
        if has_time:
            cells = np.ascontiguousarray(nanoseconds.astype(np.int64))
            return _Cells(b"tsu:", [_bits(there) if nulls else None, cells], len(array), nulls)
        days = np.ascontiguousarray(nanoseconds.astype("datetime64[D]").astype(np.int64).clip(-(2**31), 2**31 - 1).astype(np.int32))
        return _Cells(b"tdD", [_bits(there) if nulls else None, days], len(array), nulls)
    if array.dtype.kind == "b":
        return _Cells(b"b", [None, _bits(array)], len(array), 0)
    if array.dtype.kind == "O":
        numbers = _numbers(array)
        if numbers is None:
            return _texts(array)
        array = numbers
    elif array.dtype.kind in "US":
        return _texts(array.tolist())
    format = _FORMATS.get(array.dtype.newbyteorder("=").name)
    if format is None:
        return _texts(array.tolist())
    return _Cells(format, [None, np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))], len(array), 0)


def _numbers(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """Objects that are all numbers or missing."""
    if not all(value is None or (isinstance(value, (int, float, np.number)) and not isinstance(value, bool)) for value in array):
        return None
    return np.array([np.nan if value is None else value for value in array], dtype=np.float64)


class Stream:
    """A table as one record batch; it must outlive the call that reads it."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._names = [str(name).encode("utf-8", "surrogatepass") for name in columns]
        self._columns = [_cells(values) for values in columns.values()]
        lengths = {column.length for column in self._columns}
        if len(lengths) > 1:
            raise ValueError(f"columns of unequal length: {sorted(lengths)}")
        self._length = lengths.pop() if lengths else 0
        self._is_read = False
        self._get_schema = _GET_SCHEMA(self._schema)
        self._get_next = _GET_NEXT(self._next)
        self._get_error = _GET_ERROR(lambda _: None)
        self.struct = ArrowArrayStream(self._get_schema, self._get_next, self._get_error, _released_stream, None)

    @property
    def address(self) -> int:
        return ctypes.addressof(self.struct)

    def _schema(self, _: Any, out: Any) -> int:
        fields = [
            ArrowSchema(column.format, name, None, 2, 0, None, None, _released_schema, None)
            for name, column in zip(self._names, self._columns, strict=True)
        ]
        pointers = (ctypes.POINTER(ArrowSchema) * len(fields))(*[ctypes.pointer(field) for field in fields])
        self._fields, self._field_pointers = fields, pointers
        children = ctypes.cast(pointers, ctypes.POINTER(ctypes.POINTER(ArrowSchema)))
        out[0] = ArrowSchema(b"+s", b"", None, 0, len(fields), children, None, _released_schema, None)
        return 0

    def _next(self, _: Any, out: Any) -> int:
        if self._is_read:
            out[0] = ArrowArray()
            return 0
        self._is_read = True
        arrays = []
        self._addresses = []
        for column in self._columns:
            addresses = (ctypes.c_void_p * len(column.buffers))(*[None if buffer is None else buffer.ctypes.data for buffer in column.buffers])
            self._addresses.append(addresses)
            arrays.append(
                ArrowArray(
                    column.length, column.nulls, 0, len(column.buffers), 0,
                    ctypes.cast(addresses, ctypes.POINTER(ctypes.c_void_p)), None, None, _released_array, None,
                )
            )  # fmt: skip
        pointers = (ctypes.POINTER(ArrowArray) * len(arrays))(*[ctypes.pointer(array) for array in arrays])
        self._arrays, self._array_pointers = arrays, pointers
        self._no_buffers = (ctypes.c_void_p * 1)(None)
        out[0] = ArrowArray(
            self._length, 0, 0, 1, len(arrays), ctypes.cast(self._no_buffers, ctypes.POINTER(ctypes.c_void_p)),
            ctypes.cast(pointers, ctypes.POINTER(ctypes.POINTER(ArrowArray))), None, _released_array, None,
        )  # fmt: skip
        return 0


class Capsule:
    """The stream of an object that has ``__arrow_c_stream__``."""

    def __init__(self, table: Any) -> None:
        self._capsule = table.__arrow_c_stream__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype = ctypes.c_void_p
        pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
        self.address: int = pointer(self._capsule, b"arrow_array_stream")


def is_table(value: Any) -> bool:
    """Whether it is a table in memory, and no path or record."""
    return hasattr(value, "__arrow_c_stream__") or isinstance(value, Mapping) or hasattr(value, "columns")


def stream(table: Any) -> Stream | Capsule:
    """A stream of any table in memory."""
    if hasattr(table, "__arrow_c_stream__"):
        try:
            return Capsule(table)
        except ImportError:
            # pandas hands its tables over by PyArrow, which may not be there.
            pass
    if isinstance(table, Mapping):
        return Stream(table)
    if hasattr(table, "columns"):
        return Stream({str(name): table[name] for name in table.columns})
    raise TypeError(f"a table is a path, a dict of arrays, or something with __arrow_c_stream__, not {type(table).__name__}")
