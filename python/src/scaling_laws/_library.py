"""The library behind this package: one request in, one record out."""

from __future__ import annotations

import ctypes
import json
import os
import pathlib
import threading
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from . import _arrow
from ._errors import error

_PROGRESS = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int64, ctypes.c_int64)

Progress = Callable[[str, int, int], None]


class _Table(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("stream", ctypes.c_void_p)]


class _Document(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("text", ctypes.c_char_p)]


class _Inputs(ctypes.Structure):
    _fields_ = [
        ("tables", ctypes.POINTER(_Table)),
        ("table_count", ctypes.c_size_t),
        ("documents", ctypes.POINTER(_Document)),
        ("document_count", ctypes.c_size_t),
        ("progress", _PROGRESS),
        ("context", ctypes.c_void_p),
    ]


def _path() -> pathlib.Path:
    given = os.environ.get("SCALING_LAWS_LIBRARY")
    return pathlib.Path(given) if given else pathlib.Path(__file__).parent / "lib" / "libscaling-c.so"


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL(str(_path()))
    library.scaling_open.restype = ctypes.c_void_p
    library.scaling_open.argtypes = []
    library.scaling_perform.restype = ctypes.c_int
    library.scaling_perform.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(_Inputs)]
    for name, arguments in [
        ("record", [ctypes.c_void_p]),
        ("export", [ctypes.c_void_p, ctypes.c_char_p]),
        ("last_error", [ctypes.c_void_p]),
        ("options", []),
        ("version", []),
    ]:
        function = getattr(library, "scaling_" + name)
        function.restype, function.argtypes = ctypes.c_char_p, arguments
    library.scaling_cancel.restype = None
    library.scaling_cancel.argtypes = [ctypes.c_void_p]
    library.scaling_close.restype = None
    library.scaling_close.argtypes = [ctypes.c_void_p]
    library.scaling_schema.restype = ctypes.c_void_p
    library.scaling_schema.argtypes = [ctypes.c_char_p]
    library.scaling_free.restype = None
    library.scaling_free.argtypes = [ctypes.c_void_p]
    return library


_library = _load()

version: str = _library.scaling_version().decode()


def options() -> list[dict[str, Any]]:
    """All verbs with their options."""
    verbs: list[dict[str, Any]] = json.loads(_library.scaling_options())["verbs"]
    return verbs


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a record, by its name: ``"fit"`` or ``"scaling.fit/1"``."""
    address = _library.scaling_schema(name.encode())
    if not address:
        raise KeyError(f"there is no schema {name!r}")
    try:
        found: dict[str, Any] = json.loads(ctypes.string_at(address))
        return found
    finally:
        _library.scaling_free(address)


class Run:
    """A request that was performed: its record, and what else can be made of its answer."""

    def __init__(
        self,
        request: Mapping[str, Any],
        tables: Mapping[str, Any] | None = None,
        documents: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._handle = ctypes.c_void_p(_library.scaling_open())
        self._close = weakref.finalize(self, _library.scaling_close, self._handle)
        self.status, self.record = self._perform(dict(request), tables or {}, documents or {}, progress)

    def _perform(
        self,
        request: dict[str, Any],
        tables: Mapping[str, Any],
        documents: Mapping[str, str],
        progress: Progress | None,
    ) -> tuple[int, dict[str, Any]]:
        streams = {name: _arrow.stream(table) for name, table in tables.items()}
        given_tables = (_Table * len(streams))(*[_Table(name.encode(), stream.address) for name, stream in streams.items()])
        given_documents = (_Document * len(documents))(*[_Document(name.encode(), text.encode()) for name, text in documents.items()])
        call = _PROGRESS() if progress is None else _PROGRESS(lambda _, what, done, total: progress(what.decode(), done, total))
        inputs = _Inputs(given_tables, len(streams), given_documents, len(documents), call, None)
        text = json.dumps(request).encode()
        handle = self._handle
        ended: list[int] = []

        def work() -> None:
            ended.append(_library.scaling_perform(handle, text, ctypes.byref(inputs)))
            # What the library reads lives until here.
            _ = (streams, documents, call, self)

        if threading.current_thread() is threading.main_thread():
            # The library is not interrupted by a signal: it works on a thread of its own, so that this one can be.
            worker = threading.Thread(target=work, name="scaling-laws", daemon=True)
            worker.start()
            try:
                worker.join()
            except BaseException:
                _library.scaling_cancel(handle)
                raise
        else:
            work()
        record: dict[str, Any] = json.loads(_library.scaling_record(handle))
        status = ended[0]
        if status not in (0, 1):
            raise error(record)
        return status, record

    def export(self, kind: str) -> str:
        """The answer as the text of a file: ``".txt"``, ``".html"``, ``".md"``, ``".tex"``, ``".ipynb"``, ``".csv"``, ``".svg"``, ``".vl.json"``."""
        text: bytes | None = _library.scaling_export(self._handle, kind.encode())
        if text is None:
            raise error(json.loads(_library.scaling_last_error(self._handle)))
        return text.decode()
