"""A folder of exported files, with ``provenance.json`` telling which they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..case import CASE_FILE
from ..files import replace_all
from ..harmless import escaped
from ..records import CheckError
from .provenance import digest, encoded

PROVENANCE_FILE = "provenance.json"


def write_folder(out: Path, format: str, files: Mapping[str, bytes], made: Any) -> list[Path]:
    """Write an export's files into a folder of their own.

    Only what an earlier export of the same format wrote there is written over, and only where
    nobody has changed it since.

    Args:
        out: the folder; made where there is none.
        format: the export's format.
        files: contents by file name.
        made: the export's provenance, which goes into ``provenance.json`` with the files' hashes.

    Returns:
        The paths written, ``provenance.json`` last.

    Raises:
        CheckError: the path is a file or a case folder, a file there is not an export's or has
            been changed, or one can't be written.
    """
    if out.exists() and not out.is_dir():
        raise CheckError(f"{out}: is a file, and this export is a folder of files; name a folder")
    if (out / CASE_FILE).exists():
        raise CheckError(f"{out}: is a case folder; name a folder of its own for the export")
    ours = _written(out / PROVENANCE_FILE, format)
    for name in files:
        path = out / name
        if path.exists() and (not path.is_file() or digest(path.read_bytes()) != ours.get(name)):
            raise CheckError(
                f"{path}: not written by claimcheck, or changed since; "
                "name another folder, or move the file away first"
            )
    written = {name: digest(data) for name, data in files.items()}
    told = json.dumps({**made, "format": format, "written": written}, indent=1, ensure_ascii=False)
    every = {**files, PROVENANCE_FILE: encoded(escaped(told) + "\n")}
    replace_all(out, every)
    return [out / name for name in every]


def _written(path: Path, format: str) -> dict[str, str]:
    """Read which files an earlier export wrote, with their hashes."""
    if not path.exists():
        return {}
    try:
        if not path.is_file():
            raise ValueError("a pipe, which would be waited for")
        told = json.loads(path.read_text(encoding="utf-8"))
        earlier, written = told["format"], dict(told["written"])
        ours = str(told["made_by"]).startswith("claimcheck")
    except (OSError, ValueError, LookupError, TypeError):
        ours = False
    if not ours:
        raise CheckError(f"{path}: not written by claimcheck; name another folder")
    if earlier != format:
        raise CheckError(
            f"{path.parent}: holds an export as {earlier}; name another folder for {format}"
        )
    return written
