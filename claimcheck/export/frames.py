"""Every frame of a result as CSV or Parquet, the decisions and whose outcomes they are with them.

CSV is for spreadsheets: what one would run as a formula gets an apostrophe. Parquet is exact.
"""

from __future__ import annotations

import io
import json
import math
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..decisions import latest
from ..harmless import defused
from ..records import CheckError
from .outcomes import outcomes
from .provenance import encoded

if TYPE_CHECKING:
    from ..check import Result

# Their cells are nested, or of a type of their kind; they are written as JSON.
_NESTED = {"value", "texts", "spans", "claim_shares", "evidence_shares", "decided_by"}
_WHOLE = {"evidence_start", "evidence_end"}  # with nulls among them
_PARTS = {"confidence", "machine_confidence"}


def tables(result: Result, decisions: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Gather every frame, its cells as plain values.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.

    Returns:
        Frames by name: those of the result, ``decisions`` (with ``counts``, whether it is the
        reviewer's latest on the claim, and ``stale``), and ``outcomes``. Nested values are JSON.
    """
    found = {f.name: getattr(result, f.name) for f in fields(result)}
    frames = {name: value for name, value in found.items() if isinstance(value, pd.DataFrame)}
    frames["decisions"] = _counted(result, decisions)
    frames["outcomes"] = outcomes(result, decisions)
    return {name: _typed(frame) for name, frame in frames.items()}


def csv_files(result: Result, decisions: pd.DataFrame) -> dict[str, bytes]:
    """Write every frame as CSV: UTF-8 with a mark at the start, as spreadsheets want it.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.

    Returns:
        Contents by file name.
    """
    return {f"{name}.csv": _csv(frame) for name, frame in tables(result, decisions).items()}


def parquet_files(result: Result, decisions: pd.DataFrame) -> dict[str, bytes]:
    """Write every frame as Parquet.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.

    Returns:
        Contents by file name.

    Raises:
        CheckError: pyarrow is not installed.
    """
    found = {}
    for name, frame in tables(result, decisions).items():
        buffer = io.BytesIO()
        try:
            frame.to_parquet(buffer, engine="pyarrow", index=False)
        except ImportError as error:
            raise CheckError(
                "parquet: needs pyarrow; install it with pip install 'claimcheck[parquet]', "
                "or export as csv"
            ) from error
        found[f"{name}.parquet"] = buffer.getvalue()
    return found


def plain(value: Any) -> Any:
    """Give a value as JSON can have it; a set is sorted, a record tells its type.

    Examples:
        >>> plain((date(2025, 3, 4), frozenset({"b", "a"}), math.inf))
        ['2025-03-04', ['a', 'b'], 'inf']
    """
    if isinstance(value, (Enum, np.generic)):
        return plain(value.value if isinstance(value, Enum) else value.item())
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        own = {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        return {"type": type(value).__name__, **own}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(part) for part in value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _counted(result: Result, decisions: pd.DataFrame) -> pd.DataFrame:
    """Say of each decision whether it counts, and whether its claim is gone."""
    kept = latest(decisions.assign(row=range(len(decisions))), result.claims)
    counts = pd.RangeIndex(len(decisions)).isin(kept["row"])
    return decisions.assign(counts=counts, stale=~decisions["claim_id"].isin(result.claims["id"]))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give every column of objects one type, whatever happens to be in it."""
    out: dict[str, pd.Series[Any]] = {}
    for name, column in ((str(name), column) for name, column in frame.items()):
        if name in _NESTED:
            out[name] = _strings([None if v is None else _json(v) for v in column])
        elif name in _WHOLE:
            out[name] = column.astype("Int64")
        elif name in _PARTS:
            out[name] = column.astype("Float64")
        elif column.dtype == object or isinstance(column.dtype, pd.StringDtype):
            out[name] = _strings([None if pd.isna(v) else str(v) for v in column])
        else:
            out[name] = column
    return pd.DataFrame(out)


def _strings(cells: list[str | None]) -> pd.Series[str]:
    whole = [None if cell is None else encoded(cell).decode() for cell in cells]
    return pd.Series(whole, dtype="string")


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def _csv(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV: text in quotes and defused, numbers bare, nothing for null."""
    columns = [map(_cell, column.tolist()) for _, column in frame.items()]
    lines = [map(_cell, frame.columns), *zip(*columns, strict=True)]
    return "".join(",".join(line) + "\n" for line in lines).encode("utf-8-sig", "replace")


def _cell(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, str):
        return '"' + defused(value).replace('"', '""') + '"'
    return str(value)
