"""Results of whole checks, kept in the cache and sealed with what they were made of.

The key is a hash of every text of the case, and what lies in the cache is mixed with a stream that
only this key gives (SHAKE-256, FIPS 202). Without the case's files nobody reads it.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from .cache import Cache

_TYPES = f"{__package__}.kinds."  # the facts' values


class Kept:
    """The frames of one check in the cache.

    Args:
        cache: where they are kept.
        made_of: all that the frames follow from; its ``repr`` tells it in full.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> kept = Kept(Cache(Path(tempfile.mkdtemp())), "a case", "a version")
        >>> kept.get() is None
        True
        >>> kept.put({"verdicts": pd.DataFrame({"why": ["The talk says so."]})})
        >>> kept.get()["verdicts"]
                         why
        0  The talk says so.
    """

    def __init__(self, cache: Cache, *made_of: object) -> None:
        self._cache = cache
        self._secret = hashlib.sha256(repr(made_of).encode("utf-8", "replace")).digest()
        self._name = hashlib.sha256(b"result " + self._secret).digest()

    def get(self) -> dict[str, pd.DataFrame] | None:
        """Give the frames by name, or None where they are not there or not whole."""
        sealed = self._cache.read([self._name]).get(self._name)
        if sealed is None:
            return None
        try:
            told = json.loads(zlib.decompress(self._mixed(sealed)), object_hook=_value)
            return {name: _frame(columns) for name, columns in told}
        except (zlib.error, ValueError, TypeError, AttributeError, ImportError):
            return None  # whole, but not written by this program

    def put(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Keep the frames."""
        told = [[name, _columns(table)] for name, table in frames.items()]
        plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        packed = zlib.compress(plain.encode("utf-8", "surrogatepass"), 1)
        self._cache.write({self._name: self._mixed(packed)})

    def _mixed(self, data: bytes) -> bytes:
        """Seal, or open what is sealed."""
        stream = hashlib.shake_256(b"seal " + self._secret).digest(len(data))
        return (np.frombuffer(data, np.uint8) ^ np.frombuffer(stream, np.uint8)).tobytes()


def _columns(table: pd.DataFrame) -> list[list[Any]]:
    return [
        [name, str(table[name].dtype), [_plain(value) for value in table[name].tolist()]]
        for name in table.columns
    ]


def _frame(columns: list[list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(values, dtype=dtype) for name, dtype, values in columns},
        columns=[name for name, _, _ in columns],
    )


def _plain(value: Any) -> Any:
    """Put a value into what JSON has; what it lacks becomes an object that names its type."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, tuple):
        return {"tuple": [_plain(each) for each in value]}
    if isinstance(value, frozenset):
        return {"frozenset": [_plain(each) for each in sorted(value)]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    if not is_dataclass(value) or not kind.startswith(_TYPES):
        raise TypeError(f"{kind}: no type that a result holds")
    each = [_plain(getattr(value, field.name)) for field in fields(value)]
    return {kind.removeprefix(_TYPES): each}


def _value(told: dict[str, Any]) -> Any:
    """Take a value out of the object that names its type."""
    ((kind, value),) = told.items()
    if kind == "tuple":
        return tuple(value)
    if kind == "frozenset":
        return frozenset(value)
    if kind == "date":
        return date.fromisoformat(value)
    module, _, name = kind.partition(".")
    return getattr(importlib.import_module(_TYPES + module), name)(*value)
