"""The cache: whole rows or none, beside other writers, after a kill, and broken in every way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from claimcheck.cache import CACHE_FILE, Cache, cache_folder

ROOT = Path(__file__).resolve().parents[1]
WRITER = """
import sys, numpy as np
from pathlib import Path
from claimcheck.cache import Cache
cache, name = Cache(Path(sys.argv[1])), sys.argv[2]
for batch in range(int(sys.argv[3])):
    keys = [f"{name} {batch} {n}".encode() for n in range(50)]
    cache.put({key: np.full(384, len(key), dtype=np.float32) for key in keys})
    print(batch, flush=True)
sys.exit(cache.notices[0] if cache.notices else 0)
"""


def row(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def write(folder: Path, name: str, batches: int) -> subprocess.Popen[str]:
    """Start another process that writes 50 rows a batch."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(batches)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_rows_come_back_to_the_bit(tmp_path: Path) -> None:
    rows = {bytes([n]): np.random.default_rng(n).random(384, dtype=np.float32) for n in range(200)}
    Cache(tmp_path).put(rows)
    found = Cache(tmp_path).get([*rows, b"unknown"])
    assert found.keys() == rows.keys()
    for key, value in rows.items():
        np.testing.assert_array_equal(found[key], value)
        assert found[key].dtype == np.float32


def test_five_thousand_rows_take_a_blink(tmp_path: Path) -> None:
    keys = [n.to_bytes(32, "big") for n in range(5_000)]
    value = np.ones(384, dtype=np.float32)
    Cache(tmp_path).put(dict.fromkeys(keys, value))
    start = time.process_time()
    assert len(Cache(tmp_path).get(keys)) == 5_000
    assert time.process_time() - start < 0.5


def test_hashes_of_model_files_are_recorded(tmp_path: Path) -> None:
    assert Cache(tmp_path).hash_of("stamp") is None
    Cache(tmp_path).record_hash("stamp", "abc")
    Cache(tmp_path).record_hash("stamp", "def")
    assert Cache(tmp_path).hash_of("stamp") == "def"


@pytest.mark.parametrize("damage", [b"", b"1234", b"12345678", b"odd length"])
def test_a_damaged_row_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put({b"good": row(1, 2), b"bad": row(3, 4)})
    with sqlite3.connect(tmp_path / CACHE_FILE) as connection:
        connection.execute("UPDATE rows SET row = ? WHERE key = ?", [damage, b"bad"])
    assert cache.get([b"good", b"bad"]).keys() == {b"good"}
    cache.put({b"bad": row(3, 4)})
    assert cache.get([b"good", b"bad"]).keys() == {b"good", b"bad"}
    [told] = cache.notices
    assert "damaged rows of the cache are computed again" in told


@pytest.mark.parametrize("first", range(3))
def test_no_bit_that_tips_over_gives_a_wrong_row(tmp_path: Path, first: int) -> None:
    rows = {bytes([n]) * 32: row(n, n + 1) for n in range(60)}
    Cache(tmp_path).put(rows)
    Cache(tmp_path).record_hash("stamp", "abc")
    file = tmp_path / CACHE_FILE
    whole = file.read_bytes()
    quiet = 0
    for at in range(first, len(whole), 61):  # the index as well as the rows
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        file.write_bytes(damaged)
        cache = Cache(tmp_path)
        found = cache.get(list(rows))
        assert all((found[key] == rows[key]).all() for key in found)
        assert cache.hash_of("stamp") in (None, "abc")
        quiet += cache.notices == []
        cache.put(rows)
        assert cache.get(list(rows)).keys() == rows.keys() or cache.notices
    assert 0 < quiet < len(whole) / 61  # room in the file that nothing stands in


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    writers = [write(tmp_path, name, 20) for name in ("one", "two", "one")]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    keys = [
        f"{name} {batch} {n}".encode()
        for name in ("one", "two")
        for batch in range(20)
        for n in range(50)
    ]
    found = Cache(tmp_path).get(keys)
    assert len(found) == 2_000
    assert all((value == len(key)).all() for key, value in found.items())


def test_a_kill_while_writing_loses_no_row_that_was_kept(tmp_path: Path) -> None:
    writer = write(tmp_path, "killed", 100_000)
    assert writer.stdout is not None
    kept = [int(writer.stdout.readline()) for _ in range(5)][-1]
    writer.kill()
    writer.communicate(timeout=60)
    cache = Cache(tmp_path)
    keys = [f"killed {batch} {n}".encode() for batch in range(kept + 1) for n in range(50)]
    assert cache.get(keys).keys() == set(keys)
    cache.put({b"after": row(1, 2)})
    assert b"after" in cache.get([b"after"])
    assert cache.notices == []


def unusable(cache: Cache, folder: Path) -> None:
    """A cache that can't be used takes and gives nothing, and says so once."""
    cache.put({b"key": row(1, 2)})
    cache.put({b"key": row(1, 2)})
    assert cache.get([b"key"]) == {}
    assert cache.hash_of("stamp") is None
    assert len(cache.notices) == 1
    assert str(folder) in cache.notices[0]
    assert "CLAIMCHECK_CACHE" in cache.notices[0]


def started_anew(folder: Path) -> None:
    """A damaged cache says so once, gives nothing, and from then on works."""
    cache = Cache(folder)
    assert cache.get([b"key"]) == {}
    cache.put({b"key": row(1, 2)})
    assert cache.get([b"key"]).keys() == {b"key"}
    [told] = cache.notices
    assert str(folder) in told and "is started anew" in told
    assert Cache(folder).get([b"key"]).keys() == {b"key"}


def test_a_file_that_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / CACHE_FILE).write_bytes(b"this is not a database " * 100)
    started_anew(tmp_path)


def test_a_cache_with_damaged_pages(tmp_path: Path) -> None:
    Cache(tmp_path).put({bytes([n]): np.ones(384, dtype=np.float32) for n in range(200)})
    data = bytearray((tmp_path / CACHE_FILE).read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    (tmp_path / CACHE_FILE).write_bytes(data)
    started_anew(tmp_path)


def test_a_damaged_cache_that_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def barred(path: Path) -> None:
        raise OSError("read-only")

    (tmp_path / CACHE_FILE).write_bytes(b"this is not a database " * 100)
    monkeypatch.setattr(Path, "unlink", barred)
    unusable(Cache(tmp_path), tmp_path)


def test_a_cache_of_another_layout(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / CACHE_FILE) as connection:
        connection.execute("CREATE TABLE rows (something TEXT)")
    unusable(Cache(tmp_path), tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    unusable(Cache(tmp_path / "file" / "cache"), tmp_path)


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / CACHE_FILE).mkdir()
    unusable(Cache(tmp_path), tmp_path)


def test_what_can_only_be_read_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Cache(tmp_path).put({b"key": row(1, 2)})
    connect = sqlite3.connect

    def read_only(path: Path, **options: float) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)  # root may write anywhere
    cache = Cache(tmp_path)
    assert cache.get([b"key"]).keys() == {b"key"}
    assert cache.notices == []
    cache.put({b"other": row(1, 2)})
    assert "readonly" in cache.notices[0]


def test_a_full_disk(tmp_path: Path) -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n" + WRITER
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), "full", "50"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "can't be used as a cache" in done.stderr
    assert "Traceback" not in done.stderr
    assert Cache(tmp_path).get([b"full 0 0"]) == {}


def test_the_place_of_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    monkeypatch.setenv("CLAIMCHECK_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "claimcheck"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "claimcheck"


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("CLAIMCHECK_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert "home directory" in Cache().notices[0]
