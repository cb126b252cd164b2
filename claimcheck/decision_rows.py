"""The rows of ``decisions.csv``: a table that only grows, and that a crash can't spoil.

A row is written in one write, under a lock, and its time comes last: a row without a whole time was
cut off. What is left of such a row stays; the next one starts on a line of its own.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from claimcheck.harmless import defused, restored
from claimcheck.records import CheckError, Decision

COLUMNS = [field.name for field in fields(Decision)]
LONGEST = 100_000  # characters of a cell; csv reads no more than 131,072
LOCK_SECONDS = 30.0
LOCK_POLL = 0.01

_HEADING = ",".join(COLUMNS) + "\n"
_TIME = "0000-00-00T00:00:00+00:00"
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOTTY)
_SHOWN = 200  # characters of a row in a message

Row = tuple[int, list[str]]  # the line on which it begins, and its cells


class Table(NamedTuple):
    """The file as it stands."""

    whole: list[Row]
    torn: list[Row]
    heading: str  # what the file still lacks of its first line
    before_next: str  # what brings the next row onto a line of its own


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other program from the file for as long as it is read and written.

    Args:
        path: the file.

    Raises:
        CheckError: another program holds it for 30 seconds, the drive can't lock files, or the
            file can't be written.
    """
    from filelock import FileLock, Timeout

    lock = path.with_name(f".{path.name}.lock")
    try:
        # A lock that is a mere file would outlive a crash and bar everybody: rather none.
        with FileLock(lock, timeout=LOCK_SECONDS, poll_interval=LOCK_POLL, fallback_to_soft=False):
            yield
    except Timeout:
        raise CheckError(
            f"{path}: another program has held it for {LOCK_SECONDS:.0f} seconds; "
            "close that program and decide again"
        ) from None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise CheckError(
                f"{path}: the drive that it is on can't lock files, so two people could lose each "
                "other's decisions; copy the case to a disk of this computer, or to a shared "
                "folder that can, and decide there"
            ) from error
        barred = "; is it open in a spreadsheet, or may you not write there?"
        raise CheckError(
            f"{path}: can't be written ({error.strerror or error}"
            f"{barred if isinstance(error, PermissionError) else ''}); "
            "put that right, see whether this was saved, and if not do it again"
        ) from error


def write(path: Path, table: Table, cells: Sequence[str]) -> None:
    """Write one row at the end of the file, in one write, and see it onto the disk.

    Where that fails, as on a full disk, what was written of it is taken back.

    Args:
        path: the file.
        table: the file as it stands, read under the same lock.
        cells: the row, each cell as `writable` gives it.
    """
    text = io.StringIO(newline="")
    text.write(table.heading + table.before_next)
    csv.writer(text, lineterminator="\n").writerow(map(defused, cells))
    data = text.getvalue().encode()
    with path.open("ab", buffering=0) as file:
        end = file.tell()
        try:
            while data:  # a disk takes what it has room for
                data = data[file.write(data) :]
            _sync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(end)
            raise
    if table.heading and os.name != "nt":  # Windows sees a new name onto the disk by itself
        _sync_folder(path.parent)


def read(path: Path) -> Table:
    """Cut the file into rows, and tell the whole ones from those that were cut off.

    Args:
        path: the file; where there is none, the table is empty.

    Returns:
        The rows, those without anything in them left out.

    Raises:
        CheckError: the file can't be read, has other columns, or quotation marks or bytes that
            no crash leaves; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", "surrogateescape")  # spreadsheets save a BOM
    except FileNotFoundError:
        text = ""
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror or error})") from error
    if _HEADING.startswith(text) and text != _HEADING:
        return Table([], [], _HEADING[len(text) :], "")
    rows, quoted = _rows(path, io.StringIO(text, newline="").readlines())
    if (heading := rows.pop(0)[1]) != COLUMNS:
        raise CheckError(
            f"{path}: line 1: the columns are {shown(heading)!r}, not {','.join(COLUMNS)!r}; "
            "save it as UTF-8 with commas between the columns (in a spreadsheet: “CSV UTF-8”), or "
            "move the file away to start a new one"
        )
    torn = [row for row in rows if _is_torn(row[1])]
    whole = [(n, _cells(row, f"{path}: line {n}")) for n, row in rows if not _is_torn(row)]
    ended = text.endswith(("\n", "\r"))
    before_next = '"\n' if quoted else "" if ended else "\n"
    return Table([row for row in whole if any(row[1])], torn, "", before_next)


def has_cut_heading(table: Table) -> bool:
    """Whether the very first write was cut off within the heading."""
    return bool(table.heading) and table.heading != _HEADING


def writable(text: object) -> str:
    """Give a text as the file can hold it: UTF-8, and each line break one character.

    Raises:
        CheckError: it is longer than a cell may be.

    Examples:
        >>> writable("one\\r\\ntwo")
        'one\\ntwo'
    """
    words = str(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(words) > LONGEST:
        raise CheckError(
            f"{len(words):,} characters are too long for a decision; {LONGEST:,} is the most"
        )
    return words.encode("utf-8", "replace").decode()


def is_time(text: str) -> bool:
    """Whether a text is an ISO 8601 time with its zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def shown(row: Sequence[str]) -> str:
    """Give a row as readable text, also where its bytes are not UTF-8; a long one is cut."""
    text = ",".join(row).replace("\0", "")
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _sync(handle: int) -> None:
    """See a file onto the disk."""
    os.fsync(handle)
    if sys.platform == "darwin":  # whose fsync leaves it in the memory of the drive
        import fcntl

        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise


def _sync_folder(folder: Path) -> None:
    """See the name of a new file onto the disk."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        _sync(entry)
    except OSError as error:
        if error.errno not in _NO_SYNC:  # some network drives have no such thing
            raise
    finally:
        os.close(entry)


def _rows(path: Path, lines: list[str]) -> tuple[list[Row], bool]:
    """Parse the lines; whether the last row ends inside quotation marks."""
    reader = csv.reader(lines, strict=True)
    rows, at = [], 1
    try:
        for row in reader:
            rows.append((at, row))
            at = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" not in str(error):
            raise CheckError(
                f"{path}: line {at}: not a row ({error}); put its quotation marks right: a text "
                'with a comma or a " in it stands between ", and each " inside is doubled'
            ) from error
        rest = lines[at - 1 :]
        if any(len(row) == len(COLUMNS) and is_time(row[-1]) for row in csv.reader(rest[1:])):
            raise CheckError(
                f'{path}: line {at}: a " opens here and never closes, and whole rows come after '
                "it; close it, or double it where it is a part of the text"
            ) from error
        return [*rows, (at, next(csv.reader([*rest, '"'])))], True
    return rows, False


def _is_torn(row: Sequence[str]) -> bool:
    """Whether a row was cut off: it ends before the end of a time."""
    if len(row) != len(COLUMNS):
        return 0 < len(row) < len(COLUMNS) and not _is_in_one_cell(row)
    time = re.sub(r"\d", "0", row[-1].rstrip("\0"))  # a block lost with the power is all zeros
    return any(row) and time != _TIME and _TIME.startswith(time)


def _is_in_one_cell(row: Sequence[str]) -> bool:
    """Whether a spreadsheet that parts columns at semicolons put a whole row into one cell."""
    return len(row) == 1 and is_time(row[0].rpartition(",")[2])


def _cells(row: Sequence[str], where: str) -> list[str]:
    """The cells of a whole row, as they were before the guard."""
    try:
        ",".join(row).encode()
    except UnicodeEncodeError:
        raise CheckError(
            f"{where}: not UTF-8, so another program saved the file otherwise; "
            "save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
        ) from None
    if _is_in_one_cell(row):
        raise CheckError(
            f"{where}: the whole row is in one cell, as a spreadsheet saves it that parts columns "
            "at semicolons; bring back the file as it was before, or save it with commas"
        )
    cells = list(map(restored, row))
    return [*cells[:-1], *(cell.rstrip("\0") for cell in cells[-1:])]
