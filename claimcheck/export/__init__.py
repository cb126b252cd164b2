"""What leaves claimcheck: the report page, tables, ClaimReview and Web Annotations."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..case import spare
from ..files import write as write_page
from ..records import CheckError
from ..report import link, render
from . import claimreview, frames
from .annotations import files as annotated
from .folder import write_folder
from .outcomes import outcomes
from .provenance import provenance

if TYPE_CHECKING:
    import pandas as pd

    from ..check import Result

__all__ = ["FORMATS", "outcomes", "provenance", "write"]

FORMATS = ("html", "csv", "parquet", "claimreview", "annotations")


def write(
    result: Result,
    decisions: pd.DataFrame,
    format: str,
    out: str | Path,
    by: str | None = None,
    at: datetime | None = None,
    url: str | None = None,
) -> list[Path]:
    """Write a result with the decisions in a format that others read.

    Args:
        result: what a check found.
        decisions: what people decided, as `decisions.read` gives it.
        format: ``html``, ``csv``, ``parquet``, ``claimreview`` or ``annotations``.
        out: a file for ``html``, a folder of its own for the others. ``provenance.json`` is
            written beside theirs; the page has its provenance within.
        by: who exports, where that is to be told.
        at: when, a time with its zone; now where None.
        url: for ``claimreview``, the address at which the report page will stand, or of its
            folder, which ends in a slash.

    Returns:
        The files written.

    Raises:
        CheckError: an unknown format, a file that is not an export's or was changed since, one
            that can't be written, or an extra that is missing.
    """
    if format not in FORMATS:
        raise CheckError(f"{format}: not a format; use one of {', '.join(FORMATS)}")
    if url and format != "claimreview":
        raise CheckError(f"{url}: an address goes with claimreview only")
    if url and (not link(url) or "#" in url):
        raise CheckError(f"{url}: not a page's address; give one with https:// and without a #")
    out = Path(out)
    made = provenance(result, decisions, by, at or datetime.now(UTC))
    if format == "html":
        if out.is_dir():
            raise CheckError(f"{out}: is a folder; name a file, such as {out / 'report.html'}")
        spare(result.case.folder, out)
        write_page(out, render(result, decisions, made))
        return [out]
    if format == "csv":
        files = frames.csv_files(result, decisions)
    elif format == "parquet":
        files = frames.parquet_files(result, decisions)
    elif format == "claimreview":
        files = claimreview.files(result, decisions, made, url)
    else:
        files = annotated(result, decisions, made)
    return write_folder(out, format, files, made)
