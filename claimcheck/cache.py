"""What has been computed, kept on disk between runs in one SQLite file.

It holds hashes of texts, rows of numbers, and sealed results (`kept`), no text that can be read.
SQLite's own locks and journal make it safe when two processes write at once and after a kill. A
checksum binds each row to its key: SQLite does not see a bit that has tipped over, not even in the
index, which may then lead to another's row. A cache that is damaged or can't be used is never an
error: what it lacks is computed again, and ``Cache.notices`` says so.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

CACHE_FILE = "models-2.sqlite"  # a new number where the layout changes

_KEYS = 500  # every SQLite takes 999 values in a statement
_SUM = 4  # bytes of a checksum
_IN_MEMORY = "PRAGMA journal_mode = MEMORY"  # so that a full disk can be freed
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
    """Data by key: rows of float32, sealed results, hashes of model files by sizes and times.

    Args:
        folder: where to keep the file; by default ``cache_folder()``.

    Attributes:
        notices: what was damaged, and why the cache could not be used.

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
        found = self.read(keys)
        return {key: np.frombuffer(data, "<f4").astype(np.float32) for key, data in found.items()}

    def put(self, rows: Mapping[bytes, Row]) -> None:
        """Keep rows, in one transaction.

        Args:
            rows: the rows by key; one already there is replaced.
        """
        self.write({key: row.astype("<f4").tobytes() for key, row in rows.items()})

    def hash_of(self, stamp: str) -> str | None:
        """Give the hash recorded for model files of these sizes and times, if there is one."""
        found = list(self.read([stamp.encode()]).values())
        return found[0].decode() if found else None

    def record_hash(self, stamp: str, sha256: str) -> None:
        """Record the hash of model files of these sizes and times."""
        self.write({stamp.encode(): sha256.encode()})

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
            connection.execute(_IN_MEMORY)
            connection.execute("DELETE FROM rows")

        self._transact(empty, None)
        if path and self._path:
            with (
                contextlib.suppress(sqlite3.Error),  # in use: its room is kept for new rows
                _connected(path) as connection,
            ):
                connection.execute(_IN_MEMORY)
                connection.execute("PRAGMA temp_store = MEMORY")
                connection.execute("VACUUM")
        return max(0, before - self.size()) if self._path else 0

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Give what is there and whole.

        Args:
            keys: the keys, distinct.

        Returns:
            Data for each key that has some; what fails its checksum counts as not there.
        """

        def look(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            damaged = False
            for start in range(0, len(keys), _KEYS):
                part = keys[start : start + _KEYS]
                query = f"SELECT key, row FROM rows WHERE key IN ({','.join('?' * len(part))})"
                for key, kept in connection.execute(query, part):
                    data = _unsealed(key, kept)
                    if data is None:
                        damaged = True
                    else:
                        found[key] = data
            if damaged:
                self.notices.append(f"{self._path}: damaged rows of the cache are computed again")
            return found

        return self._transact(look, {})

    def write(self, data: Mapping[bytes, bytes]) -> None:
        """Keep data with its checksum, in one transaction.

        Args:
            data: the data by key; what is already there is replaced.
        """
        rows = [(key, kept + _checksum(key, kept)) for key, kept in data.items()]
        statement = "INSERT OR REPLACE INTO rows VALUES (?, ?)"
        self._transact(lambda connection: connection.executemany(statement, rows), None)

    def _transact(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """Do one piece of work in a transaction, or do without the cache."""
        if self._path is None:
            return otherwise
        try:
            with _connected(self._path) as connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, row BLOB)"
                )
                with connection:
                    return work(connection)
        except sqlite3.OperationalError as error:  # locked, read-only, no disk
            self._give_up(error)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the second: a name in the schema
            self._start_anew(self._path, error)
        return otherwise

    def _start_anew(self, path: Path, error: Exception) -> None:
        """Throw a damaged file away, and say so."""
        try:
            if not _is_damaged(path):
                return self._give_up(error)
            path.unlink()
        except OSError as barred:
            return self._give_up(barred)
        self.notices.append(f"{path}: the cache was damaged ({error}) and is started anew")

    def _give_up(self, error: Exception) -> None:
        """Go on without the cache, and say so."""
        where = self._path or "the cache"
        self._path = None
        self.notices.append(
            f"{where}: can't be used as a cache ({error}), so this run works without one; "
            "delete it, free disk space, or set CLAIMCHECK_CACHE to another folder"
        )


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file and close it again; what should be bytes and isn't is bytes all the same."""
    with contextlib.closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
        connection.text_factory = bytes
        yield connection


def _is_damaged(path: Path) -> bool:
    """Whether a file is no database that SQLite can read, whoever uses it."""
    try:
        with _connected(path) as connection:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok")
    except sqlite3.OperationalError:  # locked, read-only, no disk
        return False
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return True


def _checksum(key: bytes, data: bytes) -> bytes:
    """Bind data to its key."""
    return zlib.crc32(data, zlib.crc32(key)).to_bytes(_SUM, "little")


def _unsealed(key: object, kept: object) -> bytes | None:
    """Take data from its checksum, or None where it is damaged."""
    if not isinstance(key, bytes) or not isinstance(kept, bytes):
        return None
    data = kept[:-_SUM]
    return data if kept[-_SUM:] == _checksum(key, data) else None
