"""What models have computed, kept on disk between runs in one SQLite file.

It holds hashes of texts and rows of numbers, no text. SQLite's own locks and journal make it safe
when two processes write at once and after a kill. A cache that can't be used is never an error:
the run goes on without it and says so in ``Cache.notices``.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

CACHE_FILE = "models-1.sqlite"  # a new number where the layout changes

_KEYS = 500  # every SQLite takes 999 values in a statement
_PATIENCE = 30.0  # seconds to wait for another process that is writing
_T = TypeVar("_T")


def cache_folder() -> Path:
    """Say where the cache is; deleting the folder empties it.

    Returns:
        ``$CLAIMCHECK_CACHE``, else ``$XDG_CACHE_HOME/claimcheck``, else ``~/.cache/claimcheck``.

    Raises:
        RuntimeError: there is no home folder.
    """
    if own := os.environ.get("CLAIMCHECK_CACHE"):
        return Path(own)
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    base = shared if shared.is_absolute() else Path.home() / ".cache"
    return base / "claimcheck"


class Cache:
    """Rows of float32 by key, and hashes of model files by their sizes and times.

    Args:
        folder: where to keep the file; by default ``cache_folder()``.

    Attributes:
        notices: at most one line, on why the cache could not be used.

    Examples:
        >>> import tempfile
        >>> cache = Cache(Path(tempfile.mkdtemp()))
        >>> cache.put({b"key": np.array([0.6, 0.8], dtype=np.float32)})
        >>> cache.get([b"key", b"other"])
        {b'key': array([0.6, 0.8], dtype=float32)}
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.notices: list[str] = []
        self._path: Path | None = None
        try:
            path = Path(folder or cache_folder()) / CACHE_FILE
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path = path
        except (OSError, RuntimeError) as error:
            self._give_up(error)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Row]:
        """Give the rows that are there and whole.

        Args:
            keys: the keys, distinct.

        Returns:
            A row for each key that has one; a row that fails its checksum counts as not there.
        """

        def look(connection: sqlite3.Connection) -> dict[bytes, Row]:
            found: dict[bytes, Row] = {}
            for start in range(0, len(keys), _KEYS):
                part = keys[start : start + _KEYS]
                query = f"SELECT key, row FROM rows WHERE key IN ({','.join('?' * len(part))})"
                for key, blob in connection.execute(query, part):
                    if (row := _unpacked(blob)) is not None:
                        found[key] = row
            return found

        return self._transact(look, {})

    def put(self, rows: Mapping[bytes, Row]) -> None:
        """Keep rows, in one transaction.

        Args:
            rows: the rows by key; one already there is replaced.
        """
        packed = [(key, _packed(row)) for key, row in rows.items()]
        statement = "INSERT OR REPLACE INTO rows VALUES (?, ?)"
        self._transact(lambda connection: connection.executemany(statement, packed), None)

    def hash_of(self, stamp: str) -> str | None:
        """Give the hash recorded for model files of these sizes and times, if there is one."""
        query = "SELECT sha256 FROM models WHERE stamp = ?"
        found = self._transact(
            lambda connection: connection.execute(query, [stamp]).fetchone(), None
        )
        return str(found[0]) if found else None

    def record_hash(self, stamp: str, sha256: str) -> None:
        """Record the hash of model files of these sizes and times."""
        statement = "INSERT OR REPLACE INTO models VALUES (?, ?)"
        self._transact(lambda connection: connection.execute(statement, [stamp, sha256]), None)

    def entries(self) -> int:
        """Count the rows, and find out whether more could be written.

        Returns:
            Their number; 0, with a notice, where the cache can't be used.
        """

        def count(connection: sqlite3.Connection) -> int:
            connection.execute("BEGIN IMMEDIATE")  # fails where nothing can be written
            return int(connection.execute("SELECT count(*) FROM rows").fetchone()[0])

        return self._transact(count, 0)

    def size(self) -> int:
        """Say how many bytes the cache takes on the disk, its journal included."""
        sizes = []
        for file in self._path.parent.glob(f"{CACHE_FILE}*") if self._path else ():
            with contextlib.suppress(OSError):  # a journal comes and goes
                sizes.append(file.stat().st_size)
        return sum(sizes)

    def clear(self) -> int:
        """Empty the cache; another process that uses it goes on, and finds nothing in it.

        Returns:
            How many bytes were freed; 0, with a notice, where the cache can't be used.
        """
        path, before = self._path, self.size()
        if path and _is_damaged(path):
            with contextlib.suppress(OSError):
                path.unlink()  # no process can use it as it is

        def empty(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM rows")
            connection.execute("DELETE FROM models")

        self._transact(empty, None)
        if path and self._path:
            with (
                contextlib.suppress(sqlite3.Error),  # in use: its room is kept for new rows
                contextlib.closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection,
            ):
                connection.execute("VACUUM")
        return max(0, before - self.size())

    def _transact(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do one piece of work in a transaction, or give up on the cache."""
        if self._path is None:
            return otherwise
        try:
            with contextlib.closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection:
                for table in (
                    "rows (key BLOB PRIMARY KEY, row BLOB)",
                    "models (stamp TEXT PRIMARY KEY, sha256 TEXT)",
                ):
                    connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
                with connection:
                    return work(connection)
        except sqlite3.Error as error:
            self._give_up(error)
            return otherwise

    def _give_up(self, error: Exception) -> None:
        """Go on without the cache, and say so."""
        where = self._path or "the cache of vectors"
        self._path = None
        self.notices.append(
            f"{where}: can't be used as a cache ({error}), so this run works without one; "
            "delete it, free disk space, or set CLAIMCHECK_CACHE to another folder"
        )


def _is_damaged(path: Path) -> bool:
    """Whether a file is no database that SQLite can read, whoever uses it."""
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlite3.OperationalError:  # locked, read-only, no disk
        return False
    except sqlite3.DatabaseError:
        return True


def _packed(row: Row) -> bytes:
    """Lay a row out as little-endian float32 and its checksum."""
    data = row.astype("<f4").tobytes()
    return data + zlib.crc32(data).to_bytes(4, "little")


def _unpacked(blob: object) -> Row | None:
    """Read a row back, or None where it is damaged."""
    if not isinstance(blob, bytes) or len(blob) < 8 or len(blob) % 4:
        return None
    if zlib.crc32(blob[:-4]) != int.from_bytes(blob[-4:], "little"):
        return None
    return np.frombuffer(blob[:-4], dtype="<f4").astype(np.float32)
